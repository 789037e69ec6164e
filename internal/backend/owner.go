package backend

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/heed-desk/heed/desk"
)

// Found opens the first account of a desk and notes it as the owner's. A desk that has an
// owner keeps that one; one that has an owner and no account has lost its accounts: ErrDamaged.
func (s *Store) Found(ctx context.Context, a desk.Agent) error {
	if err := checkAgent(a); err != nil {
		return err
	}
	return s.change(ctx, func(t *tx) error {
		var lost bool
		if err := t.row(`SELECT EXISTS (SELECT 1 FROM owner) AND NOT EXISTS (SELECT 1 FROM agents)`).Scan(&lost); err != nil || lost {
			return errors.Join(err, only(lost, fmt.Errorf("%w: its accounts are gone", ErrDamaged)))
		}
		if err := t.addAgent(a); err != nil {
			return err
		}
		return t.exec(`INSERT INTO owner (one, agent) VALUES (1, $1) ON CONFLICT DO NOTHING`, string(a.ID))
	})
}

// Owner returns the account for which the desk was made; desk.ErrNotFound where that was
// not noted.
func (s *Store) Owner(ctx context.Context) (desk.Agent, error) {
	var a desk.Agent
	err := s.look(ctx, func(q query) error {
		var id desk.AgentID
		err := q.row(`SELECT agent FROM owner`).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			return desk.ErrNotFound
		}
		if err == nil {
			a, err = agent(q, id)
		}
		return err
	})
	return a, err
}
