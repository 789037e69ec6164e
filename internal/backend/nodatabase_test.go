package backend

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/pgtest"
)

func TestWhileTheDatabaseIsGoneEveryRequestIsToldToComeBackLater(t *testing.T) {
	Cluster(t)
	c, at := pgtest.Durable(t)
	s, err := Connect(t.Context(), at, ConnectOptions{Deaf: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := s.AddAgent(t.Context(), desk.Agent{ID: "ann", Role: desk.RoleAdmin}); err != nil {
		t.Fatal(err)
	}
	given, err := s.NewToken(t.Context(), "ann", "", time.Hour, api.Scopes()...)
	if err != nil {
		t.Fatal(err)
	}
	token := given.Text
	server := New(s, Options{Version: "test"})
	defer server.Close()
	ask := func(method, path, token string) (int, api.Problem, http.Header) {
		r := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader("{}"))
		r.Header.Set("Content-Type", api.TypeJSON)
		if token != "" {
			r.Header.Set("Authorization", "Bearer "+token)
		}
		out := httptest.NewRecorder()
		server.Handler().ServeHTTP(out, r)
		var p api.Problem
		if out.Header().Get("Content-Type") == api.TypeProblem {
			if err := json.Unmarshal(out.Body.Bytes(), &p); err != nil {
				t.Error(err)
			}
		}
		return out.Code, p, out.Header()
	}
	if status, _, _ := ask(http.MethodGet, api.Staff, token); status != http.StatusOK {
		t.Fatal("before:", status)
	}
	if err := c.Kill(); err != nil {
		t.Fatal(err)
	}
	for range 2 { // on the connections that broke, and on those that cannot be made
		for _, r := range server.routes() {
			method, path, _ := strings.Cut(r.pattern, " ")
			if allow(Principal{}, r.act, Object{}) || r.act == ActMeasure {
				continue // asks nothing of the database, or says how it does
			}
			status, p, h := ask(method, strings.NewReplacer("{", "", "}", "", "...", "").Replace(path), token)
			if status != http.StatusServiceUnavailable || p.Code != api.NoDatabase || p.Retry != api.RetryLater || h.Get("Retry-After") == "" {
				t.Errorf("%s: %d %+v", r.pattern, status, p)
			}
		}
	}
	if _, err := s.Agents(t.Context()); problemOf(err).Code != api.NoDatabase {
		t.Error("who reads:", err)
	}
	if err := s.PutCustomer(t.Context(), desk.Customer{ID: desk.CustomerID{ID: desk.NewID()}}); problemOf(err).Code != api.NoDatabase {
		t.Error("who writes:", err)
	}
	if err := c.Run(); err != nil {
		t.Fatal(err)
	}
	if status, p, _ := ask(http.MethodGet, api.Staff, token); status != http.StatusOK {
		t.Error("it does not go on:", status, p)
	}
	if err := s.PutCustomer(t.Context(), desk.Customer{ID: desk.CustomerID{ID: desk.NewID()}}); err != nil {
		t.Error("nothing is written any more:", err)
	}
}
