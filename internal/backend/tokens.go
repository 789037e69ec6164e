package backend

import (
	"context"

	"github.com/heed-desk/heed/desk"
)

// HasToken reports whether an agent was ever given a token that has not been taken back.
func (s *Store) HasToken(ctx context.Context, who desk.AgentID) (bool, error) {
	var n int
	err := s.look(ctx, func(q query) error {
		return q.row(`SELECT count(*) FROM tokens WHERE agent = $1`, string(who)).Scan(&n)
	})
	return n > 0, err
}
