package backend_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

func TestATokenGivesNoMoreThanItIsForItself(t *testing.T) {
	s := newStage(t)
	for _, has := range api.Scopes() {
		token := s.good("admin", has, api.ScopePeople)
		for _, gives := range api.Scopes() {
			status, p, h := s.asks(t, http.MethodPost, "/v1/people/agent/tokens", token, fmt.Sprintf(`{"label":"one","scopes":[%q]}`, gives))
			if gives == has || gives == api.ScopePeople || has == api.ScopeWork && gives == api.ScopeRead {
				if status != http.StatusCreated {
					t.Errorf("one for %s and people gives one for %s: %d", has, gives, status)
				}
				continue
			}
			would := []api.Scope{gives}
			if gives == api.ScopeRead {
				would = []api.Scope{api.ScopeWork, api.ScopeRead}
			}
			if status != http.StatusForbidden || p.Code != api.Forbidden || !slices.Equal(p.Scopes, would) || !strings.Contains(h.Get("WWW-Authenticate"), "insufficient_scope") {
				t.Errorf("one for %s and people gives one for %s: %d %+v", has, gives, status, p)
			}
		}
	}
	wide := api.TokenAsk{Label: "first", Scopes: api.Scopes()}
	if _, err := s.store.GiveToken(t.Context(), s.steward(t), "admin", wide); err != nil {
		t.Error("whoever runs the desk cannot give every token:", err)
	}
}

func TestATokenGivesNoneThatOutlivesIt(t *testing.T) {
	const day = 24 * time.Hour
	s := newStage(t)
	for _, c := range []struct {
		holds, want time.Duration
		ask         int // days
	}{{day, day, 90}, {30 * day, 2 * day, 2}, {0, 90 * day, 90}} {
		was, err := s.store.NewToken(t.Context(), "admin", "", c.holds, api.ScopePeople)
		if err != nil {
			t.Fatal(err)
		}
		came, err := s.store.Authenticate(t.Context(), was.Text)
		if err != nil {
			t.Fatal(err)
		}
		k, err := s.store.GiveToken(t.Context(), came, "admin", api.TokenAsk{Scopes: came.Scopes, Days: c.ask})
		if err != nil {
			t.Fatal(err)
		}
		p, err := s.store.Authenticate(t.Context(), k.Text)
		if err != nil || p.Expires.UnixMilli() != k.Expires.UnixMilli() || !was.Expires.IsZero() && p.Expires.After(was.Expires) || k.Expires.Sub(k.Created).Round(time.Hour) != c.want {
			t.Errorf("one that ends at %v gives one that ends at %v (by the answer %v): %v", was.Expires, p.Expires, k.Expires, err)
		}
	}
}

func TestWhoIsRefusedHearsWhichTokenWouldDo(t *testing.T) {
	s := newStage(t)
	known := accesses()
	for _, pattern := range s.server.Patterns() {
		a := known[pattern]
		method, _, _ := strings.Cut(pattern, " ")
		for _, role := range roles() {
			for _, scope := range api.Scopes() {
				may := slices.Contains(strings.Fields(a.roles), string(role))
				if may && slices.Contains(strings.Fields(a.scopes), string(scope)) {
					continue // it is let in: what comes of that the matrix says
				}
				path, body := a.asks[0].of(s, desk.AgentID(role))
				status, p, _ := s.asks(t, method, path, s.good(desk.AgentID(role), scope), body)
				switch {
				case status != http.StatusForbidden:
					t.Errorf("%s: %s with one for %s: %d", pattern, role, scope, status)
				case may && !sameScopes(p.Scopes, strings.Fields(a.scopes)):
					t.Errorf("%s: %s with one for %s is told of %v, and one for %s would do", pattern, role, scope, p.Scopes, a.scopes)
				case !may && len(p.Scopes) > 0:
					t.Errorf("%s: %s is sent for a token for %v, and none would do", pattern, role, p.Scopes)
				}
			}
		}
	}
}

func sameScopes(all []api.Scope, names []string) bool {
	for _, s := range all {
		if !slices.Contains(names, string(s)) {
			return false
		}
	}
	return len(all) == len(names)
}

func TestWhoAsksForWhatThereIsNotIsHeldToTheSamePace(t *testing.T) {
	b := newBench(t)
	token := b.token(t, "ann", 0)
	for _, c := range []struct {
		method, path string
		want         int
	}{
		{http.MethodGet, "/v1/nothing", 404},
		{http.MethodGet, "/", 404},
		{http.MethodPost, "/v1/nothing/at/all", 404},
		{http.MethodGet, "/v1//tickets", 404},
		{http.MethodPut, "/v1/tickets", 405},
		{http.MethodDelete, "/v1/ops", 405},
		{http.MethodPost, "/healthz", 405},
		{http.MethodGet, "/v1/" + strings.Repeat("x", api.MaxURL), 414},
	} {
		status, p, h := b.asks(t, c.method, c.path, token, "")
		if status != c.want || p.Code == "" || h.Get("RateLimit-Limit") == "" || h.Get("RateLimit-Remaining") == "" || h.Get("RateLimit-Reset") == "" {
			t.Errorf("%s %.20s: %d %+v %v", c.method, c.path, status, p, h)
		}
		if status, p, h := b.asks(t, c.method, c.path, "", ""); status != c.want || p.Code == "" || h.Get("RateLimit-Limit") != "" {
			t.Errorf("%s %.20s without a token: %d %+v %v", c.method, c.path, status, p, h)
		}
	}
	if status, _, h := b.asks(t, http.MethodGet, api.Root, "", ""); status != http.StatusUnauthorized || h.Get("WWW-Authenticate") != "Bearer" {
		t.Error("nobody is told how one shows who one is:", status, h)
	}
}
