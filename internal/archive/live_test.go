package archive_test

import (
	"fmt"
	"reflect"
	"strconv"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
)

// history is n solved tickets, one an hour, the last one of the summer of 2020.
func history(n int) []archive.Record {
	end := time.Date(2020, 7, 1, 12, 0, 0, 0, time.UTC)
	records := []archive.Record{{Customer: &desk.Customer{ID: archive.CustomerIDOf("ann"), Name: desk.Foreign("Ann"), Since: end.AddDate(-1, 0, 0)}}}
	for i := range n {
		at := end.Add(-time.Duration(n-i) * time.Hour)
		k := &archive.Ticket{
			Ticket: desk.Ticket{ID: archive.TicketIDOf(strconv.Itoa(i)), Status: desk.Solved, Assignee: "agent-7", Rating: &desk.Rating{Score: 5, At: at}},
			Agent:  "agent-7",
		}
		say := func(kind desk.MessageKind, minutes int) {
			m := desk.Message{Kind: kind, At: at.Add(time.Duration(minutes) * time.Minute), Text: desk.Foreign(fmt.Sprint(kind, minutes))}
			if kind == desk.FromAgent {
				m.Author.Agent = "agent-7"
			}
			k.Messages = append(k.Messages, m)
		}
		say(desk.FromCustomer, 0)
		say(desk.FromAgent, 5)
		say(desk.FromCustomer, 10)
		say(desk.Happening, 12)
		say(desk.FromAgent, 15)
		say(desk.FromAgent, 16)
		say(desk.FromCustomer, 20)
		if i%10 == 0 {
			k.Messages = k.Messages[4:6] // nobody asked
		}
		archive.Settle(k)
		records = append(records, archive.Record{Ticket: k})
	}
	return records
}

func turned(records []archive.Record, n int, seed uint64, now time.Time) ([]archive.Record, int) {
	live := archive.NewLive(n, seed, now, "sam")
	for _, r := range records {
		live.Look(r)
	}
	var out []archive.Record
	for _, r := range records {
		out = append(out, live.Turn(r))
	}
	return out, live.Open()
}

func TestLiveLeavesThatManyOpenCutBeforeTheLastTurn(t *testing.T) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	records := history(200)
	before := fmt.Sprint(records[len(records)-1].Ticket.Messages)
	out, open := turned(records, 30, 1, now)
	if open != 30 {
		t.Fatalf("%d open", open)
	}
	owners := map[desk.AgentID]int{}
	var newest time.Time
	for i, r := range out {
		if r.Customer != nil {
			if got := now.Sub(r.Customer.Since).Hours() / 24; got < 360 || got > 370 {
				t.Errorf("a customer of a year became one of %.0f days", got)
			}
			continue
		}
		k := r.Ticket
		if k.UpdatedAt.After(newest) {
			newest = k.UpdatedAt
		}
		if k.Status.Done() {
			if len(k.Messages) != len(records[i].Ticket.Messages) || k.Rating == nil {
				t.Errorf("ticket %d of the past was changed", i)
			}
			continue
		}
		owners[k.Assignee]++
		last := k.Messages[len(k.Messages)-1]
		if len(k.Messages) != 3 || last.Kind != desk.FromCustomer || k.WaitingSince != last.At || k.Rating != nil || !k.SolvedAt.IsZero() {
			t.Errorf("ticket %d: %d entries, waits since %v", i, len(k.Messages), k.WaitingSince)
		}
		if k.FirstReplyAt.IsZero() || k.Status != desk.Open {
			t.Errorf("ticket %d is %s and was answered at %v", i, k.Status, k.FirstReplyAt)
		}
	}
	if !reflect.DeepEqual(owners, map[desk.AgentID]int{"sam": 10, "": 10, "agent-7": 10}) || newest != now {
		t.Fatalf("owners %v, newest %v", owners, newest)
	}
	if fmt.Sprint(records[len(records)-1].Ticket.Messages) != before {
		t.Fatal("the records given were changed")
	}
}

func TestLiveDependsOnNothingButItsSeed(t *testing.T) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	a, _ := turned(history(100), 40, 5, now)
	b, _ := turned(history(100), 40, 5, now)
	c, _ := turned(history(100), 40, 6, now)
	if !reflect.DeepEqual(a, b) || reflect.DeepEqual(a, c) {
		t.Fatal("a seed is not what it should be")
	}
}

func TestLiveLeavesNoMoreOpenThanThereAre(t *testing.T) {
	if _, open := turned(history(20), 1000, 1, time.Now()); open != 18 {
		t.Fatalf("%d of 18 that can be left open", open)
	}
	if out, open := turned(nil, 10, 1, time.Now()); open != 0 || len(out) != 0 {
		t.Fatal("something came of nothing")
	}
}
