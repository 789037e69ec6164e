package backend

import (
	"context"
	"errors"
	"slices"

	"github.com/heed-desk/heed/desk"
)

// visit is something that goes on for a while on behalf of somebody: a stream.
type visit struct {
	hub *hub
	p   Principal
	end context.CancelFunc
}

// admit notes a visit until it is gone. It is ended when whoever it is for may come in no longer,
// or has another role.
func (h *hub) admit(p Principal, end context.CancelFunc) *visit {
	v := &visit{h, p, end}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.visits[v] = struct{}{}
	return v
}

func (v *visit) gone() {
	v.hub.mu.Lock()
	defer v.hub.mu.Unlock()
	delete(v.hub.visits, v)
}

// goesOnAs notes as whom somebody goes on who was admitted before their role was known.
func (v *visit) goesOnAs(p Principal) {
	v.hub.mu.Lock()
	defer v.hub.mu.Unlock()
	v.p = p
}

// dismiss ends the visits of agents, and those with a token.
func (h *hub) dismiss(agents []desk.AgentID, tokens []TokenID) {
	if len(agents)+len(tokens) == 0 {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	for v := range h.visits {
		if slices.Contains(agents, v.p.Agent) || v.p.Token != "" && slices.Contains(tokens, v.p.Token) {
			v.end()
		}
	}
}

// doubt looks which visits may go on, after news may have been missed: those in the role in which
// they began. Those of which that cannot be known end: whoever it was comes back and is asked.
func (s *Store) doubt(ctx context.Context) {
	s.hub.mu.Lock()
	all := make(map[*visit]Principal, len(s.hub.visits))
	for v := range s.hub.visits {
		all[v] = v.p
	}
	s.hub.mu.Unlock()
	for v, p := range all {
		var now Principal
		err := s.look(ctx, func(q query) (err error) { now, err = stillThere(q, p); return err })
		if err != nil || now.Role != p.Role {
			v.end()
		}
	}
}

// stillThere is who somebody is now who was let in before: their role may be another one.
// ErrDisabled; desk.ErrUnauthorized where the token was taken back meanwhile.
func stillThere(q query, p Principal) (Principal, error) {
	if err := p.holds(q); err != nil {
		return Principal{}, err
	}
	if p.Role == steward || p.Agent == desk.System {
		return p, nil
	}
	now, err := principal(q, p.Agent)
	if errors.Is(err, desk.ErrNotFound) {
		return Principal{}, ErrDisabled
	}
	p.Role = now.Role
	return p, err
}

// holds is desk.ErrUnauthorized where the token or the key with which somebody came was taken back since.
func (p Principal) holds(q query) error {
	if p.Token == "" {
		return nil
	}
	n, text, with := 0, `SELECT count(*) FROM tokens WHERE hash = $1`, []any{p.hash[:]}
	if p.Via == ViaSSH {
		text, with = `SELECT count(*) FROM keys WHERE id = $1 AND agent = $2`, []any{string(p.Token), string(p.Agent)}
	}
	if err := q.row(text, with...).Scan(&n); err != nil {
		return err
	}
	if n == 0 {
		return desk.ErrUnauthorized
	}
	return nil
}
