package backend_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
)

// bench is a desk with a line to it.
type bench struct {
	store  *backend.Store
	server *backend.Server
	line   *client.Line
	ann    backend.Principal
}

func newBench(t testing.TB) *bench {
	t.Helper()
	return openBench(t, t.TempDir())
}

// openBench opens the desk in a folder, with ann's line to it.
func openBench(t testing.TB, dir string) *bench {
	t.Helper()
	store, err := backend.OpenOn(t, dir)
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	for _, id := range []desk.AgentID{"ann", "ben"} {
		if err := store.AddAgent(ctx, desk.Agent{ID: id, Name: desk.Foreign(string(id)), Role: desk.RoleAgent}); err != nil {
			t.Fatal(err)
		}
	}
	server := backend.New(store, backend.Options{Version: "test"})
	line, err := client.New(client.Options{URL: "http://localhost", Transport: server.Transport("ann")})
	if err != nil {
		t.Fatal(err)
	}
	ann, err := store.As(ctx, "ann")
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{store: store, server: server, line: line, ann: ann}
	t.Cleanup(func() { b.close(t) })
	return b
}

func (b *bench) close(t testing.TB) {
	t.Helper()
	b.server.Close()
	if err := b.store.Close(); err != nil {
		t.Error(err)
	}
}

// opens is an operation by which a customer opens a ticket.
func opens(text string) desk.Op {
	return desk.Op{
		ID: desk.NewOpID(), Ticket: desk.NewTicketID(), Actor: desk.System,
		Intent: desk.Create{
			Subject: desk.Foreign("about " + text), Channel: desk.Mail, Requester: desk.CustomerID{ID: desk.NewID()},
			RequesterName: desk.Foreign("Kim"), Text: desk.Foreign(text),
		},
	}
}

func (b *bench) ticket(t testing.TB, text string) desk.Ticket {
	t.Helper()
	v, err := backend.Opens(t.Context(), b.store, opens(text))
	if err != nil || v.Outcome != desk.Applied {
		t.Fatal(v.Outcome, v.Problem, err)
	}
	return *v.Ticket
}

func replies(k desk.Ticket, text string) desk.Op {
	return desk.Op{
		ID: desk.NewOpID(), Ticket: k.ID, Base: k.Version, Seen: k.LastMessage, Actor: "ann", At: time.Now().UTC(),
		Intent: desk.Reply{Text: desk.Foreign(text)},
	}
}

func TestTheLongestReplyThereIsGoesOverTheLine(t *testing.T) {
	b := newBench(t)
	k := b.ticket(t, "hello")
	// JSON makes six characters of each of these.
	op := by(k, desk.Reply{Text: desk.Foreign(strings.Repeat("<&>\x01", desk.MaxReply/4))})
	if v, err := b.line.Apply(t.Context(), op); err != nil || v.Outcome != desk.Applied {
		t.Errorf("%s %v", v.Outcome, err)
	}
}

func TestAReplyGoesOverTheLineAndComesBackWithTheFeed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		k := b.ticket(t, "where is my parcel")
		ctx, cancel := context.WithCancel(t.Context())
		var pages []desk.Page
		n, cursor, err := b.line.Snapshot(ctx, func(n int) {
			if n != 1 {
				t.Errorf("%d tickets announced", n)
			}
		}, func(p desk.Page) error { pages = append(pages, p); return nil })
		if err != nil || n != 1 {
			t.Fatal(n, err)
		}
		hints := make(chan desk.Hint, 10)
		watched := make(chan error)
		go func() { watched <- b.line.Watch(ctx, func(h desk.Hint) { hints <- h }) }()
		if h := <-hints; !h.Reset {
			t.Errorf("the first hint is %+v", h)
		}
		v, err := b.line.Apply(ctx, replies(k, "on its way"))
		if err != nil || v.Outcome != desk.Applied {
			t.Fatal(v, err)
		}
		if h := <-hints; h.Kind != desk.RecordTicket || h.Ticket != k.ID {
			t.Errorf("hint %+v", h)
		}
		page, err := b.line.Changes(ctx, cursor)
		if err != nil || len(page.Tickets) != 1 || len(page.Messages) != 3 || page.More {
			t.Fatalf("%d tickets, %d messages, more %v, %v", len(page.Tickets), len(page.Messages), page.More, err)
		}
		page, err = b.line.Changes(ctx, page.Next)
		if err != nil || len(page.Tickets) != 0 || page.Next == "" {
			t.Fatal(page, err)
		}
		cancel()
		if err := <-watched; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
}
