package index

import (
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
)

// shop invents tickets of a shop: words by Zipf's law, some of them said in every ticket.
type shop struct {
	rnd   *rand.Rand
	zipf  *rand.Zipf
	words []string
}

func newShop(seed uint64) *shop {
	rnd := rand.New(rand.NewPCG(seed, 1))
	s := &shop{rnd: rnd, zipf: rand.NewZipf(rnd, 1.1, 4, 39_999)}
	syllables := []string{"ba", "re", "con", "ti", "lo", "mer", "sa", "du", "pro", "fi", "na", "ver", "ko", "li", "st", "en", "or", "tra"}
	for range 40_000 {
		var b strings.Builder
		for range 2 + rnd.IntN(3) {
			b.WriteString(syllables[rnd.IntN(len(syllables))])
		}
		s.words = append(s.words, b.String())
	}
	return s
}

func (s *shop) text(n int) desk.Untrusted {
	var b strings.Builder
	for range n {
		b.WriteString(s.words[s.zipf.Uint64()])
		b.WriteByte(" ,. "[s.rnd.IntN(4)])
		b.WriteByte(' ')
	}
	return desk.Foreign(b.String())
}

func (s *shop) doc(i int, start time.Time) Doc {
	at := start.Add(time.Duration(i) * time.Minute)
	who := desk.CustomerID{ID: desk.DeriveID("customer", strconv.Itoa(i%20_000))}
	d := Doc{
		Ticket: desk.Ticket{
			ID: desk.TicketID{ID: desk.DeriveID("ticket", strconv.Itoa(i))}, Number: int64(i + 1), Version: 1,
			Subject: s.text(6), Channel: desk.Mail, Status: desk.Statuses()[s.rnd.IntN(6)], Requester: who,
			RequesterName: s.text(2), CreatedAt: at, UpdatedAt: at.Add(time.Hour),
			Tags: []string{"refund", "late"}[:s.rnd.IntN(3)],
		},
		Customer: desk.Customer{ID: who, Mails: []desk.Untrusted{desk.Foreign(fmt.Sprintf("c%d@example.com", i%20_000))}},
	}
	for range 5 {
		d.Messages = append(d.Messages, desk.Message{Kind: desk.FromCustomer, Text: s.text(20 + s.rnd.IntN(20))})
	}
	if i%5 < 2 {
		d.Messages = append(d.Messages, desk.Message{Kind: desk.FromCustomer, Text: desk.Foreign("my refund is not here")})
	}
	if i%2500 == 7 {
		d.Messages = append(d.Messages, desk.Message{Kind: desk.FromCustomer, Text: desk.Foreign("the zeppelin has burst")})
	}
	return d
}

// invented makes documents when they are asked for, as a ledger decodes them.
type invented struct {
	shop *shop
	made map[desk.TicketID]Doc
}

func (v *invented) Docs(ids []desk.TicketID) ([]Doc, error) {
	docs := make([]Doc, 0, len(ids))
	for _, id := range ids {
		docs = append(docs, v.made[id])
	}
	return docs, nil
}

func (v *invented) make(from, to int, start time.Time) []desk.TicketID {
	v.made = map[desk.TicketID]Doc{}
	var ids []desk.TicketID
	for i := from; i < to; i++ {
		d := v.shop.doc(i, start)
		v.made[d.Ticket.ID] = d
		ids = append(ids, d.Ticket.ID)
	}
	return ids
}

// benchTickets is how many tickets the benchmarks index.
func benchTickets() int {
	if n, err := strconv.Atoi(os.Getenv("HEED_BENCH_TICKETS")); err == nil {
		return n
	}
	return 20_000
}

func filled(b *testing.B, n int) (*Index, time.Time, time.Duration) {
	b.Helper()
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	src := &invented{shop: newShop(1)}
	x := New(openBolt(b), newSealed(b), src)
	var spent time.Duration
	for from := 0; from < n; from += segmentDocs {
		ids := src.make(from, min(from+segmentDocs, n), start)
		runtime.GC()
		begun := time.Now()
		note(b, x, ids...)
		work(b, x)
		spent += time.Since(begun)
	}
	return x, start.Add(time.Duration(n) * time.Minute), spent
}

func BenchmarkBuild(b *testing.B) {
	n := benchTickets()
	for b.Loop() {
		_, _, spent := filled(b, n)
		b.ReportMetric(float64(n)/spent.Seconds(), "tickets/s")
	}
}

func BenchmarkSearch(b *testing.B) {
	x, now, _ := filled(b, benchTickets())
	size := int64(0)
	_ = x.store.View(func(r Reader) error {
		return r.Scan([]byte{keyBlock}, func(_, v []byte) bool { size += int64(len(v)); return true })
	})
	b.Logf("%d tickets, %d segments, %.1f MB", x.Len(), len(x.stock.segments), float64(size)/1e6)
	for _, typed := range []string{"refund", "refund ", "zeppelin", "ref", "re", "refund is not here", "status:open refund", "zeppelin burst", "from:c17", "#4821", `"refund is not"`} {
		b.Run(strings.ReplaceAll(typed, " ", "_"), func(b *testing.B) {
			var times []time.Duration
			var res Result
			for b.Loop() {
				begun := time.Now()
				q, err := Parse(typed, now)
				if err != nil {
					b.Fatal(err)
				}
				if res, err = x.Search(b.Context(), q, 50, now); err != nil {
					b.Fatal(err)
				}
				times = append(times, time.Since(begun))
			}
			slices.Sort(times)
			b.ReportMetric(float64(res.Total), "found")
			b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1000, "p99-ms")
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	x, _, _ := filled(b, benchTickets())
	for b.Loop() {
		if err := New(x.store, x.seal, x.source).Load(); err != nil {
			b.Fatal(err)
		}
	}
}
