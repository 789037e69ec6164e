package backend

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/heed-desk/heed/client/api"
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
	err := s.change(ctx, func(t *tx) error { return t.addAgent(a) })
	if err == nil && a.Disabled {
		s.hub.dismiss(a.ID)
	}
	return err
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
	if desk.RightsOf(a.Role) == (desk.Rights{}) {
		return fmt.Errorf("%q is not a role", a.Role)
	}
	return nil
}

func (t *tx) addAgent(a desk.Agent) error {
	v, seq, err := t.after("agents", string(a.ID))
	if err != nil {
		return err
	}
	if was, err := agent(t, a.ID); err == nil {
		a.Away, a.Break = was.Away, was.Break // who is on a break stays so, whatever else changes
	} else if !errors.Is(err, desk.ErrNotFound) {
		return err
	}
	a.Version = v
	return t.saveAgent(a, seq)
}

// Token is a way in for an agent. Text is told once and kept nowhere.
type Token struct {
	Text    string
	Agent   desk.AgentID
	Expires time.Time // zero for never
}

// NewToken gives an agent a token that holds for a time, or for ever where that is 0. It
// takes the place of an older one with the same label, if label is not empty: what
// listens with that ends, and so does what else the agent listens to, until it asks again.
func (s *Store) NewToken(ctx context.Context, who desk.AgentID, label string, holds time.Duration) (Token, error) {
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails: it ends the process instead
	k := Token{Text: api.TokenPrefix + base64.RawURLEncoding.EncodeToString(secret), Agent: who}
	hash := sha256.Sum256([]byte(k.Text))
	var older int
	err := s.change(ctx, func(t *tx) error {
		if _, err := agent(t, who); err != nil {
			return err
		}
		if holds > 0 {
			k.Expires = t.now.Add(holds)
		}
		if label != "" {
			if err := t.row(`SELECT count(*) FROM tokens WHERE agent = $1 AND label = $2`, string(who), label).Scan(&older); err != nil {
				return err
			}
			if err := t.exec(`DELETE FROM tokens WHERE agent = $1 AND label = $2`, string(who), label); err != nil {
				return err
			}
		}
		return t.exec(`INSERT INTO tokens (hash, agent, label, created, expires) VALUES ($1, $2, $3, $4, $5)`,
			hash[:], string(who), label, t.now.UnixMilli(), millis(k.Expires))
	})
	if err == nil && older > 0 {
		s.hub.dismiss(who)
	}
	return k, err
}

// RevokeTokens takes all tokens of an agent back, and ends what listens with them.
func (s *Store) RevokeTokens(ctx context.Context, who desk.AgentID) error {
	err := s.change(ctx, func(t *tx) error {
		return t.exec(`DELETE FROM tokens WHERE agent = $1`, string(who))
	})
	s.hub.dismiss(who)
	return err
}

// Authenticate says whose token it is; desk.ErrUnauthorized where it is nobody's any
// more, ErrDisabled where its owner may not act.
func (s *Store) Authenticate(ctx context.Context, token string) (Principal, error) {
	if !strings.HasPrefix(token, api.TokenPrefix) {
		return Principal{}, desk.ErrUnauthorized
	}
	hash := sha256.Sum256([]byte(token))
	var p Principal
	err := s.look(ctx, func(q query) error {
		var id desk.AgentID
		var expires sql.NullInt64
		err := q.row(`SELECT agent, expires FROM tokens WHERE hash = $1`, hash[:]).Scan(&id, &expires)
		if errors.Is(err, sql.ErrNoRows) {
			return desk.ErrUnauthorized
		}
		if err != nil {
			return err
		}
		if expires.Valid && s.now().UnixMilli() >= expires.Int64 {
			return desk.ErrUnauthorized
		}
		p, err = principal(q, id)
		return err
	})
	return p, err
}

// As is the principal of an agent, for what runs inside the desk itself.
func (s *Store) As(ctx context.Context, id desk.AgentID) (Principal, error) {
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
	return Principal{Agent: a.ID, Role: a.Role}, nil
}
