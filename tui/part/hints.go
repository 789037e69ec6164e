package part

import (
	"strings"

	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/theme"
)

// Hint is a key and what it does.
type Hint struct {
	Key, Label string
	Off        bool // it does nothing now; drawn dim, never left out, so that nothing moves
}

// Hints draws keys with their labels in exactly w cells, as many as fit whole. Right is
// something short at the right end.
func Hints(t *theme.Theme, hints []Hint, right string, w int) string {
	room := w
	if rw := text.Width(right); rw > 0 {
		room -= rw + 2
	}
	var b strings.Builder
	used := 0
	for _, h := range hints {
		cells := text.Width(h.Key) + 1 + text.Width(h.Label)
		gap := 3
		if used == 0 {
			gap = 1
		}
		if used+gap+cells > room {
			continue
		}
		b.WriteString(strings.Repeat(" ", gap))
		if h.Off {
			b.WriteString(t.Dim.Render(h.Key + " " + h.Label))
		} else {
			b.WriteString(t.Key.Render(h.Key) + " " + t.Dim.Render(h.Label))
		}
		used += gap + cells
	}
	return Spread(b.String(), t.Dim.Render(right), w)
}
