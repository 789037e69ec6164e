package search_test

import (
	"strings"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
)

func TestWhatIsLookedForCanBeKeptAsAFilter(t *testing.T) {
	d := shop()
	st := play(t, d, "", 90, 20)
	if why := st.Act(keymaps.SaveFilter); why.None() {
		t.Error("nothing can be kept")
	}
	st.Type("status:open lamp")
	st.Act(keymaps.SaveFilter)
	if got := st.Picture(); st.Top().Title() != "Name of the filter" || !strings.Contains(got, "status:open lamp") {
		t.Errorf("it asks\n%s", got)
	}
	st.Type("Lamps that are open")
	st.Act(keymaps.Accept)
	if len(d.Kept) != 1 || d.Kept[0].Query != "status:open lamp" || d.Kept[0].Name != desk.Foreign("Lamps that are open") {
		t.Errorf("kept is %+v", d.Kept)
	}
	if !strings.Contains(st.LastSaid(), "stands behind the views now") {
		t.Errorf("it says %q", st.LastSaid())
	}
}
