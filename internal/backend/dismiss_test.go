package backend

import (
	"bufio"
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// listening is somebody who listens at a server.
type listening struct {
	lines chan string // of what comes
	ended chan error
}

// stays opens a stream of hints at a server.
func stays(t *testing.T, s *Store, token string) listening {
	t.Helper()
	server := New(s, Options{})
	t.Cleanup(server.Close)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://desk"+api.Hints, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	res, err := server.Transport("").RoundTrip(req) //nolint:bodyclose // the goroutine below closes it
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatal(res, err)
	}
	l := listening{lines: make(chan string, 1000), ended: make(chan error, 1)}
	go func() {
		all := bufio.NewScanner(res.Body)
		for all.Scan() {
			l.lines <- all.Text()
		}
		l.ended <- errors.Join(all.Err(), res.Body.Close())
	}()
	return l
}

// hearsOf waits until somebody who may stay is told of a ticket.
func (l listening) hearsOf(t *testing.T, id desk.TicketID) {
	t.Helper()
	for {
		select {
		case line := <-l.lines:
			if strings.Contains(line, id.String()) {
				return
			}
		case err := <-l.ended:
			t.Fatal("who may stay was thrown out:", err)
		case <-time.After(30 * time.Second): // only a test that fails waits so long
			t.Fatal("nothing is told")
		}
	}
}

// ends waits for a stream to end.
func (l listening) ends(t *testing.T) {
	t.Helper()
	select {
	case err := <-l.ended:
		if err != nil {
			t.Error(err)
		}
	case <-t.Context().Done():
		t.Error("it goes on")
	case <-time.After(30 * time.Second): // only a test that fails waits so long
		t.Error("it goes on")
	}
}

func TestWhoIsDisabledAtOneServerIsThrownOutAtAllOfThem(t *testing.T) {
	at := fresh(t, Cluster(t))
	one, other := joined(t, at), joined(t, at)
	boss := Principal{Agent: desk.System, Role: steward}
	for _, id := range []desk.AgentID{"eva", "fay"} {
		if _, err := one.Enrol(t.Context(), boss, api.Enrolment{Agent: id, Role: desk.RoleAdmin}); err != nil {
			t.Fatal(err)
		}
	}
	token := func(who desk.AgentID) Token {
		t.Helper()
		k, err := one.NewToken(t.Context(), who, "", 0)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	gone, revoked, still := token("eva"), token("fay"), token("fay")
	a, b, c := stays(t, other, gone.Text), stays(t, other, revoked.Text), stays(t, other, still.Text)
	disabled := true
	if _, err := one.Amend(t.Context(), boss, "eva", api.Amendment{Disabled: &disabled}); err != nil {
		t.Fatal(err)
	}
	a.ends(t)
	p, err := one.Authenticate(t.Context(), revoked.Text)
	if err != nil {
		t.Fatal(err)
	}
	if err := one.Leave(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	b.ends(t)
	c.hearsOf(t, opensTicket(t, one).ID) // as news that come after that who goes
}

// TestAServerThatMissedTheNewsLooksWhoMayStay takes a server its line to the database, on which it
// would have heard that somebody is disabled.
func TestAServerThatMissedTheNewsLooksWhoMayStay(t *testing.T) {
	at := fresh(t, Cluster(t))
	s := joined(t, at)
	for _, id := range []desk.AgentID{"eva", "fay"} {
		if err := s.AddAgent(t.Context(), desk.Agent{ID: id, Role: desk.RoleAgent}); err != nil {
			t.Fatal(err)
		}
	}
	k, err := s.NewToken(t.Context(), "eva", "", 0)
	if err != nil {
		t.Fatal(err)
	}
	mine, err := s.NewToken(t.Context(), "fay", "", 0)
	if err != nil {
		t.Fatal(err)
	}
	gone, still := stays(t, s, k.Text), stays(t, s, mine.Text)
	if err := s.change(t.Context(), func(t *tx) error { // what another server does of which no news came
		return t.exec(`UPDATE agents SET json = replace(json, '"role"', '"disabled":true,"role"') WHERE id = 'eva'`)
	}); err != nil {
		t.Fatal(err)
	}
	said := make(chan bool, 2)
	s.OnTrouble(func(chore string, err error) { said <- chore == choreListen && err != nil })
	var cut int
	if err := s.read.QueryRowContext(context.Background(), `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE (query LIKE 'LISTEN "`+s.channel()+`"%' OR query LIKE 'SELECT seq FROM desk') AND pid <> pg_backend_pid() AND state = 'idle' AND application_name = 'heed' AND datname = current_database()`).Scan(&cut); err != nil || cut == 0 {
		t.Fatal(cut, err)
	}
	gone.ends(t)
	still.hearsOf(t, opensTicket(t, s).ID) // it is passed on once the server has looked at everybody
	if lost, found := <-said, !<-said; !lost || !found {
		t.Error("nobody was told that it could not hear the others, and that it can again")
	}
}
