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
		r.linkedAgain()
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

// linkedAgain says that what was wrong is over. A disk that takes nothing is no matter of
// the connection, and that the desk is asked once more does not end it.
func (r *Root) linkedAgain() {
	key := "root.back_online"
	if r.diskRefuses() {
		key = "root.disk_again"
	}
	if r.trouble == "" || r.diskRefuses() && r.link.Filling {
		return
	}
	r.trouble = ""
	r.say(screen.Notice{Text: r.session.Book.T(key), Level: screen.Good})
}

// diskRefuses reports whether it is this computer's disk that keeps news from coming in.
func (r *Root) diskRefuses() bool {
	b := r.session.Book
	return r.trouble != "" && (r.trouble == b.T("line.disk") || r.trouble == b.T("line.disk_failed"))
}
