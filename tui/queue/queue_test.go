package queue_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/queue"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
)

var now = time.Date(2026, 3, 4, 14, 32, 0, 0, time.UTC)

func urgent(t *desk.Ticket) { t.Urgency, t.Impact = desk.High, desk.High }

func high(t *desk.Ticket) { t.Urgency = desk.High }

func nobodys(t *desk.Ticket) { t.Assignee = "" }

func viaChat(t *desk.Ticket) { t.Channel = desk.Chat }

// shop is a desk with five tickets of kim's, as in any shop on any day.
func shop() *screentest.Desk {
	d := screentest.NewDesk(now)
	d.Open(4821, "Refund still not on my card", "Harper Moore", "Where is it?", 10*time.Minute, urgent)
	d.Open(4833, "Parcel says delivered, is not", "Aarav Anderson", "Hello?", 18*time.Minute, high, viaChat)
	d.Open(4790, "Change the delivery address", "Mei Kovacs", "Please", 5*time.Hour+51*time.Minute)
	d.Open(4811, "Two charges for one order", "Olivia Lopez", "Why", 3*time.Hour+10*time.Minute)
	d.Open(4777, "Cannot sign in since Monday", "Yusuf Rossi", "Help", 2*time.Hour, viaChat)
	return d
}

// busy is a desk with n tickets of kim's, numbered in the order of the queue from 1.
func busy(n int) *screentest.Desk {
	d := screentest.NewDesk(now)
	for i := range n {
		d.Open(int64(i+1), fmt.Sprintf("Ticket %d", i+1), "Ann", "text", time.Duration(n-i)*time.Second)
	}
	return d
}

func play(t *testing.T, d *screentest.Desk, w, h int) *screentest.Stage {
	t.Helper()
	s := screentest.NewSession(d)
	return screentest.Play(t, d, s, queue.New(queue.Needs{Session: s, Reads: d, People: d, Ledger: d}), w, h)
}

func looks(t *testing.T, st *screentest.Stage, want string) {
	t.Helper()
	if got := st.Picture(); got != strings.Trim(want, "\n") {
		t.Errorf("the screen shows\n%s\n--- and should show\n%s", got, strings.Trim(want, "\n"))
	}
}

// under is the number on the row with the bar, and the line on which that row stands.
func under(t *testing.T, st *screentest.Stage) (number string, line int) {
	t.Helper()
	for i, l := range strings.Split(st.Picture(), "\n") {
		if strings.HasPrefix(l, "▌") {
			return strings.Fields(strings.Trim(l, "▌ !✓"))[0], i
		}
	}
	return "", -1
}

