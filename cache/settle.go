package cache

import (
	"errors"

	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/desk"
)

// Settle takes in the verdict of an operation. First, in one transaction, the desk's
// row and the mark that the operation is settled; then it leaves the outbox. Whatever
// comes between the two, the operation is not sent again. Settling twice is once.
func (l *Ledger) Settle(id desk.OpID, v desk.Verdict) error {
	p, there := l.out.Op(id)
	if err := l.takeVerdict(id, v, there); err != nil {
		return trouble(err)
	}
	if !there {
		return nil
	}
	erased, err := l.ofErased(p.Op)
	if err != nil {
		return trouble(err)
	}
	switch {
	case v.Outcome == desk.Applied, erased: // nobody is to decide on what is about them
		err = l.out.Settled(id)
	default:
		err = l.park(id, v)
	}
	if err != nil {
		return trouble(err)
	}
	return l.changed(p.Op.Ticket)
}

// park marks an operation that was not carried out.
func (l *Ledger) park(id desk.OpID, v desk.Verdict) error {
	switch v.Outcome {
	case desk.Held:
		return l.out.Stopped(id, desk.OpHeld, v.Problem, v.Messages)
	case desk.Refused:
		return l.out.Stopped(id, desk.OpRefused, v.Problem, nil)
	case desk.Unknown:
		return l.out.Stopped(id, desk.OpUnknown, v.Problem, nil)
	default:
		return l.out.Stopped(id, desk.OpUnknown, desk.Refuse(desk.UnknownOutcome), nil)
	}
}

// takeVerdict takes in what a verdict says of the records, and marks an operation that
// was applied.
func (l *Ledger) takeVerdict(id desk.OpID, v desk.Verdict, there bool) error {
	page := desk.Page{Messages: v.Messages}
	if v.Ticket != nil {
		page.Tickets = []desk.Ticket{*v.Ticket}
	}
	if v.Filter != nil {
		page.Filters = []desk.Filter{*v.Filter}
	}
	if v.Agent != nil {
		page.Agents = []desk.Agent{*v.Agent}
	}
	also := l.fill.beside()
	if also != 0 {
		// A resync runs beside: what it will put in our place must not be older than this.
		// Where it was given up just now, nothing will be put there.
		if _, err := l.write(also, func(w *batch) error { return w.put(&page) }); err != nil && !errors.Is(err, errSuperseded) {
			return err
		}
	}
	return l.update(func(w *batch) error {
		if err := w.put(&page); err != nil {
			return err
		}
		settled := w.tx.Bucket([]byte(bucketSettled))
		if err := l.prune(settled); err != nil {
			return err
		}
		if !there || v.Outcome != desk.Applied {
			return nil
		}
		return settled.Put(id.ID[:], []byte{})
	})
}

// prune forgets the marks of operations that have left the outbox.
func (l *Ledger) prune(settled *bolt.Bucket) error {
	var done [][]byte
	if err := settled.ForEach(func(k, _ []byte) error {
		if _, waits := l.out.Op(desk.OpID{ID: desk.ID(k)}); !waits {
			done = append(done, k)
		}
		return nil
	}); err != nil {
		return err
	}
	for _, k := range done {
		if err := settled.Delete(k); err != nil {
			return err
		}
	}
	return nil
}

// forgetSettled removes from the outbox what the records say is settled: the process
// ended between the two.
func (l *Ledger) forgetSettled() error {
	var ids []desk.OpID
	err := l.view(func(k *look) error {
		ids = nil
		return k.tx.Bucket([]byte(bucketSettled)).ForEach(func(key, _ []byte) error {
			if len(key) != len(desk.ID{}) {
				return errIncoherent
			}
			ids = append(ids, desk.OpID{ID: desk.ID(key)})
			return nil
		})
	})
	if err != nil {
		return err
	}
	return l.out.Settled(ids...)
}
