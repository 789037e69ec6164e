package thread

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestFoldingLosesNoLine takes texts apart and puts them together again.
func TestFoldingLosesNoLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(rapid.SampledFrom([]string{
			"", "  ", "hello", "> hello", ">", ">> deep", "On Tue, 3 Mar 2026 at 17:32, Kim", "wrote:", "On 3 March Kim wrote:",
			"-----Original Message-----", "Am 3. März schrieb Kim:", "--", "From: us",
		}), 1, 14).Draw(t, "lines")
		var back []string
		said := false
		for i, p := range passages(strings.Join(lines, "\n")) {
			if i > 0 && len(p.lines) == 0 {
				t.Fatal("an empty passage")
			}
			back = append(back, p.lines...)
			said = said || !p.quoted
		}
		if strings.Join(back, "\n") != strings.Join(lines, "\n") {
			t.Fatalf("%q became %q", lines, back)
		}
		if !said {
			t.Fatalf("all of %q is folded away", lines)
		}
	})
}
