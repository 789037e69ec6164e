package replies_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/phrasebook"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/replies"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
)

var now = time.Date(2026, 3, 4, 14, 32, 0, 0, time.UTC)

func phrases() []desk.Canned {
	return []desk.Canned{
		{
			ID: desk.CannedID{ID: desk.DeriveID("refund")}, Name: "refund-on-its-way", Title: "The refund is on its way", Uses: 40,
			Text: "Dear {{customer.first|friend}},\n\nyour refund left us on {{?date it left}} and is on your card by {{?date it arrives}}.", Tags: []string{"refund"},
		},
		{
			ID: desk.CannedID{ID: desk.DeriveID("late")}, Name: "parcel-late", Title: "A parcel that is late", Uses: 30,
			Text: "Your parcel is late, and I am on it.",
		},
		{ID: desk.CannedID{ID: desk.DeriveID("password")}, Name: "new-password", Title: "Setting a new password", Uses: 5, Text: "Press the link."},
	}
}

// below hears what the dialog ends with.
type below struct {
	screen.Screen
	open screen.Screen
	got  *screen.Insert
}

func (b *below) Resize(int, int)             {}
func (b *below) Heed(desk.Change) screen.Out { return screen.Out{} }
func (b *below) Start() screen.Out           { return screen.Out{Open: b.open} }
func (b *below) Learn(_ string, v any) screen.Out {
	if in, ok := v.(screen.Insert); ok {
		b.got = &in
	}
	return screen.Out{}
}

func play(t *testing.T, d *screentest.Desk, w, h int) (*screentest.Stage, *below) {
	t.Helper()
	s := screentest.NewSession(d)
	b := &below{open: replies.New(replies.Needs{
		Session: s, Reads: d, Shelf: d, Slot: "insert", Facts: phrasebook.Facts{Customer: desk.Customer{Name: desk.Foreign("Harper Moore")}},
	})}
	return screentest.Play(t, d, s, b, w, h), b
}

func shop() *screentest.Desk {
	d := screentest.NewDesk(now)
	d.Phrases = phrases()
	return d
}

func TestAReplyIsFoundByAFewLettersAndShownAsItWillRead(t *testing.T) {
	st, _ := play(t, shop(), 104, 20)
	st.Type("refund")
	got := st.Picture()
	for _, want := range []string{
		"▌ The refund is on its way     refund-on-its-way  │ refund-on-its-way · refund\n", "│ Dear Harper,\n",
		"│ your refund left us on ‹date it left› and is on\n", "│ your card by ‹date it arrives›.\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing from\n%s", want, got)
		}
	}
}

func TestOpenBlanksAreAskedForOneAfterTheOther(t *testing.T) {
	st, b := play(t, shop(), 104, 20)
	st.Type("refund")
	st.Act(keymaps.Accept)
	if got := st.Picture(); !strings.Contains(got, "date it left") || !strings.Contains(got, "blank 1 of 2") || !strings.Contains(got, "Dear Harper,") {
		t.Fatalf("the dialog shows\n%s", got)
	}
	st.Sweep()
	st.Type("the 3rd")
	st.Act(keymaps.Accept)
	if got := st.Picture(); !strings.Contains(got, "blank 2 of 2") {
		t.Errorf("after the first answer the dialog shows\n%s", got)
	}
	st.Type("Thursday")
	st.Act(keymaps.Accept)
	if b.got == nil || b.got.Text != "Dear Harper,\n\nyour refund left us on the 3rd and is on your card by Thursday." || b.got.Canned != phrases()[0].ID {
		t.Errorf("it ends with %+v", b.got)
	}
}

func TestABlankWithoutWordsIsLeftOpenOnlyByItsOwnKey(t *testing.T) {
	st, b := play(t, shop(), 104, 20)
	st.Type("refund")
	st.Act(keymaps.Accept, keymaps.Accept)
	if got := st.Picture(); !strings.Contains(got, "blank 1 of 2") || !strings.Contains(got, "Nothing is typed yet; next blank leaves it open.") {
		t.Fatalf("enter on nothing shows\n%s", got)
	}
	st.Act(keymaps.NextBlank)
	if got := st.Picture(); !strings.Contains(got, "blank 2 of 2") || strings.Contains(got, "Nothing is typed") {
		t.Errorf("after it is left open the dialog shows\n%s", got)
	}
	st.Type("Thursday")
	st.Act(keymaps.Accept)
	if b.got == nil || !strings.Contains(b.got.Text, "on {{?date it left}} and is on your card by Thursday") {
		t.Errorf("it ends with %+v", b.got)
	}
}

