package metrics

import (
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/heed-desk/heed/desk"
)

func TestAReportHasTheNumbersOfTheEngineThatRanAllAlong(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	sla := desk.DefaultSLA("Europe/Berlin")
	rapid.Check(t, func(r *rapid.T) {
		e := New(sla, zone, time.Time{})
		day := e.DayOf(nine.AddDate(0, 0, rapid.IntRange(0, 4).Draw(r, "day")))
		by := rapid.SampledFrom(append(Parts(), ByDesk)).Draw(r, "by")
		y := NewTally(sla, zone, day, by)
		for n := range rapid.IntRange(0, 5).Draw(r, "tickets") {
			h := drawHistory(r, n)
			last := h.states[len(h.states)-1]
			y.Add(last, h.thread)
			for at := range h.states {
				e.Take(h.states[at], h.thread[e.Last(last.ID):at+1])
			}
		}
		got, f := y.Report(), e.At(day.From)
		if !reflect.DeepEqual(got.Desk, f.Desk.Today) {
			r.Fatalf("the desk\n%+v\nnot\n%+v", got.Desk, f.Desk.Today)
		}
		parts := map[Scope]Sums{}
		for _, b := range map[By][]Board{ByGroup: f.Groups, ByChannel: f.Channels, ByAgent: f.Agents}[by] {
			if !reflect.DeepEqual(b.Today, Sums{}) {
				parts[b.Scope] = b.Today
			}
		}
		for _, p := range got.Parts {
			if want, there := parts[p.Scope]; there && !reflect.DeepEqual(p.Sums, want) {
				r.Fatalf("%v\n%+v\nnot\n%+v", p.Scope, p.Sums, want)
			}
			delete(parts, p.Scope)
		}
		if len(parts) > 0 {
			r.Fatalf("it leaves out %v", parts)
		}
	})
}
