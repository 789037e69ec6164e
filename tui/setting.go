package tui

import (
	"errors"

	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/settings"
	"github.com/heed-desk/heed/tui/theme"
)

// Settings is how a session is set, and where that is kept.
type Settings interface {
	settings.Reads
	// Row is a setting as it was last read. Like With and Turned it never waits.
	Row(name string) settings.Row
	// With is what a session is made of with a setting turned to a value; and what refuses
	// it, where that cannot be.
	With(o Options, name, value string) (with Options, refused settings.Refused)
	// Turned hears that a setting was turned to a value for this session.
	Turned(name, value string)
	// Keep keeps a setting for the next session, and returns how it stands then.
	// settings.ErrNowhere where there is no place for it, settings.Refused with a reason.
	Keep(screen.Set) (settings.Row, error)
}

// trial is what a dialog only shows: what it was before comes back.
type trial struct {
	seat   *seat
	before Options
}

const slotKept = "setting.kept"

// kept is an answer: a setting that was kept.
type kept struct {
	row  settings.Row
	file string
}

// set turns a setting for a screen, and keeps it where it is not only tried.
func (r *Root) set(st *seat, s screen.Set) {
	base := r.opts
	if r.trial != nil {
		base = r.trial.before
	}
	o, refused := base.Settings.With(base, s.Name, s.Value)
	switch {
	case refused != nil && s.Try:
		o = base // what stands against it is told in the dialog
	case refused != nil:
		r.untry(st)
		r.say(screen.Notice{Text: refused(r.session.Book), Level: screen.Warning})
	}
	if refused == nil || s.Try {
		r.trial = nil
		if s.Try {
			r.trial = &trial{st, base}
		}
		r.adopt(o)
	}
	if st != r.own {
		r.do(st, st.screen.Learn(screen.SlotSet, refused))
	}
	if s.Try || refused != nil {
		return
	}
	set := r.opts.Settings
	set.Turned(s.Name, s.Value)
	r.configured()
	r.write(r.own, []screen.Write{{Slot: slotKept, Run: func() (any, error) {
		row, err := set.Keep(s)
		if errors.Is(err, settings.ErrNowhere) {
			return kept{row: row}, nil
		}
		return kept{row, row.File}, err
	}}})
}

// untry brings back what was before a dialog tried something, when that dialog is gone.
func (r *Root) untry(st *seat) {
	if t := r.trial; t != nil && t.seat == st {
		r.trial = nil
		r.adopt(t.before)
	}
}

// learnKept says how keeping a setting went.
func (r *Root) learnKept(v any) {
	b := r.session.Book
	switch v := v.(type) {
	case kept:
		if r.opts.Alone != nil {
			break // one sees it
		}
		row := v.row
		said := b.T("settings.kept", "name", row.Name, "value", shownValue(b, row), "file", v.file)
		switch {
		case v.file == "":
			said = b.T("settings.unkept", "name", row.Name, "value", shownValue(b, row))
		case row.Live && row.Now.Value != row.Next.Value:
			said = b.T("settings.kept_below", "name", row.Name, "value", shownValue(b, row), "file", v.file, "by", row.Next.By)
		case !row.Live:
			said = b.T("settings.kept_later", "name", row.Name, "value", shownValue(b, row), "file", v.file)
		}
		r.say(screen.Notice{Text: said, Level: screen.Good})
	case error:
		r.say(screen.Notice{Text: b.T("settings.not_kept", "why", settings.Sentence(r.session, v)), Level: screen.Warning})
	}
	r.configured()
}

func shownValue(b *words.Book, row settings.Row) string {
	value := row.Now.Value
	if !row.Live {
		value = row.Next.Value
	}
	if value == "" {
		return b.T("settings.none")
	}
	return value
}

// configured tells the screens that show settings that some are others now.
func (r *Root) configured() {
	for _, st := range r.seats {
		if c, ok := st.screen.(screen.Configured); ok && !st.fresh {
			r.do(st, c.Configured())
		}
	}
}

// adopt makes the session what its options say now. A chord that was begun was begun in
// the old keymap, and so was what waits to be pressed: both are dropped with it.
func (r *Root) adopt(o Options) {
	before := r.opts
	r.opts = o
	r.session.Trying = r.trial != nil
	r.paint()
	if o.Keys != before.Keys {
		r.table = o.Keys
		r.count = ""
		r.pend("")
		r.ahead = ahead{}
	}
	if o.Book != before.Book {
		r.session.Book = r.book(o)
	}
	r.session.Lines, r.session.Edits = o.Lines, o.Editor != nil
	r.session.Turns++
	r.configured()
}

// paint turns to the theme that is asked for, or that the terminal's background asks for.
// Parts hold the theme by its pointer, so it is changed in place.
func (r *Root) paint() {
	name := r.opts.Theme
	switch {
	case r.opts.Linear:
		name = theme.Plain
	case r.opts.Theme == "" && r.light:
		name = theme.Light
	case r.opts.Theme == "":
		name = theme.Dark
	}
	if r.session.Theme.Name != name {
		*r.session.Theme = *theme.New(name)
		r.session.Turns++
	}
}

// book is the catalogue of a session: it knows its keys and colleagues.
func (r *Root) book(o Options) *words.Book {
	b := o.Book
	if o.Unkept {
		b = b.Unkept()
	}
	if o.Linear {
		b = b.Spoken()
	}
	return b.WithKeys(func(a string) string { return r.session.Key(keymaps.Action(a)) }).WithNames(r.name)
}

// pick opens the dialog in which a setting is chosen.
func (r *Root) pick(name string) {
	r.openOwn(settings.Change(r.session, r.opts.Settings.Row(name)))
}

// nextTheme turns to the theme after the one that counts.
func (r *Root) nextTheme() {
	row := r.opts.Settings.Row("theme")
	r.set(r.own, screen.Set{Name: row.Name, Value: row.After(row.Now.Value, 1)})
}
