package backend_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
	"github.com/heed-desk/heed/internal/backend"
)

// mostAtOnce bounds what one answer may hold: a page's worth, and what cannot be cut.
const mostAtOnce = api.PageSize + 2*desk.MaxRecord + api.MaxBody

// heavy is a ticket that holds nearly as much beside its thread as one may.
func heavy(i int) archive.Record {
	k := imported(fmt.Sprint("heavy ", i), 0)
	k.Requester = desk.CustomerID{ID: desk.DeriveID("c", k.ID.String())}
	k.Attributes = map[string]desk.Untrusted{"raw": desk.Foreign(strings.Repeat("x", desk.MaxRecord-8<<10))}
	k.Customer = &desk.Customer{ID: k.Requester, Name: desk.Foreign("Kim"), Notes: []desk.Untrusted{desk.Foreign(strings.Repeat("y", desk.MaxRecord-8<<10))}}
	return archive.Record{Ticket: k}
}

func TestADeskOfLargeRecordsComesInAnswersThatAClientTakes(t *testing.T) {
	b := newBench(t)
	m := b.fill(t)
	start := m.cursor
	const n = 12
	var all []archive.Record
	for i := range n {
		all = append(all, heavy(i))
	}
	if in, err := b.store.Import(t.Context(), records(all...)); err != nil || in.Tickets != n {
		t.Fatal(in, err)
	}
	if pages := m.follow(t, b); pages < n {
		t.Errorf("the feed told it in %d pages", pages)
	}
	if lack := m.lacks(); lack != "" || len(m.tickets) != n {
		t.Errorf("the feed brought %d tickets, and lacks %s", len(m.tickets), lack)
	}
	for cursor := start; ; {
		p, err := b.store.Changes(t.Context(), b.ann, cursor)
		if err != nil {
			t.Fatal(err)
		}
		if j, err := json.Marshal(p); err != nil || len(j) > mostAtOnce {
			t.Fatalf("a page of %d bytes, %v", len(j), err)
		}
		if cursor = p.Next; !p.More {
			break
		}
	}
	b.weigh(t)
	if whole := b.fill(t); asJSON(t, whole.tickets) != asJSON(t, m.tickets) || asJSON(t, whole.customers) != asJSON(t, m.customers) {
		t.Error("the snapshot and the feed differ")
	}
}

// weigh reads a snapshot line by line and holds each to what an answer may weigh.
func (b *bench) weigh(t *testing.T) (lines int) {
	t.Helper()
	err := b.store.Snapshot(t.Context(), b.ann, func(line []byte) error {
		if lines++; len(line) > mostAtOnce {
			t.Errorf("a line of %d bytes", len(line))
		}
		if !json.Valid(bytes.TrimSpace(line)) {
			t.Error("a line is no JSON")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

func TestAThreadThatIsTooLongForOneAnswerComesInSeveral(t *testing.T) {
	b := newBench(t)
	k := b.ticket(t, "hello")
	const notes = 24
	for range notes { // more than a line takes, by far
		k = *b.do(t, by(k, desk.Note{Text: desk.Foreign(strings.Repeat("z", desk.MaxReply))})).Ticket
	}
	b.ticket(t, "another one")
	if lines := b.weigh(t); lines < notes*desk.MaxReply/api.PageSize {
		t.Errorf("%d lines", lines)
	}
	m := b.fill(t)
	if lack := m.lacks(); lack != "" || len(m.messages[k.ID]) != notes+1 || len(m.tickets) != 2 {
		t.Errorf("%d entries of %d tickets, lacks %s", len(m.messages[k.ID]), len(m.tickets), lack)
	}
}

func TestWhatHoldsAReplyFitsIntoAnAnswer(t *testing.T) {
	b := newBench(t)
	k := b.ticket(t, "hello")
	seen := k
	for range 12 {
		k = b.writes(t, k, strings.Repeat("q", desk.MaxReply))
	}
	v, err := b.store.Do(t.Context(), b.ann, by(seen, desk.Reply{Text: desk.Foreign("yes")}))
	if err != nil || v.Outcome != desk.Held || len(v.Messages) == 0 || len(v.Messages) > api.PageSize/desk.MaxReply || v.Messages[len(v.Messages)-1].ID != k.LastMessage {
		t.Errorf("%s with %d entries, %v", v.Outcome, len(v.Messages), err)
	}
}

func TestACustomerOfWhomEveryFileSaysMoreStaysASizeThatAClientTakes(t *testing.T) {
	b := newBench(t)
	one, two := heavy(1), heavy(2)
	two.Ticket.Requester, two.Ticket.Customer.ID = one.Ticket.Requester, one.Ticket.Requester
	two.Ticket.Customer.Notes[0] = desk.Join("", desk.Foreign("other"), two.Ticket.Customer.Notes[0])
	got, err := b.store.Import(t.Context(), records(one, two))
	if want := (backend.Imported{Tickets: 2, Customers: 1, Full: 1}); err != nil || got != want {
		t.Errorf("%+v, %v", got, err)
	}
	if c, err := b.store.Customer(t.Context(), one.Ticket.Requester); err != nil || len(c.Notes) != 1 {
		t.Errorf("%d notes, %v", len(c.Notes), err)
	}
}

func TestATicketsOwnNumberNeverLeavesTheDeskWithoutNumbers(t *testing.T) {
	b := newBench(t)
	got, err := b.store.Import(t.Context(), records(
		archive.Record{Ticket: imported("a", 1<<63-1)}, archive.Record{Ticket: imported("b", -7)},
		archive.Record{Ticket: imported("c", desk.MaxNumber)}, archive.Record{Ticket: imported("d", 0)},
	))
	if err != nil || got.Tickets != 4 {
		t.Fatal(got, err)
	}
	if k := b.ticket(t, "a new one"); k.Number != desk.MaxNumber+2 {
		t.Errorf("number %d", k.Number)
	}
}
