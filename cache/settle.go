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
	if err := l.takeVerdict(p.Op, v, there); err != nil {
		return trouble(err)
	}
	if !there {
		return nil
	}
	var err error
	switch {
	case l.allowed(p.Op) != nil: // nobody is to decide on what is about who is erased
		err = l.dropErased([]desk.Op{p.Op}, func([]desk.Op) error { return l.out.Settled(id) })
		if v.Outcome != desk.Applied {
			l.missed.Add(1)
		}
	case v.Outcome == desk.Applied:
		err = l.out.Settled(id)
	default:
		err = l.park(p.Op, v)
	}
	if err != nil {
		return trouble(err)
	}
	return l.changed(p.Op.Ticket)
}

// park marks an operation that was not carried out, but for one about somebody who is erased
// meanwhile.
func (l *Ledger) park(op desk.Op, v desk.Verdict) error {
	if err := l.stopped(op.ID, v); err != nil {
		return err
	}
	return unlessGone(l.stays(op))
}

func (l *Ledger) stopped(id desk.OpID, v desk.Verdict) error {
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
// was applied and keeps it: a desk that is restored from an older copy has lost it.
func (l *Ledger) takeVerdict(op desk.Op, v desk.Verdict, there bool) error {
	page := desk.Page{Messages: v.Messages}
	if v.Ticket != nil {
		page.Tickets = []desk.Ticket{*v.Ticket}
	}
	if v.Filter != nil {
		page.Filters = []desk.Filter{*v.Filter}
	}
	if v.Canned != nil {
		page.Canned = []desk.Canned{*v.Canned}
	}
	if in, ok := op.Intent.(desk.DropReply); ok && v.Outcome == desk.Applied {
		page.Gone = []desk.Tombstone{{Kind: desk.RecordCanned, ID: in.ID.String()}}
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
	var made madeVersions
	err := l.update(func(w *batch) (err error) {
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
		if made, err = w.foretell(op, v.Made, l.commonFacts(op)); err != nil {
			return err
		}
		if err := w.keepCarried(l.deskID(), op, made); err != nil {
			return err
		}
		l.ahead.add(op, made) // before a page that waits for this transaction to end can come
		return settled.Put(op.ID.ID[:], []byte{})
	})
	if err != nil {
		l.ahead.drop(op.ID, made)
	}
	return err
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
