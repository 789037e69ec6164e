package thread_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
	"github.com/heed-desk/heed/tui/thread"
)

var now = time.Date(2026, 3, 4, 14, 32, 0, 0, time.UTC)

// lamp is a ticket with a past: the customer wrote twice, kim answered, Tom left a note.
func lamp() (*screentest.Desk, desk.TicketID) {
	d := screentest.NewDesk(now.Add(-22 * time.Hour))
	id := d.Open(4821, "Refund still not on my card", "Harper Moore", `I sent the lamp back three weeks ago and the page says "received". My card shows nothing.
This is the third time I am writing.`, 0, func(t *desk.Ticket) { t.Urgency = desk.High })
	say := func(at time.Time, who desk.AgentID, in desk.Intent) {
		d.Clock = at
		d.Arrive(desk.Op{ID: desk.NewOpID(), Ticket: id, Base: d.Tickets[id].Version, Seen: d.Tickets[id].LastMessage, Actor: who, At: at, Intent: in})
	}
	say(now.Add(-21*time.Hour), "kim", desk.Reply{Text: desk.Foreign("Thank you for writing again, Harper, and I am sorry that you had to."), Then: desk.Open})
	say(now.Add(-5*time.Hour), "tom", desk.Note{Text: desk.Foreign("Warehouse confirms arrival on the 3rd.")})
	say(now.Add(-5*time.Hour), "tom", desk.SetPriority{Urgency: desk.High, Impact: desk.High})
	customerWrites(d, id, now.Add(-10*time.Minute), "Anyone there?")
	d.Clock = now
	who := d.Tickets[id].Requester
	c := d.Customers[who]
	c.Tier, c.Since, c.Zone = desk.Bronze, time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC), "America/New_York"
	d.Customers[who] = c
	return d, id
}

func customerWrites(d *screentest.Desk, id desk.TicketID, at time.Time, body string) {
	d.Clock = at
	d.Arrive(desk.Op{
		ID: desk.NewOpID(), Ticket: id, At: at,
		Intent: desk.Receive{From: desk.Author{Customer: d.Tickets[id].Requester, Name: d.Tickets[id].RequesterName}, Text: desk.Foreign(body)},
	})
}

func play(t *testing.T, d *screentest.Desk, id desk.TicketID, w, h int) *screentest.Stage {
	t.Helper()
	s := screentest.NewSession(d)
	return screentest.Play(t, d, s, thread.New(thread.Needs{Session: s, Reads: d, People: d, Writes: d, Seer: d, Ticket: id}), w, h)
}

func TestWhatIsToBeMindedStandsInTheHeaderWhereThereIsNoPaneForIt(t *testing.T) {
	d, id := lamp()
	who := d.Tickets[id].Requester
	c := d.Customers[who]
	c.Refuses, c.Needs = []desk.Channel{desk.Phone}, []desk.Untrusted{desk.Foreign("large print\x1b[31m")}
	d.Customers[who] = c
	st := play(t, d, id, 60, 24)
	if got := st.Picture(); !strings.Contains(got, " ▲ no calls · large print") {
		t.Errorf("alone it shows\n%s", got)
	}
	st.Sweep()
	st.Do(st.Top(), st.Top().(screen.Folding).Fold(false))
	if got := st.Picture(); strings.Contains(got, "no calls") {
		t.Errorf("beside its customer it shows\n%s", got)
	}
}

func looks(t *testing.T, st *screentest.Stage, want string) {
	t.Helper()
	if got := st.Picture(); got != strings.Trim(want, "\n") {
		t.Errorf("the screen shows\n%s\n--- and should show\n%s", got, strings.Trim(want, "\n"))
	}
}

func TestAThreadReadsLikeAConversation(t *testing.T) {
	d, id := lamp()
	d.SeenThrough[id] = d.Tickets[id].LastMessage - 1
	st := play(t, d, id, 60, 30)
	looks(t, st, `
 Refund still not on my card
 #4821 · open · urgent · mail · reply in 5 m
 Harper Moore · bronze · customer since 2023 · 09:32 there

 ▏Harper Moore                              yesterday 16:32
 ▏I sent the lamp back three weeks ago and the page says
 ▏"received". My card shows nothing.
 ▏This is the third time I am writing.

 You                                 yesterday 17:32   sent
   Thank you for writing again, Harper, and I am sorry that
   you had to.

 ┆ note · Tom                                         09:32
 ┆ Warehouse confirms arrival on the 3rd.

 · Tom made it urgent                                 09:32

── new ─────────────────────────────────────────────────────
 ▏Harper Moore                                        14:22
 ▏Anyone there?
`)
	if d.SeenThrough[id] != d.Tickets[id].LastMessage {
		t.Error("what was shown to its end is not marked as seen")
	}
}

