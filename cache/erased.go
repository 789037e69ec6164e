package cache

import "github.com/heed-desk/heed/desk"

// What waits is erased with whom it is about.

// eraseWaiting drops what waits here of customers whom a batch erases. It is done before the
// batch counts: where the process ends in between, what has come comes once more.
func (l *Ledger) eraseWaiting(w *batch) error {
	if len(w.erased) == 0 {
		return nil
	}
	touched, err := l.out.Erase(w.lost, w.erased)
	for _, t := range touched {
		w.news.ticket(t)
	}
	return err
}

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

// ofErased reports whether an operation is about a customer who is erased.
func (l *Ledger) ofErased(op desk.Op) (erased bool, err error) {
	err = l.view(func(k *look) error {
		erased = k.buried(goneErased, op.Ticket.ID)
		if in, ok := op.Intent.(desk.Create); ok {
			erased = erased || k.buried(goneCustomer, in.Requester.ID)
		}
		return nil
	})
	return erased, err
}

// allowed refuses what would put words about a customer who is erased back on this disk.
func (l *Ledger) allowed(op desk.Op) error {
	erased, err := l.ofErased(op)
	switch {
	case err != nil:
		l.heal(err)
		return nil // what is damaged knows of nobody: the words are not lost for that
	case erased:
		return desk.Refuse(desk.NoSuchTicket)
	default:
		return nil
	}
}

// buried reports whether something is remembered to be gone.
func (k *look) buried(kind byte, id desk.ID) bool {
	return k.bucket(partGone).Get(goneKey(kind, k.seal.names.Name(kind, id[:]))) != nil
}
