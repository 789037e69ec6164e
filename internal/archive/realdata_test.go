package archive_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
)

// readAll reads a file of HEED_DATA; it skips the test where there is none.
func readAll(t *testing.T, name string) []archive.Record {
	t.Helper()
	dir := os.Getenv("HEED_DATA")
	if dir == "" {
		t.Skip("HEED_DATA is not set: the real conversations were not read")
	}
	file, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	r, err := archive.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var all []archive.Record
	for rec, err := range r.Records() {
		var bad *archive.BadLine
		if errors.As(err, &bad) {
			t.Fatalf("a line was refused: %v", bad)
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, rec)
	}
	return all
}

func TestThreeThousandRealChatsGoInUnchanged(t *testing.T) {
	all := readAll(t, "conversations.jsonl.gz")
	if len(all) != 3000 {
		t.Fatalf("%d records, want 3000", len(all))
	}
	var messages, customer, agent, events int
	ids := map[desk.TicketID]bool{}
	for _, r := range all {
		if r.Ticket == nil {
			t.Fatalf("a chat became a %s", r.Kind())
		}
		ids[r.Ticket.ID] = true
		if r.Ticket.Status != desk.Solved || r.Ticket.SolvedAt.IsZero() || !r.Ticket.WaitingSince.IsZero() {
			t.Fatalf("a chat of the past is not solved: %+v", r.Ticket.Ticket)
		}
		if r.Ticket.Attributes["frt_s"].IsEmpty() || r.Ticket.Customer == nil {
			t.Fatal("a field was lost")
		}
		for i, m := range r.Ticket.Messages {
			messages++
			if int(m.ID) != i+1 {
				t.Fatal("messages are not numbered")
			}
			switch m.Kind {
			case desk.FromCustomer:
				customer++
			case desk.FromAgent:
				agent++
			case desk.Happening:
				events++
			case desk.InternalNote, desk.PhoneCall, desk.Forwarded:
				t.Fatal("there are no notes in it")
			}
		}
	}
	if len(ids) != 3000 || messages != 79398 || customer != 28375 || agent != 28375 || events != 22648 {
		t.Fatalf("ids %d, messages %d: customer %d, agent %d, events %d", len(ids), messages, customer, agent, events)
	}
}

func TestChatsAndCustomersMeetByTheFilesOwnIDs(t *testing.T) {
	chats, people := readAll(t, "conversations.jsonl.gz"), readAll(t, "customers.jsonl.gz")
	full := map[desk.CustomerID]desk.Customer{}
	for _, r := range people {
		full[r.Customer.ID] = *r.Customer
	}
	if len(full) != 500 {
		t.Fatalf("%d customers, want 500", len(full))
	}
	met := 0
	for _, r := range chats {
		c, ok := full[r.Ticket.Requester]
		if !ok {
			continue
		}
		met++
		if got := archive.Fill(c, *r.Ticket.Customer); len(got.Orders) != len(c.Orders) || len(got.Mails) != len(c.Mails) {
			t.Fatalf("what a chat says of a customer changed the orders or addresses of the fuller record: %d -> %d", len(c.Orders), len(got.Orders))
		}
	}
	if met != 3000 {
		t.Fatalf("%d of 3000 chats meet their customer", met)
	}
}

func TestLiveLeavesAQueueOfRealChats(t *testing.T) {
	all := readAll(t, "conversations.jsonl.gz")
	now := time.Date(2026, 3, 2, 14, 32, 0, 0, time.UTC)
	live := archive.NewLive(300, 7, now, "sam")
	for _, r := range all {
		live.Look(r)
	}
	var mine, free, others int
	var newest time.Time
	for _, r := range all {
		got := live.Turn(r).Ticket
		if got.UpdatedAt.After(newest) {
			newest = got.UpdatedAt
		}
		if got.Status.Done() {
			continue
		}
		if got.WaitingSince.IsZero() || got.WaitingSince.After(now) {
			t.Fatalf("nobody waits on an open ticket: %v", got.WaitingSince)
		}
		switch got.Assignee {
		case "sam":
			mine++
		case "":
			free++
		default:
			others++
		}
	}
	if mine != 100 || free != 100 || others != 100 || newest.After(now) {
		t.Fatalf("mine %d, nobody's %d, colleagues' %d, newest %v", mine, free, others, newest)
	}
}
