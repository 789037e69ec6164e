package queue_test

import (
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/queue"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
)

func listed(st *screentest.Stage) string { return strings.Join(numbers(st.Picture()), " ") }

func TestAKeySortsTheViewOtherwiseAndTheCursorStaysOnItsTicket(t *testing.T) {
	d := shop()
	for i, n := range []int64{4821, 4833, 4790, 4811, 4777} {
		k := d.Tickets[ticket(t, d, n)]
		k.CreatedAt = now.Add(-time.Duration(i) * time.Hour)
		d.Tickets[k.ID] = k
	}
	st := play(t, d, 70, 24)
	st.Act(keymaps.Down)
	on, _ := under(t, st)
	for _, want := range []struct{ title, order string }{
		{"Mine · longest waiting first", "4790 4811 4777 4833 4821"},
		{"Mine · newest first", "4821 4833 4790 4811 4777"},
		{"Mine · by customer", "4833 4821 4790 4811 4777"},
		{"Mine · by due time", "4821 4833 4790 4811 4777"},
	} {
		st.Act(keymaps.SortBy)
		if !strings.Contains(st.Picture(), want.title) || listed(st) != want.order {
			t.Errorf("it shows %s, and should be %s:\n%s", listed(st), want.order, st.Picture())
		}
		if is, _ := under(t, st); is != on {
			t.Errorf("%s: the cursor went from %s to %s", want.title, on, is)
		}
	}
}

func TestEveryViewKeepsItsOrder(t *testing.T) {
	d := shop()
	d.Open(9, "Nobody's", "Ann", "x", time.Hour, nobodys)
	st := play(t, d, 70, 24)
	st.Act(keymaps.SortBy, keymaps.NextView)
	if !strings.Contains(st.Picture(), "Unassigned · by due time") {
		t.Errorf("another view is sorted too:\n%s", st.Picture())
	}
	st.Act(keymaps.PreviousView)
	if !strings.Contains(st.Picture(), "Mine · longest waiting first") || listed(st) != "4790 4811 4777 4833 4821" {
		t.Errorf("the order is forgotten:\n%s", st.Picture())
	}
}

func TestNewsOfASortedViewWaitBehindTheirKey(t *testing.T) {
	d := shop()
	st := play(t, d, 70, 24)
	st.Act(keymaps.SortBy)
	before := listed(st)
	d.Open(4900, "Waits longest of all", "Zoe", "x", 100*time.Hour)
	st.Changed(desk.ChangedTicket, ticket(t, d, 4900))
	if !strings.Contains(st.Picture(), "1 new") || listed(st) != before {
		t.Errorf("it shows\n%s", st.Picture())
	}
	st.Act(keymaps.ShowNew)
	if listed(st) != "4900 "+before {
		t.Errorf("laid anew it lists %s", listed(st))
	}
	if why := st.Act(keymaps.WhyOrder); why.None() {
		t.Error("the sum of the due time explains another order")
	}
	st.Sweep()
}

func TestAnOrderThatTakesLongSaysSoAndAnswersToAnOlderOneAreDropped(t *testing.T) {
	d := shop()
	q := queue.New(queue.Needs{Session: screentest.NewSession(d), Reads: d, People: d, Ledger: d})
	q.Resize(70, 24)
	run(t, q, q.Start())
	first := q.Act(keymaps.SortBy)
	second := q.Act(keymaps.SortBy)
	run(t, q, q.Learn("slow", now))
	if got := screentest.Plain(q.View(now).Text); !strings.Contains(got, "Mine · newest first") || !strings.Contains(got, "sorting") {
		t.Errorf("it shows\n%s", got)
	}
	run(t, q, second)
	want := screentest.Plain(q.View(now).Text)
	run(t, q, first)
	if got := screentest.Plain(q.View(now).Text); got != want || strings.Contains(got, "sorting") {
		t.Errorf("the answer to an older order shows\n%s", got)
	}
}

// run does the reads that a screen asks for, and those that follow from them.
func run(t *testing.T, q screen.Screen, out screen.Out) {
	t.Helper()
	for _, a := range out.Ask {
		v, err := a.Read()
		if err != nil {
			t.Fatal(err)
		}
		run(t, q, q.Learn(a.Slot, v))
	}
}
