package cache

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"reflect"
	"slices"
	"testing"
	"testing/synctest"

	"pgregory.net/rapid"

	"github.com/heed-desk/heed/desk"
)

// expected is a ticket as the ledger must show it.
func (w *world) expected(id desk.TicketID) (desk.Ticket, bool) {
	t, ok := w.held[id]
	for _, o := range w.queue {
		done := slices.ContainsFunc(w.heard[id], func(m desk.Message) bool { return m.Op == o.ID })
		if o.Ticket != id || w.stuck[o.ID] != "" || done {
			continue
		}
		if after, _, err := desk.Apply(t, o, w.l.facts(o.At)); err == nil {
			t = after
		}
	}
	return t, ok
}

// compare holds every view, every count and every thread to the model.
func (w *world) compare(t *rapid.T) {
	synctest.Wait() // for what the ledger does by itself
	rows := map[desk.ViewID][]desk.Excerpt{}
	for id := range w.held {
		x, _ := w.expected(id)
		for _, v := range desk.Views() {
			if e := x.Excerpt(); v.Has(e, w.l.Me(), clock()) {
				rows[v] = append(rows[v], e)
			}
		}
		w.compareThread(t, id, x)
	}
	counts, err := w.l.Counts()
	mustR(t, err)
	for _, v := range desk.Views() {
		want := rows[v]
		slices.SortFunc(want, func(a, b desk.Excerpt) int {
			return cmp.Or(cmp.Compare(v.Order(a), v.Order(b)), bytes.Compare(a.ID.ID[:], b.ID.ID[:]))
		})
		if counts[v] != len(want) {
			t.Fatalf("%s counts %d instead of %d", v, counts[v], len(want))
		}
		w.compareView(t, v, want)
	}
	for _, v := range w.sorted {
		_, by := v.Sorted()
		base, _ := v.Sorted()
		want := rows[base]
		if _, ok := v.Filter(); ok {
			want = slices.DeleteFunc(slices.Clone(rows[desk.ViewAll]), func(e desk.Excerpt) bool { return e.Status != desk.Open || e.Assignee != me })
			if counts, err := w.l.Counts(); err != nil || counts[base] != len(want) && counts[base] != 0 {
				t.Fatalf("the filter counts %d instead of %d", counts[base], len(want))
			}
		}
		slices.SortFunc(want, func(a, b desk.Excerpt) int {
			return cmp.Or(by.Rank(a).Compare(by.Rank(b)), bytes.Compare(a.ID.ID[:8], b.ID.ID[:8]))
		})
		w.compareView(t, v, want)
	}
}

func (w *world) compareView(t *rapid.T, v desk.ViewID, want []desk.Excerpt) {
	at, anchor := 0, desk.Anchor{}
	if len(want) > 0 {
		at = rapid.IntRange(0, len(want)-1).Draw(t, "at")
		anchor = desk.Anchor{Ticket: want[at].ID}
	}
	before, after := at%6, (at*7)%50
	win, err := w.l.Window(v, anchor, before, after)
	mustR(t, err)
	if len(want) == 0 {
		if win.At != -1 || len(win.Rows) != 0 || win.Total != 0 {
			t.Fatalf("%s is not empty: %+v", v, win)
		}
		return
	}
	first := max(at-before, 0)
	last := min(at+after, len(want)-1)
	if win.First != first || win.Total != len(want) || win.At != at-first || len(win.Rows) != last-first+1 {
		t.Fatalf("%s: first %d at %d rows %d of %d instead of %d, %d, %d of %d", v,
			win.First, win.At, len(win.Rows), win.Total, first, at-first, last-first+1, len(want))
	}
	for i, r := range win.Rows {
		if r.ID != want[first+i].ID || r.Order != v.Order(want[first+i]) || r.Status != want[first+i].Status {
			t.Fatalf("%s: row %d is another", v, first+i)
		}
		if r.Base != w.held[r.ID].Version {
			t.Fatalf("%s: row %d stands on version %d instead of %d", v, first+i, r.Base, w.held[r.ID].Version)
		}
	}
}

func (w *world) compareThread(t *rapid.T, id desk.TicketID, want desk.Ticket) {
	th, err := w.l.Thread(id, 1000)
	mustR(t, err)
	if th.Ticket.Status != want.Status || th.Ticket.Assignee != want.Assignee || !slices.Equal(th.Ticket.Tags, want.Tags) {
		t.Fatalf("the ticket is %s of %q instead of %s of %q", th.Ticket.Status, th.Ticket.Assignee, want.Status, want.Assignee)
	}
	heard := w.heard[id]
	if len(th.Messages) < len(heard) || !reflect.DeepEqual(th.Messages[:len(heard)], heard) && len(heard) > 0 {
		t.Fatalf("%d entries instead of %d", len(th.Messages), len(heard))
	}
	said := map[desk.OpID]int{}
	for _, m := range th.Messages {
		if m.Kind != desk.Happening && !m.Op.IsZero() {
			said[m.Op]++
		}
	}
	for _, o := range w.queue {
		text, _ := o.Text()
		if o.Ticket == id && !text.IsEmpty() && said[o.ID] != 1 {
			t.Fatalf("what was said stands there %d times", said[o.ID])
		}
	}
}

func TestWhateverHappensTheLedgerShowsWhatItsModelShows(t *testing.T) {
	for name, dir := range map[string]string{"on the disk": quick(), "in memory": "memory"} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) { bubble(t, func() { live(rt, dir) }) })
		})
	}
}

// bubble runs fn where time passes only when all wait. What fn panics with, which is how
// rapid ends a run, comes out again.
func bubble(t *testing.T, fn func()) {
	var end any
	synctest.Test(t, func(*testing.T) {
		defer func() { end = recover() }()
		fn()
	})
	if fmt.Sprintf("%T", end) == "rapid.invalidData" {
		panic(end) // on a line of its own: rapid tells failures apart by where they come from
	}
	if end != nil {
		panic(end)
	}
}

func live(t *rapid.T, dir string) {
	here := ""
	if dir != "memory" {
		var err error
		here, err = os.MkdirTemp(dir, "ledger")
		mustR(t, err)
		defer func() { _ = os.RemoveAll(here) }()
	}
	w := newWorld(t, here)
	defer func() { _ = w.l.Close() }()
	t.Repeat(w.actions())
}

// quick is a folder in memory where the machine has one: the model needs no disk that waits.
func quick() string {
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
		return "/dev/shm"
	}
	return ""
}
