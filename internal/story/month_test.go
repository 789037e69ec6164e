package story_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/cache"
	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/courier"
	"github.com/heed-desk/heed/internal/promise"
)

// wall says what the clock on an agent's wall shows at a moment, so long after it began.
type wall func(right time.Time, after time.Duration) time.Time

const (
	still   = "stands still"
	offline = "awake, without a connection"
)

func walls() map[string]wall {
	return map[string]wall{
		"ten years behind": func(right time.Time, _ time.Duration) time.Time { return right.AddDate(-10, 0, 0) },
		"ten years ahead":  func(right time.Time, _ time.Duration) time.Time { return right.AddDate(10, 0, 0) },
		"stepped back and forth": func(right time.Time, after time.Duration) time.Time {
			days := []int{-1, 400, -3000, 7, -4}
			for _, at := range []time.Duration{0, 5*time.Minute + 5*time.Second, 10 * time.Minute, 45 * time.Minute} {
				if after%(24*time.Hour) >= at { // in a hold, while tickets sleep, and before the night
					days = append(days[1:], days[0])
				}
			}
			return right.AddDate(0, 0, days[int(after/(24*time.Hour))%len(days)])
		},
		still: func(right time.Time, after time.Duration) time.Time { return right.Add(-after) },
	}
}

// read is what a program reads on a machine with that clock.
func (w wall) read(began time.Time) time.Time {
	right := time.Now()
	after := right.Sub(began)
	if w == nil {
		return reading(right, after)
	}
	return reading(w(right, after), after)
}

// TestAMonthOfWorkIsTheSameByEveryClock works a month with a clock that is right, and holds
// that holds, snoozes, reminders and the order of the queue end when they should; and that a
// clock which is wrong changes nothing of it.
func TestAMonthOfWorkIsTheSameByEveryClock(t *testing.T) {
	const month = 30
	days := promise.Size(t, 2, 8, month)
	count := promise.Counting(t, promise.Clocks)
	began := time.Now()
	right := aMonth(t, nil, month)
	count.Run(0)
	if days < month || time.Since(began) > 2*time.Second {
		count.Short()
	}
	count.Figure("%d days of a client and its desk in %.1f s; %d clocks that are wrong for %d days", month, time.Since(began).Seconds(), len(walls()), days)
	for name, w := range walls() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			count.Run(1)
			for i, line := range aMonth(t, w, days) {
				if name == still && strings.Contains(line, offline) {
					continue // nothing tells how late it is while nobody is asked
				}
				if i >= len(right) || right[i] != line {
					count.Violation()
					t.Fatalf("with a clock that is right: %s\nwith this one: %s", right[min(i, len(right)-1)], line)
				}
			}
		})
	}
}

// clocked is a desk, and an agent's machine with a clock of its own.
type clocked struct {
	t     *testing.T
	shop  *shop
	wall  wall
	began time.Time
	dir   string
	told  []string

	ledger *cache.Ledger
	line   *client.Line
	end    context.CancelFunc
	done   chan error
}

// aMonth works so many days, and returns what happened.
func aMonth(t *testing.T, w wall, days int) (told []string) {
	t.Helper()
	dir, err := os.MkdirTemp(quick(), "heed-month-") //nolint:usetesting // in memory: how long a disk takes is no clock's doing
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	synctest.Test(t, func(t *testing.T) {
		m := &clocked{t: t, shop: openShop(t), wall: w, began: time.Now(), dir: filepath.Join(dir, "mia")}
		open := func(name, subject, words string) desk.TicketID {
			time.Sleep(time.Minute)
			return m.shop.writes(name, subject, words)
		}
		lamp := open("Harper Moore", "The lamp", "I sent it back three weeks ago.")
		chair := open("Aarav Anderson", "The chair", "When does it come?")
		table := open("Ines Okoro", "The table", "It has a scratch.")
		bed := open("Noa Lindqvist", "The bed", "It creaks.")
		for day := range days {
			m.day(day, lamp, chair, table, bed)
		}
		m.shop.close()
		told = m.told
	})
	return told
}

// day is one day: an hour of work, with a kill and a cut, and a night.
func (m *clocked) day(n int, lamp, chair, table, bed desk.TicketID) {
	m.start()
	m.passes(time.Minute)
	m.looks("morning")
	m.does(lamp, desk.Reply{Text: desk.Foreign(fmt.Sprint("On day ", n, "."))}, 8*time.Second)
	m.passes(7 * time.Second)
	m.hasSaid("a second before the hold ends", lamp)
	m.passes(2 * time.Second)
	m.hasSaid("a second after it", lamp)

	m.does(chair, desk.Reply{Text: desk.Foreign(fmt.Sprint("Killed on day ", n, "."))}, 8*time.Second)
	m.passes(3 * time.Second)
	m.stop()
	m.start()
	m.passes(20 * time.Second) // the process before has taken some of the hold, and nobody knows how much
	m.hasSaid("once the hold of an earlier process has ended", chair)

	m.does(table, desk.Snooze{Until: time.Now().Add(20 * time.Minute)}, 0)
	m.does(bed, desk.Snooze{Until: time.Now().Add(20 * time.Hour)}, 0) // wakes in the night
	m.does(lamp, desk.Remind{At: time.Now().Add(30 * time.Minute), Text: desk.Foreign("call")}, 0)
	m.passes(19 * time.Minute)
	m.looks("asleep")
	m.shop.wire.turn(cut)
	m.passes(2 * time.Minute)
	m.looks(offline)
	m.does(table, desk.Note{Text: desk.Foreign(fmt.Sprint("Offline on day ", n, "."))}, 0)
	m.passes(15 * time.Minute)
	m.shop.adds(chair, "And another thing.")
	m.shop.wire.turn(fair)
	m.passes(time.Minute)
	m.hasSaid("within a minute of the connection", table)
	m.looks("evening")
	m.does(chair, desk.Reply{Text: desk.Foreign(fmt.Sprint("Yes, on day ", n, "."))}, 0)
	m.passes(time.Second)
	m.hasSaid("at once", chair)
	for _, id := range []desk.TicketID{lamp, chair, table, bed} {
		m.tells(id)
	}
	m.stop()
	time.Sleep(24*time.Hour - time.Since(m.began)%(24*time.Hour))
}