func TestTheCustomerLineGoesWhereThereIsAPaneForThem(t *testing.T) {
	d, id := lamp()
	st := play(t, d, id, 60, 30)
	st.Top().(screen.Folding).Fold(false)
	if got := st.Picture(); strings.Contains(got, "bronze") {
		t.Errorf("the header has\n%s", got)
	}
}

func TestOnesOwnReplyStandsThereAtOnceWithItsState(t *testing.T) {
	d, id := lamp()
	st := play(t, d, id, 60, 30)
	op := desk.Op{ID: desk.NewOpID(), Ticket: id, Actor: "kim", At: now, Seen: d.Tickets[id].LastMessage, Intent: desk.Reply{Text: desk.Foreign("It left us on the 3rd.")}}
	if err := d.Submit(op, 8*time.Second); err != nil {
		t.Fatal(err)
	}
	st.Changed(desk.ChangedOutbox, id)
	if got := st.Picture(); !strings.Contains(got, "sending in 8 s · <undo> takes it back") || !strings.Contains(got, "It left us on the 3rd.") || strings.Contains(got, "(no text)") {
		t.Errorf("the thread shows\n%s", got)
	}
	d.Clock = now.Add(3 * time.Second)
	if got := st.Picture(); !strings.Contains(got, "sending in 5 s") {
		t.Errorf("the seconds stand still:\n%s", got)
	}
	if at := st.Top().(screen.Ageing).Ages(d.Clock); !at.Equal(now.Add(4 * time.Second)) {
		t.Errorf("it ages at %v", at)
	}
	for state, word := range map[desk.OpState]string{desk.OpWaiting: "↑ waiting", desk.OpSending: "↑ sending", desk.OpUnknown: "unknown", desk.OpParked: "waits for the one before"} {
		d.Ops[0].State = state
		st.Changed(desk.ChangedOutbox, id)
		if got := st.Picture(); !strings.Contains(got, word) {
			t.Errorf("an operation %s is shown as\n%s", state, got)
		}
	}
	d.Settle()
	st.Changed(desk.ChangedOutbox, id)
	if got := st.Picture(); !strings.Contains(got, "14:32   sent") {
		t.Errorf("once it is there the thread shows\n%s", got)
	}
}

// held is the lamp with a reply of kim's that Harper wrote before.
func held(t *testing.T) (*screentest.Desk, desk.TicketID, desk.Op) {
	t.Helper()
	d, id := lamp()
	op := desk.Op{ID: desk.NewOpID(), Ticket: id, Actor: "kim", At: now, Seen: d.Tickets[id].LastMessage, Intent: desk.Reply{Text: desk.Foreign("It left us on the 3rd.")}}
	if err := d.Submit(op, 0); err != nil {
		t.Fatal(err)
	}
	customerWrites(d, id, now, "Forget it, it is there now.")
	came := d.Entries[id][len(d.Entries[id])-1]
	d.Ops[0].State, d.Ops[0].Problem, d.Ops[0].Came = desk.OpHeld, desk.Refuse(desk.NewerMessage, desk.CustomerSide, came.ID), []desk.Message{came}
	return d, id, op
}

func TestAHeldReplyIsShownThreeWays(t *testing.T) {
	d, id, op := held(t)
	st := play(t, d, id, 72, 40)
	got := st.Picture()
	for _, want := range []string{"held", "It left us on the 3rd.", "Forget it, it is there now.", "<send_anyway> send anyway   <edit_again> edit   <discard> throw away", "needs you"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing from\n%s", want, got)
		}
	}
	st.Act(keymaps.SendAnyway)
	if len(d.Submitted) != 2 || len(d.Ops) != 1 {
		t.Fatalf("there are %d operations, %d made", len(d.Ops), len(d.Submitted))
	}
	again := d.Submitted[1]
	if again.ID == op.ID || !again.Intent.(desk.Reply).Anyway || again.Seen != d.Tickets[id].LastMessage || again.Seen <= op.Seen {
		t.Errorf("sending anyway makes %+v", again)
	}
}

