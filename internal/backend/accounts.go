package backend

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// ErrLogin reports a login name that is none.
var ErrLogin = errors.New("a login name is 1 to 40 of a-z, 0-9, '.', '-' and '_', begins with a letter or digit, and is not \"system\"")

// AddAgent opens an account, or changes the one with the same login name. The version is
// the desk's to give. ErrLogin, or a *desk.Problem where a group's name is none.
func (s *Store) AddAgent(ctx context.Context, a desk.Agent) error {
	if err := checkAgent(a); err != nil {
		return err
	}
	return s.change(ctx, func(t *tx) error { return t.addAgent(a) })
}

func checkAgent(a desk.Agent) error {
	if !a.ID.Valid() {
		return ErrLogin
	}
	for _, g := range a.Groups {
		if !g.Valid() {
			return desk.Refuse(desk.BadValue, desk.FieldGroup, g)
		}
	}
	if !a.Role.Known() {
		return fmt.Errorf("%q is not a role", a.Role)
	}
	return nil
}

func (t *tx) addAgent(a desk.Agent) error {
	was, err := agent(t, a.ID)
	act := "user.put"
	switch {
	case err == nil:
		a.Away, a.Break = was.Away, was.Break // who is on a break stays so, whatever else changes
	case errors.Is(err, desk.ErrNotFound):
		act = "user.add"
	default:
		return err
	}
	_, err = t.putAgent(was, a, act)
	return err
}

// putAgent writes the record of an account in the place of what it was, and ends what goes on
// for one that may not act any more, or has another role: whoever it is comes back as that.
func (t *tx) putAgent(was, a desk.Agent, act string) (desk.Agent, error) {
	v, seq, err := t.after("agents", string(a.ID))
	if err != nil {
		return a, err
	}
	if a.Disabled || was.Version > 0 && was.Role != a.Role {
		t.dismissed = append(t.dismissed, a.ID)
	}
	a.Version = v
	t.did(act, "user "+string(a.ID), standing(was), standing(a))
	return a, t.saveAgent(a, seq)
}

// standing is what an account may do and where it belongs, in a line of the audit trail.
func standing(a desk.Agent) string {
	if a.Version == 0 && a.Role == "" {
		return ""
	}
	words := []string{"role=" + string(a.Role)}
	if len(a.Groups) > 0 {
		names := make([]string, len(a.Groups))
		for i, g := range a.Groups {
			names[i] = string(g)
		}
		words = append(words, "groups="+strings.Join(names, ","))
	}
	if a.Disabled {
		words = append(words, "disabled")
	}
	return strings.Join(words, " ")
}

// As is the principal of an agent, for what runs inside the desk itself, or of whoever runs the
// desk where it is desk.System.
func (s *Store) As(ctx context.Context, id desk.AgentID) (Principal, error) {
	if id == desk.System {
		return Principal{Agent: desk.System, Role: steward, Via: ViaFolder}, nil
	}
	var p Principal
	err := s.look(ctx, func(q query) (err error) { p, err = principal(q, id); return err })
	return p, err
}

func principal(q query, id desk.AgentID) (Principal, error) {
	a, err := agent(q, id)
	if err != nil {
		return Principal{}, err
	}
	if a.Disabled {
		return Principal{}, ErrDisabled
	}
	return Principal{Agent: a.ID, Role: a.Role, Via: ViaFolder}, nil
}
