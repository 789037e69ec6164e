package tui

import (
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/screen"
)

// linked takes in how the connection is. Why it broke is said once, not with each try, and
// that it is back only where it was said to be gone.
func (r *Root) linked(l desk.Link) {
	r.link = l
	r.shut(l)
	r.synced()
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

// asking is the wait for the desk after somebody asked it for news.
type asking struct {
	since time.Time // when it was last asked before; what is later is the answer
	on    bool
	news  bool // some came meanwhile
}

// sync asks the desk for news now.
func (r *Root) sync() {
	r.asked = asking{since: r.link.Synced, on: true}
	r.opts.Courier.Pull()
	r.hint(r.session.Book.T("root.syncing"))
}

// synced says what came of having asked, once the desk has answered.
func (r *Root) synced() {
	if !r.asked.on || r.link.State != desk.LinkUp || !r.link.Synced.After(r.asked.since) {
		return
	}
	key := "root.nothing_new"
	if r.asked.news {
		key = "root.some_new"
	}
	r.asked = asking{}
	r.hint(r.session.Book.T(key))
}

// cameNews notes that the desk had something, for whoever asked it.
func (a *asking) cameNews(c desk.Change) {
	switch c.Kind {
	case desk.ChangedTicket, desk.ChangedCustomer, desk.ChangedCanned, desk.ChangedAll, desk.ChangedAgents:
		a.news = true
	case desk.ChangedOutbox, desk.ChangedLink, desk.ChangedPresence, desk.ChangedSearch:
	}
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
