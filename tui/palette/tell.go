package palette

import (
	"time"

	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

// Tell implements screen.Teller.
func (p *Screen) Tell(time.Time) screen.Speech {
	row := ""
	if at := p.picker.List.At(); at >= 0 {
		row = p.said(p.found[at])
	}
	return act.TellPicked(p.Session, p.Title(), p.picker, row, p.Book.T("palette.none"))
}

// said is a command with its key, or why it cannot be given now.
func (p *Screen) said(i int) string {
	if i < 0 {
		return p.Book.T("jump.ticket", "n", p.number)
	}
	c, row := p.all[i], p.names[i]
	if key := p.Key(c.Action); key != "" {
		row += ", " + key
	}
	if !c.Why.None() {
		row += ". " + p.Book.T("linear.pick.cannot", "why", p.Book.Reason(c.Why))
	}
	return row
}