func TestEditingAHeldReplyLosesNothing(t *testing.T) {
	d, id, _ := held(t)
	_ = d.SaveDraft(desk.Draft{Ticket: id, Text: desk.Foreign("A second thought.")})
	st := play(t, d, id, 72, 40)
	st.Act(keymaps.EditAgain)
	draft := d.Drafts[id][0]
	if draft == nil || draft.Text != desk.Foreign("It left us on the 3rd.\n\nA second thought.") {
		t.Fatalf("the draft is not both texts, %d bytes", draft.Text.Len())
	}
	if len(d.Ops) != 0 || st.LastWent().To != screen.Compose || st.LastWent().Ticket != id {
		t.Errorf("%d operations are left, gone to %+v", len(d.Ops), st.LastWent())
	}
}

func TestThrowingAReplyAwayAsksFirst(t *testing.T) {
	d, id, _ := held(t)
	st := play(t, d, id, 72, 40)
	st.Act(keymaps.Discard)
	if len(d.Ops) != 1 || !strings.Contains(st.Top().Title(), "Throw") {
		t.Fatal("it did not ask")
	}
	st.Sweep()
	st.Act(keymaps.Cancel)
	st.Act(keymaps.Discard, keymaps.Accept)
	if len(d.Ops) != 0 {
		t.Error("it is still there")
	}
}

func TestARefusedStatusSaysWhyAndCanBeTriedAgain(t *testing.T) {
	d, id := lamp()
	st := play(t, d, id, 72, 40)
	st.Act(keymaps.Solve)
	d.Ops[0].State, d.Ops[0].Problem = desk.OpRefused, desk.Refuse(desk.FieldConflict, desk.FieldStatus, desk.Side("tom"), desk.OnHold)
	st.Changed(desk.ChangedOutbox, id)
	if got := st.Picture(); !strings.Contains(got, "tom changed the status meanwhile") || !strings.Contains(got, "<try_again> send again   <discard> throw away") {
		t.Errorf("the thread shows\n%s", got)
	}
	st.Act(keymaps.TryAgain)
	if len(d.Submitted) != 2 || len(d.Ops) != 1 {
		t.Errorf("%d made, %d there", len(d.Submitted), len(d.Ops))
	}
}

// long is a ticket with n entries beside the first.
func long(n int) (*screentest.Desk, desk.TicketID) {
	d, id := lamp()
	for i := range n {
		customerWrites(d, id, now.Add(time.Duration(i-n)*time.Second), fmt.Sprintf("Message %d", i))
	}
	d.Clock = now
	return d, id
}

func TestALongThreadIsReadPieceByPiece(t *testing.T) {
	d, id := long(500)
	st := play(t, d, id, 60, 24)
	if got := st.Picture(); !strings.Contains(got, "Message 499") {
		t.Fatalf("it does not begin at the end:\n%s", got)
	}
	for range 400 {
		st.Act(keymaps.PageUp)
	}
	if got := st.Picture(); !strings.Contains(got, "I sent the lamp back") {
		t.Errorf("the beginning cannot be reached:\n%s", got)
	}
}

func TestWhatIsReadStaysWhereItIsWhenNewsComes(t *testing.T) {
	d, id := long(100)
	st := play(t, d, id, 60, 24)
	st.Act(keymaps.PageUp, keymaps.PageUp)
	before := strings.Split(st.Picture(), "\n")
	customerWrites(d, id, now, "One more thing")
	st.Changed(desk.ChangedTicket, id)
	after := strings.Split(st.Picture(), "\n")
	for i := 4; i < len(before)-1; i++ {
		if before[i] != after[i] {
			t.Fatalf("line %d was %q and is %q", i, before[i], after[i])
		}
	}
	if !strings.Contains(after[len(after)-1], "1 new below") {
		t.Errorf("nobody says that something came:\n%s", strings.Join(after, "\n"))
	}
	if d.SeenThrough[id] == d.Tickets[id].LastMessage {
		t.Error("what was not shown is marked as seen")
	}
	st.Act(keymaps.Last)
	if got := st.Picture(); !strings.Contains(got, "One more thing") || strings.Contains(got, "new below") {
		t.Errorf("the end shows\n%s", got)
	}
}

func TestTheEndStaysInSightWhenItWas(t *testing.T) {
	d, id := long(30)
	st := play(t, d, id, 60, 24)
	customerWrites(d, id, now, "One more thing")
	st.Changed(desk.ChangedTicket, id)
	if got := st.Picture(); !strings.Contains(got, "One more thing") {
		t.Errorf("the end shows\n%s", got)
	}
}

