package day

import (
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/metrics"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// cases is the dialog with the tickets behind a figure. It ends with the one that is chosen.
type cases struct {
	*screen.Session
	screen.NoField
	screen.NoNews
	day  *Screen
	of   figure
	all  []metrics.Case
	list *part.List
	w, h int
}

func newCases(s *Screen, f figure) *cases {
	c := &cases{Session: s.Session, day: s, of: f, all: s.cases(f), list: part.NewList(s.Theme)}
	c.list.Set(len(c.all), 0)
	return c
}

// Title implements screen.Screen.
func (c *cases) Title() string {
	return strings.Join(c.titled(), " · ")
}

// titled is the title in its pieces.
func (c *cases) titled() []string {
	return []string{c.day.named(c.of), c.Book.N("day.tickets", len(c.all))}
}

// titled is a figure as it is called where it stands alone.
func (s *Screen) named(f figure) string {
	key := "day." + string(f) + s.by(f)
	if s.Book.Has(key + ".alone") {
		key += ".alone"
	}
	return s.Book.T(key)
}

// Scopes implements screen.Screen.
func (c *cases) Scopes() []keymaps.Scope { return []keymaps.Scope{keymaps.Picker} }

// Why implements screen.Screen.
func (c *cases) Why(keymaps.Action) desk.Reason { return desk.Reason{} }

// Act implements screen.Screen.
func (c *cases) Act(a keymaps.Action) screen.Out {
	switch a {
	case keymaps.Accept:
		if at := c.list.At(); at >= 0 {
			return screen.Out{Close: &screen.Closed{Slot: slotCase, Value: c.all[at].Ticket}}
		}
	case keymaps.Cancel, keymaps.GoBack:
		return screen.Out{Close: &screen.Closed{}}
	default:
		screen.Move(c.list, a)
	}
	return screen.Out{}
}

// Wish implements screen.Sized.
func (c *cases) Wish(maxW, maxH int) (w, h int) { return min(88, maxW), min(max(len(c.all), 3), maxH) }

// Resize implements screen.Screen.
func (c *cases) Resize(w, h int) {
	c.w, c.h = w, h
	c.list.Resize(w, h)
}

// View implements screen.Screen.
func (c *cases) View(now time.Time) paint.Frame {
	return paint.Frame{Text: c.list.View(func(i, w int, selected bool) []string {
		return []string{c.day.ticketLine(c.all[i].Ticket, c.when(c.all[i], now), c.measured(c.all[i]), selected, w)}
	})}
}

// when is when it was: the time of day today, else the weekday.
func (c *cases) when(one metrics.Case, now time.Time) string {
	at := c.Local(one.At)
	said := c.Book.Clock(at)
	if at.Before(dayOf(c.Local(now)).From) {
		said = c.Book.Weekday(at.Weekday())
	}
	return c.Theme.Dim.Render(part.Pad(said, dueCells))
}

// measured is how long it took, and of what.
func (c *cases) measured(one metrics.Case) string {
	switch c.of {
	case firstReply, within:
		took := act.Took(c.Book, one)
		switch {
		case one.Span == 0:
			return took
		case one.Over():
			return c.Theme.Text.Render(took)
		default:
			return c.Theme.Dim.Render(took)
		}
	case nextReply, solved, resolution, oneTouch:
		return c.Book.Long(one.Took)
	default:
		return ""
	}
}
