package index

import (
	"bytes"
	"context"
	"errors"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
)

// ticket makes a document of a few words.
func ticket(number int64, subject string, texts ...string) Doc {
	d := Doc{Ticket: desk.Ticket{
		ID: desk.TicketID{ID: desk.DeriveID("ticket", strconv.FormatInt(number, 10))}, Number: number, Version: 1,
		Subject: desk.Foreign(subject), RequesterName: desk.Foreign("Harper Moore"), Status: desk.Open,
		Requester: desk.CustomerID{ID: desk.DeriveID("harper")}, CreatedAt: noon(), UpdatedAt: noon(),
	}}
	for _, s := range texts {
		d.Messages = append(d.Messages, desk.Message{Kind: desk.FromCustomer, Text: desk.Foreign(s)})
	}
	return d
}

func indexOf(t *testing.T, docs ...Doc) (*Index, docsByID) {
	t.Helper()
	stock := docsByID{}
	x := New(newMemory(), newSealed(t), stock)
	for _, d := range docs {
		stock[d.Ticket.ID] = d
		note(t, x, d.Ticket.ID)
	}
	work(t, x)
	return x, stock
}

func search(t *testing.T, x *Index, stock docsByID, typed string) []int64 {
	t.Helper()
	q, err := Parse(typed, noon())
	if err != nil {
		t.Fatal(err)
	}
	res, err := x.Search(t.Context(), q, 10, noon())
	if err != nil {
		t.Fatal(err)
	}
	var numbers []int64
	for _, h := range res.Hits {
		numbers = append(numbers, stock[h.Ticket].Ticket.Number)
	}
	return numbers
}

func TestATicketIsFoundByEverythingThatAnAgentMayRemember(t *testing.T) {
	d := ticket(4821, "Refund still not on my card", "I sent the Étagère back three weeks ago.")
	d.Ticket.Tags = []string{"return", "vip-care"}
	d.Ticket.Channel = desk.Mail
	d.Ticket.Assignee = "tom"
	d.Ticket.Urgency, d.Ticket.Impact = desk.High, desk.High
	d.Customer = desk.Customer{
		Mails:  []desk.Untrusted{desk.Foreign("harper.moore8392@example.com")},
		Phones: []desk.Untrusted{desk.Foreign("+1 (555) 123-4567")},
		Orders: []desk.Order{{Number: desk.Foreign("#W5964460")}},
	}
	other := ticket(7, "Nothing of that kind", "Hello")
	other.Ticket.RequesterName = desk.Foreign("Mei Kovacs")
	x, stock := indexOf(t, d, other)
	for _, typed := range []string{
		"refund", "REFUND", "ref", "re", "card refund", "etagere", "étag", "#4821", "4821", "482", "#482",
		"#W5964460", "w596", "W5964460", "harper", "harper.moore8392@example.com", "example.com weeks",
		"15551234567", "5551234567", "05551234567", "0555 123 4567", "0015551234567", "055512", "555 123", "from:harper", "from:har", "from:harper.moore8392@example.com", `from:"harper moore"`,
		"status:open refund", "refund status:op", "tag:vip-care", "tag:vip", "channel:mail", "assignee:tom", "priority:urgent",
		`"three weeks ago"`, `"three weeks a`, "after:2026-03-20 refund", "before:2026-03-21 refund", "refund before:", "refund status:",
	} {
		if got := search(t, x, stock, typed); len(got) != 1 || got[0] != 4821 {
			t.Errorf("%q found %v", typed, got)
		}
	}
	for _, typed := range []string{"refunds", "fund", "#48210", "from:mei refund", "status:solved refund", `"weeks three"`, "before:2026-03-20 refund", "tag:vi ", ""} {
		if got := search(t, x, stock, typed); len(got) != 0 {
			t.Errorf("%q found %v", typed, got)
		}
	}
}

func TestABetterFitStandsBeforeANewerOne(t *testing.T) {
	worse := ticket(1, "Question", "It is about a lamp, a chair, a table and, at the very end of all that, a refund.")
	better := ticket(2, "Refund for the refund", "Where is my refund?")
	better.Ticket.UpdatedAt = noon().Add(-30 * 24 * time.Hour)
	x, stock := indexOf(t, worse, better)
	if got := search(t, x, stock, "refund"); len(got) != 2 || got[0] != 2 {
		t.Errorf("found %v", got)
	}
}

func TestOfTwoEqualTicketsTheNewerStandsFirst(t *testing.T) {
	older, newer := ticket(1, "Refund"), ticket(2, "Refund")
	older.Ticket.UpdatedAt = noon().Add(-90 * 24 * time.Hour)
	x, stock := indexOf(t, newer, older)
	if got := search(t, x, stock, "refund"); len(got) != 2 || got[0] != 2 {
		t.Errorf("found %v", got)
	}
}

func TestAWholeWordStandsBeforeABegunOne(t *testing.T) {
	x, stock := indexOf(t, ticket(1, "careful"), ticket(2, "care"), ticket(3, "careless"))
	if got := search(t, x, stock, "care"); len(got) != 3 || got[0] != 2 {
		t.Errorf("found %v", got)
	}
}

func TestASavedChangeIsFoundBeforeTheNextSegmentIsWritten(t *testing.T) {
	d := ticket(1, "Lamp")
	x, stock := indexOf(t, d)
	d.Messages = append(d.Messages, desk.Message{Text: desk.Foreign("it flickers")})
	d.Ticket.Version = 2
	stock[d.Ticket.ID] = d
	note(t, x, d.Ticket.ID)
	work(t, x)
	if got := search(t, x, stock, "flickers"); len(got) != 1 {
		t.Errorf("found %v", got)
	}
	if x.Len() != 1 {
		t.Errorf("%d tickets", x.Len())
	}
}

