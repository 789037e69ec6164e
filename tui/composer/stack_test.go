package composer_test

import (
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
)

func TestRepliesStackedInOneTextArePartedAndAllRemembered(t *testing.T) {
	first, second, third := desk.CannedID{ID: desk.NewID()}, desk.CannedID{ID: desk.NewID()}, desk.CannedID{ID: desk.NewID()}
	d, id := lamp()
	st := play(t, d, id, false, 100, 20)
	put := func(words string, canned desk.CannedID) {
		st.Do(st.Top(), st.Top().Learn("insert", screen.Insert{Text: words, Canned: canned}))
	}
	put("The refund is on its way.", first)
	put("Keep the box.", second)
	st.Type(" And ")
	put("do ask", third)
	st.Type(" again.")
	put("One more.\n\nKim", first)
	st.Act(keymaps.Send)
	in, _ := d.Submitted[0].Intent.(desk.Reply)
	if got := in.Text.Raw(); got != "The refund is on its way.\n\nKeep the box. And do ask again.\n\nOne more.\n\nKim" {
		t.Errorf("it says %q", got)
	}
	if len(in.Canned) != 3 || in.Canned[0] != first || in.Canned[1] != second || in.Canned[2] != third {
		t.Errorf("it remembers %v", in.Canned)
	}
}
