package composer_test

import (
	"strings"
	"testing"
)

func TestTheAddressesAboveATextAreWholeAndWhatMattersLeastGivesWay(t *testing.T) {
	for w, want := range map[int]struct{ top, last string }{
		120: {"Reply to Harper Moore · mail · to someone@example.org · from support@shop.example", "2 words"},
		94:  {"Reply to Harper Moore · to someone@example.org · from support@shop.example", "2 words"},
		84:  {"Reply to Harper Moore · to someone@example.org · from support@shop.example", "draft saved · 2 words"},
		70:  {"Reply to Harper Moore · to someone@example.org", "2 words"},
	} {
		d, id := mailed()
		st := play(t, d, id, false, w, 16)
		st.Type("Thank you")
		st.Ring("save")
		lines := strings.Split(st.Picture(), "\n")
		top, last := strings.TrimSpace(lines[0]), strings.TrimSpace(lines[len(lines)-1])
		if !strings.HasPrefix(last, want.last) || !strings.HasPrefix(top, want.top) || strings.Contains(top, "…") ||
			!strings.Contains(top+last, "draft saved") || w == 70 && strings.Contains(top, "from") {
			t.Errorf("%d wide it shows\n%s\n…\n%s", w, top, last)
		}
	}
}
