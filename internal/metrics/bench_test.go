package metrics

import (
	"encoding/binary"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
)

// busy are tickets of ten entries each: every second of a day one is opened, up to n, over so many days.
func busy(n, days int) (all []desk.Ticket, threads [][]desk.Message) {
	what := []string{"customer", "note", "ann", "customer", "tom", "pend", "customer", "ann", "solve", "note"}
	step := time.Duration(days) * 24 * time.Hour / time.Duration(n)
	for i := range n {
		t := desk.Ticket{CreatedAt: nine.Add(time.Duration(i) * step), Status: desk.Solved, Channel: desk.Mail, Group: groups[i%3], Assignee: "ann"}
		binary.BigEndian.PutUint64(t.ID.ID[:], uint64(i)+1)
		lines := make([]line, len(what))
		for k := range what {
			lines[k] = line{i%13 + k*(5+i%47), what[k]}
		}
		said := thread(lines...)
		for k := range said {
			said[k].At = said[k].At.Add(t.CreatedAt.Sub(nine))
		}
		if i%20 == 0 { // not done yet
			t.Status, t.WaitingSince, said = desk.Open, t.CreatedAt, said[:8]
			t.Clocks = []desk.Clock{{Target: desk.NextReply, Due: t.CreatedAt.Add(8 * time.Hour)}}
		}
		t.UpdatedAt = said[len(said)-1].At
		all, threads = append(all, t), append(threads, said)
	}
	return all, threads
}

// fed is an engine that was told of a million events in two weeks.
func fed(tb testing.TB) *Engine {
	tb.Helper()
	tickets, threads := busy(100_000, 14)
	e := New(desk.DefaultSLA("Europe/Berlin"), nil, time.Time{})
	for i, t := range tickets {
		e.Take(t, threads[i])
	}
	return e
}

func BenchmarkMillionEvents(b *testing.B) {
	e := fed(b)
	now := nine.AddDate(0, 0, 13).Add(6 * time.Hour)
	more, threads := busy(1, 1)
	more[0].CreatedAt = now
	b.Run("change and floor", func(b *testing.B) {
		for i := range b.N {
			more[0].Assignee = desk.AgentID([]string{"ann", "tom"}[i%2])
			e.Take(more[0], threads[0])
			e.At(now)
		}
	})
	b.Run("curve", func(b *testing.B) {
		for i := range b.N {
			e.Curve(now, FirstReply, Scope{}, Spans()[i%3])
		}
	})
	b.Run("heat map", func(b *testing.B) {
		for range b.N {
			e.Heat(now, Scope{})
		}
	})
	b.Run("behind", func(b *testing.B) {
		for range b.N {
			e.Behind(FirstReply, Scope{}, e.DayOf(now))
		}
	})
}
