package tui

import (
	"errors"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/screen"
)

// backSaid says that a deed was taken back, and how it is now where that is known.
func (r *Root) backSaid(d desk.Deed) string {
	b := r.session.Book
	switch {
	case d.Name == "": // an earlier heed remembered it
		return b.T("root.set_back.was", "what", clean(d.Said))
	case d.Then == "" || len(d.Many) > 0:
		return b.T("root.set_back", "what", clean(d.Name))
	default:
		return b.T("root.set_back", "what", clean(d.Name)) + " " + clean(d.Then)
	}
}

// clean is what was said of a deed: kept on a disk since, and perhaps cleaned less well then.
func clean(kept string) string { return text.Line(desk.Foreign(kept)) }

// stays says which deed cannot be taken back, and why.
func (r *Root) stays(d desk.Deed, err error) string {
	b := r.session.Book
	what := clean(d.Name)
	if what == "" {
		return b.Err(err)
	}
	var p *desk.Problem
	if errors.As(err, &p) && p.Code == desk.TooLateToUndo {
		key := "root.too_late"
		if len(p.Args) > 0 && b.Has(key+"."+p.Args[0]) {
			key += "." + p.Args[0]
		}
		return b.T(key, "what", what)
	}
	return b.T("root.stays", "what", what, "why", b.Err(err))
}

// sayLost says that what was thrown away last stays so, and what the key takes back instead.
func (r *Root) sayLost() {
	b, key := r.session.Book, "root.lost.only"
	what := ""
	if n := len(r.deeds); n > 0 {
		key, what = "root.lost", clean(r.deeds[n-1].Name)
		if what == "" {
			key = "root.lost.older"
		}
	}
	r.say(screen.Notice{Text: b.T(key, "what", what), Level: screen.Warning})
}