func TestOneCanGoBackToABlankAndChangeWhatWasTyped(t *testing.T) {
	st, b := play(t, shop(), 104, 20)
	st.Type("refund")
	st.Act(keymaps.Accept)
	if why := st.Act(keymaps.PrevBlank); why.None() {
		t.Error("there is something before the first blank")
	}
	st.Type("the 3rd")
	st.Act(keymaps.Accept)
	st.Type("Thurs")
	st.Act(keymaps.PrevBlank)
	got := st.Picture()
	if !strings.Contains(got, "blank 1 of 2") || !strings.Contains(got, "left us on the 3rd and is on your card by Thurs.") {
		t.Fatalf("back at the first blank the dialog shows\n%s", got)
	}
	st.Type(" of March")
	st.Act(keymaps.Accept)
	st.Type("day")
	st.Act(keymaps.Accept)
	if b.got == nil || !strings.Contains(b.got.Text, "left us on the 3rd of March and is on your card by Thursday.") {
		t.Errorf("it ends with %+v", b.got)
	}
}

func TestTheKeysOfABlankSayWhatTheyDo(t *testing.T) {
	st, _ := play(t, shop(), 104, 20)
	st.Type("refund")
	st.Act(keymaps.Accept)
	said := func() string {
		l := st.Top().(screen.Labelled)
		return l.Label(keymaps.Accept) + ", " + l.Label(keymaps.NextBlank)
	}
	if got := said(); got != "next, leave open" {
		t.Errorf("at the first blank they say %q", got)
	}
	st.Act(keymaps.NextBlank)
	if got := said(); got != "insert, leave open" {
		t.Errorf("at the last blank they say %q", got)
	}
	if got := st.Picture(); strings.Count(got, "date it arrives") != 2 {
		t.Errorf("the question stands there more than once beside the reply:\n%s", got)
	}
}

func TestWhatWasTypedIntoBlanksIsThereAgainWhenTheSameReplyIsChosen(t *testing.T) {
	st, _ := play(t, shop(), 104, 20)
	st.Type("refund")
	st.Act(keymaps.Accept)
	st.Type("the 3rd")
	st.Act(keymaps.Cancel, keymaps.Accept)
	if got := st.Picture(); !strings.Contains(got, "left us on the 3rd") {
		t.Errorf("it shows\n%s", got)
	}
}

func TestEscGoesOneStepBack(t *testing.T) {
	st, b := play(t, shop(), 104, 20)
	st.Type("refund")
	st.Act(keymaps.Accept, keymaps.Cancel)
	if got := st.Picture(); !strings.Contains(got, "refund-on-its-way") {
		t.Fatalf("one step back shows\n%s", got)
	}
	st.Act(keymaps.Cancel)
	if b.got != nil || st.Top() != screen.Screen(b) {
		t.Error("two steps back are not out of the dialog")
	}
}

func TestASecondSemicolonWritesOne(t *testing.T) {
	st, b := play(t, shop(), 104, 20)
	st.Type(";")
	if b.got == nil || b.got.Text != ";" {
		t.Errorf("it ends with %+v", b.got)
	}
}

func TestWhereNothingFitsItSaysSo(t *testing.T) {
	st, _ := play(t, shop(), 80, 20)
	st.Type("zzzqqq")
	if got := st.Picture(); !strings.Contains(got, "No reply has these words.") {
		t.Errorf("the dialog shows\n%s", got)
	}
	if why := st.Act(keymaps.Accept); why.Code != desk.NothingSelected {
		t.Errorf("enter gives %v", why)
	}
	d := screentest.NewDesk(now)
	st, _ = play(t, d, 80, 20)
	if got := st.Picture(); !strings.Contains(got, "The phrasebook is empty.") {
		t.Errorf("an empty phrasebook shows\n%s", got)
	}
	d.Err = errors.New("bad block")
	st, _ = play(t, d, 80, 20)
	if got := st.Picture(); strings.Contains(got, "empty") {
		t.Errorf("a broken disk is taken for an empty book:\n%s", got)
	}
}

