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
	Keep       bool // it stays where there is not room for all
	Prefer     bool // it comes after those to keep, and before the others
}

// cells is the room that a hint takes.
func (h Hint) cells() int { return text.Width(h.Key) + 1 + text.Width(h.Label) }

// Hints draws keys with their labels in exactly w cells, in their order, as many as fit
// whole: the first one, then those to keep, those to prefer, and the others. Right is
// something short at the right end.
func Hints(t *theme.Theme, hints []Hint, right string, w int) string {
	room := w
	if rw := text.Width(right); rw > 0 {
		room -= rw + 2
	}
	var b strings.Builder
	for i, in := range fitting(hints, room) {
		if !in {
			continue
		}
		h := hints[i]
		b.WriteString(strings.Repeat(" ", gapBefore(b.Len() > 0)))
		if h.Off {
			b.WriteString(t.Dim.Render(h.Key + " " + h.Label))
		} else {
			b.WriteString(t.Key.Render(h.Key) + " " + t.Dim.Render(h.Label))
		}
	}
	return Spread(b.String(), t.Dim.Render(right), w)
}

// Crowds reports whether something short at the right end leaves no room for hints to keep or
// to prefer that would fit without it.
func Crowds(hints []Hint, right string, w int) bool {
	room := w
	if rw := text.Width(right); rw > 0 {
		room -= rw + 2
	}
	with, without := fitting(hints, room), fitting(hints, w)
	for i, h := range hints {
		if (h.Keep || h.Prefer) && without[i] && !with[i] {
			return true
		}
	}
	return false
}

// Dropped is how many hints have no room in w cells.
func Dropped(hints []Hint, w int) int {
	n := 0
	for _, in := range fitting(hints, w) {
		if !in {
			n++
		}
	}
	return n
}

func gapBefore(another bool) int {
	if another {
		return 3
	}
	return 1
}

// fitting are the hints for which there is room.
func fitting(hints []Hint, room int) []bool {
	in := make([]bool, len(hints))
	some := false
	take := func(wanted func(i int) bool) {
		for i, h := range hints {
			if need := gapBefore(some) + h.cells(); !in[i] && wanted(i) && need <= room {
				in[i], some = true, true
				room -= need
			}
		}
	}
	take(func(i int) bool { return i == 0 })
	take(func(i int) bool { return hints[i].Keep })
	take(func(i int) bool { return hints[i].Prefer })
	take(func(int) bool { return true })
	return in
}
