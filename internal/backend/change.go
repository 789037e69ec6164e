package backend

import (
	"context"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// tx is a transaction of the writer with the one reading of the clock that holds for all of it.
type tx struct {
	*writer
	now   time.Time
	lived bool // this life is noted
	by    Principal

	stranger desk.Customer // what is known of the one for whom a ticket is opened

	taken int64      // how many change numbers
	deeds []api.Deed // for the audit trail
	news
}

// change runs do in a transaction when its turn comes, and tells whoever listens. A ctx
// that ends while it waits for its turn ends it; once begun it runs to its end.
func (s *Store) change(ctx context.Context, do func(*tx) error) error {
	var w *writer
	select {
	case w = <-s.turn:
	case <-s.closed:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { s.turn <- w }() // also after a panic: others go on writing
	t := &tx{writer: w, by: actor(ctx)}
	err := w.within(func() error {
		if err := s.alone(w); err != nil {
			return err
		}
		t.now, t.lived = s.now(), w.lived
		if err := do(t); err != nil {
			return err
		}
		if err := t.writeDown(); err != nil {
			return err
		}
		return s.bell.within(t)
	})
	if err != nil {
		s.room.lacked(err, s.now())
		return s.lost(err)
	}
	if t.taken > 0 {
		s.room.written()
	}
	w.lived = t.lived
	s.bell.after(t.news) // before the turn passes on: hints leave in the order of their numbers
	return nil
}

// alone waits until no other process writes. A desk that a newer heed has taken over
// meanwhile is left alone.
func (s *Store) alone(w *writer) error {
	if w.dialect.Alone == "" {
		return nil
	}
	var layout int
	if err := w.row(w.dialect.Alone).Scan(&layout); err != nil {
		return err
	}
	if layout > s.layout {
		return ErrNewerDesk
	}
	return nil
}

// next takes the next change number. Only the transaction that writes alone can, so numbers
// come in the order of commits.
func (t *tx) next() (int64, error) {
	if err := t.alive(); err != nil {
		return 0, err
	}
	t.taken++
	var seq int64
	err := t.row(`UPDATE desk SET seq = seq + 1 RETURNING seq`).Scan(&seq)
	return seq, err
}

// millis is a time as it is stored; NULL for none.
func millis(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMilli()
}

// news is what others hear of a transaction once it is committed.
type news struct {
	hints     []desk.Hint
	slept     bool           // a ticket was put to sleep
	dismissed []desk.AgentID // whose streams end
	revoked   []TokenID      // with which streams end
}

// hear passes on what has happened, here or in another process.
func (s *Store) hear(n news) {
	s.hub.publish(n.hints...)
	s.hub.dismiss(n.dismissed, n.revoked)
	if n.slept {
		select {
		case s.stir <- struct{}{}:
		default:
		}
	}
}

// bell is how whoever listens hears of a transaction: it rings within it, or after it.
type bell interface {
	within(t *tx) error
	after(n news)
	announce(ctx context.Context, p desk.Presence, now time.Time) error
	close() error
}

// doorbell is for a desk of one process: it rings in the house alone.
type doorbell struct{ store *Store }

func (d doorbell) within(*tx) error { return nil }
func (d doorbell) after(n news)     { d.store.hear(n) }
func (d doorbell) close() error     { return nil }

func (d doorbell) announce(_ context.Context, p desk.Presence, now time.Time) error {
	d.store.hub.announce(p, now)
	return nil
}

// Announce tells everyone else where an agent is.
func (s *Store) Announce(ctx context.Context, p desk.Presence) error {
	return s.bell.announce(ctx, p, s.now())
}
