package tui

import (
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
)

// saying is what stands in the notice line.
type saying struct {
	notices []said // newest last
}

// said is a notice and when it goes away by itself.
type said struct {
	screen.Notice
	at      time.Time
	ends    time.Time
	from    *seat // the screen that said it; nil for the root
	refusal bool  // a key was refused; the next one that works takes it away
	within  int   // so many dialogs were open when it was said, and are still
	folded  bool  // it has had its lines over the page, and has one from now on

	together []screen.Notice // all that was said at once with it, itself the last; nil for alone
}

// How long a notice stands. Typing does not wipe it: a fast typist would never see it.
const (
	standsInfo    = 6 * time.Second
	standsWarning = 10 * time.Second
	standsFailure = 30 * time.Second
)

// say puts a sentence into the notice line and into the log.
func (r *Root) say(n screen.Notice) {
	now := r.session.Now()
	if n.Text == "" && n.Undo.IsZero() {
		return
	}
	r.log.Add(now, n)
	r.put(n, now)
}

// hint says something that helps for this moment only: it is not kept in the notices, and
// goes with the next key that does something.
func (r *Root) hint(words string) {
	r.put(screen.Notice{Text: words}, r.session.Now())
	r.said.notices[len(r.said.notices)-1].refusal = true
}

// put puts a sentence into the notice line, before all others.
func (r *Root) put(n screen.Notice, now time.Time) {
	r.hear(n)
	r.did(n)
	kept := n.Level == screen.Good && !n.Undo.IsZero()
	r.said.notices = slices.DeleteFunc(r.said.notices, func(s said) bool {
		switch {
		case s.Unkept && kept:
			return true // it is kept now: that it could not be before must not stand there any longer
		case s.Level == screen.Failure, s.Level == screen.Warning && !s.refusal, !s.Undo.IsZero() && s.Until.After(now):
			return false // these show again when what came later has gone
		default:
			return true
		}
	})
	ends := now.Add(standing(n.Level))
	if n.Until.After(ends) {
		ends = n.Until
	}
	r.said.notices = append(r.said.notices, said{Notice: n, at: now, ends: ends, within: len(r.dialogs)})
	if len(r.said.notices) > 8 {
		r.said.notices = r.said.notices[1:]
	}
}

func standing(l screen.Level) time.Duration {
	switch l {
	case screen.Warning:
		return standsWarning
	case screen.Failure:
		return standsFailure
	case screen.Info, screen.Good:
		return standsInfo
	}
	return standsInfo
}

// kept takes away that something could not be written down: now it is.
func (s *saying) kept() {
	s.notices = slices.DeleteFunc(s.notices, func(n said) bool { return n.Unkept })
}

// sweep takes away what has stood long enough.
func (r *Root) sweep(now time.Time) {
	r.said.notices = slices.DeleteFunc(r.said.notices, func(s said) bool { return !s.ends.After(now) })
}

// notice is the one to show: the newest.
func (r *Root) notice(now time.Time) (said, bool) {
	for _, s := range slices.Backward(r.said.notices) {
		if s.ends.After(now) && s.Text != "" {
			return s, true
		}
	}
	return said{}, false
}

// saidBy notes whose words the newest notice has.
func (r *Root) saidBy(st *seat, n screen.Notice) {
	if last := len(r.said.notices) - 1; last >= 0 && r.said.notices[last].Text == n.Text {
		r.said.notices[last].from = st
	}
}

// refuse says why a key does nothing now.
func (r *Root) refuse(why desk.Reason) {
	r.sayAnywhere(screen.Notice{Text: r.session.Book.Reason(why), Level: screen.Warning})
	r.said.notices[len(r.said.notices)-1].refusal = true
}

// worked follows a key that did something: what an earlier one could not do is past. Who
// goes on has read what stands there, and one step back takes away all that can be; only
// how long something can be taken back stays, and that something is kept nowhere.
func (r *Root) worked(a keymaps.Action) {
	now := r.session.Now()
	group := r.table.Spec(a).Group
	goesOn := group == keymaps.GroupMove || group == keymaps.GroupGo
	back := a == keymaps.GoBack || a == keymaps.Cancel
	r.said.notices = slices.DeleteFunc(r.said.notices, func(s said) bool {
		switch {
		case s.refusal:
			return true
		case s.Unkept, !s.Undo.IsZero() && s.Until.After(now):
			return false
		case back:
			return true
		default:
			return goesOn && s.Level != screen.Failure && s.Level != screen.Good && now.Sub(s.at) >= timeToRead
		}
	})
	if goesOn || back {
		r.said.fold()
	}
}

// timeToRead is how long a notice stands at least before a key that leads on takes it away.
const timeToRead = time.Second

// outOf notes that so many dialogs are open yet.
func (s *saying) outOf(dialogs int) {
	for i := range s.notices {
		s.notices[i].within = min(s.notices[i].within, dialogs)
	}
}

// fold lets no notice lie over the page any more: from now on each has the line kept for it.
func (s *saying) fold() {
	for i := range s.notices {
		s.notices[i].folded = true
	}
}

// left takes away what a screen said that is left now and that nobody can act on any more:
// a key named in it would mean something else. Failures stay, and what can be taken back.
func (r *Root) left(st *seat) {
	r.said.notices = slices.DeleteFunc(r.said.notices, func(s said) bool {
		return s.from == st && s.Level == screen.Info
	})
}
