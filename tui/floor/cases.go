package floor

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/metrics"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

const (
	slotCases = "cases"
	slotRows  = "rows"

	whenCells = 11
)

// cases is the dialog with the tickets behind a figure. It ends with the one that is chosen.
type cases struct {
	*screen.Session
	screen.NoField
	floor  *Screen
	figure metrics.Name
	of     metrics.Scope
	got    bool
	failed error
	all    metrics.Cases
	rows   map[desk.TicketID]desk.Row
	list   *part.List
	w, h   int
}

func newCases(s *Screen, f metrics.Name) *cases {
	c := &cases{Session: s.Session, floor: s, figure: f, of: s.of, list: part.NewList(s.Theme)}
	c.list.Set(0, 0)
	return c
}

// Title implements screen.Screen.
func (c *cases) Title() string { return strings.Join(c.titled(), " · ") }

// titled is the title in its pieces.
func (c *cases) titled() []string {
	all := []string{c.floor.title(c.figure)}
	if c.of != (metrics.Scope{}) {
		all = append(all, c.floor.named(c.of))
	}
	switch shown := len(c.all.Cases); {
	case !c.got:
	case shown < c.all.N:
		all = append(all, c.Book.T("floor.some", "n", shown, "of", c.all.N))
	default:
		all = append(all, c.Book.N("day.tickets", c.all.N))
	}
	return all
}

// Scopes implements screen.Screen.
func (c *cases) Scopes() []keymaps.Scope { return []keymaps.Scope{keymaps.Picker} }

// Start implements screen.Starter.
func (c *cases) Start() screen.Out {
	watch, f, of := c.Watch, behind(c.figure), c.of
	return screen.Out{Errand: []screen.Errand{{Slot: slotCases, Run: func(ctx context.Context) (any, error) {
		if watch == nil {
			return nil, desk.ErrNotFound
		}
		return watch.FloorCases(ctx, f, of)
	}}}}
}

// Heed implements screen.Screen: what stands behind a number is that of when it was opened.
func (c *cases) Heed(desk.Change) screen.Out { return screen.Out{} }

// Learn implements screen.Screen.
func (c *cases) Learn(slot string, v any) screen.Out {
	switch v := v.(type) {
	case error:
		if slot == slotCases { // else the tickets stand there by their times alone
			c.failed = v
		}
	case metrics.Cases:
		c.all, c.got = v, true
		c.list.Set(len(v.Cases), 0)
		return c.read()
	case map[desk.TicketID]desk.Row:
		c.rows = v
	}
	return screen.Out{}
}

// read reads what the tickets are about.
func (c *cases) read() screen.Out {
	reads, ids := c.floor.reads, make([]desk.TicketID, 0, len(c.all.Cases))
	for _, one := range c.all.Cases {
		ids = append(ids, one.Ticket)
	}
	return screen.Out{Ask: []screen.Ask{{Slot: slotRows, Read: func() (any, error) {
		rows, err := reads.Rows(anywhere, ids)
		all := make(map[desk.TicketID]desk.Row, len(rows))
		for _, r := range rows {
			all[r.ID] = r
		}
		return all, err
	}}}}
}

// Why implements screen.Screen.
func (c *cases) Why(a keymaps.Action) desk.Reason {
	switch {
	case a != keymaps.Accept:
		return desk.Reason{}
	case c.list.At() < 0:
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_cases"}}
	case c.floor.looks:
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"looks_only"}}
	default:
		return desk.Reason{}
	}
}

// Act implements screen.Screen.
func (c *cases) Act(a keymaps.Action) screen.Out {
	switch a {
	case keymaps.Accept:
		if at := c.list.At(); at >= 0 {
			id := c.all.Cases[at].Ticket
			row, known := c.rows[id]
			if !known {
				row.ID = id
			}
			return screen.Out{Close: &screen.Closed{Slot: slotCase, Value: row}}
		}
	case keymaps.Cancel, keymaps.GoBack:
		return screen.Out{Close: &screen.Closed{}}
	default:
		screen.Move(c.list, a)
	}
	return screen.Out{}
}

// Wish implements screen.Sized.
func (c *cases) Wish(maxW, maxH int) (w, h int) {
	return min(96, maxW), min(max(len(c.all.Cases), c.floor.n(c.figure), 3), maxH)
}

// Resize implements screen.Screen.
func (c *cases) Resize(w, h int) {
	c.w, c.h = w, h
	c.list.Resize(w, h)
}

// nothing is what stands where there are no tickets.
func (c *cases) nothing() string {
	switch {
	case c.failed != nil:
		return c.Book.Err(c.failed)
	case !c.got:
		return c.Book.T("floor.asking")
	case len(c.all.Cases) == 0:
		return c.Book.T("floor.no_more")
	default:
		return ""
	}
}

// View implements screen.Screen.
func (c *cases) View(now time.Time) paint.Frame {
	if words := c.nothing(); words != "" {
		return paint.Frame{Text: part.Empty(c.Theme, words, c.w, c.h)}
	}
	return paint.Frame{Text: c.list.View(func(i, w int, selected bool) []string {
		return []string{c.line(c.all.Cases[i], now, selected, w)}
	})}
}

// line is a ticket in a line: when, its number, what about and whose, and how long it took.
func (c *cases) line(one metrics.Case, now time.Time, selected bool, w int) string {
	ink := c.Theme.Text
	if selected {
		ink = c.Theme.Strong
	}
	number, subject, name := c.about(one.Ticket)
	left := " " + c.Theme.Dim.Render(part.Pad(c.when(one, now), whenCells)) + c.Theme.Dim.Render(part.Right(number, 7)) + "  " + ink.Render(subject)
	if w >= 60 && name != "" {
		left += c.Theme.Dim.Render(" · " + name)
	}
	right := c.measured(one)
	if right != "" {
		ink := c.Theme.Dim
		if one.Over() {
			ink = c.Theme.Late
		}
		right = ink.Render(right) + " "
	}
	return part.Spread(left, right, max(w-1, 0))
}

// about is what a ticket is about, as far as it is known here.
func (c *cases) about(id desk.TicketID) (number, subject, name string) {
	r, known := c.rows[id]
	if !known {
		return "·", c.Book.T("floor.not_here"), ""
	}
	number, subject = "·", c.Book.Subject(text.Line(r.Subject))
	if r.Number > 0 {
		number = strconv.FormatInt(r.Number, 10)
	}
	return number, subject, text.Line(r.Name)
}

// when is since or until when it is so; of what happened, at what time.
func (c *cases) when(one metrics.Case, now time.Time) string {
	switch one.Name {
	case metrics.Open, metrics.Unassigned, metrics.Backlog, metrics.Waiting, metrics.Late:
		return c.Book.T("floor.for", "span", c.Book.Long(now.Sub(one.At)))
	case metrics.Due15, metrics.Due60:
		return c.Book.T("floor.due_in", "span", c.Book.Long(one.At.Sub(now)))
	default:
		return c.Book.Clock(c.Local(one.At))
	}
}

// measured is how long it took, and what it is held against.
func (c *cases) measured(one metrics.Case) string {
	if one.Took == 0 && one.Span == 0 {
		return ""
	}
	return act.Took(c.Book, one)
}