func TestScrollingKeepsTwoLinesOfContext(t *testing.T) {
	d, id := long(60)
	st := play(t, d, id, 60, 24)
	st.Act(keymaps.PageUp)
	before := strings.Split(st.Picture(), "\n")
	st.Act(keymaps.PageDown)
	after := strings.Split(st.Picture(), "\n")
	if last := before[len(before)-1]; last != after[4] && last != after[5] {
		t.Errorf("a page down went from\n%s\nto\n%s", strings.Join(before, "\n"), strings.Join(after, "\n"))
	}
}

func TestAPaneThatFollowsNeverGoesBlankNorMarksAsSeen(t *testing.T) {
	d, id := lamp()
	other := d.Open(5000, "Another one", "Zoe", "Hello", time.Minute)
	st := play(t, d, id, 60, 24)
	st.Top().(screen.Focusable).Focus(false)
	st.Hold = true
	st.Do(st.Top(), st.Top().(screen.Follower).Follow(screen.Go{To: screen.Ticket, Ticket: other, Follow: true}))
	if got := st.Picture(); !strings.Contains(got, "Refund") {
		t.Errorf("before the other is known it shows\n%s", got)
	}
	st.Answer()
	if got := st.Picture(); !strings.Contains(got, "Another one") {
		t.Errorf("then it shows\n%s", got)
	}
	if _, ok := d.SeenThrough[other]; ok {
		t.Error("passing by marks it as seen")
	}
}

func TestANewTagIsCompletedWithThoseInUse(t *testing.T) {
	d, id := lamp()
	d.Open(5000, "Another one", "Zoe", "Hello", time.Minute, func(k *desk.Ticket) { k.Tags = []string{"late-parcel"} })
	st := play(t, d, id, 60, 24)
	st.Act(keymaps.AddTag)
	st.Type("par")
	st.Act(keymaps.Accept)
	if in, ok := d.Submitted[0].Intent.(desk.Tag); !ok || in.Tags[0] != "late-parcel" {
		t.Errorf("it made %+v", d.Submitted[0].Intent)
	}
}

func TestATicketThatIsGoneOrErasedHereSaysSo(t *testing.T) {
	d, _ := lamp()
	st := play(t, d, desk.NewTicketID(), 60, 24)
	if got := st.Picture(); !strings.Contains(got, "not on this computer") || !strings.Contains(got, "removed") || !strings.Contains(got, "erased here") {
		t.Errorf("it shows\n%s", got)
	}
	d, id := lamp()
	d.Err = errors.New("bad block")
	if got := play(t, d, id, 60, 24).Picture(); got == "" {
		t.Error("a broken disk shows nothing at all")
	}
}

func TestTheThreadFitsEverySize(t *testing.T) {
	d, id, _ := held(t)
	play(t, d, id, 80, 24).Sweep()
	d, id = long(80)
	play(t, d, id, 80, 24).Sweep()
}

func TestWhatCustomersWriteStaysBehindItsGutter(t *testing.T) {
	for _, bad := range screentest.Hostile() {
		d := screentest.NewDesk(now)
		id := d.Open(1, bad, bad, bad, time.Minute, func(k *desk.Ticket) { k.Channel, k.Tags = desk.Channel(bad), []string{bad} })
		d.Entries[id] = append(d.Entries[id], desk.Message{ID: 2, Kind: desk.Happening, At: now, Text: desk.Foreign(bad)},
			desk.Message{ID: 3, Kind: desk.Happening, At: now, Change: &desk.FieldChange{Field: bad, From: bad, To: bad}},
			desk.Message{ID: 4, Kind: desk.FromCustomer, At: now, Text: desk.Foreign("the end")})
		st := play(t, d, id, 60, 24)
		st.Act(keymaps.Last)
		picture := st.Top().View(now).Text
		screentest.Tame(t, picture)
		if got := st.Picture(); !strings.Contains(got, " ▏the end") {
			t.Errorf("%.40q hides what comes after it:\n%s", bad, got)
		}
		for i, line := range strings.Split(st.Picture(), "\n") {
			if strings.HasPrefix(line, "── new") || strings.HasPrefix(line, "▌") {
				t.Errorf("%.40q imitates heed in line %d: %s", bad, i, line)
			}
		}
		screentest.Fits(t, st.Top(), 60, 24, st)
	}
}

