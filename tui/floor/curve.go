package floor

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/metrics"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

const (
	slotCurve = "curve"
	slotHeat  = "heat"
	slotLater = "later"
)

// curve is the dialog with a figure step by step: over the hour, the day and the week, and last the
// weekdays and hours at which tickets arrive.
type curve struct {
	*screen.Session
	screen.NoField
	screen.NoNews
	floor  *Screen
	figure metrics.Name
	of     metrics.Scope
	at     int // which of the pages; the last one is the heat map
	curves map[metrics.Span]metrics.Curve
	heat   *metrics.Heat
	told   map[string]time.Time // when each page was
	failed error
	waits  bool // it asks again in a moment
	w, h   int
}

// onWeekdays names the page with the heat map.
const onWeekdays = "weekdays"

// newCurve begins with the day.
func newCurve(s *Screen, f metrics.Name, of metrics.Scope) *curve {
	return &curve{Session: s.Session, floor: s, figure: f, of: of, at: 1, curves: map[metrics.Span]metrics.Curve{}, told: map[string]time.Time{}}
}

// drawn is the figure whose curve is drawn for an item, and of what part; false where there is none.
func (s *Screen) drawn(it *item) (metrics.Name, metrics.Scope, bool) {
	switch {
	case it.kind == aFigure:
		return it.figure, s.of, slices.Contains(metrics.Drawn(), it.figure)
	case it.part.By == metrics.ByAgent: // tickets arrive for nobody
		return metrics.Solved, it.part, true
	default:
		return metrics.Arrived, it.part, true
	}
}

// showCurve draws what is under the cursor step by step.
func (s *Screen) showCurve() screen.Out {
	it := s.under()
	if it == nil {
		return screen.Out{}
	}
	f, of, there := s.drawn(it)
	if !there {
		return screen.Out{}
	}
	return screen.Out{Open: newCurve(s, f, of)}
}

// span is what the page is over; false on the heat map.
func (c *curve) span() (metrics.Span, bool) {
	if all := metrics.Spans(); c.at < len(all) {
		return all[c.at], true
	}
	return "", false
}

// Title implements screen.Screen.
func (c *curve) Title() string {
	figure := c.figure
	if _, is := c.span(); !is {
		figure = metrics.Arrived
	}
	all := []string{c.floor.title(figure)}
	if c.of != (metrics.Scope{}) {
		all = append(all, c.floor.named(c.of))
	}
	return strings.Join(append(all, c.Book.T("floor.over."+c.page(c.at))), " · ")
}

// page names a page.
func (c *curve) page(at int) string {
	if all := metrics.Spans(); at < len(all) {
		return string(all[at])
	}
	return onWeekdays
}

// Scopes implements screen.Screen.
func (c *curve) Scopes() []keymaps.Scope {
	return []keymaps.Scope{keymaps.Curve, keymaps.Dialog, keymaps.List}
}

// Start implements screen.Starter.
func (c *curve) Start() screen.Out { return c.ask() }

// ask asks for the page that is shown.
func (c *curve) ask() screen.Out {
	watch, f, of := c.Watch, c.figure, c.of
	span, is := c.span()
	run, slot := func(ctx context.Context) (any, error) { return watch.FloorCurve(ctx, f, of, span) }, slotCurve
	if !is {
		run, slot = func(ctx context.Context) (any, error) { return watch.FloorHeat(ctx, of) }, slotHeat
	}
	if watch == nil {
		run = func(context.Context) (any, error) { return nil, desk.ErrNotFound }
	}
	return screen.Out{Errand: []screen.Errand{{Slot: slot, Run: run}}}
}

// Learn implements screen.Screen. What is shown is asked for again before long, as the floor is.
func (c *curve) Learn(slot string, v any) screen.Out {
	switch v := v.(type) {
	case error:
		c.failed = v
	case metrics.Curve:
		c.curves[v.Span], c.failed = v, nil
		c.told[string(v.Span)] = c.Now()
	case metrics.Heat:
		c.heat, c.failed = &v, nil
		c.told[onWeekdays] = c.Now()
	}
	if slot == slotLater {
		c.waits = false
		return c.ask()
	}
	if c.waits {
		return screen.Out{}
	}
	c.waits = true
	return screen.Out{After: []screen.After{{Slot: slotLater, Wait: c.floor.every}}}
}

