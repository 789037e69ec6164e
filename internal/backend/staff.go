package backend

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"unicode"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// The parts of an account that are changed each with a right of its own.
const (
	fieldName     Field = "name"
	fieldRole     Field = "role"
	fieldGroups   Field = "groups"
	fieldDisabled Field = "disabled"
)

// longestName is the most bytes of a name that customers read.
const longestName = 200

// may looks again, within the transaction, whether somebody may do what they are about to do.
// What is somebody else's is not there for who may not have it.
func (t *tx) may(p Principal, act Action, on Object) error {
	now, err := stillThere(t, p)
	if err != nil {
		return err
	}
	t.by = now
	err = permit(now, act, on)
	var narrow *api.Narrow
	if err != nil && !errors.As(err, &narrow) && on.Owner != "" && on.Owner != p.Agent && on.Field == "" {
		return desk.ErrNotFound
	}
	return err
}

// unfit is what is wrong with what was asked for.
func unfit(code api.Code, field, what string) error {
	return api.NewProblem(http.StatusUnprocessableEntity, code, api.RetryFixed, what).At(inBody, field)
}

// checkAccount says what is wrong with an account that somebody wants.
func checkAccount(a desk.Agent) error {
	name := a.Name.Raw()
	switch {
	case !a.ID.Valid():
		return unfit(api.BadLogin, "agent", ErrLogin.Error())
	case len(name) > longestName || strings.ContainsFunc(name, unicode.IsControl):
		return unfit(api.BadName, "name", "a name is one line of at most 200 bytes")
	case !a.Role.Known():
		return unfit(api.BadRole, "role", "a role is agent, lead, trainer, admin or wall")
	case slices.ContainsFunc(a.Groups, func(g desk.GroupID) bool { return !g.Valid() }):
		return unfit(api.BadGroup, "groups", "a group's name has the letters of a login name")
	default:
		return nil
	}
}

// Enrol opens an account. The same again is fine; another one of that name is api.Exists.
func (s *Store) Enrol(ctx context.Context, p Principal, e api.Enrolment) (desk.Agent, error) {
	a := desk.Agent{ID: e.Agent, Name: e.Name, Role: e.Role, Groups: sorted(e.Groups)}
	if a.Name.IsEmpty() {
		a.Name = desk.Foreign(string(a.ID))
	}
	if err := checkAccount(a); err != nil {
		return a, err
	}
	err := s.change(ctx, func(t *tx) error {
		if err := t.may(p, ActEnrol, Object{}); err != nil {
			return err
		}
		was, err := agent(t, a.ID)
		switch {
		case errors.Is(err, desk.ErrNotFound):
			a, err = t.putAgent(desk.Agent{}, a, "user.add")
			return err
		case err != nil:
			return err
		case was.Name != a.Name || was.Role != a.Role || was.Disabled || !slices.Equal(was.Groups, a.Groups):
			return api.NewProblem(http.StatusConflict, api.Exists, api.RetryFixed, "there is an account of that name, and it is another one")
		}
		a = was.For("")
		return nil
	})
	return a, err
}

// sorted are groups in order, each once.
func sorted(groups []desk.GroupID) []desk.GroupID {
	all := slices.Compact(slices.Sorted(slices.Values(groups)))
	if len(all) == 0 {
		return nil
	}
	return all
}

// Amend changes what is named of an account. Who is disabled is thrown out at once; who comes
// back needs a new token and new keys. One admin is always left.
func (s *Store) Amend(ctx context.Context, p Principal, id desk.AgentID, with api.Amendment) (desk.Agent, error) {
	var a desk.Agent
	err := s.change(ctx, func(t *tx) (err error) {
		if err := t.may(p, ActAmend, Object{}); err != nil {
			return err
		}
		if a, err = agent(t, id); err != nil {
			return err
		}
		for _, part := range amended(&a, with) {
			if err := t.may(p, ActAmend, Object{Field: part.field}); err != nil {
				return err
			}
			if a, err = t.amend(a, part); err != nil {
				return err
			}
		}
		return nil
	})
	return a.For(""), err
}

