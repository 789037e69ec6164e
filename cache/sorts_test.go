package cache

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
)

// inOrder reads a whole view in pieces, from the top to the end.
func inOrder(t testing.TB, l *Ledger, v desk.ViewID) []desk.Row {
	t.Helper()
	var all []desk.Row
	at := desk.Anchor{}
	for {
		w := got2(l.Window(v, at, 0, 40))
		if w.First != max(len(all)-1, 0) {
			t.Fatalf("%s: a piece begins at %d and not at %d", v, w.First, len(all)-1)
		}
		if len(all) > 0 {
			w.Rows = w.Rows[1:]
		}
		if len(w.Rows) == 0 {
			return all
		}
		all = append(all, w.Rows...)
		end := all[len(all)-1]
		at = desk.Anchor{Ticket: end.ID, Order: end.Order}
	}
}

func TestAViewCanBeReadInEveryOrderAlsoWhileItChanges(t *testing.T) {
	l := filled(t, options(t), 300)
	for _, by := range desk.Sorts()[1:] {
		v := desk.ViewUnassigned.By(by)
		check := func(when string, n int) {
			rows := inOrder(t, l, v)
			less := func(a, b desk.Row) int { return by.Rank(a.Excerpt).Compare(by.Rank(b.Excerpt)) }
			if len(rows) != n || !slices.IsSortedFunc(rows, less) {
				t.Fatalf("%s, %s: %d rows, in order %v", by, when, len(rows), slices.IsSortedFunc(rows, less))
			}
		}
		count := got2(l.Counts())[desk.ViewUnassigned]
		check("at first", count)
		mine := op(7, desk.Assign{To: me})
		must(t, l.Submit(mine, time.Hour))
		check("with one claimed", count-1)
		_ = got2(l.Cancel(mine.ID))
		taken, renamed := ticket(9), ticket(11)
		taken.Version, taken.Assignee = 9, "tom"
		renamed.Version, renamed.RequesterName, renamed.WaitingSince = 9, desk.Foreign("Aaron"), noon().Add(-time.Hour*9999)
		if by != desk.ByWaiting {
			taken.Assignee = ""
		}
		must(t, l.Take(desk.Page{Tickets: []desk.Ticket{taken, renamed}, Next: desk.Cursor("c" + string(by))}))
		check("after news", got2(l.Counts())[desk.ViewUnassigned])
	}
}

func TestNamesAreSortedByTheirLettersAndTheNamelessComeLast(t *testing.T) {
	l := opened(t, options(t))
	var p desk.Page
	for n, name := range []string{"alexander berg", "", "Zoe", "Alexander Adler", " (Mia)", "ALEXANDER ADLER", "42nd Street"} {
		k := ticket(n)
		k.RequesterName, k.Requester = desk.Foreign(name), customerID(n)
		p.Tickets = append(p.Tickets, k)
	}
	must(t, l.Take(p))
	var names []string
	for _, r := range inOrder(t, l, desk.ViewAll.By(desk.ByCustomer)) {
		names = append(names, strings.ToLower(r.Name.Raw()))
	}
	if got := strings.Join(names, "|"); got != "42nd street|alexander adler|alexander adler|alexander berg| (mia)|zoe|" {
		t.Errorf("they stand as %s", got)
	}
}

func TestOrdersAreReadWhileTicketsComeAndGo(t *testing.T) {
	l := filled(t, options(t), 200)
	var wg sync.WaitGroup
	for g := range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range 60 {
				by := desk.Sorts()[1+(i+g)%3]
				if _, err := l.Window(desk.ViewAll.By(by), desk.Anchor{Ticket: ticketID(i)}, 10, 30); err != nil {
					t.Error(err)
				}
			}
		}()
	}
	for i := range 60 {
		k := ticket(rand.IntN(300))
		k.Version, k.RequesterName = desk.Version(i+10), desk.Foreign(fmt.Sprint("Nora ", i))
		must(t, l.Take(desk.Page{Tickets: []desk.Ticket{k}, Next: desk.Cursor(strconv.Itoa(i))}))
	}
	wg.Wait()
	for _, by := range desk.Sorts()[1:] {
		rows := inOrder(t, l, desk.ViewAll.By(by))
		if len(rows) != got2(l.Counts())[desk.ViewAll] {
			t.Errorf("%s lists %d of %d", by, len(rows), got2(l.Counts())[desk.ViewAll])
		}
	}
}

// BenchmarkSorts measures an order by something else than due time: how long it takes to
// make, what it holds in memory, a window of it, and news while it is held.
func BenchmarkSorts(b *testing.B) {
	sizes(b, func(b *testing.B, n int) {
		l, _ := benchLedger(b, n)
		for _, by := range desk.Sorts()[1:] {
			v := desk.ViewAll.By(by)
			b.Run(string(by)+"/Make", func(b *testing.B) {
				quantiles(b, func(int) {
					l.sorts.drop()
					got2(l.Window(v, desk.Anchor{}, 0, 40))
				})
				b.ReportMetric(float64(held(l, v))/float64(n), "bytes/row")
			})
			b.Run(string(by)+"/Window", func(b *testing.B) {
				w := got2(l.Window(v, desk.Anchor{}, 0, 40))
				at := w.Rows[0]
				quantiles(b, func(int) {
					w := got2(l.Window(v, desk.Anchor{Ticket: at.ID, Order: at.Order}, 40, 80))
					at = w.Rows[min(w.At+1, len(w.Rows)-1)]
				})
			})
			b.Run(string(by)+"/Take", func(b *testing.B) {
				quantiles(b, func(i int) {
					k := ticket(rand.IntN(n))
					k.Version = desk.Version(i + 10_000)
					must(b, l.Take(desk.Page{Tickets: []desk.Ticket{k}, Next: desk.Cursor(fmt.Sprint(by, i))}))
				})
			})
		}
	})
}

// held is how many bytes of memory an order keeps.
func held(l *Ledger, v desk.ViewID) int64 {
	size := func() int64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	l.sorts.drop()
	before := size()
	got2(l.sorts.get(l, v))
	return size() - before
}

// BenchmarkFilter measures a filter that a third of all tickets fit.
func BenchmarkFilter(b *testing.B) {
	sizes(b, func(b *testing.B, n int) {
		l, _ := benchLedger(b, n)
		f := desk.Filter{ID: "a", Name: desk.Foreign("Ana's"), Query: "assignee:ana parcel"}
		must(b, l.SaveFilter(f))
		b.Run("Make", func(b *testing.B) {
			quantiles(b, func(int) {
				l.sorts.drop()
				got2(l.Window(f.View(), desk.Anchor{}, 0, 40))
			})
		})
		b.Run("Counts", func(b *testing.B) { quantiles(b, func(int) { got2(l.Counts()) }) })
	})
}
