package floor_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/metrics"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/floor"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
)

// now is a Wednesday, 14:32.
var now = time.Date(2026, 3, 4, 14, 32, 0, 0, time.UTC)

// watch is a desk that is watched.
type watch struct {
	look  metrics.Look
	err   error
	asked int
	of    []string // the figures whose cases were asked for
	cases metrics.Cases
	curve metrics.Curve
	heat  metrics.Heat
}

func (w *watch) Floor(context.Context) (metrics.Look, error) {
	w.asked++
	return w.look, w.err
}

func (w *watch) FloorCases(_ context.Context, n metrics.Name, of metrics.Scope) (metrics.Cases, error) {
	w.of = append(w.of, fmt.Sprintf("%s %s %s", n, of.By, of.Name))
	return w.cases, w.err
}

func (w *watch) FloorCurve(_ context.Context, n metrics.Name, of metrics.Scope, over metrics.Span) (metrics.Curve, error) {
	w.of = append(w.of, fmt.Sprintf("%s %s %s %s", n, over, of.By, of.Name))
	return w.curve, w.err
}

func (w *watch) FloorHeat(_ context.Context, of metrics.Scope) (metrics.Heat, error) {
	w.of = append(w.of, fmt.Sprintf("heat %s %s", of.By, of.Name))
	return w.heat, w.err
}

// ticket puts a ticket on the desk and returns its id.
func ticket(d *screentest.Desk, number int64, subject string) desk.TicketID {
	return d.Open(number, subject, "Harper Moore", "Where is it?", time.Hour)
}

// stands is how a part stands in which so many are late, for so long.
func stands(open, late int, oldest desk.TicketID, since time.Duration) metrics.Standing {
	s := metrics.Standing{Open: open, Unassigned: open / 4, Waiting: open / 2, Longest: metrics.Wait{Ticket: oldest, Since: now.Add(-since)}}
	if late > 0 {
		s.Late = metrics.Named{N: late, Tickets: []metrics.Wait{{Ticket: oldest, Since: now.Add(-since)}}}
	}
	s.Backlog = metrics.Ages{N: open, P50: 50 * time.Hour, P90: 220 * time.Hour, Oldest: 31 * 24 * time.Hour, Ticket: oldest}
	return s
}

// did is what was done in a part today.
func did(n int) metrics.Sums {
	s := metrics.Sums{
		Arrived: n + 3, Solved: n, ServiceLevel: metrics.Share{N: n - 1, Of: n}, OneTouch: metrics.Share{N: n / 2, Of: n},
		Reopened: metrics.Share{N: 1, Of: n}, Satisfied: metrics.Share{N: n / 3, Of: n/3 + 1}, Responded: metrics.Share{N: n/3 + 1, Of: n},
		FirstReply: metrics.Times{
			N: n, Calendar: metrics.Spreads{P50: 12 * time.Minute, P90: 64 * time.Minute, Mean: 20 * time.Minute, Most: 2 * time.Hour},
			Held: []metrics.Target{{Within: time.Hour, Business: true, Kept: metrics.Share{N: n - 1, Of: n}}},
		},
	}
	s.ArrivedByHour[9], s.ArrivedByHour[14] = n, 3
	return s
}

// busy is a desk with tickets that are late, and what its watcher is told.
func busy(t *testing.T) (*screentest.Desk, *watch) {
	t.Helper()
	d := screentest.NewDesk(now)
	d.Who.Role = desk.RoleLead
	late := ticket(d, 4821, "Refund still not on my card")
	part := func(by metrics.By, name string, open, lates int) metrics.Board {
		return metrics.Board{Scope: metrics.Scope{By: by, Name: name}, Now: stands(open, lates, late, 130*time.Minute), Today: did(10)}
	}
	d.Here[late] = []desk.Presence{{Agent: "tom", Ticket: late, Doing: desk.Writing, Until: now.Add(time.Minute)}}
	return d, &watch{
		look: metrics.Look{Floor: &metrics.Floor{
			At: now, Day: metrics.Period{From: now.Truncate(24 * time.Hour), To: now.Truncate(24*time.Hour).AddDate(0, 0, 1)},
			Desk:     metrics.Board{Now: stands(218, 4, late, 130*time.Minute), Today: did(38)},
			Groups:   []metrics.Board{part(metrics.ByGroup, "", 20, 0), part(metrics.ByGroup, "Returns", 60, 4)},
			Channels: []metrics.Board{part(metrics.ByChannel, "chat", 18, 0), part(metrics.ByChannel, "mail", 200, 4)},
			Agents:   []metrics.Board{part(metrics.ByAgent, "kim", 12, 0)},
		}},
		cases: metrics.Cases{N: 2, Cases: []metrics.Case{
			{Name: metrics.Late, Ticket: late, At: now.Add(-130 * time.Minute)}, {Name: metrics.Late, Ticket: desk.NewTicketID(), At: now.Add(-time.Hour)},
		}},
	}
}