// amendment is a change of one part of an account.
type amendment struct {
	field Field
	act   string
	apply func(*desk.Agent)
}

// amended are the parts of an account that are to be other than they are.
func amended(a *desk.Agent, with api.Amendment) (parts []amendment) {
	if with.Name != nil && *with.Name != a.Name {
		parts = append(parts, amendment{fieldName, "user.name", func(a *desk.Agent) { a.Name = *with.Name }})
	}
	if with.Role != nil && *with.Role != a.Role {
		parts = append(parts, amendment{fieldRole, "user.role", func(a *desk.Agent) { a.Role = *with.Role }})
	}
	if with.Groups != nil && !slices.Equal(sorted(*with.Groups), a.Groups) {
		parts = append(parts, amendment{fieldGroups, "user.groups", func(a *desk.Agent) { a.Groups = sorted(*with.Groups) }})
	}
	if with.Disabled != nil && *with.Disabled != a.Disabled {
		act := "user.enable"
		if *with.Disabled {
			act = "user.disable"
		}
		parts = append(parts, amendment{fieldDisabled, act, func(a *desk.Agent) { a.Disabled = *with.Disabled }})
	}
	return parts
}

// amend changes one part of an account.
func (t *tx) amend(was desk.Agent, part amendment) (desk.Agent, error) {
	a := was
	part.apply(&a)
	if err := checkAccount(a); err != nil {
		return a, err
	}
	runs := func(a desk.Agent) bool { return a.Role == desk.RoleAdmin && !a.Disabled }
	if runs(was) && !runs(a) {
		all, err := decoded[desk.Agent](t, `SELECT json FROM agents`)
		if err != nil {
			return a, err
		}
		if !slices.ContainsFunc(all, func(b desk.Agent) bool { return b.ID != a.ID && runs(b) }) {
			return a, api.NewProblem(http.StatusConflict, api.LastAdmin, api.RetryFixed, "this is the only admin")
		}
	}
	if was.Disabled && !a.Disabled {
		if err := t.dropTokens(a.ID, func(api.Token) bool { return true }); err != nil {
			return a, err
		}
		if _, err := t.dropKeys(a.ID, func(api.Key) bool { return true }); err != nil {
			return a, err
		}
	}
	return t.putAgent(was, a, part.act)
}

// People lists the accounts after a login name, at most api.MaxPage of them.
func (s *Store) People(ctx context.Context, after desk.AgentID) (api.People, error) {
	var list api.People
	err := s.look(ctx, func(q query) error {
		all, err := decoded[desk.Agent](q, `SELECT json FROM agents WHERE id > $1 ORDER BY id LIMIT $2`, storable(string(after)), api.MaxPage+1)
		if err != nil {
			return err
		}
		if len(all) > api.MaxPage {
			all = all[:api.MaxPage]
			list.Next = string(all[len(all)-1].ID)
		}
		list.People = make([]api.Person, 0, len(all))
		for _, a := range all {
			one, err := person(q, a)
			if err != nil {
				return err
			}
			list.People = append(list.People, one)
		}
		return nil
	})
	return list, err
}

// Person is an account with its ways in; desk.ErrNotFound.
func (s *Store) Person(ctx context.Context, id desk.AgentID) (api.Person, error) {
	var one api.Person
	err := s.look(ctx, func(q query) error {
		a, err := agent(q, id)
		if err == nil {
			one, err = person(q, a)
		}
		return err
	})
	return one, err
}

func person(q query, a desk.Agent) (api.Person, error) {
	one := api.Person{Agent: a.For("")}
	var err error
	if one.Tokens, err = tokensOf(q, a.ID); err != nil {
		return one, err
	}
	one.Keys, err = keysOf(q, a.ID)
	return one, err
}