func TestNoWordOfAnErasedCustomerStaysInTheStore(t *testing.T) {
	store, stock := newMemory(), docsByID{}
	x := New(store, newPlain(), stock)
	x.limits.bulk = 5
	for n := range int64(40) {
		d := ticket(n, "Refund")
		if n%4 == 0 {
			d = ticket(n, "Refund", "my zanzibar lamp")
			d.Ticket.Requester = desk.CustomerID{ID: desk.DeriveID("erased")}
		}
		stock[d.Ticket.ID] = d
	}
	note(t, x, stock.ids()...)
	work(t, x)
	who := desk.CustomerID{ID: desk.DeriveID("erased")}
	for _, id := range stock.ids() {
		if stock[id].Ticket.Requester == who {
			delete(stock, id)
			note(t, x, id)
		}
	}
	if err := store.Update(func(w Writer) error { return x.Forget(w, who) }); err != nil {
		t.Fatal(err)
	}
	work(t, x)
	for key, value := range store.records {
		if bytes.Contains(value, []byte("anzibar")) || bytes.Contains(value, who.ID[:]) {
			t.Errorf("record %q still knows the customer", key[:1])
		}
	}
	if got := search(t, x, stock, "zanzibar"); len(got) != 0 {
		t.Errorf("found %v", got)
	}
	if q, _ := Parse("refund", noon()); x.Len() != 30 {
		t.Errorf("%d tickets for %v", x.Len(), q)
	}
}

func TestSearchingGoesOnWhileTheIndexIsWritten(t *testing.T) {
	stock := docsByID{}
	for n := range int64(60) {
		d := ticket(n, "Refund", strings.Repeat("word ", int(n)))
		stock[d.Ticket.ID] = d
	}
	x := New(openBolt(t), newSealed(t), stock)
	x.limits = limits{segment: 8, tail: 6, bulk: 4}
	ids := stock.ids()
	note(t, x, ids[:20]...)
	work(t, x)
	var searching sync.WaitGroup
	q, _ := Parse("refund", noon())
	for range 2 {
		searching.Go(func() {
			for range 200 {
				res, err := x.Search(t.Context(), q, 100, noon())
				if err != nil || res.Total != res.Indexed {
					t.Errorf("%d of %d found, %v", res.Total, res.Indexed, err)
					return
				}
			}
		})
	}
	for i := 20; i < len(ids); i += 5 {
		note(t, x, ids[i-3:i+5]...)
		work(t, x)
	}
	searching.Wait()
}

func TestASearchThatNobodyWaitsForEnds(t *testing.T) {
	x, _ := indexOf(t, ticket(1, "Refund"))
	x.limits.bulk = 1
	note(t, x, desk.TicketID{ID: desk.DeriveID("ticket", "1")})
	work(t, x)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	q, _ := Parse("refund", noon())
	if _, err := x.Search(ctx, q, 10, noon()); !errors.Is(err, context.Canceled) {
		t.Errorf("it ended with %v", err)
	}
}

func TestAStoreThatFailsIsReportedAndNothingIsLost(t *testing.T) {
	stock := docsByID{}
	store := &failing{memoryStore: newMemory()}
	x := New(store, newPlain(), stock)
	x.limits.bulk = 1
	d := ticket(1, "Refund")
	stock[d.Ticket.ID] = d
	note(t, x, d.Ticket.ID)
	store.fail = true
	if _, err := x.Work(t.Context()); !errors.Is(err, errDisk) {
		t.Fatalf("a full disk gave %v", err)
	}
	store.fail = false
	work(t, x)
	if got := search(t, x, stock, "refund"); len(got) != 1 {
		t.Errorf("found %v", got)
	}
}

var errDisk = errors.New("the disk is full")

type failing struct {
	*memoryStore
	fail bool
}

func (f *failing) Update(write func(Writer) error) error {
	return f.memoryStore.Update(func(w Writer) error {
		if err := write(w); err != nil || !f.fail {
			return err
		}
		return errDisk
	})
}

func TestAPartThatIsLostIsIndexedAgainThoughASearchMissedItFirst(t *testing.T) {
	stock := docsByID{}
	store, seal := newMemory(), newPlain()
	x := New(store, seal, stock)
	for n := range int64(600) {
		d := ticket(n, "Refund")
		stock[d.Ticket.ID] = d
		note(t, x, d.Ticket.ID)
	}
	work(t, x)
	_ = store.Scan([]byte{keySegment}, func(key, _ []byte) bool { store.records[string(key)] = []byte("?"); return true })
	x = New(store, seal, stock)
	q, _ := Parse("refund", noon())
	if res, err := x.Search(t.Context(), q, 10, noon()); err != nil || !res.More {
		t.Fatalf("the search says more: %v, %v", res.More, err)
	}
	if _, err := x.Work(t.Context()); !errors.Is(err, ErrLost) {
		t.Fatalf("the indexer hears %v", err)
	}
	if err := store.Update(func(w Writer) error { return x.NoteAll(w, stock.ids()...) }); err != nil {
		t.Fatal(err)
	}
	work(t, x)
	if res, err := x.Search(t.Context(), q, 10, noon()); err != nil || res.Total != 600 || res.More {
		t.Errorf("%d found, more: %v, %v", res.Total, res.More, err)
	}
}
