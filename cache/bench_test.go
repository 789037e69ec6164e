package cache

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
)

// benchPage is tickets from..to-1 with five short entries each and customers of their own.
func benchPage(from, to int) desk.Page {
	var p desk.Page
	for n := from; n < to; n++ {
		t := ticket(n)
		t.Requester = customerID(n / 4)
		t.Status = desk.Statuses()[n%5]
		if n%3 == 0 {
			t.Assignee = me
		}
		t.LastMessage = 5
		p.Tickets = append(p.Tickets, t)
		for i := range desk.MessageID(5) {
			by := desk.AgentID("")
			if i%2 == 1 {
				by = "tom"
			}
			p.Messages = append(p.Messages, said(n, i+1, by, fmt.Sprintf(
				"Hello, this is entry %d of matter %d. The parcel with the blue lamp did not come on the day that was promised.", i, n)))
		}
	}
	return p
}

// benchLedger is a ledger with n tickets, and how long it took to fill it.
func benchLedger(b testing.TB, n int) (*Ledger, time.Duration) {
	b.Helper()
	opt, _ := housed(b)
	l := opened(b, opt)
	pages := make([]desk.Page, 0, n/200+1)
	for from := 0; from < n; from += 200 {
		pages = append(pages, benchPage(from, min(from+200, n)))
	}
	begin := time.Now()
	must(b, l.Resync(func(s desk.Shadow) error {
		for _, p := range pages {
			if err := s.Take(p); err != nil {
				return err
			}
		}
		return s.Done(n, "1")
	}))
	return l, time.Since(begin)
}

// quantiles runs fn b.N times and reports p50, p95 and p99 in microseconds.
func quantiles(b *testing.B, fn func(i int)) {
	b.Helper()
	took := make([]time.Duration, 0, b.N)
	b.ResetTimer()
	for i := range b.N {
		begin := time.Now()
		fn(i)
		took = append(took, time.Since(begin))
	}
	b.StopTimer()
	report(b, took)
}

func report(b *testing.B, took []time.Duration) {
	b.Helper()
	slices.Sort(took)
	for _, q := range []int{50, 95, 99} {
		b.ReportMetric(float64(took[len(took)*q/100].Nanoseconds())/1000, fmt.Sprintf("µs-p%d", q))
	}
}

func sizes(b *testing.B, fn func(b *testing.B, n int)) {
	for _, n := range []int{1_000, 100_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) { fn(b, n) })
	}
}

func BenchmarkFill(b *testing.B) {
	sizes(b, func(b *testing.B, n int) {
		for range b.N {
			l, took := benchLedger(b, n)
			b.ReportMetric(float64(n)/took.Seconds(), "tickets/s")
			b.ReportMetric(float64(sizeOf(b, l))/float64(n), "bytes/ticket")
			must(b, l.Close())
		}
	})
}

func BenchmarkIndex(b *testing.B) {
	sizes(b, func(b *testing.B, n int) {
		for range b.N {
			l, _ := benchLedger(b, n)
			begin := time.Now()
			waitIndexed(b, l, n)
			b.ReportMetric(float64(n)/time.Since(begin).Seconds(), "tickets/s")
			must(b, l.Close())
		}
	})
}

func waitIndexed(b testing.TB, l *Ledger, n int) {
	b.Helper()
	s := l.Subscribe()
	defer s.Close()
	for l.search.idx.Load().Len() < n {
		if _, err := s.Next(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReads(b *testing.B) {
	sizes(b, func(b *testing.B, n int) {
		l, _ := benchLedger(b, n)
		waitIndexed(b, l, n)
		b.Run("Window", func(b *testing.B) {
			w := got2(l.Window(desk.ViewUnassigned, desk.Anchor{}, 0, 40))
			at := w.Rows[0]
			quantiles(b, func(i int) {
				w := got2(l.Window(desk.ViewUnassigned, desk.Anchor{Ticket: at.ID, Order: at.Order}, 40, 80))
				at = w.Rows[min(w.At+1, len(w.Rows)-1)]
			})
		})
		b.Run("WindowAnywhere", func(b *testing.B) {
			quantiles(b, func(int) {
				got2(l.Window(desk.ViewAll, desk.Anchor{Ticket: ticketID(rand.IntN(n))}, 40, 80))
			})
		})
		b.Run("Thread", func(b *testing.B) {
			quantiles(b, func(int) { got2(l.Thread(ticketID(rand.IntN(n)), 50)) })
		})
		b.Run("Counts", func(b *testing.B) { quantiles(b, func(int) { got2(l.Counts()) }) })
		b.Run("SearchCommon", func(b *testing.B) {
			quantiles(b, func(int) { got2(l.Search(b.Context(), "parcel lamp", 50)) })
		})
		b.Run("SearchRare", func(b *testing.B) {
			quantiles(b, func(int) { got2(l.Search(b.Context(), fmt.Sprint("matter ", rand.IntN(n)), 50)) })
		})
	})
}

// BenchmarkOpen is from nothing to the first rows, with the key at hand.
func BenchmarkOpen(b *testing.B) {
	sizes(b, func(b *testing.B, n int) {
		l, _ := benchLedger(b, n)
		waitIndexed(b, l, n)
		must(b, l.Close())
		var took []time.Duration
		for range b.N {
			begin := time.Now()
			l, err := Open(l.opt)
			must(b, err)
			got2(l.Window(desk.ViewUnassigned, desk.Anchor{}, 0, 40))
			took = append(took, time.Since(begin))
			must(b, l.Close())
		}
		report(b, took)
	})
}

func BenchmarkWrites(b *testing.B) {
	sizes(b, func(b *testing.B, n int) {
		l, _ := benchLedger(b, n)
		b.Run("Submit", func(b *testing.B) {
			quantiles(b, func(i int) {
				o := op(i%200, desk.Note{Text: desk.Foreign("Called the depot.")})
				must(b, l.Submit(o, time.Hour))
				b.StopTimer()
				got2(l.Cancel(o.ID))
				must(b, l.SaveDraft(desk.Draft{Ticket: o.Ticket, Note: true}))
				b.StartTimer()
			})
		})
		b.Run("Take", func(b *testing.B) {
			quantiles(b, func(i int) {
				t := ticket(rand.IntN(n))
				t.Version = desk.Version(i + 10)
				must(b, l.Take(desk.Page{Tickets: []desk.Ticket{t}, Next: desk.Cursor(strconv.Itoa(i))}))
			})
		})
	})
}

func got2[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// BenchmarkErase is from the page that says that somebody is erased until no trace is left.
func BenchmarkErase(b *testing.B) {
	sizes(b, func(b *testing.B, n int) {
		l, _ := benchLedger(b, n)
		waitIndexed(b, l, n)
		b.ReportMetric(float64(sizeOf(b, l))/1e6, "MB")
		var took []time.Duration
		b.ResetTimer()
		for i := range b.N {
			begin := time.Now()
			must(b, l.Take(desk.Page{Gone: []desk.Tombstone{{Kind: desk.RecordCustomer, ID: customerID(i * 7).String()}}, Next: "2"}))
			must(b, l.tracesGone(b.Context()))
			took = append(took, time.Since(begin))
		}
		report(b, took)
	})
}
