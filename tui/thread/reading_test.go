package thread_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
)

// enter gives the screen on top the focus, as the root does.
func enter(st *screentest.Stage) {
	st.Top().(screen.Focusable).Focus(true)
	st.Do(st.Top(), st.Top().(screen.Entered).Enter())
}

func TestATicketShownBesideAListIsReadAtOnceWhenItIsOpened(t *testing.T) {
	d, id := lamp()
	other := d.Open(5000, "Another one", "Zoe", "Hello", time.Minute)
	st := play(t, d, id, 60, 24)
	st.Top().(screen.Focusable).Focus(false)
	st.Do(st.Top(), st.Top().(screen.Follower).Follow(screen.Go{To: screen.Ticket, Ticket: other, Follow: true}))
	if _, ok := d.SeenThrough[other]; ok {
		t.Error("passing by marks it as seen")
	}
	enter(st)
	if d.SeenThrough[other] != d.Tickets[other].LastMessage {
		t.Error("it was opened with all of it in sight, and is not marked as seen")
	}
}

func TestATicketIsNotReadBeforeTheEndOfItsNewestMessageIsInSight(t *testing.T) {
	d, id := lamp()
	customerWrites(d, id, now, strings.Repeat("And another thing.\n", 60)+"That was all.")
	d.SeenThrough[id] = d.Tickets[id].LastMessage - 1
	st := play(t, d, id, 60, 24)
	if d.SeenThrough[id] == d.Tickets[id].LastMessage {
		t.Fatalf("its end is not in sight, and it is marked as seen:\n%s", st.Picture())
	}
	for range 30 {
		st.Act(keymaps.ScrollDown)
	}
	if d.SeenThrough[id] != d.Tickets[id].LastMessage {
		t.Error("its end was shown, and it is not marked as seen")
	}
}

func TestTheKeysOfAHeldReplyStandThereOnlyWhereTheyCount(t *testing.T) {
	d, id, _ := held(t)
	st := play(t, d, id, 72, 40)
	st.Top().(screen.Focusable).Focus(false)
	if got := st.Picture(); strings.Contains(got, "throw away") || !strings.Contains(got, "so this is held") {
		t.Errorf("beside a list the thread shows\n%s", got)
	}
	enter(st)
	if got := st.Picture(); !strings.Contains(got, "<discard> throw away") {
		t.Errorf("once it is opened the thread shows\n%s", got)
	}
}

func TestWhoWritesSeesTheEndOfWhatIsAnsweredHoweverLittleRoomThereIs(t *testing.T) {
	d, id := lamp()
	customerWrites(d, id, now.Add(-time.Minute), strings.Repeat("Some words about what happened before. ", 12)+"\n\nCan you ring me on Monday?")
	for i := range 6 {
		d.Arrive(desk.Op{ID: desk.NewOpID(), Ticket: id, Base: d.Tickets[id].Version, Actor: "tom", At: now, Intent: desk.Note{Text: desk.Foreign(fmt.Sprintf("Note %d", i))}})
	}
	d.Clock = now
	for h := 2; h < 40; h++ {
		st := play(t, d, id, 60, 24)
		st.Do(st.Top(), st.Top().(screen.Answered).Answered(true))
		st.Top().Resize(60, h)
		if got := st.Picture(); !strings.Contains(got, "Can you ring me on Monday?") {
			t.Fatalf("in %d lines the writer sees\n%s", h, got)
		}
		screentest.Fits(t, st.Top(), 60, h, st)
	}
	st := play(t, d, id, 60, 8)
	st.Do(st.Top(), st.Top().(screen.Answered).Answered(true))
	looks(t, st, `
 Refund still not on my card                   reply in 5 m
 ▏happened before. Some words about what happened before.
 ▏Some words about what happened before. Some words about
 ▏what happened before. Some words about what happened
 ▏before. Some words about what happened before. Some words
 ▏about what happened before.
 ▏
 ▏Can you ring me on Monday?
`)
	st.Act(keymaps.ScrollUp)
	if got := st.Picture(); strings.Contains(got, "Monday") {
		t.Errorf("the writer cannot scroll away from it:\n%s", got)
	}
}

