package settings

import (
	"time"

	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

// Tell implements screen.Teller.
func (c *choose) Tell(time.Time) screen.Speech {
	row := ""
	if value := c.under(); value != "" {
		row = value
		if about := c.about(value); about != "" {
			row += ", " + about
		}
	}
	return act.TellPicked(c.Session, c.Title(), c.picker, row, c.Book.T("settings.no_value"))
}

// Tell implements screen.Teller.
func (f *typed) Tell(time.Time) screen.Speech {
	sp := screen.Speech{Head: []screen.Sentence{screen.Say(f.Book.T("linear.title", "title", f.Title()))}, Live: act.TellField(f.Session, f.field)}
	sp.Live.Label = f.Book.T("linear.write.field")
	said := f.Book.T("setting." + f.row.Name)
	if !f.fits() {
		said = f.Book.Reason(f.Why(keymaps.Accept))
	}
	sp.Here = []screen.Sentence{screen.Say(text.Sentence(said))}
	return sp
}
