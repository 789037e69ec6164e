package cache

import (
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
)

func TestRemindersCostNothingForHowLongAThreadIs(t *testing.T) {
	l := filled(t, options(t), 20)
	last := desk.MessageID(400)
	long := ticket(1)
	long.Version, long.LastMessage = 2, last
	p := desk.Page{Tickets: []desk.Ticket{long}}
	for id := desk.MessageID(2); id <= last; id++ {
		p.Messages = append(p.Messages, ago(1, id, "tom", 0))
	}
	must(t, l.Take(p))
	for n, seen := range map[int]desk.MessageID{1: last, 2: 1} {
		o := op(n, desk.Remind{At: noon().Add(time.Hour)})
		o.Seen = seen
		must(t, l.Submit(o, 0))
	}
	all, err := l.Reminders()
	if err != nil || len(all) != 2 {
		t.Fatalf("%d reminders, %v", len(all), err)
	}
	// Opening an entry takes several; a thread of 400 takes thousands.
	if n := testing.AllocsPerRun(5, func() { _, _ = l.Reminders() }); n > 400 {
		t.Errorf("it takes %.0f allocations", n)
	}
}
