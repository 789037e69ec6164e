package tui

import (
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/screen"
)

// linked takes in how the connection is. Why it broke is said once, not with each try, and
// that it is back only where it was said to be gone.
func (r *Root) linked(l desk.Link) {
	r.link = l
	b := r.session.Book
	if l.State == desk.LinkUp {
		if r.trouble != "" {
			r.trouble = ""
			r.say(screen.Notice{Text: b.T("root.back_online"), Level: screen.Good})
		}
		return
	}
	why := b.Line(l.Err)
	if why == "" || why == r.trouble {
		return
	}
	r.trouble = why
	level := screen.Warning
	if l.State == desk.LinkDenied {
		level = screen.Failure
	}
	r.say(screen.Notice{Text: why, Level: level})
}
