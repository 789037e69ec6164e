// Package linetest is what every line to a helpdesk must keep, as tests. They are run
// where there is a helpdesk to run them on: our own line's in internal/backend.
package linetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
)

// Line is what the courier asks of a line.
type Line interface {
	Describe(ctx context.Context) (desk.Description, error)
	Changes(ctx context.Context, after desk.Cursor) (desk.Page, error)
	Snapshot(ctx context.Context, begun func(tickets int), take func(desk.Page) error) (tickets int, next desk.Cursor, err error)
	Apply(ctx context.Context, op desk.Op) (desk.Verdict, error)
	Lookup(ctx context.Context, op desk.OpID) (desk.Verdict, error)
}

// Desk is a helpdesk with a line to it, as a test needs it.
type Desk interface {
	// Line is the line of the agent who Me is.
	Line() Line
	Me() desk.AgentID
	// Open lets a customer open a ticket; Write lets them write again.
	Open(t *testing.T, text string) desk.Ticket
	Write(t *testing.T, k desk.Ticket, text string) desk.Ticket
}

// Traits are what not every helpdesk can do.
type Traits struct {
	// Remembers says that it knows an operation by its id: sent twice it happens once, and
	// can be looked up.
	Remembers bool
	// Holds says that it holds a reply that was written before the customer wrote again.
	Holds bool
	// Breaks says that it knows who is on a break.
	Breaks bool
}

// Run runs the suite; fresh makes an empty desk that ends with the test.
func Run(t *testing.T, traits Traits, fresh func(*testing.T) Desk) {
	t.Helper()
	tests := map[string]func(*testing.T, Desk){
		"it says who we are":                                   describes,
		"a first fill holds everything and is counted":         fills,
		"what happens after a fill comes by the feed":          feeds,
		"the zero cursor asks for a fill":                      refill,
		"a reply is applied and comes back":                    applies,
		"what the rules refuse is refused for good":            refuses,
		"what take says ends a fill":                           breaksOff,
		"a context that is over ends every call":               ends,
		"hints come, and the first one says to pull":           hints,
		"an operation that never arrived cannot be looked up":  when(traits.Remembers, unknown),
		"an operation sent twice happens once":                 when(traits.Remembers, twice),
		"other words under the same id are refused":            when(traits.Remembers, differs),
		"a reply that missed what the customer wrote is held":  when(traits.Holds, holds),
		"tags of two who did not know of each other both stay": tags,
		"a merge shows on both tickets, and is taken apart":    merges,
		"a link goes both ways":                                links,
		"a call comes back as a call":                          calls,
		"a copy and what is sent on come back as such":         addresses,
		"a break comes back to the one who takes it":           when(traits.Breaks, breaks),
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) { test(t, fresh(t)) })
	}
}

func when(able bool, test func(*testing.T, Desk)) func(*testing.T, Desk) {
	if able {
		return test
	}
	return func(t *testing.T, _ Desk) { t.Helper(); t.Skip("this helpdesk cannot") }
}

// By makes an operation of the desk's agent on a ticket as they see it.
func By(d Desk, k desk.Ticket, in desk.Intent) desk.Op {
	return desk.Op{
		ID: desk.NewOpID(), Ticket: k.ID, Base: k.Version, Seen: k.LastMessage, Actor: d.Me(), At: time.Now().UTC(), Intent: in,
	}
}

func apply(t *testing.T, d Desk, op desk.Op, want desk.Outcome) desk.Verdict {
	t.Helper()
	v, err := d.Line().Apply(t.Context(), op)
	if err != nil || v.Outcome != want || v.Op != op.ID {
		t.Fatalf("%s: %+v, %v; want %s", op.Intent.Kind(), v, err, want)
	}
	return v
}

// held is what a fill and the feed brought.
type held struct {
	tickets  map[desk.TicketID]desk.Ticket
	messages map[desk.TicketID][]desk.Message
	agents   map[desk.AgentID]desk.Agent
	cursor   desk.Cursor
}

func (h *held) take(p desk.Page) {
	for _, k := range p.Tickets {
		h.tickets[k.ID] = k
	}
	for _, a := range p.Agents {
		h.agents[a.ID] = a
	}
	for _, m := range p.Messages {
		h.messages[m.Ticket] = append(h.messages[m.Ticket], m)
	}
}

func fill(t *testing.T, d Desk) *held {
	t.Helper()
	h := &held{tickets: map[desk.TicketID]desk.Ticket{}, messages: map[desk.TicketID][]desk.Message{}, agents: map[desk.AgentID]desk.Agent{}}
	announced := -1
	n, next, err := d.Line().Snapshot(t.Context(), func(n int) { announced = n }, func(p desk.Page) error {
		if announced < 0 {
			t.Error("a page came before the count")
		}
		if p.Next != "" {
			t.Error("a page of a snapshot has a cursor of its own")
		}
		h.take(p)
		return nil
	})
	if err != nil || next == "" || n != announced || n != len(h.tickets) {
		t.Fatalf("%d tickets of %d, cursor %q, %v", n, len(h.tickets), next, err)
	}
	h.cursor = next
	return h
}

func (h *held) follow(t *testing.T, d Desk) {
	t.Helper()
	for more := true; more; {
		p, err := d.Line().Changes(t.Context(), h.cursor)
		if err != nil || p.Next == "" {
			t.Fatalf("cursor %q, %v", p.Next, err)
		}
		h.take(p)
		h.cursor, more = p.Next, p.More
	}
}

func isOver(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, desk.ErrAmbiguous)
}
