package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/locked"
	"github.com/heed-desk/heed/tui/screen"
)

// curtain is what stands before all else while a session is locked.
type curtain struct {
	seat  *seat     // its screen; nil while the session is open
	input time.Time // when a key was last pressed; news, sizes and pictures are none
	lent  bool      // another program has the terminal, and the keys
	said  string    // what heed had to say of leaving meanwhile
	shut  desk.Shut // why nothing may be shown, whoever sits here; empty where it may
	left  bool      // and it was locked besides: it opens to who can unlock it
}

// lockAsked says that somebody asks from elsewhere that the session be locked.
type lockAsked struct{ done func() }

// awaitLock waits for somebody who asks for it.
func (r *Root) awaitLock() {
	asked, ctx := r.opts.LockAsked, r.ctx
	if asked == nil {
		return
	}
	r.run(func() tea.Msg {
		select {
		case done := <-asked:
			return lockAsked{done}
		case <-ctx.Done():
			return nil
		}
	})
}

// lockFor locks the session for whoever asked for it, and says that it is done. While another
// program has the terminal it is not: what that shows can be read.
func (r *Root) lockFor(a lockAsked) {
	r.lock()
	if r.locked() && !r.curtain.lent {
		a.done()
	}
	r.awaitLock()
}

// locked reports whether the session is locked.
func (r *Root) locked() bool { return r.curtain.seat != nil }

// lock locks the session: from the next picture on nothing of anybody is shown or told. What
// is being written goes to the disk first. Every screen stays as it is, and hears of news, so
// that all is as it was when the session is opened again.
func (r *Root) lock() {
	defer r.bar()
	if r.curtain.shut != desk.NotShut {
		r.curtain.left = true
	}
	if r.locked() || r.opts.Alone != nil || r.quit {
		return
	}
	for _, st := range r.live() {
		r.write(st, st.lastWords())
	}
	r.keepAll()
	need := locked.Needs{Session: r.session, Since: r.session.Now(), Way: locked.ByKey, Facts: r.mayTell}
	if u := r.opts.Unlocks; u != nil {
		need.Way, need.Open = u.Way(), u.Unlock
	}
	r.cover(need)
	r.opts.Log.Info("locked")
}

// bar tells whoever wants to know whether somebody has to unlock the session.
func (r *Root) bar() {
	if tell := r.opts.Locked; tell != nil {
		tell(r.locked() && !r.onlyShut())
	}
}

// cover puts a screen before all else, and leaves nothing of what stood there.
func (r *Root) cover(need locked.Needs) {
	r.count, r.astray, r.ahead = "", false, ahead{}
	r.pend("")
	if r.locked() {
		r.drop(r.curtain.seat)
	}
	r.curtain.said = ""
	r.curtain.seat = r.seat("", locked.New(need))
	r.look(true)
	if r.screen != nil {
		r.screen.Blank()
	}
}

// shut locks the session where what the desk has sent may not be shown any more, and opens it
// when it may again: to whoever can unlock it, where it was locked besides.
func (r *Root) shut(l desk.Link) {
	c := &r.curtain
	if l.Shut == c.shut || r.opts.Alone != nil {
		return
	}
	was := c.shut
	c.shut = l.Shut
	r.opts.Log.Info("shut", "why", l.Shut.String())
	if l.Shut == desk.NotShut {
		left := c.left
		r.unlock()
		if left {
			r.lock()
		}
		r.bar()
		return
	}
	if was == desk.NotShut {
		c.left = r.locked()
		for _, st := range r.live() {
			r.write(st, st.lastWords())
		}
	}
	need := locked.Needs{Session: r.session, Since: r.session.Now(), Way: locked.ByDesk, Facts: r.mayTell, Why: "locked.why." + l.Shut.String()}
	if l.Shut == desk.ShutRevoked {
		need.Way = locked.Revoked
	}
	now := r.session.Now()
	need.Pairs = []any{"when", r.session.Book.Moment(r.session.Local(l.Contact), r.session.Local(now))}
	r.cover(need)
}

// draw gives the screen of a locked session its size.
func (r *Root) draw() {
	if st := r.curtain.seat; st != nil {
		st.resize(r.w, r.h)
		r.start(st)
	}
}

