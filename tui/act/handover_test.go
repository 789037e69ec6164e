package act_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
)

func TestATicketIsHandedOverWithANoteInOneDeedThatCanBeTakenBack(t *testing.T) {
	st, d, _ := staffed(t, func(k *desk.Ticket) { k.Assignee, k.Group, k.SnoozedUntil = "kim", "returns", now.Add(time.Hour) })
	st.Act(keymaps.HandOver)
	if got := st.Picture(); strings.Contains(got, "Kim") || !strings.Contains(got, "Tom Falk") || !strings.Contains(got, "parts") {
		t.Errorf("it offers\n%s", got)
	}
	st.Type("falk")
	st.Act(keymaps.Accept)
	if why := st.Act(keymaps.Accept); why.Code != desk.EmptyText {
		t.Errorf("a hand-over without a word: %+v", why)
	}
	st.Type("she asks for a part")
	st.Act(keymaps.Accept)
	if got, want := fmt.Sprintf("%#v", last(d)), fmt.Sprintf("%#v", desk.HandOver{To: "tom", Note: desk.Foreign("she asks for a part")}); got != want {
		t.Errorf("it makes %s, want %s", got, want)
	}
	said := st.Said[len(st.Said)-1]
	if said.Text != "#4821 is handed over to tom. What comes now does not count for you." || said.Until.IsZero() || said.Back == nil {
		t.Fatalf("it says %+v", said)
	}
	if back := said.Back.Intent; back != (desk.HandBack{To: "kim", Group: "returns", Until: now.Add(time.Hour)}) {
		t.Errorf("it is set back by %#v", back)
	}
}

func TestOnlyWhatIsOnesOwnIsHandedOver(t *testing.T) {
	st, _, _ := staffed(t, func(k *desk.Ticket) { k.Assignee = "tom" })
	if why := st.Act(keymaps.HandOver); why.Code != desk.NothingSelected || why.Args[0] != "not_yours" {
		t.Errorf("a colleague's ticket: %+v", why)
	}
}

func TestAReminderCanBeTakenOffAndIsSetBackToTheOneBefore(t *testing.T) {
	was := desk.Reminder{By: "kim", At: now.Add(time.Hour), Text: desk.Foreign("call")}
	st, d, _ := staffed(t, func(k *desk.Ticket) { k.Reminders = []desk.Reminder{was, {By: "tom", At: now}} })
	st.Act(keymaps.Remind)
	if got := st.Picture(); !strings.Contains(got, "No longer") {
		t.Fatalf("it offers\n%s", got)
	}
	st.Act(keymaps.Accept)
	said := st.Said[len(st.Said)-1]
	if last(d) != (desk.Remind{}) || said.Text != "You are no longer reminded of #4821." {
		t.Errorf("it makes %#v and says %q", last(d), said.Text)
	}
	if said.Back == nil || said.Back.Intent != (desk.Remind{At: was.At, Text: was.Text}) {
		t.Errorf("it is set back by %+v", said.Back)
	}
	if why := act.Why(keymaps.Remind, &act.Target{ID: desk.NewTicketID(), Status: desk.Closed, Merged: true}, "kim"); !why.None() {
		t.Errorf("of a merged ticket nobody can be reminded: %+v", why)
	}
}