func play(t *testing.T, d *screentest.Desk, w *watch, width, height int) *screentest.Stage {
	t.Helper()
	s := screentest.NewSession(d)
	s.Watch = w
	sc := floor.New(floor.Needs{Session: s, Reads: d})
	sc.Focus(true)
	return screentest.Play(t, d, s, sc, width, height)
}

// shows holds that a picture has words in it, whatever the gaps between them.
func shows(t *testing.T, st *screentest.Stage, want ...string) {
	t.Helper()
	got := st.Picture()
	flat := strings.Join(strings.Fields(got), " ")
	for _, w := range want {
		if !strings.Contains(flat, w) {
			t.Errorf("%q is missing in\n%s", w, got)
		}
	}
}

func TestTheFloorSaysWhetherItIsAllRightAndThenTheNumbers(t *testing.T) {
	d, w := busy(t)
	shows(t, play(t, d, w, 160, 45),
		"Late: 4 tickets, oldest 2 h 10 in Returns", "Open 218", "Unassigned 54", "Waiting for us longest 2 h 10 109", "Late oldest 2 h 10 4",
		"Backlog age p50 2 d · p90 9 d 218", "First reply 12 m 1 h 04 97 % 38", "Service level 97 % 38", "Satisfied 92 % 13",
		"Returns 60 4", "mail 200 4", "Kim Berg 12", "Tom", "writes #4821", "today since 00:00 · calendar hours")
}

func TestACalmDeskSaysWhatIsDueNext(t *testing.T) {
	d, w := busy(t)
	f := w.look.Floor
	f.Desk.Now.Late = metrics.Named{}
	for want, at := range map[string]metrics.Standing{
		"Calm: nothing late, 3 due within 15 min":                 {Open: 9, Due15: metrics.Named{N: 3}, Due60: metrics.Named{N: 5}},
		"Calm: nothing late, 5 due within the hour":               {Open: 9, Due60: metrics.Named{N: 5}},
		"Calm: nothing late, nothing due within the hour, 9 open": {Open: 9},
		"Nothing is open. All is done.":                           {},
		"Late: 1 ticket, 2 h 10 in Returns":                       stands(9, 1, f.Groups[1].Now.Longest.Ticket, 130*time.Minute),
	} {
		f.Desk.Now = at
		shows(t, play(t, d, w, 100, 30), want)
	}
}

func TestEveryNumberOpensItsTicketsAndSaysWhatItCounts(t *testing.T) {
	d, w := busy(t)
	st := play(t, d, w, 120, 40)
	st.Act(keymaps.Down, keymaps.Down, keymaps.Down, keymaps.WhyOrder)
	shows(t, st, "Open tickets with a promise that has run out.")
	st.Act(keymaps.Accept, keymaps.Open)
	shows(t, st, "2 h 10 4821 Refund still not on my card · Harper Moore", "1 h 00 · not on this computer")
	st.Sweep()
	st.Act(keymaps.Accept)
	if went := st.LastWent(); went.To != screen.Ticket || d.Tickets[went.Ticket].Number != 4821 || went.Who.IsZero() {
		t.Errorf("it leads to %+v", went)
	}
	if len(w.of) != 1 || w.of[0] != "late  " {
		t.Errorf("it asked for %q", w.of)
	}
}

func TestAPartHasAllFiguresOfItsOwnAndAStepBackLeadsToTheDesk(t *testing.T) {
	d, w := busy(t)
	st := play(t, d, w, 120, 40)
	st.Act(keymaps.PageDown, keymaps.PageDown, keymaps.Open)
	shows(t, st, "Floor · Returns", "Open 60", "Late: 4 tickets, oldest 2 h 10")
	st.Act(keymaps.Open)
	if len(w.of) != 1 || w.of[0] != "open group Returns" {
		t.Errorf("it asked for %q", w.of)
	}
	st.Act(keymaps.Cancel, keymaps.GoBack)
	if got := st.Picture(); strings.Contains(got, "Floor · Returns") || st.Closed {
		t.Errorf("a step back shows\n%s", got)
	}
	shows(t, st, "Open 218")
}

func TestWhoLooksFirstSeesHowFarItIsCounted(t *testing.T) {
	d, w := busy(t)
	look := w.look
	w.look = metrics.Look{Counting: &metrics.Counting{Done: 1200, Of: 9000}}
	st := play(t, d, w, 100, 30)
	shows(t, st, "Counting: 1200 of 9000 tickets.", "━")
	if why := st.Act(keymaps.Open); why.Code != desk.NothingSelected {
		t.Errorf("a number can be opened: %+v", why)
	}
	st.Sweep()
	w.look = look
	st.Ring("tick")
	shows(t, st, "Open 218")
}