func TestWhatWasWrittenIsInSightOnceItIsSent(t *testing.T) {
	d, id := lamp()
	st := play(t, d, id, 60, 12)
	st.Do(st.Top(), st.Top().(screen.Answered).Answered(true))
	if err := d.Submit(desk.Op{ID: desk.NewOpID(), Ticket: id, Actor: "kim", At: now, Intent: desk.Reply{Text: desk.Foreign("It left us.\n\nOn the 3rd.")}}, 0); err != nil {
		t.Fatal(err)
	}
	st.Changed(desk.ChangedOutbox, id)
	st.Do(st.Top(), st.Top().(screen.Answered).Answered(false))
	if got := st.Picture(); !strings.Contains(got, "On the 3rd.") {
		t.Errorf("the thread shows\n%s", got)
	}
}

func TestOneGoesFromMessageToMessage(t *testing.T) {
	d, id := lamp()
	customerWrites(d, id, now.Add(-time.Minute), strings.Repeat("Some words.\n", 40))
	d.Clock = now
	st := play(t, d, id, 60, 16)
	first := func() string { return strings.Split(st.Picture(), "\n")[4] }
	st.Act(keymaps.First)
	st.Act(keymaps.NextMessage)
	if got := first(); !strings.HasPrefix(got, " You ") {
		t.Errorf("the next message is %q", got)
	}
	st.Act(keymaps.NextMessage, keymaps.NextMessage)
	if got := first(); !strings.HasPrefix(got, " ▏Harper Moore") || !strings.Contains(got, "14:22") {
		t.Errorf("two on, what happened between them left out, is %q", got)
	}
	st.Act(keymaps.PrevMessage)
	if got := first(); !strings.HasPrefix(got, " ┆ note · Tom") {
		t.Errorf("the one before is %q", got)
	}
}

func TestAStepInAnotherSystemIsToldInWordsBehindAMarkOfItsOwn(t *testing.T) {
	d, id := lamp()
	d.Entries[id] = append(d.Entries[id], desk.Message{ID: 90, Kind: desk.Happening, At: now, Text: desk.Foreign(`result: {"City": "Leeds", "Day": "Wednesday"}`)})
	if got := play(t, d, id, 60, 30).Picture(); !strings.Contains(got, "» result: City Leeds · Day Wednesday") {
		t.Errorf("the thread shows\n%s", got)
	}
}

func TestWhatHappenedIsNotCutInANarrowPane(t *testing.T) {
	d, id := lamp()
	d.Clock = now.Add(-26 * time.Hour)
	d.Arrive(desk.Op{ID: desk.NewOpID(), Ticket: id, Base: d.Tickets[id].Version, Actor: "tom", At: d.Clock, Intent: desk.SetStatus{Status: desk.OnHold}})
	d.Clock = now
	if got := play(t, d, id, 38, 60).Picture(); !strings.Contains(got, " · Tom set it to on   yesterday 12:32\n   hold") {
		t.Errorf("the thread shows\n%s", got)
	}
}

func TestTheHeaderNamesTheGroupAndKeepsOffTheEdge(t *testing.T) {
	d, id := lamp()
	k := d.Tickets[id]
	k.Group, k.Subject, k.Tags = "returns", desk.Foreign(strings.Repeat("A long subject ", 20)), []string{"one", "two", "three", "four", "five", "six"}
	d.Tickets[id] = k
	for w := 24; w < 120; w++ {
		st := play(t, d, id, w, 30)
		for _, line := range strings.Split(st.Picture(), "\n")[:4] {
			if part.Width(line) >= w {
				t.Errorf("at %d cells there is a line\n%s|", w, line)
			}
		}
		got := st.Picture()
		if w >= 60 && !strings.Contains(got, "mail · returns · reply in 5 m") || !strings.Contains(got, "reply in 5 m") && w >= 28 {
			t.Errorf("at %d cells the header is\n%.200s", w, got)
		}
	}
}

func TestTheConversationSaysWhyItsTicketStandsWhereItStands(t *testing.T) {
	d, id := lamp()
	st := play(t, d, id, 72, 24)
	st.Act(keymaps.WhyOrder)
	if got := st.Picture(); st.Top().Title() != "Why #4821 stands here" || !strings.Contains(got, "urgent priority may wait") {
		t.Errorf("it opens %q:\n%s", st.Top().Title(), got)
	}
}
