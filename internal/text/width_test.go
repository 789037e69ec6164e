package text

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

func TestAStyledLineIsAsWideAsTheRendererSays(t *testing.T) {
	pieces := []string{
		"a", "waits 2 h 04", " ", "\x1b[m", "\x1b[1;38;5;254m", "\x1b[38;2;1;2;3m", "\x1b[4:3m", "│", "──", "▌", "▏", "┆", "█", "▖",
		"\u0301", "\u200d", "\ufe0f", "漢", "👩‍👩‍👧", "●", "…", "·", "é", "e\u0301", "\u2028", "\x1b[2J", "\x1b]8;;x\x1b\\", "\x1b[", "\x1b", "\t", "\x7f", "\u00ad", "ก็",
	}
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(t, "pieces"), "")
		if got, want := Width(s), ansi.StringWidth(s); got != want {
			t.Fatalf("%q: %d cells, the renderer says %d", s, got, want)
		}
	})
}

func BenchmarkStyledWidth(b *testing.B) {
	s := " " + strings.Repeat("\x1b[38;5;248mwaits 2 h\x1b[m ", 6) + "│ " + strings.Repeat("─", 40)
	for b.Loop() {
		Width(s)
	}
}

func TestAStyledLineIsCutWhereItsWidthSays(t *testing.T) {
	pieces := []string{"a", " ", "\x1b[m", "\x1b[1;38;5;254m", "│", "漢", "👩‍👩‍👧", "1\ufe0f\u20e3", "…", "é", "e\u0301", "ก็", "क्षि", "☎\ufe0f", "🇩🇪", "#\ufe0f"}
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(t, "pieces"), "")
		w := rapid.IntRange(1, 14).Draw(t, "w")
		cut := Truncate(s, w)
		if got := Width(cut); got > w || Width(s) > w && got < w-1 {
			t.Fatalf("%q in %d: %q takes %d", s, w, cut, got)
		}
		if strings.Count(cut, "\x1b") != strings.Count(s, "\x1b") {
			t.Fatalf("%q in %d loses a style: %q", s, w, cut)
		}
	})
}
