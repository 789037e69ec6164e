package cache

import "errors"

// What a reader sees is two things: the records, and the overlay that lies over them. A
// transaction changes the one and then the other; a reader that had one of before and one of
// after would count a ticket twice, or not at all.

// errTorn says that the records are newer, or older, than what is to lie over them.
var errTorn = errors.New("the records and what lies over them are not of one time")

// errOtherFile says that the records are of another file than what is to lie over them.
var errOtherFile = errors.New("the records are of another file than what lies over them")

// viewWhole looks at the records of a generation together with the overlay that was laid over
// them. It waits for no disk: only, where a transaction has just been committed, until the
// overlay has been laid anew, which is done in memory. Where a damaged file has just been
// replaced it lays the overlay itself.
func (l *Ledger) viewWhole(g generation, fn func(*look) error) error {
	for {
		turned, over := l.turned.Load(), l.over.Load()
		err := l.viewAt(g, func(k *look) error {
			k.over = over
			switch {
			case over.id != k.id:
				return errOtherFile
			case !l.whole(k):
				return errTorn
			}
			return fn(k)
		})
		if errors.Is(err, errOtherFile) {
			if err := l.refreshAll(); err != nil {
				return err
			}
			continue
		}
		if !errors.Is(err, errTorn) {
			return err
		}
		if l.over.Load() == over && turned != nil {
			<-*turned
		}
	}
}

// whole reports whether a look's overlay is that of its records: no overlay is made while a
// transaction is on its way, so one that is there still when the number of that is known was
// laid over all that came before it.
func (l *Ledger) whole(k *look) bool {
	filed := l.filed.Load()
	return l.over.Load() == k.over && (k.over.on == filed || int64(k.tx.ID()) < filed)
}

// turn changes the records of a generation that readers see in one transaction, and lays the
// overlay anew: readers go over from the one to the other at once.
func (l *Ledger) turn(g generation, fn func(*batch) error) (*batch, error) {
	l.anew.RLock() // before overMu: what is queued does not wait until a file has been written anew
	defer l.anew.RUnlock()
	l.overMu.Lock()
	defer l.overMu.Unlock()
	was := l.filed.Load()
	turned := make(chan struct{})
	defer close(turned)
	w, err := l.write(g, func(w *batch) error {
		if err := fn(w); err != nil {
			return err
		}
		if len(w.news.tickets) > 0 || w.filed > 0 || w.whole {
			l.turned.Store(&turned)
			l.filed.Store(int64(w.txid))
		}
		return nil
	})
	switch {
	case err != nil:
		l.filed.Store(was)
		return nil, err
	case l.filed.Load() == was:
		return w, nil
	}
	l.sorts.moved(w.gen, w.txid, w.noted, w.filed)
	if w.whole {
		l.laid(l.relayAll())
	} else {
		l.laid(l.relay(w.news.tickets))
	}
	return w, nil
}
