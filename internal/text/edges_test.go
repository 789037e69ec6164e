package text

import (
	"slices"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text/hostile"
)

func TestForeignTextStaysInItsRectangle(t *testing.T) {
	for _, p := range append(hostile.All(), hostile.Data(t)...) {
		if len(p.Text) < 1<<16 {
			checkRectangle(t, p.Text, 24)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		checkRectangle(t, nastyText().Draw(t, "text"), rapid.IntRange(2, 40).Draw(t, "w"))
	})
}

// checkRectangle draws a block between two columns of our own, twice, and wants the
// columns and the line below untouched.
func checkRectangle(t failer, foreign string, w int) {
	lines := Wrap(Block(desk.Foreign(foreign)), w)
	lines = lines[:min(len(lines), 20)]
	var frame strings.Builder
	for _, line := range lines {
		frame.WriteString("┃" + PadRight(line, w) + "\x1b[1m│\x1b[m\n")
	}
	frame.WriteString(strings.Repeat("─", w+2))
	screen := uv.NewScreenBuffer(w+2, len(lines)+1)
	screen.Method = ansi.GraphemeWidth
	uv.NewStyledString(frame.String()).Draw(screen, screen.Bounds())
	for y := range lines {
		left, right := screen.CellAt(0, y), screen.CellAt(w+1, y)
		if left == nil || right == nil || left.Content != "┃" || right.Content != "│" || left.Style.Attrs != 0 {
			t.Fatalf("%.200q in %d: line %d is %q", foreign, w, y, lines[y])
		}
	}
	for x := range w + 2 {
		if c := screen.CellAt(x, len(lines)); c == nil || c.Content != "─" {
			t.Fatalf("%.200q in %d: the line below has %v at %d", foreign, w, c, x)
		}
	}
}

func TestWhatIsCutOffIsCleanToo(t *testing.T) {
	for _, unit := range []string{"x", "é", "界", "👩‍👩‍👧", "e\u0301", "a\x1b", "\u202ex", "क्षि", "\xff", "ᄀ", "👍🏽", "\u0958", "a\u0344"} {
		for _, lead := range []string{"", "ab"} {
			long := lead + strings.Repeat(unit, maxLine/len(unit)+5)
			for _, s := range sinks() {
				if err := s.check(long); err != nil {
					t.Errorf("%q again and again, through %s: %.200v", unit, s.name, err)
				}
			}
		}
	}
	huge := strings.Repeat("a line\n", maxBlock/7+10)
	if got := Block(desk.Foreign(huge)); len(got) > maxBlock || !strings.HasSuffix(got, "…") {
		t.Errorf("a block of %d bytes ends %q", len(got), got[len(got)-10:])
	}
}

func TestWrapKeepsWhatStandsAtTheEdges(t *testing.T) {
	for _, c := range []struct {
		in   string
		w    int
		want string
	}{
		{"      x", 3, "   |   |x"},
		{"é é é", 3, "é é|é"},
		{"       ", 3, "   |   | "},
		{"ab   cd", 3, "ab|cd"},
		{"a-b", 2, "a-|b"},
		{"-- x", 2, "--|x"},
		{"é\u3000é", 2, "é|é"},
		{"👩‍👩‍👧👩‍👩‍👧", 2, "👩‍👩‍👧|👩‍👩‍👧"},
	} {
		if got := strings.Join(Wrap(c.in, c.w), "|"); got != c.want {
			t.Errorf("Wrap(%q, %d) = %q, want %q", c.in, c.w, got, c.want)
		}
	}
}

func TestOffsetsOutsideATextAreItsEnds(t *testing.T) {
	if Next("a", 5) != 1 || Prev("a", 5) != 0 || Prev("", 0) != 0 || Prev("a\nb", 2) != 1 {
		t.Error("steps beyond the ends")
	}
	line, spans := LineSpans(desk.Foreign("a\x1bb"), []desk.Span{{From: -5, To: 99}, {From: 2, To: 2}})
	if line != "a␛b" || len(spans) != 1 || spans[0] != (desk.Span{From: 0, To: len(line)}) {
		t.Errorf("%q %v", line, spans)
	}
}

func TestALineIsBrokenAtAHyphenInsideAWordAndNowhereInAFlag(t *testing.T) {
	for s, want := range map[string][]string{
		"run heed import --desk DIR":            {"run heed import", "--desk DIR"},
		"a well-known thing-or-two":             {"a well-known thing-", "or-two"},
		"a well-known thi\u0301ng\u0301-or-two": {"a well-known thi\u0301ng\u0301-", "or-two"},
	} {
		if got := Wrap(s, 19); !slices.Equal(got, want) {
			t.Errorf("%q is broken as %q, want %q", s, got, want)
		}
	}
}
