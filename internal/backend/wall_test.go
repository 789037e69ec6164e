package backend_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
)

func TestAWallIsSeenByItsAccountAndByThoseWhoLeadAndTheAccountSeesNothingElse(t *testing.T) {
	s := newStage(t)
	for _, role := range roles() {
		p, err := s.store.As(t.Context(), desk.AgentID(role))
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.store.Wall(t.Context(), p)
		if may := role != desk.RoleAgent && role != desk.RoleTrainer; may != (err == nil) || !may && !errors.Is(err, desk.ErrForbidden) {
			t.Errorf("%s: %v", role, err)
		}
		if _, err := s.store.Floor(p); role == desk.RoleWall && !errors.Is(err, desk.ErrForbidden) {
			t.Error("it sees the floor:", err)
		}
	}
}

func TestNothingOfATicketOrACustomerStandsOnAWall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		if err := b.store.AddAgent(t.Context(), desk.Agent{ID: "eva", Name: desk.Foreign("PLANTED"), Role: desk.RoleLead, Groups: []desk.GroupID{"returns"}}); err != nil {
			t.Fatal(err)
		}
		op := opens("PLANTED")
		in := op.Intent.(desk.Create)
		in.Subject, in.RequesterName = desk.Foreign("PLANTED"), desk.Foreign("PLANTED")
		op.Intent = in
		v, err := backend.Opens(t.Context(), b.store, op)
		if err != nil || v.Outcome != desk.Applied {
			t.Fatal(v.Outcome, v.Problem, err)
		}
		b.do(t, by(b.thread(t, v.Ticket.ID).Tickets[0], desk.Assign{To: "eva", Group: "returns"}))
		time.Sleep(7 * 24 * time.Hour) // until it is late
		w, err := b.store.Wall(t.Context(), backend.Principal{Role: desk.RoleWall, Via: backend.ViaSSH})
		for err == nil && w.Counting != nil {
			time.Sleep(time.Second)
			w, err = b.store.Wall(t.Context(), backend.Principal{Role: desk.RoleWall, Via: backend.ViaSSH})
		}
		if err != nil || w.Open != 1 || w.Late != 1 || len(w.Groups) != 1 || w.LateSince.IsZero() || w.Longest.IsZero() {
			t.Fatalf("%+v %v", w, err)
		}
		if all := fmt.Sprintf("%+v", w); strings.Contains(all, "PLANTED") || strings.Contains(all, v.Ticket.ID.String()) || strings.Contains(all, "eva") {
			t.Error(all)
		}
	})
}

func TestNoTicketIsGivenToAWall(t *testing.T) {
	s := newStage(t)
	v := s.do(t, by(s.thread(t, s.near.ID).Tickets[0], desk.Assign{To: "wall"}))
	if v.Problem == nil || v.Problem.Code != desk.BadValue {
		t.Errorf("%s %v", v.Outcome, v.Problem)
	}
}
