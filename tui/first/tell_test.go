package first_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/heed-desk/heed/keymaps"
)

func TestWhoHearsTheFirstRunHearsItsAnswersAndNobodyHearsAToken(t *testing.T) {
	f, st, _ := play(t)
	st.Act(keymaps.Down)
	if got := fmt.Sprint(f.Tell(st.Desk.Clock)); !strings.Contains(got, "2 of 3") {
		t.Errorf("it says %s", got)
	}
	st.Act(keymaps.Accept)
	st.Paste("https://desk.example")
	st.Ring("first.look")
	st.Act(keymaps.NextBlank)
	st.Paste("heed_agent_1")
	st.Ring("first.look")
	sp := f.Tell(st.Desk.Clock)
	if got := fmt.Sprint(sp, *sp.Live); strings.Contains(got, "heed_agent_1") || sp.Live.Text != "************" || !strings.Contains(got, "It knows you as Mia.") {
		t.Errorf("it says %s", got)
	}
	st.Act(keymaps.Accept)
	if got := fmt.Sprint(f.Tell(st.Desk.Clock)); !strings.Contains(got, "1 of 2: auto") {
		t.Errorf("it says %s", got)
	}
}
