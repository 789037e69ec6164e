package cache

import (
	"errors"
	"slices"

	"github.com/heed-desk/heed/cache/outbox"
	"github.com/heed-desk/heed/desk"
)

// What waits is erased with whom it is about.

// eraseWaiting drops what waits here of customers whom a batch erases. It is done before the
// batch counts: where the process ends in between, what has come comes once more.
func (l *Ledger) eraseWaiting(w *batch) error {
	if len(w.erased) == 0 {
		return nil
	}
	touched, err := l.out.Erase(w.lost, w.erased, func(waits outbox.Waiting) error {
		if w.may != nil {
			if err := w.may(waits); err != nil {
				return err
			}
		}
		l.leaving.begin(w) // and no sooner: what waits of who may not be erased stays
		return nil
	})
	for _, t := range touched {
		w.news.ticket(t)
	}
	if w.may == nil { // who erases somebody here is asked about each
		l.missed.Add(int64(len(touched)))
	}
	return err
}

// Missed is how many things that were written or set here, and had not gone out, went with customers
// whom the desk has erased, since the ledger was opened.
func (l *Ledger) Missed() int { return int(l.missed.Load()) }

// erasedWaiting makes everybody see what eraseWaiting has dropped, once the batch counts.
func (l *Ledger) erasedWaiting(w *batch) {
	if len(w.erased) == 0 {
		return
	}
	for t := range w.news.tickets {
		l.subs.tell(desk.Change{Kind: desk.ChangedOutbox, Ticket: t})
	}
	l.dropFiles()
	signal(l.wake)
}

// dropErased has those of some operations dropped that are about a customer who is erased, and
// their traces removed as the others were. That is noted first, and once more if it was done
// meanwhile. A batch that is being written counts before it is asked who is erased.
func (l *Ledger) dropErased(ops []desk.Op, drop func(theirs []desk.Op) error) error {
	var theirs []desk.Op
	err := l.update(func(w *batch) error {
		theirs = slices.DeleteFunc(slices.Clone(ops), func(op desk.Op) bool { return !w.ofErased(op) })
		if len(theirs) == 0 {
			return nil
		}
		return w.noteErased()
	})
	if err == nil {
		err = drop(theirs)
	}
	if err != nil || len(theirs) == 0 {
		return err
	}
	erasing, err := l.erasing()
	if err == nil && !erasing {
		err = l.update((*batch).noteErased)
	}
	l.search.nudge()
	return err
}

// ofErased reports whether an operation is about a customer who is erased.
func (k *look) ofErased(op desk.Op) bool {
	return k.buried(goneErased, op.Ticket.ID) || k.buried(goneAway, op.Ticket.ID) || k.buried(goneCustomer, op.Whom().ID)
}

// living are those of some operations that are about nobody who is erased.
func (l *Ledger) living(ops []desk.Op) []desk.Op {
	all := slices.Clone(ops)
	if err := l.view(func(k *look) error {
		all = slices.DeleteFunc(all, k.ofErased)
		return nil
	}); err != nil {
		l.heal(err)
		return ops // what is damaged knows of nobody: the words are not lost for that
	}
	return all
}

// allowed refuses what would put words about a customer who is erased back on this disk.
func (l *Ledger) allowed(op desk.Op) error {
	if len(l.living([]desk.Op{op})) == 0 {
		return desk.Refuse(desk.NoSuchTicket)
	}
	return nil
}

// stays is allowed once more, for what was put in the outbox since: an erasure that was written
// meanwhile has not seen it. What of it is about a customer who is erased is dropped again, but for
// what is on its way already, and its traces with it. It refuses where all of it is dropped.
func (l *Ledger) stays(ops ...desk.Op) error {
	// It is asked who is leaving before the file is: who is in neither was there.
	if !l.leaving.any(ops) && len(l.living(ops)) == len(ops) {
		return nil
	}
	all := false
	err := l.dropErased(ops, func(theirs []desk.Op) error {
		l.dropFiles() // it names its files now: one that was never named is taken for just begun, and stays
		about := erasureOf(theirs)
		touched, err := l.out.Erase(about.tickets, about.who, nil)
		all = len(theirs) == len(ops) && len(touched) > 0
		return err
	})
	if err == nil && all {
		err = desk.Refuse(desk.NoSuchTicket)
	}
	return trouble(err)
}

// unlessGone is an error, but for that of what is about somebody who is erased.
func unlessGone(err error) error {
	var p *desk.Problem
	if errors.As(err, &p) && p.Code == desk.NoSuchTicket {
		return nil
	}
	return err
}

// buried reports whether something is remembered to be gone.
func (k *look) buried(kind byte, id desk.ID) bool {
	return k.bucket(partGone).Get(goneKey(kind, k.seal.names.Name(kind, id[:]))) != nil
}