func ticket(t *testing.T, d *screentest.Desk, number int64) desk.TicketID {
	t.Helper()
	id, err := d.Find(number)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// elsewhere is an operation of a colleague's.
func elsewhere(d *screentest.Desk, id desk.TicketID, in desk.Intent) {
	d.Arrive(desk.Op{ID: desk.NewOpID(), Ticket: id, Base: d.Tickets[id].Version, Seen: d.Tickets[id].LastMessage, Actor: "tom", At: d.Clock, Intent: in})
}

func TestOneGlanceTellsWhatMatters(t *testing.T) {
	d := shop()
	d.Unread[ticket(t, d, 4833)] = true
	id := ticket(t, d, 4777)
	d.Here[id] = []desk.Presence{{Agent: "tom", Ticket: id, Doing: desk.Viewing, Until: now.Add(time.Minute)}}
	late := ticket(t, d, 4811)
	k := d.Tickets[late]
	k.WaitingSince = now.Add(-9 * time.Hour)
	d.Tickets[late] = k
	d.Drafts[late] = [2]*desk.Draft{{Ticket: late}}
	st := play(t, d, 51, 20)
	looks(t, st, `
   Mine · by due time                           5

▌   4811  Two charges for one order      over 1 h
▌     Olivia Lopez · mail · waits 9 h 00    draft
 !! 4821  Refund still not on my card     due 5 m
      Harper Moore · mail · waits 10 m
  ! 4833  Parcel says delivered, is not      42 m
      Aarav Anderson · chat · waits 18 m        ●
    4790  Change the delivery address         2 h
      Mei Kovacs · mail · waits 5 h 51
    4777  Cannot sign in since Monday         6 h
      Yusuf Rossi · chat · waits 2 h  Tom is here
`)
	if got := st.Top().(screen.Placed).Standing(); got != "1 of 5" {
		t.Errorf("the footer says %q", got)
	}
}

func TestWhoIsHereIsPartedFromTheWaitByMoreThanOneBlank(t *testing.T) {
	d := shop()
	for id := range d.Tickets {
		d.Here[id] = []desk.Presence{{Agent: "tom", Ticket: id, Doing: desk.Viewing, Until: now.Add(time.Minute)}}
	}
	for w := 40; w < 100; w++ {
		for line := range strings.Lines(play(t, d, w, 30).Picture()) {
			if before, _, here := strings.Cut(line, "Tom is here"); here && !strings.HasSuffix(before, "  ") {
				t.Errorf("at %d cells a row is %q", w, line)
			}
		}
	}
}

func TestHowLongACustomerWaitsStandsInARowOfEveryWidth(t *testing.T) {
	d := shop()
	d.Open(4700, "A lamp", "Mrs Edith Pomfret-Featherstonehaugh", "x", 8*time.Hour+6*time.Minute, func(t *desk.Ticket) { t.Group = "bench" })
	for id := range d.Tickets {
		d.Unread[id] = true
	}
	for w := 40; w < 100; w++ {
		if got := play(t, d, w, 30).Picture(); strings.Count(got, "waits ") != 6 {
			t.Fatalf("at %d cells the rows show\n%s", w, got)
		}
	}
	for w, want := range map[int]string{43: "Mrs Edith Pomfret… · waits 8 h 06 ●", 64: "… · mail · waits 8 h 06 · bench", 90: "Featherstonehaugh · mail · waits 8 h 06 · bench"} {
		if got := play(t, d, w, 30).Picture(); !strings.Contains(got, want) {
			t.Errorf("at %d cells %q is missing from\n%s", w, want, got)
		}
	}
}

func TestARowDoesNotSayWhatItsViewIsCalled(t *testing.T) {
	d := shop()
	done := func(s desk.Status) func(*desk.Ticket) {
		return func(t *desk.Ticket) { t.Status, t.SolvedAt, t.WaitingSince, t.Assignee = s, now, time.Time{}, "tom" }
	}
	d.Open(1, "One", "Ann", "x", time.Hour, done(desk.Solved))
	d.Open(2, "Two", "Bo", "x", time.Hour, done(desk.Closed))
	st := play(t, d, 51, 20)
	for range 7 {
		st.Act(keymaps.NextView)
	}
	if got := st.Picture(); strings.Contains(got, "· solved") || !strings.Contains(got, "Ann · mail · Tom") || !strings.Contains(got, "Bo · mail · closed · Tom") {
		t.Errorf("the rows show\n%s", got)
	}
}

func TestInRowsOfOneLineAColleagueTakesRoomFromTheirRowAlone(t *testing.T) {
	for _, w := range []int{60, 76, 120} {
		d := shop()
		id := ticket(t, d, 4777)
		d.Here[id] = []desk.Presence{{Agent: "tom", Ticket: id, Doing: desk.Writing, Until: now.Add(time.Minute)}}
		st := play(t, d, w, 20)
		st.Act(keymaps.Density)
		got := st.Picture()
		for _, whole := range []string{"Refund still not on my card", "Two charges for one order", "Change the delivery address"} {
			if !strings.Contains(got, whole) {
				t.Errorf("at %d cells %q is cut:\n%s", w, whole, got)
			}
		}
	}
	d := shop()
	id := ticket(t, d, 4777)
	d.Here[id] = []desk.Presence{{Agent: "tom", Ticket: id, Doing: desk.Writing, Until: now.Add(time.Minute)}}
	d.Unread[id] = true
	st := play(t, d, 43, 20)
	st.Act(keymaps.Density)
	if got := st.Picture(); !strings.Contains(got, "Cannot sign in… Tom  ●") {
		t.Errorf("in little room the row shows\n%s", got)
	}
}

func TestOneLineARowShowsTwiceAsMany(t *testing.T) {
	st := play(t, shop(), 80, 20)
	st.Act(keymaps.Density)
	looks(t, st, `
   Mine · by due time                                                        5

▌!! 4821  Refund still not on my card        Harper Moore      mail    due 5 m
  ! 4833  Parcel says delivered, is not      Aarav Anderson    chat       42 m
    4790  Change the delivery address        Mei Kovacs        mail        2 h
    4811  Two charges for one order          Olivia Lopez      mail        4 h
    4777  Cannot sign in since Monday        Yusuf Rossi       chat        6 h
`)
}

func TestMovingNeverWaitsAndKeepsTwoRowsInSight(t *testing.T) {
	d := busy(500)
	st := play(t, d, 60, 24)
	for range 120 {
		st.Act(keymaps.Down)
	}
	number, line := under(t, st)
	if number != "121" {
		t.Errorf("after 120 steps down the cursor is on %s", number)
	}
	if line > 24-1-2*2-1 {
		t.Errorf("the cursor is on line %d: fewer than two rows follow it", line)
	}
	// Answers that are late do not hold the cursor up: what is held reaches a screenful on.
	st.Hold = true
	st.Act(keymaps.PageDown)
	if number, _ = under(t, st); number == "121" {
		t.Error("a page down waited for the disk")
	}
	st.Answer()
	st.Hold = false
	st.Act(keymaps.Last)
	if number, _ = under(t, st); number != "500" {
		t.Errorf("the end is on %s", number)
	}
	if got := st.Top().(screen.Placed).Standing(); got != "500 of 500" {
		t.Errorf("the footer says %q", got)
	}
	st.Act(keymaps.First)
	if number, _ = under(t, st); number != "1" {
		t.Errorf("the top is on %s", number)
	}
}

func TestNewTicketsWaitBehindAKeyAndNoRowJumps(t *testing.T) {
	d := shop()
	st := play(t, d, 60, 24)
	st.Act(keymaps.Down)
	before := st.Picture()
	d.Open(4901, "A new one, and urgent", "Ada", "!", 14*time.Minute, urgent)
	d.Open(4902, "Another", "Ben", "?", time.Minute)
	st.Changed(desk.ChangedTicket, ticket(t, d, 4901))
	after := st.Picture()
	if !strings.Contains(after, "2 new · <show_new>") {
		t.Errorf("nobody tells of the new ones:\n%s", after)
	}
	if below(before) != below(after) {
		t.Errorf("rows moved:\n%s\n--- were\n%s", after, before)
	}
	st.Act(keymaps.ShowNew)
	if !strings.Contains(st.Picture(), "4901") || strings.Contains(st.Picture(), "2 new") {
		t.Errorf("the key does not show them:\n%s", st.Picture())
	}
	if number, _ := under(t, st); number != "4833" {
		t.Errorf("the cursor went from 4833 to %s", number)
	}
}

func TestAnsweringMovesNoRowAndBringsNoNews(t *testing.T) {
	d := busy(300)
	st := play(t, d, 60, 24)
	st.Act(keymaps.Down)
	before := below(st.Picture())
	id := ticket(t, d, 2)
	k := d.Tickets[id]
	k.WaitingSince, k.UpdatedAt = time.Time{}, now // answered: it would stand behind all others now
	d.Tickets[id] = k
	st.Changed(desk.ChangedTicket, id)
	if got := st.Picture(); strings.Contains(got, " new ") {
		t.Errorf("nothing came, and it says\n%s", got)
	}
	if number, _ := under(t, st); number != "2" {
		t.Errorf("the cursor went to %s:\n%s\n--- before\n%s", number, st.Picture(), before)
	}
	for range 100 {
		st.Act(keymaps.Down)
	}
	if number, _ := under(t, st); number != "102" {
		t.Errorf("a hundred steps lead to %s", number)
	}
}

// below is a picture without its title line.
func below(picture string) string {
	_, rows, _ := strings.Cut(picture, "\n")
	return rows
}

func TestWhatAColleagueTakesStaysAsAGhost(t *testing.T) {
	d := shop()
	for _, n := range []int64{4790, 4833} {
		id := ticket(t, d, n)
		k := d.Tickets[id]
		k.Assignee = ""
		d.Tickets[id] = k
	}
	s := screentest.NewSession(d)
	st := screentest.Play(t, d, s, queue.New(queue.Needs{Session: s, Reads: d, People: d, Ledger: d, View: desk.ViewUnassigned}), 60, 24)
	elsewhere(d, ticket(t, d, 4833), desk.Assign{To: "tom"})
	st.Changed(desk.ChangedTicket, ticket(t, d, 4833))
	if got := st.Picture(); !strings.Contains(got, "4833") || !strings.Contains(got, "Tom has it") {
		t.Errorf("the row went away under the cursor:\n%s", got)
	}
	st.Act(keymaps.ShowNew)
	if got := st.Picture(); strings.Contains(got, "4833") {
		t.Errorf("the ghost stays for ever:\n%s", got)
	}
}

func TestNoWordStaysOfATicketThatIsNoLongerHere(t *testing.T) {
	d := shop()
	st := play(t, d, 60, 24)
	id := ticket(t, d, 4821)
	name, subject := d.Tickets[id].RequesterName.Raw(), d.Tickets[id].Subject.Raw()
	if got := st.Picture(); !strings.Contains(got, name) || !strings.Contains(got, subject[:8]) {
		t.Fatalf("it is not there:\n%s", got)
	}
	delete(d.Tickets, id)
	st.Changed(desk.ChangedTicket, id)
	got := st.Picture()
	if strings.Contains(got, subject[:8]) || strings.Contains(got, name) || !strings.Contains(got, "no longer here") {
		t.Errorf("of what was erased it shows:\n%s", got)
	}
}

func TestTwoKeysInARowNeverHitTwoTickets(t *testing.T) {
	d := shop()
	st := play(t, d, 60, 24)
	st.Act(keymaps.Solve)
	st.Changed(desk.ChangedOutbox, ticket(t, d, 4821))
	if got := st.Picture(); !strings.Contains(got, "4821") || !strings.Contains(got, "solved") {
		t.Fatalf("what was solved is gone at once:\n%s", got)
	}
	if why := st.Act(keymaps.Solve); why.Code != desk.AlreadyThatState {
		t.Errorf("solving twice gives %v", why)
	}
	if len(d.Submitted) != 1 {
		t.Errorf("%d operations were made", len(d.Submitted))
	}
	_, line := under(t, st)
	st.Act(keymaps.Down)
	number, at := under(t, st)
	if number != "4833" || at != line || strings.Contains(st.Picture(), "4821") {
		t.Errorf("moving on leaves the cursor on %s, line %d (was %d):\n%s", number, at, line, st.Picture())
	}
}

func TestAnOperationCarriesWhatWasSeenWhenTheKeyWasPressed(t *testing.T) {
	d := shop()
	st := play(t, d, 60, 24)
	st.Act(keymaps.Solve)
	op := d.Submitted[0]
	id := ticket(t, d, 4821)
	if op.Ticket != id || op.Base != d.Tickets[id].Version || op.Seen != 1 || op.Actor != "kim" || op.ID.IsZero() || !op.At.Equal(now) {
		t.Errorf("the operation is %+v", op)
	}
	if st.LastSaid() != "#4821 is solved." || st.Said[0].Undo != op.ID || !st.Said[0].Until.Equal(now.Add(8*time.Second)) {
		t.Errorf("the notice is %+v", st.Said)
	}
}

func TestAFullDiskIsSaidAndNothingIsPretended(t *testing.T) {
	d := shop()
	d.Full = errors.New("no space left on device")
	st := play(t, d, 60, 24)
	st.Act(keymaps.Claim, keymaps.Solve)
	if !strings.Contains(st.LastSaid(), "disk") || st.Said[0].Level != screen.Failure {
		t.Errorf("said: %+v", st.Said)
	}
}

func TestViewsTurnAndKeepTheirPlace(t *testing.T) {
	d := shop()
	d.Open(4900, "Nobody's yet", "Zoe", "hi", time.Minute, nobodys)
	st := play(t, d, 60, 24)
	st.Act(keymaps.Down, keymaps.Down, keymaps.NextView)
	if got := st.Picture(); !strings.Contains(got, "Unassigned") || !strings.Contains(got, "4900") {
		t.Errorf("the next view shows\n%s", got)
	}
	st.Act(keymaps.PreviousView)
	if number, _ := under(t, st); number != "4790" {
		t.Errorf("coming back the cursor is on %s", number)
	}
	if c := st.Top().(screen.Counted).Counts(); c[desk.ViewUnassigned] != 1 || c[desk.ViewMine] != 5 {
		t.Errorf("the header counts %v", c)
	}
}

func TestThePanesBesideFollowTheCursor(t *testing.T) {
	d := shop()
	st := play(t, d, 60, 24)
	st.Act(keymaps.Down)
	last := st.Went[len(st.Went)-1]
	if !last.Follow || last.Ticket != ticket(t, d, 4833) || last.To != screen.Ticket {
		t.Errorf("the last wish was %+v", last)
	}
	st.Act(keymaps.Open)
	if went := st.LastWent(); went.Ticket != ticket(t, d, 4833) || went.To != screen.Ticket {
		t.Errorf("enter goes to %+v", went)
	}
}

func TestEmptyStatesAreKindAndUseful(t *testing.T) {
	d := screentest.NewDesk(now)
	d.Open(1, "free", "A", "x", time.Minute, nobodys)
	st := play(t, d, 60, 12)
	if got := st.Picture(); !strings.Contains(got, "Nothing of yours is waiting.") || !strings.Contains(got, "One waits for somebody to take it.") {
		t.Errorf("an empty queue says\n%s", got)
	}
	if got := strings.Join(strings.Fields(play(t, screentest.NewDesk(now), 60, 12).Picture()), " "); !strings.Contains(got, "heed import --desk DIR FILE") || !strings.Contains(got, "heed demo") {
		t.Errorf("a desk without tickets says\n%s", got)
	}
	d = screentest.NewDesk(now)
	d.State = desk.Link{State: desk.LinkDown, Bare: desk.BareNew}
	if got := play(t, d, 60, 12).Picture(); !strings.Contains(got, "no connection to the desk yet") {
		t.Errorf("a desk that was never reached says\n%s", got)
	}
	d.State.Bare = desk.NotBare
	if got := play(t, d, 60, 12).Picture(); !strings.Contains(got, "Nothing of yours is waiting.") {
		t.Errorf("an empty queue of a desk that was not reached yet today says\n%s", got)
	}
	d.State = desk.Link{State: desk.LinkUp, Filling: true, Filled: 1200, FillGoal: 5000}
	if got := play(t, d, 60, 12).Picture(); !strings.Contains(got, "1200 of 5000") || !strings.Contains(got, "━") {
		t.Errorf("a first fill says\n%s", got)
	}
	d.Err = errors.New("bad block")
	if got := play(t, d, 60, 12).Picture(); !strings.Contains(got, "could not be read") {
		t.Errorf("a broken disk says\n%s", got)
	}
}

func TestAQueueThatWasDamagedIsNotTakenForAnEmptyOne(t *testing.T) {
	d := screentest.NewDesk(now)
	st := play(t, d, 80, 12)
	for state, want := range map[desk.LinkState]string{
		desk.LinkDown:   "until the desk is reached",
		desk.LinkDenied: "until the desk is reached",
		desk.LinkUp:     "Everything comes again now",
	} {
		d.State = desk.Link{State: state, Synced: now, Bare: desk.BareLost}
		st.Changed(desk.ChangedAll, desk.TicketID{})
		got := strings.Join(strings.Fields(st.Picture()), " ")
		if !strings.Contains(got, "damaged and is set aside") || !strings.Contains(got, want) || strings.Contains(got, "no tickets yet") {
			t.Errorf("%s: it says\n%s", state, got)
		}
	}
	d.State = desk.Link{State: desk.LinkUp, Synced: now}
	st.Changed(desk.ChangedLink, desk.TicketID{})
	if got := st.Picture(); strings.Contains(got, "damaged") {
		t.Errorf("once all is here again it says\n%s", got)
	}
}

func TestTheFirstTicketsOfAFillShowByThemselves(t *testing.T) {
	d := screentest.NewDesk(now)
	d.State = desk.Link{State: desk.LinkUp, Filling: true, FillGoal: 5}
	st := play(t, d, 60, 24)
	d.Open(1, "first", "A", "x", time.Minute)
	st.Changed(desk.ChangedAll, desk.TicketID{})
	d.Open(2, "second", "A", "x", 2*time.Minute)
	st.Changed(desk.ChangedAll, desk.TicketID{})
	if got := st.Picture(); !strings.Contains(got, "first") || !strings.Contains(got, "second") {
		t.Errorf("the list shows\n%s", got)
	}
}

func TestWhyThisOrderShowsTheSum(t *testing.T) {
	d := shop()
	id := ticket(t, d, 4833)
	k := d.Tickets[id]
	k.Tier = desk.Gold
	d.Tickets[id] = k
	st := play(t, d, 80, 24)
	st.Act(keymaps.Down, keymaps.WhyOrder)
	looks(t, st, `
the customer waits since  14:14
high priority may wait    + 1 h 00
less for gold             − 6 m

due                       = 15:08   in 36 m
`)
	st.Sweep()
	st.Act(keymaps.Cancel)
	if number, _ := under(t, st); number != "4833" {
		t.Error("closing does not lead back to the list")
	}
}

func TestTheSumOfTheOrderAddsUpToTheSecond(t *testing.T) {
	d := shop()
	id := d.Open(4900, "It smokes", "Nell Hargreave", "x", 14*time.Minute, func(k *desk.Ticket) {
		k.Assignee, k.Tier = d.Who.ID, desk.Silver
		k.Urgency, k.Impact = desk.PriorityUrgent.Levels()
	})
	r := desk.Reckon(d.Tickets[id])
	if r.Tier%time.Minute == 0 {
		t.Fatalf("a tier's part of %v has no seconds", r.Tier)
	}
	st := play(t, d, 80, 24)
	st.Act(keymaps.First, keymaps.WhyOrder)
	picture := st.Picture()
	for _, want := range []string{r.From.Format("15:04:05"), "= " + r.Due.Format("15:04:05"), "45 s"} {
		if !strings.Contains(picture, want) {
			t.Errorf("%q is not in\n%s", want, picture)
		}
	}
}

func TestEveryActionOfTheTicketWorksFromTheQueue(t *testing.T) {
	d := shop()
	st := play(t, d, 80, 24)
	st.Act(keymaps.SetStatus)
	st.Type("hold\n")
	st.Act(keymaps.Accept)
	st.Act(keymaps.SetPriority)
	st.Type("low")
	st.Act(keymaps.Accept)
	st.Act(keymaps.AddTag)
	st.Type("Refund vip")
	st.Act(keymaps.Accept)
	st.Act(keymaps.Snooze)
	st.Type("tomorrow 9")
	st.Act(keymaps.Accept)
	want := []desk.Intent{
		desk.SetStatus{Status: desk.OnHold},
		desk.SetPriority{Urgency: desk.Low},
		desk.Tag{Tags: []string{"refund", "vip"}},
		desk.Snooze{Until: time.Date(2026, 3, 5, 9, 0, 0, 0, time.UTC)},
	}
	for i, in := range want {
		if i >= len(d.Submitted) || fmt.Sprint(d.Submitted[i].Intent) != fmt.Sprint(in) {
			t.Fatalf("operation %d is %+v, want %+v", i, d.Submitted, in)
		}
	}
	st.Act(keymaps.WriteNote)
	if went := st.LastWent(); went.To != screen.Compose || !went.Note {
		t.Errorf("n goes to %+v", went)
	}
	st.Act(keymaps.CopyNumber)
	if st.Copied != "4821" {
		t.Errorf("copied %q", st.Copied)
	}
}

func TestAnEmptyListRefusesWithAReason(t *testing.T) {
	st := play(t, screentest.NewDesk(now), 60, 12)
	for _, a := range []keymaps.Action{keymaps.Claim, keymaps.WriteReply, keymaps.Open, keymaps.WhyOrder} {
		if why := st.Act(a); why.Code != desk.NothingSelected {
			t.Errorf("%s gives %v", a, why)
		}
	}
}

func TestTheQueueFitsEverySize(t *testing.T) {
	for _, d := range []*screentest.Desk{shop(), busy(200), screentest.NewDesk(now)} {
		d.State.Filling, d.State.FillGoal = true, 10
		play(t, d, 80, 24).Sweep()
	}
}

func TestWhatCustomersWriteStaysInItsPlace(t *testing.T) {
	for _, bad := range screentest.Hostile() {
		calm, foul := screentest.NewDesk(now), screentest.NewDesk(now)
		for i := range 3 {
			calm.Open(int64(i+1), "Subject", "Name", "x", time.Duration(9-i)*time.Minute)
			foul.Open(int64(i+1), bad, bad, bad, time.Duration(9-i)*time.Minute)
		}
		a, b := play(t, calm, 60, 20), play(t, foul, 60, 20)
		screentest.Tame(t, b.Top().View(now).Text)
		la, lb := strings.Split(a.Picture(), "\n"), strings.Split(b.Picture(), "\n")
		if len(la) != len(lb) {
			t.Fatalf("%q changes the number of lines", bad)
		}
		for i := range la {
			times := i%2 == 0 && strings.HasSuffix(la[i], " h")
			if head(la[i], 10) != head(lb[i], 10) || times && la[i][len(la[i])-4:] != lb[i][len(lb[i])-4:] {
				t.Errorf("%.40q changes what is heed's own:\n%s\n%s", bad, la[i], lb[i])
			}
		}
		for _, w := range []int{13, 40, 80, 160} {
			b.Top().Resize(w, 24)
			screentest.Fits(t, b.Top(), w, 24, b)
		}
	}
}

func head(s string, n int) string {
	r := []rune(s + strings.Repeat(" ", n))
	return string(r[:n])
}

func TestTheTagsInUseStandInTheDialogAlsoWhereNoRowInSightHasOne(t *testing.T) {
	d := shop()
	st := play(t, d, 80, 20)
	st.Act(keymaps.AddTag)
	if got := st.Picture(); !strings.Contains(got, "No tag is in use yet. Type one.") || strings.Contains(got, "Nothing fits") {
		t.Errorf("where there are none it shows\n%s", got)
	}
	d.Open(5000, "Not of mine", "Zoe", "Hello", time.Minute, func(k *desk.Ticket) { k.Tags, k.Assignee = []string{"late-parcel"}, "tom" })
	st = play(t, d, 80, 20)
	st.Act(keymaps.AddTag)
	if got := st.Picture(); !strings.Contains(got, "late-parcel") {
		t.Errorf("it shows\n%s", got)
	}
}

func TestTheCursorStaysOnItsLineInAViewThatWasJustEmptied(t *testing.T) {
	d := busy(42)
	st := play(t, d, 60, 8)
	st.Act(keymaps.Last, keymaps.MarkAll)
	st.Changed(desk.ChangedTicket, d.Open(501, "new", "Ben", "x", 0))
	st.Act(keymaps.PageUp, keymaps.Release, keymaps.Accept)
	st.Changed(desk.ChangedTicket, d.Submitted[0].Ticket)
	st.Act(keymaps.Solve, keymaps.Down)
	wasOn, wasAt := under(t, st)
	st.Changed(desk.ChangedTicket, d.Submitted[len(d.Submitted)-1].Ticket)
	if on, at := under(t, st); on != wasOn || at != wasAt {
		t.Errorf("the cursor stood on %s, line %d, and stands on %s, line %d:\n%s", wasOn, wasAt, on, at, st.Picture())
	}
	st.Act(keymaps.ShowNew)
	if on, _ := under(t, st); on != "501" {
		t.Errorf("laid anew the view shows\n%s", st.Picture())
	}
}

func TestARowIsCalledLateOnlyWhereTheFloorCountsItAsLate(t *testing.T) {
	for want, due := range map[string]time.Time{"over 1 h": {}, "over 1 h ": now.Add(time.Minute), "late 5 m": now.Add(-5 * time.Minute), "late 2 h": now.Add(-2 * time.Hour)} {
		d := shop()
		id := ticket(t, d, 4811)
		k := d.Tickets[id]
		k.WaitingSince = now.Add(-9 * time.Hour)
		if !due.IsZero() {
			k.Clocks = []desk.Clock{{Target: desk.NextReply, Due: due}}
		}
		d.Tickets[id] = k
		st := play(t, d, 51, 20)
		if got := st.Picture(); !strings.Contains(got, strings.TrimSpace(want)) {
			t.Errorf("promised by %v, and not %q:\n%s", due, want, got)
		}
	}
}
