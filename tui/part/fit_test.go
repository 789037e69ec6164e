package part

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func TestALineIsExactlyAsWideAsItsPlace(t *testing.T) {
	for _, s := range []string{"", "short", "a long line that must be cut somewhere", "日本語の長い題名です", "\x1b[1mbold and long enough\x1b[m", "👩‍👩‍👧 family"} {
		for w := range 25 {
			for name, got := range map[string]string{"Pad": Pad(s, w), "Right": Right(s, w), "Spread": Spread(s, "12 m", w), "Fit": Fit([]string{s}, w, 1)} {
				if n := ansi.StringWidth(got); n != w {
					t.Errorf("%s(%q, %d) is %d cells wide: %q", name, s, w, n, got)
				}
			}
		}
	}
}

func TestWhatIsAtTheRightStaysWhereThereIsRoom(t *testing.T) {
	if got := Spread("Refund still not on my card", "12 m", 20); got != "Refund still n… 12 m" {
		t.Errorf("got %q", got)
	}
	if got := Spread("Refund", "late 12 m", 8); strings.Contains(got, "late") {
		t.Errorf("the subject had to go for the time: %q", got)
	}
}
