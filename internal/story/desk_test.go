package story_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
)

// shop is the desk of the story: its store, and what the story's people do there.
type shop struct {
	t      testing.TB
	store  *backend.Store
	server *backend.Server
	wire   *wire
}

const mia desk.AgentID = "mia"

func openShop(t testing.TB) *shop {
	t.Helper()
	store, err := backend.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	s := &shop{t: t, store: store, server: backend.New(store, backend.Options{Version: "story"})}
	s.wire = newWire(s.server.Transport(mia))
	for _, a := range []desk.Agent{
		{ID: mia, Name: desk.Foreign("Mia Lopez"), Role: desk.RoleAgent},
		{ID: "tom", Name: desk.Foreign("Tom Okafor"), Role: desk.RoleAgent},
	} {
		s.ok(store.AddAgent(t.Context(), a))
	}
	return s
}

func (s *shop) ok(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *shop) close() {
	s.server.Close()
	s.ok(s.store.Close())
}

// mailOf is where a customer can be written to.
func mailOf(name string) desk.Untrusted {
	return desk.Foreign(strings.ToLower(strings.ReplaceAll(name, " ", ".")) + "@example.net")
}

// writes is a customer who opens a ticket, which mia gets.
func (s *shop) writes(name, subject, words string) desk.TicketID {
	s.t.Helper()
	ctx, id := context.Background(), desk.NewTicketID()
	who := desk.Customer{ID: desk.CustomerID{ID: desk.NewID()}, Name: desk.Foreign(name), Mails: []desk.Untrusted{mailOf(name)}}
	s.ok(s.store.PutCustomer(ctx, who))
	s.intake(id, desk.Create{Subject: desk.Foreign(subject), Channel: desk.Mail, Requester: who.ID, RequesterName: who.Name, Text: desk.Foreign(words)})
	p, err := s.store.As(ctx, "tom")
	s.ok(err)
	v, err := s.store.Do(ctx, p, desk.Op{ID: desk.NewOpID(), Ticket: id, Actor: "tom", Base: 1, Intent: desk.Assign{To: mia}})
	s.ok(err)
	if v.Outcome != desk.Applied {
		s.t.Fatalf("%+v", v)
	}
	return id
}

// adds is the customer who writes again.
func (s *shop) adds(id desk.TicketID, words string) {
	s.t.Helper()
	s.intake(id, desk.Receive{Text: desk.Foreign(words)})
}

func (s *shop) intake(id desk.TicketID, in desk.Intent) {
	s.t.Helper()
	v, err := s.store.Intake(context.Background(), desk.Op{ID: desk.NewOpID(), Ticket: id, Actor: desk.System, Intent: in})
	s.ok(err)
	if v.Outcome != desk.Applied {
		s.t.Fatalf("%+v", v)
	}
}

// customerHas holds what the customer of a ticket got from mia, in order, against want.
func (s *shop) customerHas(id desk.TicketID, want ...string) {
	s.t.Helper()
	if got := s.got(id); !slices.Equal(got, want) {
		s.t.Errorf("the customer has %q, not %q", got, want)
	}
}

func (s *shop) got(id desk.TicketID) []string {
	s.t.Helper()
	page, err := s.store.Thread(context.Background(), id)
	s.ok(err)
	var texts []string
	for _, m := range page.Messages {
		if m.Kind == desk.FromAgent && m.Author.Agent == mia {
			texts = append(texts, m.Text.Raw())
		}
	}
	return texts
}
