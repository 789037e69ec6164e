package cache

import (
	"bytes"
	"time"

	"github.com/heed-desk/heed/desk"
)

// clockwork does what is due by itself: snoozed tickets wake, holds end, colleagues are
// forgotten, and what was put off because somebody waited for an answer.
func (l *Ledger) clockwork() {
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	var last time.Time
	for {
		now := l.opt.Now()
		next := l.due(last, now)
		last = now
		timer.Stop()
		if !next.IsZero() {
			timer.Reset(max(next.Sub(now), time.Millisecond))
		}
		select {
		case <-l.ctx.Done():
			return
		case <-l.alarm:
		case <-timer.C:
		}
	}
}

// due does everything that is due at now, and returns when something is next, both by
// this machine's clock.
func (l *Ledger) due(last, now time.Time) (next time.Time) {
	skew := l.skew()
	was := l.told
	if l.told = now.Add(skew); l.told.Before(was.Add(-mostBack)) {
		l.misfiled.Store(true) // what woke by a clock that ran ahead sleeps on
	}
	l.putOff()
	wake, err := l.wakeSnoozed()
	if err != nil {
		l.opt.Log.Error("waking snoozed tickets", "err", err)
		wake = now.Add(skew + time.Minute)
	}
	left, forget := l.present.expire(now.Add(skew))
	for _, t := range left {
		l.subs.tell(desk.Change{Kind: desk.ChangedPresence, Ticket: t})
	}
	l.endHolds(last, now)
	l.keepHouse(now)
	next = earlier(next, l.keepLease(now))
	for _, at := range []time.Time{wake, forget} {
		if !at.IsZero() {
			next = earlier(next, at.Add(-skew))
		}
	}
	if next = earlier(next, l.out.Holds(now)); !next.IsZero() {
		next = earlier(next, now.Add(lookAgain))
	}
	return earlier(next, now.Add(housekeeping))
}

// mostBack is how far the desk's time as it is known may go back before that counts: less is
// what measuring it anew makes of it.
const mostBack = 5 * time.Second

// lookAgain is how long the clockwork waits at most where somebody waits for a moment on the
// wall: a timer stands still while the machine sleeps, and the moment may be there when it wakes.
const lookAgain = time.Minute

// endHolds tells of the undo holds that ended since last.
func (l *Ledger) endHolds(last, now time.Time) {
	ended, due := false, map[desk.TicketID]bool{}
	for _, p := range l.out.Pending() {
		if p.Until.After(last) && !p.Until.After(now) {
			ended = true
			if p.Later {
				due[p.Op.Ticket] = true
				continue
			}
			l.subs.tellAll([]desk.Change{{Kind: desk.ChangedTicket, Ticket: p.Op.Ticket}, {Kind: desk.ChangedOutbox, Ticket: p.Op.Ticket}})
		}
	}
	if len(due) > 0 {
		if err := l.changedAll(due); err != nil {
			l.opt.Log.Error("laying on what is due", "err", err)
		}
	}
	if ended {
		signal(l.wake)
	}
}

// putOff does what readers and writers have left for later.
func (l *Ledger) putOff() {
	if l.stale.Swap(false) {
		if err := l.refreshAll(); err != nil {
			l.opt.Log.Error("laying the outbox over the records", "err", err)
		}
		l.subs.tell(desk.Change{Kind: desk.ChangedAll})
	}
	if l.misfiled.Swap(false) {
		if err := l.refileAll(); err != nil {
			l.opt.Log.Error("filing the tickets anew", "err", err)
		}
	}
	for _, view := range l.ranks.take() {
		made, err := l.ranks.make(l, view)
		if err != nil {
			l.opt.Log.Error("counting a view", "err", err)
			l.heal(err)
		}
		if made && err == nil {
			l.subs.tell(desk.Change{Kind: desk.ChangedTicket}) // the same rows, but their places are known now
		}
	}
}

// wakeSnoozed files tickets that have slept long enough where they belong now, and returns
// when the next one wakes, by the desk's clock.
func (l *Ledger) wakeSnoozed() (next time.Time, err error) {
	for {
		var due []local
		now := l.Now()
		if err := l.view(func(k *look) (err error) {
			due, next, err = k.sleepers(now)
			return err
		}); err != nil {
			return next, err
		}
		for id, p := range l.over.Load().tickets {
			until := p.row.SnoozedUntil
			switch {
			case !p.there || until.IsZero():
			case until.After(now):
				next = earlier(next, until)
			case p.row.Filed&(1<<bitOf(desk.ViewSnoozed)) != 0:
				if err := l.refresh(map[desk.TicketID]bool{id: true}); err != nil {
					return next, err
				}
				l.subs.tell(desk.Change{Kind: desk.ChangedTicket, Ticket: id})
			}
		}
		if len(due) == 0 {
			return next, nil
		}
		if err := l.update(func(w *batch) error { return w.refileSome(due) }); err != nil {
			return next, err
		}
	}
}

// mostWoken is how many tickets wake in one transaction.
const mostWoken = 500

// sleepers returns the tickets filed as snoozed whose time has come, and when the next
// one's comes.
func (k *look) sleepers(now time.Time) (due []local, next time.Time, err error) {
	view := byte(bitOf(desk.ViewSnoozed))
	c := k.bucket(partOrder).Cursor()
	for key, value := c.Seek([]byte{view}); bytes.HasPrefix(key, []byte{view}); key, value = c.Next() {
		_, at, _ := placeOfKey(key)
		if wake := time.UnixMilli(at.order); wake.After(now) {
			return due, earlier(next, wake), nil
		}
		// The order has milliseconds; only the row knows the instant.
		n, _ := localOf(value)
		r, ok, err := k.row(n)
		switch {
		case err != nil:
			return nil, next, err
		case !ok, r.Filed&(1<<view) == 0:
			return nil, next, errIncoherent
		case r.SnoozedUntil.After(now):
			next = earlier(next, r.SnoozedUntil)
		default:
			due = append(due, n)
		}
		if len(due) == mostWoken {
			break
		}
	}
	return due, next, nil
}

func (w *batch) refileSome(all []local) error {
	for _, n := range all {
		if _, err := w.refile(n); err != nil {
			return err
		}
	}
	return nil
}
