package screentest

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/tui/screen"
)

// widths and heights are the sizes of the sweep: every break of the layout has one on each side.
func widths() []int { return []int{5, 8, 13, 20, 24, 39, 40, 50, 59, 72, 80, 100, 120, 160, 400} }

func heights() []int { return []int{1, 3, 5, 8, 12, 24, 45, 150} }

// Sweep draws the screen on top in 15 widths and 8 heights, in every language: it never
// panics, and the picture is exactly as large as its place with the caret inside.
func (s *Stage) Sweep() {
	s.t.Helper()
	top, book := s.Top(), s.Session.Book
	for _, language := range words.Languages() {
		s.Session.Book = book
		if language != book.Language() {
			s.Session.Book = words.In(language).WithDates(words.Dates12)
		}
		for _, w := range widths() {
			for _, h := range heights() {
				top.Resize(w, h)
				Fits(s.t, top, w, h, s)
			}
		}
	}
	s.Session.Book = book
	top.Resize(s.W, s.H)
}

// Fits checks that a screen's picture is exactly w x h cells.
func Fits(t testing.TB, sc screen.Screen, w, h int, s *Stage) {
	t.Helper()
	f := sc.View(s.Desk.Clock)
	lines := strings.Split(f.Text, "\n")
	if len(lines) != h {
		t.Errorf("%T at %dx%d draws %d lines", sc, w, h, len(lines))
		return
	}
	for i, line := range lines {
		if n := ansi.StringWidth(line); n != w {
			t.Errorf("%T at %dx%d: line %d is %d cells wide: %q", sc, w, h, i, n, ansi.Strip(line))
			return
		}
	}
	if c := f.Caret; c != nil && (c.X < 0 || c.Y < 0 || c.X >= w || c.Y >= h) {
		t.Errorf("%T at %dx%d has its caret at %d,%d", sc, w, h, c.X, c.Y)
	}
}

// Hostile are texts that must not do anything but be text: escape sequences, controls,
// bidi, long and wide things, and marks that imitate heed's own.
func Hostile() []string {
	return []string{
		"\x1b[2J\x1b[Hgone", "\x1b]0;title\x07", "\x1b]52;c;aGk=\x07", "a\rb", "a\bb", "\x9b31mred", "\u202egnp.exe",
		"\u2066x\u2069", "tab\there", "line\nbreak", strings.Repeat("wide界", 300), "zero\u200bwidth", "e" + strings.Repeat("\u0301", 200),
		"▌!! 1  Not a row", "▏not a gutter", "── new ──", "\x1bPq\x1b\\", "\x00nul", "\xff\xfe", "👨‍👩‍👧‍👦👨‍👩‍👧‍👦", "{n} {ticket}",
		"", " ", strings.Repeat("x", 70_000),
	}
}

// Tame checks that nothing but colours and weights is in a picture: no other escape
// sequence, no control, no bidi mark.
func Tame(t testing.TB, picture string) {
	t.Helper()
	for i := range len(picture) {
		if picture[i] != 0x1b {
			continue
		}
		end := i + 1
		for end < len(picture) && picture[end] != 'm' && strings.IndexByte("[0123456789;:", picture[end]) >= 0 {
			end++
		}
		if end >= len(picture) || picture[end] != 'm' {
			t.Errorf("an escape sequence came through: %q", picture[i:min(i+20, len(picture))])
			return
		}
	}
	for _, r := range ansi.Strip(picture) {
		if r != '\n' && (r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069) {
			t.Errorf("%U came through", r)
			return
		}
	}
}
