package backend

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// What is deleted stands in free pages of the database's files until those are written anew. That
// is no part of the transaction in which somebody is erased, so the transaction writes down that
// it is owed: where the machine goes down in between, or the disk has no room for it, a round of
// the desk does it later.

// keeping is the row that says how long what is over is kept, and what is owed to those who went.
type keeping struct {
	Retention
	// Owed counts the erasings since the database's files were written anew.
	Owed int64 `json:"owed,omitempty"`
}

func keeps(q query) (keeping, error) {
	k, err := one[keeping](q, selectRetention, 1)
	if errors.Is(err, desk.ErrNotFound) {
		return keeping{}, nil
	}
	return k, err
}

func (t *tx) keep(k keeping) error {
	text, err := json.Marshal(k)
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO retention (one, json) VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET json = $1`, string(text))
}

// owesScouring writes down that something is erased in this transaction.
func (t *tx) owesScouring() error {
	k, err := keeps(t)
	if err != nil {
		return err
	}
	k.Owed++
	return t.keep(k)
}

// scour leaves nothing in the database's files of what was erased, if anything was since the last time.
func (s *Store) scour(ctx context.Context) error {
	var was keeping
	if err := s.look(ctx, func(q query) (err error) { was, err = keeps(q); return err }); err != nil || was.Owed == 0 {
		return err
	}
	if err := s.rewrite(ctx); err != nil {
		return err
	}
	return s.change(ctx, func(t *tx) error {
		k, err := keeps(t)
		if err != nil || k.Owed != was.Owed {
			return err // somebody was erased meanwhile, and their words may still be there
		}
		k.Owed = 0
		return t.keep(k)
	})
}

// rewrite writes the database's files anew, without what was deleted.
func (s *Store) rewrite(ctx context.Context) error {
	var w *writer
	select {
	case w = <-s.turn:
	case <-s.closed:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { s.turn <- w }()
	return s.lost(w.rewrite(ctx))
}

// rewrite does that in the writer's turn.
func (w *writer) rewrite(ctx context.Context) error {
	for _, text := range w.dialect.Scour {
		of := []string{""}
		if strings.Contains(text, "TABLE") {
			of = []string{"customers", "contacts", "tickets", "entries", "events", "ops", "pieces"}
		}
		for _, table := range of {
			if _, err := w.conn.ExecContext(ctx, strings.Replace(text, "TABLE", table, 1)); err != nil {
				return err
			}
		}
	}
	return nil
}