// Why implements screen.Screen.
func (c *curve) Why(keymaps.Action) desk.Reason { return desk.Reason{} }

// Telling implements screen.Telling.
func (c *curve) Telling() {}

// Label implements screen.Labelled.
func (c *curve) Label(a keymaps.Action) string {
	switch a {
	case keymaps.NextView:
		return c.Book.T("floor.longer")
	case keymaps.PreviousView:
		return c.Book.T("floor.shorter")
	default:
		return ""
	}
}

// Act implements screen.Screen.
func (c *curve) Act(a keymaps.Action) screen.Out {
	switch a {
	case keymaps.Accept, keymaps.Cancel, keymaps.GoBack, keymaps.Open:
		return screen.Out{Close: &screen.Closed{}}
	case keymaps.First:
		return c.turn(0)
	case keymaps.Last:
		return c.turn(len(metrics.Spans()))
	case keymaps.PreviousView, keymaps.Up, keymaps.PageUp:
		return c.turn(c.at - 1)
	case keymaps.NextView, keymaps.Down, keymaps.PageDown:
		return c.turn(c.at + 1)
	default:
		return screen.Out{}
	}
}

// turn turns to another page. What is known of it is shown until the desk has answered.
func (c *curve) turn(to int) screen.Out {
	to = min(max(to, 0), len(metrics.Spans()))
	if to == c.at {
		return screen.Out{}
	}
	c.at, c.failed = to, nil
	return c.ask()
}

// The most room that a curve takes.
const (
	curveWidth  = 96
	curveHeight = 20
)

// Wish implements screen.Sized.
func (c *curve) Wish(maxW, maxH int) (w, h int) { return min(curveWidth, maxW), min(curveHeight, maxH) }

// Resize implements screen.Screen.
func (c *curve) Resize(w, h int) { c.w, c.h = w, h }

// nothing is what stands where there is nothing to draw.
func (c *curve) nothing() string {
	span, is := c.span()
	all, there := c.curves[span]
	switch {
	case is && there && len(all.Points) > 0, !is && c.heat != nil && !c.heat.Days.From.IsZero():
		return "" // it stays when the desk cannot be asked any more
	case c.failed != nil:
		return c.Book.Err(c.failed)
	case is && there, !is && c.heat != nil:
		return c.Book.T("floor.begins")
	default:
		return c.Book.T("floor.asking")
	}
}

// View implements screen.Screen.
func (c *curve) View(time.Time) paint.Frame {
	if c.w <= 0 || c.h <= 0 {
		return paint.Frame{}
	}
	head := c.pages()
	if c.h < 8 {
		head = nil
	}
	return paint.Frame{Text: part.Fit(append(head, c.body(c.h-len(head))...), c.w, c.h)}
}

// pages are the pages in a line, the one that is shown set off, and a line apart from what is below.
func (c *curve) pages() []string {
	var all []string
	for at := range len(metrics.Spans()) + 1 {
		name, ink := c.Book.T("floor.page."+c.page(at)), c.Theme.Dim
		if at == c.at {
			ink = c.Theme.Focused
		}
		all = append(all, ink.Render(name))
	}
	line := strings.Join(all, "   ")
	hint := c.Theme.Dim.Render(c.aside())
	if room := c.w - part.Width(line); room > part.Width(hint)+2 {
		line += part.Right(hint, room)
	}
	return []string{line, ""}
}

// aside says which keys turn the pages; while the desk cannot be asked, as of when this is.
func (c *curve) aside() string {
	if at := c.told[c.page(c.at)]; c.failed != nil && !at.IsZero() {
		return c.Book.T("floor.stale", "time", c.Book.Moment(c.Local(at), c.Local(c.Now())))
	}
	return c.Book.T("floor.turns", "back", c.Key(keymaps.PreviousView), "on", c.Key(keymaps.NextView))
}

func (c *curve) body(h int) []string {
	if words := c.nothing(); words != "" {
		return strings.Split(part.Empty(c.Theme, words, c.w, h), "\n")
	}
	span, is := c.span()
	if !is {
		return c.weekdays(h)
	}
	return c.plot(c.curves[span], h)
}