// unlock opens the session again. A dialog that opened by itself meanwhile takes no key yet.
func (r *Root) unlock() {
	now := time.Now()
	r.drop(r.curtain.seat)
	r.curtain = curtain{input: now, lent: r.curtain.lent}
	r.lastKey = now
	for _, d := range r.dialogs {
		d.since = now
	}
	r.look(false)
	if r.screen != nil {
		r.screen.Blank()
	}
	r.told.whole = true
	r.opts.Log.Info("unlocked")
}

// unlockBy takes a key or a paste while the session is locked. Nothing of it reaches a screen.
func (r *Root) unlockBy(msg tea.Msg) {
	if r.leaving {
		r.insist(msg)
		return
	}
	r.curtain.said = ""
	st := r.curtain.seat
	key, pressed := msg.(tea.KeyPressMsg)
	if !pressed || st.typing() && r.pending == "" && keymaps.Printing(keymaps.NormalKey(key.String())) {
		r.take(st, msg)
		return
	}
	if r.curtain.shut == desk.NotShut && r.unlockWay() == locked.ByKey {
		if a := r.table.Press([]keymaps.Scope{keymaps.Everywhere}, r.pending, key.String()); a.Pending == "" && !whileLocked(a.Action) {
			r.do(st, st.screen.Type(key))
			return
		}
	}
	r.take(st, msg)
}

func (r *Root) unlockWay() locked.Way {
	if u := r.opts.Unlocks; u != nil {
		return u.Way()
	}
	return locked.ByKey
}

// barred reports whether an action that counts everywhere does not count now.
func (r *Root) barred(a keymaps.Action) bool {
	if r.locked() {
		return !whileLocked(a) && (a != keymaps.SyncNow || r.curtain.shut == desk.NotShut)
	}
	return len(r.dialogs) > 0 && !inDialogs(a)
}

// whileLocked reports whether an action counts while the session is locked.
func whileLocked(a keymaps.Action) bool {
	switch a {
	case keymaps.Quit, keymaps.Redraw, keymaps.Suspend, keymaps.WhereAmI:
		return true
	default:
		return false
	}
}

// idle is how long nobody has pressed a key, by the clock that never steps or, where the
// machine slept, by the one on its wall.
func (r *Root) idle(now time.Time) time.Duration {
	since := r.curtain.input
	return max(now.Sub(since), now.Round(0).Sub(since.Round(0)))
}

// idleFor is how long it is until the session locks itself; 0 where it does not.
func (r *Root) idleFor(now time.Time) time.Duration {
	if r.opts.LockAfter <= 0 || r.locked() && !r.onlyShut() || r.curtain.lent || r.opts.Alone != nil {
		return 0
	}
	return max(r.opts.LockAfter-r.idle(now), time.Millisecond)
}

// lockIdle locks the session where nobody has pressed a key for too long, and reports whether
// it did.
func (r *Root) lockIdle(now time.Time) bool {
	if r.opts.LockAfter <= 0 || r.locked() && !r.onlyShut() || r.curtain.lent || r.opts.Alone != nil || r.idle(now) < r.opts.LockAfter {
		return false
	}
	r.lock()
	return true
}

// onlyShut reports whether a session that is shut would be open else.
func (r *Root) onlyShut() bool { return r.curtain.shut != desk.NotShut && !r.curtain.left }

// mayTell is what may be told while the session is locked.
func (r *Root) mayTell() locked.Facts {
	f := locked.Facts{Attention: r.outbox.attention, Waiting: r.outbox.waiting, Offline: r.link.State == desk.LinkDown, Denied: r.link.State == desk.LinkDenied, Unkept: r.opts.Unkept, Said: r.curtain.said}
	for _, s := range r.calling.mine {
		if s.unread {
			f.Unread++
		}
	}
	return f
}

// sayAnywhere says something that is told where the session is locked too: of leaving, or why a key
// does nothing that counts there. Whoever calls it sees to it that it tells nothing of anybody.
func (r *Root) sayAnywhere(n screen.Notice) {
	r.say(n)
	if r.locked() {
		r.curtain.said = n.Text
	}
}
