package cache

import (
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/heed-desk/heed/cache/record"
	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/desk"
)

// rowCacheSize is how many opened rows stay in memory: a few screens of every view.
const rowCacheSize = 2048

// rowCache keeps rows that were opened. A row counts only while the very bytes that it
// was read from lie in the file: each sealing has a nonce of its own to tell.
type rowCache struct {
	slots [rowCacheSize]atomic.Pointer[openedRow]
}

type openedRow struct {
	n     local
	nonce [seal.NonceSize]byte
	row   record.Row
}

// rowAt returns the row with a local number, from the cache where it has been opened.
func (l *Ledger) rowAt(k *look, n local) (*record.Row, error) {
	key := n.key()
	v := k.bucket(partRows).Get(key)
	if len(v) < ownedHead+seal.Overhead {
		return nil, fmt.Errorf("a row in the order that is not there: %w", errIncoherent)
	}
	nonce := [seal.NonceSize]byte(v[ownedHead:])
	slot := &l.rows.slots[n%rowCacheSize]
	if o := slot.Load(); o != nil && o.n == n && o.nonce == nonce {
		return &o.row, nil
	}
	_, plain, err := k.openOwned(partRows, key, v)
	if err != nil {
		return nil, err
	}
	r, err := record.ReadRow(plain)
	if err != nil {
		return nil, err
	}
	if back, _, err := k.local(r.ID); err != nil || back != n {
		return nil, fmt.Errorf("a ticket that its id does not lead to: %w", errors.Join(errIncoherent, err))
	}
	o := &openedRow{n: n, nonce: nonce, row: r}
	slot.Store(o)
	return &o.row, nil
}

// rowUncached returns the row with a local number and keeps nothing: for those who go
// through all of them.
func (l *Ledger) rowUncached(k *look, n local) (record.Row, error) {
	key := n.key()
	v := k.bucket(partRows).Get(key)
	if len(v) < ownedHead+seal.Overhead {
		return record.Row{}, fmt.Errorf("a row in the order that is not there: %w", errIncoherent)
	}
	_, plain, err := k.openOwned(partRows, key, v)
	if err != nil {
		return record.Row{}, err
	}
	return record.ReadRow(plain)
}

// shown is a row as it is shown in a view.
func (l *Ledger) shown(k *look, view desk.ViewID, r *record.Row, p *projection) desk.Row {
	out := desk.Row{Excerpt: r.Excerpt, Order: view.Order(r.Excerpt), Base: r.Version, Seen: r.LastMessage}
	if p != nil {
		out.Marks = desk.Marks{Waiting: p.waits, Held: p.held, Refused: p.no}
		out.Base, out.Seen = 0, 0
		if p.was != nil {
			out.Base, out.Seen = p.was.Version, p.was.LastMessage
		}
	}
	out.Marks.Followed = r.Followed
	out.Marks.Draft = l.out.HasDraft(r.ID)
	out.Marks.Unread = unread(r, k.seen(r.ID))
	return out
}

// unread reports whether somebody wrote since the agent last looked, or last wrote, on
// something that is still open.
func unread(r *record.Row, seen desk.MessageID) bool {
	return !r.Status.Done() && r.Other > max(seen, r.Own)
}

// Rows returns the rows of those tickets that stand in the view, in the order given.
func (l *Ledger) Rows(view desk.ViewID, ids []desk.TicketID) ([]desk.Row, error) {
	in, err := l.sortingOf(view)
	if err != nil {
		return nil, err
	}
	var out []desk.Row
	err = l.view(func(k *look) error {
		out, _, err = l.parted(k, in, ids)
		return err
	})
	return out, err
}

// parted are the rows of tickets that stand in a view, and those of the others that there are.
func (l *Ledger) parted(k *look, view *sorting, ids []desk.TicketID) (in, out []desk.Row, err error) {
	in = make([]desk.Row, 0, len(ids))
	for _, id := range ids {
		r, p, err := l.rowOver(k, k.over, id)
		switch {
		case err != nil:
			return nil, nil, err
		case r == nil:
		case view.has(r):
			in = append(in, l.shown(k, view.view, r, p))
		default:
			out = append(out, l.shown(k, desk.ViewAll, r, p))
		}
	}
	return in, out, nil
}

// Glance is Rows, Window and Counts of one time, with the rows of those of the tickets that
// are not in the view: what they say of each other is true.
func (l *Ledger) Glance(view desk.ViewID, ids []desk.TicketID, at desk.Anchor, before, after int) (desk.Glance, error) {
	var g desk.Glance
	of, err := l.sortingOf(view)
	if err != nil {
		return g, err
	}
	err = l.viewOf(view, func(k *look) (err error) {
		if g.In, g.Out, err = l.parted(k, of, ids); err != nil {
			return err
		}
		if g.Truth, err = l.windowOf(k, view, at, before, after); err != nil {
			return err
		}
		g.Counts, err = l.countsOf(k)
		return err
	})
	return g, err
}

// rowOver returns a ticket's row with what the agent did laid over it; nil where there is none.
func (l *Ledger) rowOver(k *look, o *overlay, id desk.TicketID) (*record.Row, *projection, error) {
	if p := o.tickets[id]; p != nil && p.there {
		return &p.row, p, nil
	}
	n, there, err := k.local(id)
	if err != nil || !there || k.bucket(partRows).Get(n.key()) == nil {
		return nil, nil, err
	}
	r, err := l.rowAt(k, n)
	if err == nil && r.ID != id {
		err = errIncoherent
	}
	return r, nil, err
}

func errView(v desk.ViewID) error { return fmt.Errorf("there is no view %q", v) }
