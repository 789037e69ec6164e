package backend_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
)

// mirror is what somebody holds who follows the feed.
type mirror struct {
	tickets   map[desk.TicketID]desk.Ticket
	messages  map[desk.TicketID]map[desk.MessageID]desk.Message
	customers map[desk.CustomerID]desk.Customer
	canned    map[desk.CannedID]desk.Canned
	filters   map[string]desk.Filter
	agents    map[desk.AgentID]desk.Agent
	cursor    desk.Cursor
}

func (m *mirror) take(p desk.Page) {
	if m.tickets == nil {
		m.tickets, m.customers = map[desk.TicketID]desk.Ticket{}, map[desk.CustomerID]desk.Customer{}
		m.messages = map[desk.TicketID]map[desk.MessageID]desk.Message{}
		m.canned, m.filters, m.agents = map[desk.CannedID]desk.Canned{}, map[string]desk.Filter{}, map[desk.AgentID]desk.Agent{}
	}
	for _, c := range p.Canned {
		m.canned[c.ID] = c
	}
	for _, f := range p.Filters {
		m.filters[f.ID] = f
	}
	for _, a := range p.Agents {
		m.agents[a.ID] = a
	}
	for _, g := range p.Gone {
		var id desk.CannedID
		if g.Kind == desk.RecordCanned && id.UnmarshalText([]byte(g.ID)) == nil {
			delete(m.canned, id)
		}
	}
	for _, k := range p.Tickets {
		if k.Version >= m.tickets[k.ID].Version {
			m.tickets[k.ID] = k
		}
	}
	for _, e := range p.Messages {
		if m.messages[e.Ticket] == nil {
			m.messages[e.Ticket] = map[desk.MessageID]desk.Message{}
		}
		m.messages[e.Ticket][e.ID] = e
	}
	for _, c := range p.Customers {
		m.customers[c.ID] = c
	}
	if p.Next != "" {
		m.cursor = p.Next
	}
}

// lacks says what the mirror lacks of what it knows of: a thread with a gap, an entry
// without its ticket.
func (m *mirror) lacks() string {
	for id, k := range m.tickets {
		for n := desk.MessageID(1); n <= k.LastMessage; n++ {
			if _, ok := m.messages[id][n]; !ok {
				return fmt.Sprintf("entry %d of %d of ticket %d", n, k.LastMessage, k.Number)
			}
		}
		if _, ok := m.customers[k.Requester]; !ok {
			return fmt.Sprintf("the customer of ticket %d", k.Number)
		}
	}
	for id := range m.messages {
		if _, ok := m.tickets[id]; !ok {
			return "the ticket of an entry"
		}
	}
	return ""
}

func (b *bench) fill(t testing.TB) *mirror {
	t.Helper()
	m := &mirror{}
	n, next, err := b.line.Snapshot(t.Context(), func(int) {}, func(p desk.Page) error { m.take(p); return nil })
	if err != nil || n != len(m.tickets) {
		t.Fatal(n, len(m.tickets), err)
	}
	m.cursor = next
	return m
}

// follow pulls until there is nothing more for now.
func (m *mirror) follow(t testing.TB, b *bench) (pages int) {
	t.Helper()
	for {
		p, err := b.line.Changes(t.Context(), m.cursor)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(p.Tickets) + len(p.Messages) + len(p.Customers) + len(p.Agents) + len(p.Canned) + len(p.Gone); n > 200 {
			t.Errorf("a page of %d objects", n)
		}
		m.take(p)
		pages++
		for _, e := range p.Messages {
			if _, ok := m.tickets[e.Ticket]; !ok {
				t.Error("an entry came before its ticket")
			}
		}
		if !p.More {
			return pages
		}
	}
}

func TestWhoFollowsTheFeedMissesNothingWhileManyWrite(t *testing.T) {
	b := newBench(t)
	m := b.fill(t)
	var writers sync.WaitGroup
	for w := range 4 {
		writers.Go(func() {
			rng := rand.New(rand.NewPCG(1, uint64(w)))
			var own []desk.Ticket
			for range 60 {
				if len(own) == 0 || rng.IntN(3) == 0 {
					own = append(own, b.ticket(t, "hello"))
					continue
				}
				i := rng.IntN(len(own))
				if rng.IntN(2) == 0 {
					own[i] = b.writes(t, own[i], "again")
					continue
				}
				own[i] = *b.do(t, by(own[i], desk.Reply{Text: desk.Foreign("yes")})).Ticket
			}
		})
	}
	done := make(chan struct{})
	go func() { writers.Wait(); close(done) }()
	for over := false; !over; {
		select {
		case <-done:
			over = true
		default:
		}
		m.follow(t, b)
		if over {
			if lack := m.lacks(); lack != "" {
				t.Error("the feed left out", lack)
			}
		}
	}
	whole := b.fill(t)
	if got, want := asJSON(t, m.tickets), asJSON(t, whole.tickets); got != want {
		t.Errorf("followed %d bytes of tickets, want %d", len(got), len(want))
	}
	if got, want := asJSON(t, m.messages), asJSON(t, whole.messages); got != want {
		t.Errorf("followed %d bytes of entries, want %d", len(got), len(want))
	}
}

