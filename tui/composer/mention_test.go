package composer_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
)

func TestANoteNamesColleaguesWhoFollowTheTicketThen(t *testing.T) {
	d, id := lamp()
	d.Staff = []desk.Agent{
		{ID: "kim", Name: desk.Foreign("Kim Berg")},
		{ID: "tom", Name: desk.Foreign("Tom Falk")},
		{ID: "ines.m", Name: desk.Foreign("Inés Marín")},
		{ID: "gone", Disabled: true},
	}
	st := play(t, d, id, true, 100, 20)
	st.Type("Please look, @")
	if got := st.Picture(); !strings.Contains(got, "Tom Falk") || strings.Contains(got, "Kim Berg") || strings.Contains(got, "gone") {
		t.Errorf("it offers\n%s", got)
	}
	st.Type("inm")
	st.Act(keymaps.Accept)
	st.Type("and (@tom). Not mail@tom.example, (@gone) nor (@nobody).")
	st.Act(keymaps.Send)
	if len(d.Submitted) != 1 {
		t.Fatalf("%+v", d.Submitted)
	}
	in, _ := d.Submitted[0].Intent.(desk.Note)
	if got := fmt.Sprint(in.Mentions); got != "[ines.m tom]" {
		t.Errorf("it names %s in %q", got, in.Text.Raw())
	}
	if !strings.Contains(st.LastSaid(), "Inés") || !strings.Contains(st.LastSaid(), "will follow it.") {
		t.Errorf("it says %q", st.LastSaid())
	}
}

func TestAnAtThatNamesNobodyIsALetterLikeAnyOther(t *testing.T) {
	d, id := lamp()
	d.Staff = []desk.Agent{{ID: "tom", Name: desk.Foreign("Tom Falk")}}
	st := play(t, d, id, true, 100, 20)
	st.Type("Ring them @5pm")
	st.Act(keymaps.Cancel)
	st.Type(" sharp")
	st.Act(keymaps.Send)
	if in, ok := d.Submitted[0].Intent.(desk.Note); !ok || in.Text.Raw() != "Ring them @5pm sharp" || len(in.Mentions) != 0 {
		t.Errorf("%+v", d.Submitted)
	}
}

func TestAReplyNamesNobody(t *testing.T) {
	d, id := lamp()
	st := play(t, d, id, false, 100, 20)
	st.Type("Write to @tom, please.")
	st.Act(keymaps.Send)
	if in, ok := d.Submitted[0].Intent.(desk.Reply); !ok || in.Text.Raw() != "Write to @tom, please." {
		t.Errorf("%+v", d.Submitted)
	}
}
