package text

import (
	"slices"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text/hostile"
)

// cleanText draws lines that are fit to be shown.
func cleanText() *rapid.Generator[string] {
	return rapid.Map(nastyText(), func(s string) string { return Line(desk.Foreign(s)) })
}

func cleanBlock() *rapid.Generator[string] {
	return rapid.Map(nastyText(), func(s string) string { return Block(desk.Foreign(s)) })
}

func TestWidthIsWhatTheRendererDraws(t *testing.T) {
	for _, p := range append(hostile.All(), hostile.Data(t)...) {
		checkDrawn(t, Truncate(Line(desk.Foreign(p.Text)), 200))
	}
	rapid.Check(t, func(t *rapid.T) { checkDrawn(t, cleanText().Draw(t, "text")) })
}

type failer interface{ Fatalf(string, ...any) }

// checkDrawn draws a text between two marks and sees where the second one lands.
func checkDrawn(t failer, s string) {
	w := Width(s)
	if got := lipgloss.Width(s); got != w {
		t.Fatalf("%q: Width %d, lipgloss %d", s, w, got)
	}
	screen := uv.NewScreenBuffer(w+2, 1)
	screen.Method = ansi.GraphemeWidth
	uv.NewStyledString("│"+s+"│").Draw(screen, screen.Bounds())
	for _, x := range []int{0, w + 1} {
		if c := screen.CellAt(x, 0); c == nil || c.Content != "│" {
			t.Fatalf("%q: cell %d of %d is %v", s, x, w+2, c)
		}
	}
}

func TestTruncatedTextFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, w := cleanText().Draw(t, "text"), rapid.IntRange(0, 30).Draw(t, "w")
		cut := Truncate(s, w)
		if Width(cut) > w {
			t.Fatalf("%q to %d: %q", s, w, cut)
		}
		if Width(s) <= w && w > 0 {
			if cut != s {
				t.Fatalf("%q fits in %d, and yet: %q", s, w, cut)
			}
			return
		}
		if w > 0 && !strings.HasPrefix(s, strings.TrimSuffix(cut, "…")) {
			t.Fatalf("%q to %d: %q", s, w, cut)
		}
		if w > 2 && Width(cut) < w-1 {
			t.Fatalf("%q to %d wastes room: %q", s, w, cut)
		}
	})
}

func TestPaddedTextFillsItsCells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, w := cleanText().Draw(t, "text"), rapid.IntRange(0, 30).Draw(t, "w")
		if got := PadRight(s, w); Width(got) != w {
			t.Fatalf("%q in %d: %q", s, w, got)
		}
	})
}

func TestStyledTextIsMeasuredAndCutToo(t *testing.T) {
	s := "\x1b[1mbold 界\x1b[m plain"
	if Width(s) != 13 {
		t.Errorf("width %d", Width(s))
	}
	for w := range 14 {
		if got := Width(Truncate(s, w)); got > w {
			t.Errorf("Truncate to %d gives %d", w, got)
		}
		if got := Width(PadRight(s, w)); got != w {
			t.Errorf("PadRight to %d gives %d", w, got)
		}
	}
}

func TestWrappedLinesFitAndLoseNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, w := cleanBlock().Draw(t, "text"), rapid.IntRange(2, 30).Draw(t, "w")
		spans, at := WrapSpans(s, w), 0
		for i, sp := range spans {
			if line := s[sp.From:sp.To]; Width(line) > w {
				t.Fatalf("line %d of %q in %d: %q", i, s, w, line)
			}
			if lost := strings.Trim(s[at:sp.From], " \u3000"); lost != "" && lost != "\n" {
				t.Fatalf("between lines %d and %d of %q in %d: lost %q", i-1, i, s, w, lost)
			}
			at = sp.To
		}
		if lost := strings.Trim(s[at:], " \u3000"); lost != "" {
			t.Fatalf("at the end of %q in %d: lost %q", s, w, lost)
		}
	})
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		in   string
		w    int
		want []string
	}{
		{"", 10, []string{""}},
		{"one two three", 7, []string{"one two", "three"}},
		{"one two three", 8, []string{"one two", "three"}},
		{"one  two", 4, []string{"one", "two"}},
		{"a\n\nb\n", 5, []string{"a", "", "b", ""}},
		{"abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		{"see abcdefghij", 4, []string{"see", "abcd", "efgh", "ij"}},
		{"well-known fact", 8, []string{"well-", "known", "fact"}},
		{"  indented text", 10, []string{"  indented", "text"}},
		{"界界界界界", 4, []string{"界界", "界界", "界"}},
		{"界界界。界", 6, []string{"界界", "界。界"}},
		{"no\u00a0break here", 8, []string{"no\u00a0break", "here"}},
		{"trailing ", 8, []string{"trailing"}},
		{"trailing ", 9, []string{"trailing "}},
		{"界", 1, []string{"·"}},
		{"\u4e00b", 1, []string{"·", "b"}},
		{"anything", 0, nil},
	} {
		if got := Wrap(c.in, c.w); !slices.Equal(got, c.want) {
			t.Errorf("Wrap(%q, %d) = %q, want %q", c.in, c.w, got, c.want)
		}
	}
}

func TestGoingBackUndoesGoingOn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := cleanBlock().Draw(t, "text")
		for i := 0; i < len(s); {
			next := Next(s, i)
			if back := Prev(s, next); back != i {
				t.Fatalf("in %q from %d on to %d and back to %d", s, i, next, back)
			}
			i = next
		}
	})
}

func TestATerminalWithoutClustersKeepsItsColumns(t *testing.T) {
	for in, want := range map[string]string{
		"👩‍👩‍👧 x": "👩 x", "☎️ x": "☎  x", "1️⃣ x": "1  x", "👍🏽 x": "👍 x", "plain é 界": "plain é 界",
		"\x1b[1m👩‍👧\x1b[m": "\x1b[1m👩\x1b[m", "नमस्ते   x": "नमस्ते  x", "नमस्ते│": "नमस्│", "กำ  │ กำ│": "กำ │ ก│", "🇩": "🇩 ", "🇩🇪 x": "🇩🇪 x",
	} {
		got := Unclustered(in)
		if got != want {
			t.Errorf("Unclustered(%q) = %q, want %q", in, got, want)
		}
		if runes := ansi.StringWidthWc(got); runes != Width(in) {
			t.Errorf("%q has %d cells, %q %d, counted by runes", in, Width(in), got, runes)
		}
	}
}

func TestRightToLeftTextStaysInLogicalOrder(t *testing.T) {
	for _, s := range []string{"שלום עולם 123", "مرحبا بالعالم", "order هنا now"} {
		if got := strings.Join(Wrap(Line(desk.Foreign(s)), 40), ""); got != s {
			t.Errorf("%q became %q", s, got)
		}
	}
}

func BenchmarkWrap(b *testing.B) {
	s := strings.Repeat("A reply of some length that has to be broken into lines, as they do. ", 30)
	b.Run("ascii", func(b *testing.B) {
		for b.Loop() {
			WrapSpans(s, 60)
		}
	})
	u := strings.ReplaceAll(s, "e", "é")
	b.Run("accents", func(b *testing.B) {
		for b.Loop() {
			WrapSpans(u, 60)
		}
	})
}
