package composer

import (
	"strings"
	"testing"
)

func TestAnSMSIsCountedAsItIsSent(t *testing.T) {
	for text, want := range map[string][2]int{
		strings.Repeat("a", 160): {1, 0}, strings.Repeat("a", 161): {2, 145}, strings.Repeat("€", 80): {1, 0},
		strings.Repeat("ж", 70): {1, 0}, strings.Repeat("ж", 71): {2, 63}, strings.Repeat("😀", 35): {1, 0}, "für €": {1, 154},
	} {
		if parts, left := smsParts(text); parts != want[0] || left != want[1] {
			t.Errorf("%.8q… is %d with %d left, not %v", text, parts, left, want)
		}
	}
}
