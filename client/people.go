package client

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// People lists everybody who has an account, with their tokens and keys.
func (l *Line) People(ctx context.Context) ([]api.Person, error) {
	var all []api.Person
	for after := ""; ; {
		var piece api.People
		if err := l.get(ctx, api.Staff, url.Values{"after": {after}}, &piece); err != nil {
			return nil, err
		}
		all = append(all, piece.People...)
		if piece.Next == "" || piece.Next <= after {
			return all, nil
		}
		after = piece.Next
	}
}

// Person is one account with its tokens and keys; desk.ErrNotFound.
func (l *Line) Person(ctx context.Context, id desk.AgentID) (api.Person, error) {
	var one api.Person
	err := l.get(ctx, api.Colleague+string(id), nil, &one)
	return one, err
}

// Enrol opens an account. What the desk refuses is an *api.Problem, here as below.
func (l *Line) Enrol(ctx context.Context, e api.Enrolment) error {
	return l.ask(ctx, http.MethodPost, api.Staff, e, nil)
}

// Amend changes what is named of an account.
func (l *Line) Amend(ctx context.Context, id desk.AgentID, with api.Amendment) error {
	return l.ask(ctx, http.MethodPatch, api.Colleague+string(id), with, nil)
}

// GiveToken gives an account a token.
func (l *Line) GiveToken(ctx context.Context, id desk.AgentID, ask api.TokenAsk) (api.GivenToken, error) {
	var k api.GivenToken
	err := l.ask(ctx, http.MethodPost, api.Colleague+string(id)+"/tokens", ask, &k)
	if err == nil && k.Text == "" {
		err = fmt.Errorf("%w: it gave no token", desk.ErrNotADesk)
	}
	return k, err
}

// RevokeToken takes a token of an account back.
func (l *Line) RevokeToken(ctx context.Context, id desk.AgentID, token string) error {
	return l.ask(ctx, http.MethodDelete, api.Colleague+string(id)+"/tokens/"+token, nil, nil)
}

// RevokeTokens takes all tokens of an account back.
func (l *Line) RevokeTokens(ctx context.Context, id desk.AgentID) error {
	return l.ask(ctx, http.MethodDelete, api.Colleague+string(id)+"/tokens", nil, nil)
}

// AddKey gives an account a public key, as a line of an authorized_keys file.
func (l *Line) AddKey(ctx context.Context, id desk.AgentID, line string) (api.Key, error) {
	var k api.Key
	err := l.ask(ctx, http.MethodPost, api.Colleague+string(id)+"/keys", api.KeyAsk{Line: line}, &k)
	return k, err
}

// DropKey takes a public key of an account back.
func (l *Line) DropKey(ctx context.Context, id desk.AgentID, key string) error {
	return l.ask(ctx, http.MethodDelete, api.Colleague+string(id)+"/keys/"+key, nil, nil)
}

// LogOut has the desk take back the token of this line.
func (l *Line) LogOut(ctx context.Context) error {
	return l.ask(ctx, http.MethodDelete, api.Session, nil, nil)
}

// Audit follows the audit trail from its first line on. api.ErrTrail where it is not as it was
// written.
func (l *Line) Audit(ctx context.Context, take func(api.Deed) error) (api.Trail, error) {
	var at api.Trail
	err := l.stream(ctx, api.Audit, nil, api.TypeNDJSON, nil, func(ctx context.Context, body *awake) error {
		in := json.NewDecoder(body)
		for {
			var d api.Deed
			err := in.Decode(&d)
			switch {
			case errors.Is(err, io.EOF):
				return nil
			case err != nil && context.Cause(ctx) != nil:
				return away(context.Cause(ctx))
			case err != nil:
				return &desk.Temporary{Err: err, Why: desk.AwayCut}
			}
			if err := at.Next(d); err != nil {
				return err
			}
			if err := take(d); err != nil {
				return err
			}
		}
	})
	var p *api.Problem
	if errors.As(err, &p) && p.Code == api.BrokenTrail {
		err = api.ErrTrail
	}
	return at, err
}

// ask sends a request with a record or none, and reads the one that comes back where into is set.
func (l *Line) ask(ctx context.Context, method, path string, of, into any) error {
	ctx, done := context.WithTimeoutCause(ctx, l.timeout, errTimeout)
	defer done()
	var body []byte
	if of != nil {
		var err error
		if body, err = json.Marshal(of); err != nil {
			return err
		}
	}
	a, err := l.exchange(ctx, method, path, nil, body, nil, maxAnswer)
	if err == nil {
		err = a.failure()
	}
	if err != nil || into == nil {
		return err
	}
	if err := json.Unmarshal(a.body, into); err != nil {
		return fmt.Errorf("%w: %w", desk.ErrNotADesk, err)
	}
	return nil
}
