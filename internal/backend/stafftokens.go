package backend

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// GiveToken gives an account a token. It ends no later than the one with which it is asked for.
func (s *Store) GiveToken(ctx context.Context, p Principal, id desk.AgentID, ask api.TokenAsk) (api.GivenToken, error) {
	if len(ask.Scopes) == 0 {
		ask.Scopes = []api.Scope{api.ScopeWork}
	}
	if ask.Days == 0 {
		ask.Days = api.MaxDays
	}
	most := api.MaxDays
	if api.ForMachines(ask.Scopes) {
		most = api.MaxMachineDays
	}
	switch {
	case slices.ContainsFunc(ask.Scopes, func(s api.Scope) bool { return !slices.Contains(api.Scopes(), s) }):
		return api.GivenToken{}, unfit(api.BadScope, "scopes", "there is no such scope")
	case ask.Days < 1 || ask.Days > most:
		return api.GivenToken{}, unfit(api.BadDays, "days", "a token holds for 1 to 90 days, one for intake or metrics alone for 366")
	case ask.Label != "" && !desk.AgentID(ask.Label).Valid():
		return api.GivenToken{}, unfit(api.BadLabel, "label", "a label has the letters of a login name")
	}
	slices.Sort(ask.Scopes)
	ask.Scopes = slices.Compact(ask.Scopes)
	var k api.GivenToken
	err := s.change(ctx, func(t *tx) error {
		if err := t.may(p, ActGrant, Object{Owner: id, Gives: ask.Scopes}); err != nil {
			return err
		}
		a, err := agent(t, id)
		if err != nil {
			return err
		}
		if a.Disabled {
			return api.NewProblem(http.StatusConflict, api.Disabled, api.RetryFixed, "the account is disabled")
		}
		until := t.now.Add(time.Duration(ask.Days) * 24 * time.Hour)
		if !p.Expires.IsZero() && p.Expires.Before(until) {
			until = p.Expires
		}
		k, err = t.giveToken(id, ask.Label, until, ask.Scopes)
		return err
	})
	return k, err
}

// Revoke takes a token of an account back, or all of them where none is named, and ends what
// goes on with it. desk.ErrNotFound where it has none like that.
func (s *Store) Revoke(ctx context.Context, p Principal, id desk.AgentID, token TokenID) error {
	return s.change(ctx, func(t *tx) error {
		if err := t.may(p, ActRevoke, Object{Owner: id}); err != nil {
			return err
		}
		if _, err := agent(t, id); err != nil {
			return err
		}
		if err := t.dropTokens(id, func(k api.Token) bool { return token == "" || TokenID(k.ID) == token }); err != nil {
			return err
		}
		if token != "" && len(t.revoked) == 0 {
			return desk.ErrNotFound
		}
		return nil
	})
}

// Leave takes back the token with which somebody came, and ends what goes on with it.
func (s *Store) Leave(ctx context.Context, p Principal) error {
	return s.change(ctx, func(t *tx) error {
		if err := t.may(p, ActLeave, Object{}); err != nil {
			return err
		}
		return t.dropTokens(p.Agent, func(k api.Token) bool { return TokenID(k.ID) == p.Token })
	})
}
