package backend

import (
	"context"

	"github.com/heed-desk/heed/desk"
)

// HasToken reports whether an agent has a token that is good now: it was not taken back
// and has not expired.
func (s *Store) HasToken(ctx context.Context, who desk.AgentID) (bool, error) {
	var n int
	err := s.look(ctx, func(q query) error {
		return q.row(`SELECT count(*) FROM tokens WHERE agent = $1 AND (expires IS NULL OR expires > $2)`, string(who), s.now().UnixMilli()).Scan(&n)
	})
	return n > 0, err
}