func (m *clocked) now() time.Time { return m.wall.read(m.began) }

func (m *clocked) start() {
	m.t.Helper()
	var err error
	m.ledger, err = cache.Open(cache.Options{Dir: m.dir, Key: key, Now: m.now, Me: desk.Me{ID: mia}, Rights: desk.RightsOf(desk.RoleAgent), Author: desk.Author{Agent: mia}})
	m.shop.ok(err)
	m.line, err = client.New(client.Options{URL: "http://localhost", Transport: m.shop.wire, Now: m.now})
	m.shop.ok(err)
	ctx, end := context.WithCancel(m.t.Context())
	m.end, m.done = end, make(chan error, 1)
	c := courier.New(m.ledger, m.line, courier.Options{Agent: mia, Now: m.now, Rand: func() float64 { return 0.5 }})
	go func() { m.done <- c.Run(ctx) }()
	synctest.Wait()
}

func (m *clocked) stop() {
	m.end()
	if err := <-m.done; !errors.Is(err, context.Canceled) {
		m.t.Errorf("the courier ended with %v", err)
	}
	m.shop.ok(m.line.Close())
	m.shop.ok(m.ledger.Close())
}

func (m *clocked) passes(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

func (m *clocked) does(id desk.TicketID, in desk.Intent, hold time.Duration) {
	m.t.Helper()
	th, err := m.ledger.Thread(id, 1)
	m.shop.ok(err)
	m.shop.ok(m.ledger.Submit(desk.Op{ID: desk.NewOpID(), Ticket: id, Base: th.Base, Seen: th.Seen, Actor: mia, At: m.ledger.Now(), Intent: in}, hold))
	synctest.Wait()
}

func (m *clocked) note(format string, args ...any) {
	m.told = append(m.told, fmt.Sprintf("%9s ", time.Since(m.began).Round(time.Second))+fmt.Sprintf(format, args...))
}

// hasSaid notes what the desk has of mia's on a ticket.
func (m *clocked) hasSaid(when string, id desk.TicketID) {
	page, err := m.shop.store.Thread(context.Background(), id)
	m.shop.ok(err)
	last := "nothing"
	for _, e := range page.Messages {
		if e.Author.Agent == mia && e.Text.Raw() != "" {
			last = fmt.Sprint(e.Text.Raw(), m.at(e))
		}
	}
	m.note("%s the desk has: %s", when, last)
}

// looks notes what the machine shows.
func (m *clocked) looks(when string) {
	m.t.Helper()
	var shown []string
	for _, view := range []desk.ViewID{desk.ViewMine, desk.ViewSnoozed} {
		win, err := m.ledger.Window(view, desk.Anchor{}, 0, 20)
		m.shop.ok(err)
		for _, r := range win.Rows {
			shown = append(shown, fmt.Sprintf("%s %s %s waits since %s", view, r.Subject.Raw(), r.Status, m.since(r.WaitingSince)))
		}
	}
	due, err := m.ledger.Reminders()
	m.shop.ok(err)
	for _, r := range due {
		shown = append(shown, fmt.Sprintf("reminder of %s at %s, due %t", r.Ticket.Subject.Raw(), m.since(r.At), !r.At.After(m.ledger.Now())))
	}
	ops, err := m.ledger.Outbox()
	m.shop.ok(err)
	for _, p := range ops {
		shown = append(shown, fmt.Sprintf("%s %s", p.Op.Intent.Kind(), p.State))
	}
	if off := time.Until(m.ledger.Now()).Abs(); off > time.Minute {
		shown = append(shown, fmt.Sprint("the desk's time is wrong by ", off))
	}
	m.note("%s: %s", when, strings.Join(shown, ", "))
}

// at is when the desk has got an entry. How much of a hold was left when its process was
// killed only the wall could say, so that is nobody's business.
func (m *clocked) at(e desk.Message) string {
	if e.Text.IsEmpty() || strings.HasPrefix(e.Text.Raw(), "Killed") {
		return ""
	}
	return " at " + m.since(e.At)
}

func (m *clocked) since(at time.Time) string {
	if at.IsZero() {
		return "never"
	}
	return at.Sub(m.began).Round(time.Second).String()
}

// tells notes the whole of a thread, as the desk and the machine have it.
func (m *clocked) tells(id desk.TicketID) {
	m.t.Helper()
	page, err := m.shop.store.Thread(context.Background(), id)
	m.shop.ok(err)
	th, err := m.ledger.Thread(id, 10_000)
	m.shop.ok(err)
	same := slices.EqualFunc(page.Messages, th.Messages, func(a, b desk.Message) bool {
		return a.ID == b.ID && a.Text == b.Text && a.At.Equal(b.At)
	})
	for _, e := range page.Messages[max(0, len(page.Messages)-8):] {
		m.note("%s %s %q%s", e.Kind, e.Author.Agent, e.Text.Raw(), m.at(e))
	}
	m.note("the machine has the same: %t", same)
}
