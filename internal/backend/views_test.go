package backend_test

import (
	"encoding/json"
	"io"
	"iter"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
	"github.com/heed-desk/heed/internal/backend"
)

func records(all ...archive.Record) iter.Seq2[archive.Record, error] {
	return func(yield func(archive.Record, error) bool) {
		for _, r := range all {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// drawTickets draws tickets in every state that decides where they stand.
func drawTickets(t *rapid.T, now time.Time) []desk.Ticket {
	around := func(name string) time.Time {
		if rapid.Bool().Draw(t, name+" is set") {
			return now.Add(time.Duration(rapid.IntRange(-5, 5).Draw(t, name)) * time.Hour).UTC()
		}
		return time.Time{}
	}
	var all []desk.Ticket
	for range rapid.IntRange(0, 20).Draw(t, "tickets") {
		k := desk.Ticket{
			ID: desk.NewTicketID(), Channel: desk.Mail, Requester: desk.CustomerID{ID: desk.NewID()},
			Status:    rapid.SampledFrom(desk.Statuses()).Draw(t, "status"),
			Assignee:  rapid.SampledFrom([]desk.AgentID{"", "ann", "ben"}).Draw(t, "assignee"),
			Group:     rapid.SampledFrom([]desk.GroupID{"", "it.s", "other"}).Draw(t, "group"),
			Urgency:   rapid.SampledFrom([]desk.Level{desk.Low, desk.Normal, desk.High}).Draw(t, "urgency"),
			Tier:      rapid.SampledFrom([]desk.Tier{desk.NoTier, desk.Gold}).Draw(t, "tier"),
			Followers: rapid.SampledFrom([][]desk.AgentID{nil, {"ann"}, {"anna", "ben"}, {"ben", "joann"}, {"ann", "ben"}}).Draw(t, "followers"),

			CreatedAt: now.Add(-9 * time.Hour).UTC(), UpdatedAt: now.Add(-time.Hour).UTC(),
			WaitingSince: around("waiting"), SnoozedUntil: around("snoozed"), SolvedAt: around("solved"),
		}
		all = append(all, k)
	}
	return all
}

// TestAViewOfTheDeskIsTheViewOfTheRules compares what the database says stands in a view,
// in which order and how many, with what desk.ViewID says.
func TestAViewOfTheDeskIsTheViewOfTheRules(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		// Without a server, so that nobody wakes what sleeps.
		store, err := backend.OpenOn(t, t.TempDir())
		if err != nil {
			r.Fatal(err)
		}
		defer func() {
			if err := store.Close(); err != nil {
				r.Error(err)
			}
		}()
		b := &bench{store: store, ann: backend.Principal{Agent: "ann", Role: desk.RoleAgent}}
		ann := desk.Agent{ID: "ann", Role: desk.RoleAgent, Groups: []desk.GroupID{"it.s", "third"}}
		if err := b.store.AddAgent(t.Context(), ann); err != nil {
			r.Fatal(err)
		}
		now := time.Now().Truncate(time.Millisecond)
		var in []archive.Record
		for _, k := range drawTickets(r, now) {
			in = append(in, archive.Record{Ticket: &archive.Ticket{Ticket: k}})
		}
		if _, err := b.store.Import(t.Context(), records(in...)); err != nil {
			r.Fatal(err)
		}
		counts, err := b.store.Counts(t.Context(), b.ann)
		if err != nil {
			r.Fatal(err)
		}
		me := desk.Me{ID: ann.ID, Groups: ann.Groups}
		for _, v := range desk.Views() {
			var want []desk.Excerpt
			for n, rec := range in {
				e := rec.Ticket.Excerpt()
				e.Number = int64(4001 + n)
				if v.Has(e, me, now) {
					want = append(want, e)
				}
			}
			slices.SortStableFunc(want, func(a, b desk.Excerpt) int { return int(v.Order(a) - v.Order(b)) })
			var got []desk.Excerpt
			for after, more := "", true; more; more = after != "" {
				list, err := b.store.List(t.Context(), b.ann, v, after, 3)
				if err != nil {
					r.Fatal(err)
				}
				got, after = append(got, list.Tickets...), list.Next
			}
			number := func(all []desk.Excerpt) (n []int64) {
				for _, e := range all {
					n = append(n, e.Number)
				}
				return n
			}
			if !slices.Equal(number(got), number(want)) || counts[v] != len(want) {
				r.Errorf("%s: %v, counted %d, want %v", v, number(got), counts[v], number(want))
			}
		}
	})
}

func TestRecordsAreReadOverTheAPI(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		k := b.ticket(t, "hello")
		fetch := func(path string, into any) {
			t.Helper()
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://desk"+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			res, err := b.server.Transport("ann").RoundTrip(req)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = res.Body.Close() }() // it is read
			body, err := io.ReadAll(res.Body)
			if err != nil || res.StatusCode != http.StatusOK {
				t.Fatal(path, res.StatusCode, err)
			}
			if err := json.Unmarshal(body, into); err != nil {
				t.Error(path, err)
			}
		}
		var page desk.Page
		if fetch("/v1/tickets/"+k.ID.String(), &page); len(page.Tickets) != 1 || page.Tickets[0].Number != k.Number || len(page.Messages) != 1 {
			t.Errorf("%+v", page)
		}
		var c desk.Customer
		if fetch("/v1/customers/"+k.Requester.String(), &c); c.Name != desk.Foreign("Kim") || c.Version != 1 {
			t.Errorf("%+v", c)
		}
		var counts api.Counts
		if fetch("/v1/views", &counts); counts.Views[desk.ViewUnassigned] != 1 || len(counts.Views) != len(desk.Views()) {
			t.Errorf("%+v", counts)
		}
		var list api.TicketList
		if fetch("/v1/tickets?view=unassigned&limit=5", &list); len(list.Tickets) != 1 || list.Next != "" {
			t.Errorf("%+v", list)
		}
	})
}