func TestAnImportComesThroughTheFeedInSmallPages(t *testing.T) {
	b := newBench(t)
	m := b.fill(t)
	if in, err := b.store.Import(t.Context(), manyRecords(300)); err != nil || in.Tickets != 300 {
		t.Fatal(in, err)
	}
	if pages := m.follow(t, b); pages < 300*21/200 {
		t.Errorf("%d pages", pages)
	}
	if lack := m.lacks(); lack != "" || len(m.tickets) != 300 {
		t.Errorf("%d tickets, lacks %s", len(m.tickets), lack)
	}
	in, err := b.store.Import(t.Context(), manyRecords(300))
	if err != nil || in.Tickets != 0 || in.Known != 300 {
		t.Error(in, err)
	}
	before := m.cursor
	if m.follow(t, b); m.cursor != before {
		t.Error("importing twice changed something")
	}
}

func TestACursorIsGoodForOneAgentOfOneDeskForAMonth(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		b.ticket(t, "hello")
		cursor := b.fill(t).cursor
		pull := func(who desk.AgentID, c desk.Cursor) (desk.Page, error) {
			return b.store.Changes(t.Context(), backend.Principal{Agent: who}, c)
		}
		if _, err := pull("ann", cursor); err != nil {
			t.Fatal(err)
		}
		broken := []byte(cursor)
		broken[3] ^= 1
		other := newBench(t)
		for name, try := range map[string]func() (desk.Page, error){
			"none":       func() (desk.Page, error) { return pull("ann", "") },
			"nonsense":   func() (desk.Page, error) { return pull("ann", "nonsense") },
			"altered":    func() (desk.Page, error) { return pull("ann", desk.Cursor(broken)) },
			"ben's":      func() (desk.Page, error) { return pull("ben", cursor) },
			"of another": func() (desk.Page, error) { return other.store.Changes(t.Context(), other.ann, cursor) },
		} {
			if _, err := try(); !errors.Is(err, desk.ErrGone) {
				t.Errorf("%s: %v", name, err)
			}
		}
		other.close(t)
		time.Sleep(20 * 24 * time.Hour)
		page, err := pull("ann", cursor)
		if err != nil || page.Next == cursor {
			t.Errorf("an idle feed gives no fresh cursor: %v", err)
		}
		same, err := pull("ann", page.Next)
		if err != nil || same.Next != page.Next {
			t.Errorf("an idle feed gives another cursor every time: %v", err)
		}
		time.Sleep(11 * 24 * time.Hour)
		if _, err := pull("ann", cursor); !errors.Is(err, desk.ErrGone) {
			t.Errorf("after a month: %v", err)
		}
		if _, err := pull("ann", page.Next); err != nil {
			t.Errorf("whoever pulls now and then: %v", err)
		}
		b.close(t)
	})
}

func TestWhatChangesDuringASnapshotComesByTheFeed(t *testing.T) {
	b := newBench(t)
	if _, err := b.store.Import(t.Context(), manyRecords(1200)); err != nil {
		t.Fatal(err)
	}
	m := &mirror{}
	pages := 0
	var moved desk.Ticket
	n, next, err := b.line.Snapshot(t.Context(), func(n int) {
		if n != 1200 {
			t.Errorf("%d announced", n)
		}
	}, func(p desk.Page) error {
		m.take(p)
		if pages++; pages == 2 {
			b.ticket(t, "a new one")
			moved = b.writes(t, b.thread(t, desk.TicketID{ID: desk.DeriveID("bench", "7")}).Tickets[0], "an old one")
		}
		return nil
	})
	if err != nil || n != 1200 {
		t.Fatal(n, err)
	}
	m.cursor = next
	m.follow(t, b)
	if lack := m.lacks(); lack != "" || len(m.tickets) != 1201 {
		t.Errorf("%d tickets, lacks %s", len(m.tickets), lack)
	}
	if k := m.tickets[moved.ID]; k.Version != moved.Version {
		t.Errorf("version %d, want %d", k.Version, moved.Version)
	}
}

func TestADeskRestoredFromABackupSendsWhoKnowsMoreToFillAnew(t *testing.T) {
	dir, backup := t.TempDir(), t.TempDir()
	b := openBench(t, dir)
	b.ticket(t, "before the backup")
	b.close(t)
	copyDesk(t, dir, backup)
	b = openBench(t, dir)
	for range 20 {
		b.ticket(t, "after it")
	}
	ahead := b.fill(t).cursor
	b.close(t)
	if _, err := openBench(t, backup).line.Changes(t.Context(), ahead); !errors.Is(err, desk.ErrGone) {
		t.Error(err)
	}
}

func TestAnEntryNeverComesWithoutItsTicket(t *testing.T) {
	b := newBench(t)
	m := b.fill(t)
	early := b.ticket(t, "early")
	for range 100 {
		b.ticket(t, "others")
	}
	early = b.writes(t, early, "late") // its record now stands at the end of the feed, its first entry at the start
	if pages := m.follow(t, b); pages < 2 || m.tickets[early.ID].Version != early.Version || m.lacks() != "" {
		t.Errorf("%d pages, version %d, lacks %s", pages, m.tickets[early.ID].Version, m.lacks())
	}
}