func TestAFloorThatIsOutOfReachSaysOfWhenItIs(t *testing.T) {
	d, w := busy(t)
	st := play(t, d, w, 100, 30)
	w.err = &desk.Temporary{}
	d.Clock = now.Add(3 * time.Minute)
	st.Ring("tick")
	shows(t, st, "no word from the desk: as of 14:32", "Open 218")
	w.err = desk.ErrForbidden
	fresh := play(t, d, w, 100, 30)
	if got := fresh.Picture(); strings.Contains(got, "218") || len(strings.Fields(got)) < 5 {
		t.Errorf("who may not watch sees\n%s", got)
	}
	if errors.Is(w.err, desk.ErrForbidden) {
		fresh.Sweep()
	}
}

func TestAFloorThatTheDeskItselfCouldNotFollowSaysOfWhenItIs(t *testing.T) {
	d, w := busy(t)
	w.look.Stale = true
	d.Clock = now.Add(3 * time.Minute)
	st := play(t, d, w, 100, 30)
	shows(t, st, "the figures stand still: as of 14:32", "Open 218")
	w.look.Stale = false
	st.Ring("tick")
	if got := st.Picture(); strings.Contains(got, "stand still") {
		t.Errorf("it follows again and shows\n%s", got)
	}
}

func TestNewsOfManyTicketsHaveTheDeskAskedOnce(t *testing.T) {
	d, w := busy(t)
	st := play(t, d, w, 100, 30)
	for range 20 {
		st.Changed(desk.ChangedTicket, desk.NewTicketID())
	}
	if w.asked != 1 || st.Timers["again"] == 0 {
		t.Errorf("it was asked %d times; timers %v", w.asked, st.Timers)
	}
	st.Ring("again")
	if w.asked != 2 {
		t.Errorf("it was asked %d times", w.asked)
	}
}

func TestTheFloorFitsEverySizeAndWhatIsForeignIsTame(t *testing.T) {
	d, w := busy(t)
	for i, hostile := range screentest.Hostile() {
		name := fmt.Sprint("g", i, hostile)
		w.look.Floor.Groups = append(w.look.Floor.Groups, metrics.Board{Scope: metrics.Scope{By: metrics.ByGroup, Name: name}, Now: stands(i, 0, desk.NewTicketID(), time.Hour)})
		d.Staff = append(d.Staff, desk.Agent{ID: desk.AgentID(fmt.Sprint("a", i)), Name: desk.Foreign(hostile)})
	}
	st := play(t, d, w, 160, 45)
	st.Sweep()
	for range 30 {
		st.Act(keymaps.Down)
		screentest.Tame(t, st.Top().View(now).Text)
	}
	st.Act(keymaps.WhyOrder)
	st.Sweep()
}

func TestWhoHearsTheFloorHearsTheSentenceAndTheFigureTheyAreOn(t *testing.T) {
	d, w := busy(t)
	st := play(t, d, w, 80, 24)
	st.Act(keymaps.Down, keymaps.Down, keymaps.Down)
	told := st.Top().(screen.Teller).Tell(now) //nolint:forcetypeassert // a floor that cannot be heard fails here
	var all []string
	for _, s := range append(told.Head, told.Here...) {
		all = append(all, s.Text)
	}
	said := strings.Join(all, " ")
	for _, want := range []string{"Late: 4 tickets, oldest 2 h 10 in Returns.", "Late, 4, oldest 2 h 10."} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said, but %q", want, said)
		}
	}
	st.Act(keymaps.Last)
	if told := st.Top().(screen.Teller).Tell(now); len(told.Here) < 3 { //nolint:forcetypeassert // as above
		t.Errorf("of a part it says %+v", told.Here)
	}
}

func TestAFloorWithoutNewsStillShowsWhoIsOnWhichTicketOnceTheirPresenceHasRunOut(t *testing.T) {
	d, w := busy(t)
	st := play(t, d, w, 160, 45)
	d.Clock = now.Add(desk.PresenceHolds + 2*time.Minute)
	for id, all := range d.Here { // their workstations have said it again
		for i := range all {
			all[i].Until = d.Clock.Add(desk.PresenceHolds)
		}
		d.Here[id] = all
	}
	st.Ring("roll")
	shows(t, st, "writes #4821")
	clear(d.Here)
	st.Ring("roll")
	if got := st.Picture(); strings.Contains(got, "writes #4821") {
		t.Errorf("who has gone is still there\n%s", got)
	}
}