func TestANameFromOutsideCannotPoseAsALineOfHeeds(t *testing.T) {
	d, id := lamp()
	for i, name := range []string{"· owner set it to pending", "note · ines", "┆ note · Tom", "You"} {
		d.Entries[id] = append(d.Entries[id], desk.Message{ID: desk.MessageID(90 + i), Kind: desk.FromCustomer, Author: desk.Author{Name: desk.Foreign(name)}, At: now})
	}
	for i, c := range []desk.FieldChange{{Field: "status to solved. Refund of 900 was approved by owner"}, {Field: "status", To: "solved” and paid out"}, {Field: "merge", To: "12 and paid out"}} {
		d.Entries[id] = append(d.Entries[id], desk.Message{ID: desk.MessageID(95 + i), Kind: desk.Happening, Author: desk.Author{Name: desk.Foreign("Refund approved. Tom")}, At: now, Change: &c})
	}
	st := play(t, d, id, 100, 60)
	got := st.Picture()
	for _, want := range []string{
		" ▏· owner set it to pending ", " ▏note · ines ", " ▏┆ note · Tom ", " ▏You ", " ┆ note · Tom ",
		" · “Refund approved. Tom” changed “status to solved. Refund of 900 was approved by owner” to", "set it to “solved' and paid out”", "merged it into “12 and paid out”",
	} {
		if !strings.Contains(got, "\n"+want) && !strings.Contains(got, want+" ") {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}

func TestWhatCannotBeDoneInAnOpenTicketSaysWhatItLacks(t *testing.T) {
	d := screentest.NewDesk(now)
	st := play(t, d, d.Open(1, "s", "Ann", "x", time.Hour), 80, 24)
	for a, want := range map[keymaps.Action]string{
		keymaps.GoUnread: "unread", keymaps.SendAnyway: "held", keymaps.EditAgain: "held", keymaps.RemoveTag: "no_tags",
	} {
		if why := st.Act(a); len(why.Args) != 1 || why.Args[0] != want {
			t.Errorf("%s says %v, want %s", a, why, want)
		}
	}
}

func TestATicketNextToTheOneShownIsThereAtOnceAndNeverAnOldStateOfIt(t *testing.T) {
	d, id := lamp()
	next := d.Open(5000, "Another one", "Zoe", "Hello", time.Minute)
	st := play(t, d, id, 60, 24)
	turn := func(to, near desk.TicketID) {
		st.Do(st.Top(), st.Top().(screen.Follower).Follow(screen.Go{Ticket: to, Near: [2]screen.Aim{{}, {Ticket: near}}}))
	}
	other := d.Open(5001, "A third", "Zoe", "Hello", time.Minute)
	turn(other, id)
	turn(id, next)
	st.Hold = true
	turn(next, id)
	if got := st.Picture(); !strings.Contains(got, "Another one") {
		t.Fatalf("at once it shows\n%s", got)
	}
	st.Answer()
	st.Hold = false
	turn(id, next)
	k := d.Tickets[next]
	k.Subject = desk.Foreign("It says something else now")
	d.Tickets[next] = k
	st.Do(st.Top(), st.Top().Heed(desk.Change{Kind: desk.ChangedTicket, Ticket: next}))
	turn(next, id)
	if got := st.Picture(); !strings.Contains(got, "something else now") {
		t.Errorf("after it changed it shows\n%s", got)
	}
}

func TestAnAnswerThatAChangeHasOvertakenIsNotKeptForLater(t *testing.T) {
	d, id := lamp()
	other := d.Open(5000, "Another one", "Zoe", "Hello", time.Minute)
	st := play(t, d, id, 60, 24)
	pane := st.Top()
	turn := func(to, near desk.TicketID) {
		st.Do(pane, pane.(screen.Follower).Follow(screen.Go{Ticket: to, Near: [2]screen.Aim{{Ticket: near}}}))
	}
	readNow := func(out screen.Out) (answers map[string]any) {
		answers = map[string]any{}
		for _, a := range out.Ask {
			v, err := a.Read()
			if err != nil {
				t.Fatal(err)
			}
			answers[a.Slot] = v
		}
		return answers
	}
	turn(other, id)
	turn(id, other)
	moved := desk.Change{Kind: desk.ChangedTicket, Ticket: id}
	early := readNow(pane.Heed(moved))
	customerWrites(d, id, now, "PLEASE CANCEL EVERYTHING")
	pane.Heed(moved)
	var out screen.Out
	for slot, v := range early {
		out = out.Merge(pane.Learn(slot, v))
	}
	late := readNow(out)
	turn(other, id) // the cursor moves on before the second answer
	for slot, v := range late {
		st.Do(pane, pane.Learn(slot, v))
	}
	turn(id, other)
	if got := st.Picture(); !strings.Contains(got, "PLEASE CANCEL") {
		t.Errorf("what the customer wrote is not there:\n%s", got)
	}
}
