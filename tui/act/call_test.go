package act_test

import (
	"strings"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
)

func TestWhatWasSaidInACallIsKeptWhereTheDialogIsLeft(t *testing.T) {
	st, d := play(t)
	st.Act(keymaps.LogCall, keymaps.Accept)
	st.Act(keymaps.Cancel)
	if len(d.Drafts) != 0 {
		t.Errorf("nothing was typed, and %+v is kept", d.Drafts)
	}
	st.Act(keymaps.LogCall, keymaps.Accept)
	labelled, ok := st.Top().(screen.Labelled)
	if !ok || labelled.Label(keymaps.Cancel) != "" {
		t.Errorf("nothing would be kept, and it is called %q", labelled.Label(keymaps.Cancel))
	}
	st.Type("she has it")
	if got := labelled.Label(keymaps.Cancel); got != "keep as note" {
		t.Errorf("leaving is called %q", got)
	}
	st.Act(keymaps.Cancel)
	if len(d.Submitted) != 0 || st.LastSaid() != "The words are kept as a draft of a note." {
		t.Errorf("%d are submitted; it says %q", len(d.Submitted), st.LastSaid())
	}
	for id := range d.Tickets {
		if note, err := d.Draft(id, true); err != nil || note == nil || note.Text != desk.Foreign("she has it") {
			t.Errorf("the draft is %+v, %v", note, err)
		}
	}
}

func TestACallToSomebodyWhoWantsNoneIsWarnedOf(t *testing.T) {
	st, d := play(t)
	for _, k := range d.Tickets {
		d.Customers[k.Requester] = desk.Customer{ID: k.Requester, Refuses: []desk.Channel{desk.Phone}}
	}
	st.Act(keymaps.LogCall)
	st.Type("12")
	for _, line := range strings.Split(st.Picture(), "\n") {
		if strings.Contains(line, "We called") != strings.Contains(line, "▲ wants no calls") {
			t.Errorf("it says %q in\n%s", line, st.Picture())
		}
	}
}
