package cache

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/heed-desk/heed/cache/outbox"
	"github.com/heed-desk/heed/cache/record"
	"github.com/heed-desk/heed/desk"
)

// ErrOnTheWay says that something that has to do with a customer is being sent this moment.
var ErrOnTheWay = errors.New("something is on its way to the desk right now")

// ErrTracesLeft says that a customer is forgotten, and that traces of them are in the files still:
// the ledger goes on by itself.
var ErrTracesLeft = errors.New("traces of them are left in the files")

// Erased is what a ledger has forgotten of a customer.
type Erased struct {
	Customer desk.CustomerID
	Tickets  int
	Unsent   Unsent // what was dropped with them
}

// Erase has this machine forget a customer now: their record, their tickets with all that was
// said, what was begun or waits on those, their files, their words in the search index, and the
// key that all of it was sealed with. It returns when no trace is left in the files, or with
// ErrTracesLeft when ctx ends, or one try has failed. The desk is not told. What it still has comes back whole
// when it next has news of one of the tickets or of the customer, and with the next resync.
//
// Where something waits that is not sent, nothing is erased but by force: *Unsent. What is being
// sent this moment is not erased by force either: ErrOnTheWay. desk.ErrNotFound where nothing of
// such a customer is here.
func (l *Ledger) Erase(ctx context.Context, who desk.CustomerID, force bool) (Erased, error) {
	out := Erased{Customer: who}
	err := l.update(func(w *batch) error {
		rows, err := w.rowsOf(who)
		if err != nil {
			return err
		}
		out.Tickets = len(rows)
		w.may = func(waits outbox.Waiting) error {
			out.Unsent = Unsent(waits)
			out.Unsent.describe(rows)
			switch {
			case out.Unsent.onTheWay():
				return ErrOnTheWay
			case !out.Unsent.none() && !force:
				return &out.Unsent
			default:
				return nil
			}
		}
		if err := w.dropCustomer(who, goneAway); err != nil {
			return err
		}
		return w.bury(goneAway, who.ID)
	})
	if err != nil {
		return Erased{Customer: who}, trouble(err)
	}
	if err := l.tracesGone(ctx); err != nil {
		return out, fmt.Errorf("%w: %w", ErrTracesLeft, err)
	}
	return out, nil
}

// EndErasing has the traces of who was erased removed now, where any are left: ErrTracesLeft
// when ctx ends, or this try has failed too.
func (l *Ledger) EndErasing(ctx context.Context) error {
	if erasing, err := l.erasing(); err != nil || !erasing && !l.rekeying() {
		return trouble(err)
	}
	l.removal.fresh.Store(true) // it does not wait for the next try
	if err := l.tracesGone(ctx); err != nil {
		return fmt.Errorf("%w: %w", ErrTracesLeft, err)
	}
	return nil
}

// Foreseen is what a ledger would forget of a customer.
type Foreseen struct {
	Tickets int
	Mine    int // those of them that are the ledger's own agent's, and neither solved nor closed
	Unsent  Unsent
}

// Foresee tells what Erase would forget, and changes nothing. desk.ErrNotFound where nothing of
// such a customer is here.
func (l *Ledger) Foresee(who desk.CustomerID) (out Foreseen, err error) {
	var rows map[desk.TicketID]record.Row
	if err := l.view(func(k *look) (err error) { rows, err = k.rowsOf(who); return err }); err != nil {
		return out, trouble(err)
	}
	out.Tickets = len(rows)
	for _, r := range rows {
		if r.Assignee == l.Me().ID && r.Status != desk.Solved && r.Status != desk.Closed {
			out.Mine++
		}
	}
	out.Unsent = Unsent(l.out.Of(slices.Collect(maps.Keys(rows)), who))
	out.Unsent.describe(rows)
	return out, nil
}

// rowsOf are the tickets of a customer; desk.ErrNotFound where nothing of them is here.
func (k *look) rowsOf(who desk.CustomerID) (map[desk.TicketID]record.Row, error) {
	all := map[desk.TicketID]record.Row{}
	err := k.eachOf(who, func(n local) (bool, error) {
		r, ok, err := k.row(n)
		if ok {
			all[r.ID] = r
		}
		return true, err
	})
	name := k.seal.nameOf(who)
	if err == nil && len(all) == 0 && k.bucket(partCustomers).Get(name[:]) == nil {
		err = desk.ErrNotFound
	}
	return all, err
}

// describe tells what waits whose ticket it is about.
func (u *Unsent) describe(rows map[desk.TicketID]record.Row) {
	for i := range u.Ops {
		p := &u.Ops[i]
		if r, ok := rows[p.Op.Ticket]; ok {
			p.Subject, p.Number = r.Subject, r.Number
		} else if opens := p.Op.Opens(); opens != nil {
			p.Subject = opens.Subject
		}
	}
}

// someAway reports whether anything was forgotten here alone.
func (k *look) someAway() bool {
	key, _ := k.bucket(partGone).Cursor().Seek([]byte{goneAway})
	return len(key) > 0 && key[0] == goneAway
}

// recall has what was forgotten here alone come back: the desk is about to send everything.
func (w *batch) recall() error {
	var away [][]byte
	c := w.bucket(partGone).Cursor()
	for key, _ := c.Seek([]byte{goneAway}); len(key) > 0 && key[0] == goneAway; key, _ = c.Next() {
		away = append(away, bytes.Clone(key))
	}
	for _, key := range away {
		if err := w.bucket(partGone).Delete(key); err != nil {
			return err
		}
	}
	return nil
}