func TestTheDialogFitsEverySizeAndStaysTame(t *testing.T) {
	for _, bad := range append(screentest.Hostile(), "plain") {
		d := shop()
		d.Phrases[0].Title, d.Phrases[0].Name, d.Phrases[0].Text = bad, bad, bad+"{{?"+"what"+"}}"
		st, _ := play(t, d, 104, 20)
		screentest.Tame(t, st.Top().View(now).Text)
		screentest.Fits(t, st.Top(), 100, 18, sized(st, 100, 18))
	}
	st, _ := play(t, shop(), 104, 20)
	st.Sweep()
}

func sized(st *screentest.Stage, w, h int) *screentest.Stage {
	st.Top().Resize(w, h)
	return st
}

func TestWhatColleaguesUsedBeforeIsSuggestedBeforeAnythingIsTyped(t *testing.T) {
	d := shop()
	for i := range 20 {
		said, used := "the site does not let me in any more", phrases()[2].ID
		if i%2 == 0 {
			said, used = "where is the money for what I sent back", phrases()[0].ID
		}
		id := desk.TicketID{ID: desk.DeriveID("earlier", string(rune('a'+i)))}
		d.Tickets[id] = desk.Ticket{ID: id, Status: desk.Solved, UpdatedAt: now}
		d.Entries[id] = []desk.Message{
			{ID: 1, Ticket: id, Kind: desk.FromCustomer, Text: desk.Foreign(said)},
			{ID: 2, Ticket: id, Kind: desk.FromAgent, Canned: []desk.CannedID{used}},
		}
	}
	s := screentest.NewSession(d)
	b := &below{open: replies.New(replies.Needs{
		Session: s, Reads: d, Shelf: d, Slot: "insert", At: phrasebook.Moment{Said: desk.Foreign("your site would not let me in this morning")},
	})}
	st := screentest.Play(t, d, s, b, 104, 20)
	if got := st.Picture(); !strings.Contains(got, "▌ Setting a new password") {
		t.Errorf("it suggests\n%s", got)
	}
}

func TestAPhrasebookThatComesWhileItIsOpenIsShown(t *testing.T) {
	d := shop()
	phrases := d.Phrases
	d.Phrases = nil
	st, _ := play(t, d, 80, 20)
	d.Phrases = phrases
	st.Do(st.Top(), st.Top().Heed(desk.Change{Kind: desk.ChangedAll}))
	if got := st.Picture(); !strings.Contains(got, "refund") {
		t.Errorf("it shows\n%s", got)
	}
}

func TestTheTitleOfAReplyIsCleanedWhereItHeadsTheDialog(t *testing.T) {
	d := shop()
	d.Phrases[0].Title = "x\x1b[2Jy\nz"
	st, _ := play(t, d, 80, 20)
	st.Type("refund")
	st.Act(keymaps.Accept)
	if got := st.Top().Title(); strings.ContainsAny(got, "\x1b\n") {
		t.Errorf("the title is %q", got)
	}
}

func TestALongTitleLeavesRoomForTheNameBesideIt(t *testing.T) {
	d := shop()
	d.Phrases[0].Title, d.Phrases[0].Name = "Somebody asks for the third time where the refund of their order is", "refund-third-time-of-asking"
	d.Phrases[1].Title = "A parcel that the driver says was delivered, and is not there"
	st, _ := play(t, d, 80, 24)
	for _, typed := range []string{"", "refund"} {
		st.Type(typed)
		for w := 30; w <= 120; w++ {
			st.Top().Resize(w, 20)
			got := ansi.Strip(st.Top().View(now).Text)
			if !strings.Contains(got, "Somebody asks") || !strings.Contains(got, "refund-") {
				t.Fatalf("%d cells wide, for %q:\n%s", w, typed, got)
			}
			if typed == "" && !strings.Contains(got, "parcel-") {
				t.Fatalf("%d cells wide:\n%s", w, got)
			}
		}
	}
}
