package paint_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"pgregory.net/rapid"

	"github.com/heed-desk/heed/tui/paint"
)

// words of which pictures are drawn: letters that are narrow, wide, in doubt, and in colour.
func inkings() []string {
	return []string{"a", "b c", " ", "漢", "👩‍👧", "é", "\x1b[1mbold\x1b[0m", "\x1b[38;5;210mlate\x1b[0m", "\x1b[48;5;236mrow\x1b[0m", "█", "▁▂▃"}
}

func picture(t *rapid.T) paint.Frame {
	lines := make([]string, rapid.IntRange(0, 6).Draw(t, "lines"))
	for i := range lines {
		lines[i] = strings.Join(rapid.SliceOfN(rapid.SampledFrom(inkings()), 0, 8).Draw(t, "line"), "")
	}
	return paint.Frame{Text: strings.Join(lines, "\n")}
}

func TestWhoFollowsAFilmAndWhoComesLaterSeeTheSamePicture(t *testing.T) {
	const w, h = 20, 5
	rapid.Check(t, func(t *rapid.T) {
		film := paint.NewFilm(colorprofile.ANSI256, w, h)
		follows := newScreen(w, h)
		_, _ = follows.Write(film.Whole())
		for range rapid.IntRange(1, 8).Draw(t, "pictures") {
			f := picture(t)
			_, _ = follows.Write(film.Turn(f))
			if again := film.Turn(f); len(again) > 0 {
				t.Fatalf("the same picture takes %q", again)
			}
			comes := newScreen(w, h)
			_, _ = comes.Write(film.Whole())
			alone := newScreen(w, h)
			_, _ = alone.Write([]byte(paint.NewCanvas(paint.Settings{Colours: colorprofile.ANSI256, W: w, H: h}).Draw(f, w, h)))
			want := alone.cells()
			if got := follows.cells(); got != want {
				t.Fatalf("who follows sees\n%s\nnot\n%s", got, want)
			}
			if got := comes.cells(); got != want {
				t.Fatalf("who comes sees\n%s\nnot\n%s", got, want)
			}
		}
	})
}

// cells are what stands on a screen, with its colours.
func (s *screen) cells() string {
	var b strings.Builder
	for y := range s.vt.Height() {
		for x := range s.vt.Width() {
			if c := s.vt.CellAt(x, y); c != nil && c.Width > 0 {
				b.WriteString(c.Style.Diff(nil) + c.Content)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}
