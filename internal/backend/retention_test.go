package backend_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
	"github.com/heed-desk/heed/internal/backend"
)

// old is an imported ticket of a status to which nothing has happened for so many days.
func old(name string, n int64, status desk.Status, days int) *archive.Ticket {
	k := imported(name, n)
	at := time.Now().UTC().AddDate(0, 0, -days).Truncate(time.Millisecond)
	k.Status, k.CreatedAt, k.UpdatedAt, k.WaitingSince = status, at, at, time.Time{}
	if status.Done() {
		k.SolvedAt = at
	}
	return k
}

func TestWhatIsOverGoesAfterItsTimeAndWhatIsNotStays(t *testing.T) {
	b := newBench(t)
	spam := old("spam", 5, desk.Solved, 40)
	spam.Tags = []string{desk.TagSpam}
	reminded := old("reminded", 6, desk.Solved, 900)
	reminded.Reminders = []desk.Reminder{{By: "ann", At: time.Now().Add(time.Hour)}}
	openOne := old("open", 1, desk.Open, 900)
	merged := old("merged", 7, desk.Closed, 900)
	merged.MergedInto = openOne.ID
	closed := old("closed", 2, desk.Closed, 900)
	alone, busy := desk.CustomerID{ID: desk.NewID()}, desk.CustomerID{ID: desk.NewID()}
	closed.Requester = alone
	young := old("young", 4, desk.Solved, 300)
	solved := old("solved", 3, desk.Solved, 800)
	young.Requester, solved.Requester = busy, busy
	all := []*archive.Ticket{openOne, closed, solved, young, spam, reminded, merged, old("pending", 8, desk.Pending, 900)}
	var recs []archive.Record
	for _, k := range all {
		recs = append(recs, archive.Record{Ticket: k})
	}
	if _, err := b.store.Import(t.Context(), records(recs...)); err != nil {
		t.Fatal(err)
	}
	m := b.fill(t)
	if n, err := b.store.Retain(t.Context()); err != nil || n != 0 {
		t.Errorf("nothing was decided, and %d went, %v", n, err)
	}
	for _, r := range []backend.Retention{{Tickets: -1}, {Spam: 40_000}} {
		if err := b.store.SetRetention(t.Context(), r); !errors.Is(err, backend.ErrRetention) {
			t.Errorf("%+v: %v", r, err)
		}
	}
	if err := b.store.SetRetention(t.Context(), backend.Retention{Tickets: 730, Spam: 30, Customers: true}); err != nil {
		t.Fatal(err)
	}
	if n, err := b.store.Retain(t.Context()); err != nil || n != 3 {
		t.Errorf("%d went, %v", n, err)
	}
	whole, want := b.fill(t), []desk.TicketID{openOne.ID, young.ID, reminded.ID, merged.ID, all[7].ID}
	if len(whole.tickets) != len(want) {
		t.Errorf("%d tickets are left", len(whole.tickets))
	}
	for _, id := range want {
		if _, there := whole.tickets[id]; !there {
			t.Errorf("%s is gone", id)
		}
	}
	page, err := b.line.Changes(t.Context(), m.cursor)
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range []*archive.Ticket{closed, solved, spam} {
		if !slices.Contains(page.Gone, desk.Tombstone{Kind: desk.RecordTicket, ID: k.ID.String()}) {
			t.Errorf("nobody hears that #%d is gone", k.Number)
		}
	}
	if _, err := b.store.Customer(t.Context(), alone); !errors.Is(err, desk.ErrNotFound) {
		t.Error("who has no ticket left is still known:", err)
	}
	if _, err := b.store.Customer(t.Context(), busy); err != nil {
		t.Error("who has one left is gone:", err)
	}
	if n, err := b.store.Retain(t.Context()); err != nil || n != 0 {
		t.Errorf("once more: %d, %v", n, err)
	}
}
