package tui

import (
	"time"

	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
)

// calm is how long the keyboard must have been quiet before a dialog that opened by
// itself is shown, and how long it takes no key after that: so a typed y confirms nothing.
const calm = 400 * time.Millisecond

// inSight is how long what has to be weighed takes no key: nobody reads and answers faster.
const inSight = 100 * time.Millisecond

// dialog is a screen that floats over the others and has the input.
type dialog struct {
	seat   *seat
	opener *seat // hears what came of it; nil for the root itself
	asked  bool  // somebody pressed a key for it
	since  time.Time
	tall   int // the most lines that its inside has had in this window: its top stays where it is
	within int // the height of the window of which that is so
	words  inDialog
}

// grown notes how tall a dialog is in a window of h lines.
func (d *dialog) grown(h int) {
	if d.within != h {
		d.within, d.tall = h, 0
	}
	d.tall = max(d.tall, d.seat.h)
}

// open opens a dialog for a screen: at once after a key, else when the hands rest.
func (r *Root) open(opener *seat, s screen.Screen) {
	u, ok := s.(screen.Unasked)
	r.lay(&dialog{seat: r.seat("", s), opener: opener, asked: !ok || !u.OpenedByItself()})
}

// lay shows a dialog that somebody asked for at once, and another when the hands rest.
func (r *Root) lay(d *dialog) {
	if !d.asked && time.Since(r.lastKey) < calm {
		r.waiting = append(r.waiting, d)
		return
	}
	r.show(d)
}

// openOwn opens a dialog of the root's.
func (r *Root) openOwn(s screen.Screen) { r.open(r.own, s) }

func (r *Root) show(d *dialog) {
	d.since = time.Now()
	r.count = ""
	r.pend("")
	r.dialogs = append(r.dialogs, d)
}

// rested shows what waited for the hands to rest.
func (r *Root) rested(now time.Time) {
	if len(r.waiting) == 0 || now.Sub(r.lastKey) < calm {
		return
	}
	d := r.waiting[0]
	r.waiting = r.waiting[1:]
	if d.opener == r.own || r.seats[d.opener.id] != nil {
		r.show(d)
	}
}

// swallowed reports whether a key came too soon for the dialog that has just opened, by
// itself or with something to weigh: it was meant for what was there before.
func (r *Root) swallowed(now time.Time, quiet time.Duration) bool {
	n := len(r.dialogs)
	if n == 0 {
		return false
	}
	d := r.dialogs[n-1]
	if _, weighed := d.seat.screen.(screen.Weighed); weighed && now.Sub(d.since) < inSight {
		return true
	}
	if d.asked {
		return false
	}
	if now.Sub(d.since) >= calm && quiet >= calm {
		d.asked = true
		return false
	}
	return true
}

// close ends a dialog or a page and tells who opened it, or the page below, what came of it.
func (r *Root) close(st *seat, c screen.Closed) {
	if st == r.curtain.seat {
		r.unlock()
		r.bar()
		return
	}
	for i, d := range r.dialogs {
		if d.seat != st {
			continue
		}
		r.dialogs = append(r.dialogs[:i:i], r.dialogs[i+1:]...)
		r.said.outOf(len(r.dialogs))
		r.untry(st)
		r.unseat(st)
		behind := len(r.jobs.writes)
		r.tell(d.opener, c)
		r.ended(d, c, behind)
		return
	}
	i := r.at(st)
	if i <= 0 {
		return
	}
	below := r.stack[i-1].seat
	r.remove(i)
	r.tell(below, c)
}

func (r *Root) tell(st *seat, c screen.Closed) {
	switch {
	case c.Slot == "":
	case st == r.own:
		r.learnOwn(c.Slot, c.Value)
	case r.seats[st.id] != nil:
		r.do(st, st.screen.Learn(c.Slot, c.Value))
	}
}

// chosen takes the command that was chosen in the palette.
func (r *Root) chosen(a keymaps.Action) { r.act(r.owner(), a) }
