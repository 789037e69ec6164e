// Package wall draws what hangs on a wall for all to see: how a desk stands, in big type, one page
// after the other. It is a picture and no screen: there is nothing to press and nobody at it.
package wall

import (
	"strings"
	"time"

	"github.com/heed-desk/heed/internal/metrics"
	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/theme"
)

// Turns is how long a page is shown. All walls turn at the same time.
const Turns = 15 * time.Second

// Looks is how a wall is drawn.
type Looks struct {
	Book  *words.Book
	Theme *theme.Theme
	Zone  *time.Location // of the clock in its corner
}

// sheet is a wall while it is drawn.
type sheet struct {
	book  *words.Book
	theme *theme.Theme
	wall  metrics.Wall
	now   time.Time // where the desk is
	w, h  int
}

// Heights from which on there is more of it.
const (
	listed  = 4  // the numbers, one a line
	tiled   = 12 // and in big type
	banded  = 20 // how it stands, on a ground of its own
	written = 40 // which is in big type too
)

// Draw draws what a wall shows at an instant, w by h cells.
func Draw(l Looks, wall metrics.Wall, now time.Time, w, h int) paint.Frame {
	if w <= 0 || h <= 0 {
		return paint.Frame{}
	}
	s := &sheet{book: l.Book, theme: l.Theme, wall: wall, now: now.In(l.Zone), w: w, h: h}
	if wall.Counting != nil {
		said := s.book.T("floor.begins")
		if wall.Counting.Of > 0 {
			said = s.book.T("floor.counting", "done", wall.Counting.Done, "of", wall.Counting.Of)
		}
		return paint.Frame{Text: part.Fit(strings.Split(part.Empty(s.theme, said, w, h), "\n"), w, h)}
	}
	all := s.pages()
	at := int(now.Unix()/int64(Turns/time.Second)) % len(all)
	lines := s.head()
	switch {
	case h < listed:
		return paint.Frame{Text: part.Fit(lines, w, h)}
	case h < tiled:
		return paint.Frame{Text: part.Fit(append(lines, s.list(all[at].tiles, h-1)...), w, h)}
	}
	foot := s.foot(all[at], len(all), at)
	room := h - len(lines) - len(foot)
	lines = append(lines, strings.Split(part.Fit(s.grid(all[at].tiles, room), w, room), "\n")...)
	return paint.Frame{Text: part.Fit(append(lines, foot...), w, h)}
}

// foot says what the page is of, in what, and which of how many it is.
func (s *sheet) foot(p page, of, at int) []string {
	left := s.theme.Dim.Render(p.about)
	right := s.theme.Dim.Render(strings.Repeat("○ ", at)+"●"+strings.Repeat(" ○", of-at-1)) + " "
	if s.h < written || !drawable(p.name) {
		return []string{part.Spread(" "+s.theme.Strong.Render(p.name)+s.theme.Dim.Render(" · ")+left, right, s.w)}
	}
	lines := size(0).draw(s.theme.Dim, p.name)
	for y := range lines {
		lines[y] = "  " + lines[y]
	}
	last := len(lines) - 1
	lines[last] = part.Spread(lines[last]+"   "+left, right, s.w)
	return lines
}

// list are tiles in a line each, where there is no room for more.
func (s *sheet) list(tiles []tile, h int) (lines []string) {
	for _, t := range tiles[:min(len(tiles), h)] {
		lines = append(lines, part.Spread(" "+t.label, t.ink.Bold().Render(t.value())+" ", s.w))
	}
	return lines
}
