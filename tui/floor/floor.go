// Package floor shows whoever leads how the whole desk stands: whether it is all right, in a
// sentence; then the figures of today, by group, channel and agent; and behind each of them its
// tickets and what it counts.
package floor

import (
	"cmp"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/metrics"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// Reads is what the floor reads of the ledger: who somebody is, and what a ticket is about. The
// figures are the desk's, by Session.Watch.
type Reads interface {
	Agents() ([]desk.Agent, error)
	Rows(view desk.ViewID, ids []desk.TicketID) ([]desk.Row, error)
	Presence() map[desk.TicketID][]desk.Presence
	Link() desk.Link
}

// Needs is what the floor is made of.
type Needs struct {
	*screen.Session
	Reads Reads
	Looks bool // there is nothing but the floor: no ticket can be opened, and a step back leaves
	// Every is how often the desk is asked anew where nothing was heard of it; 15 seconds where 0.
	Every time.Duration
}

// Screen is the floor.
type Screen struct {
	*screen.Session
	screen.NoField
	reads Reads
	looks bool
	every time.Duration

	floor    *metrics.Floor // as it was told last; nil before
	counting metrics.Counting
	counts   bool // it is counted
	behind   bool // the desk could not follow what happened since
	failed   error
	people   people
	of       metrics.Scope // whose figures are shown: the desk's, or those of a part
	moved    map[metrics.Name]time.Time

	asks    bool // the desk is being asked
	stale   bool // and has to be asked again
	waits   bool // it is asked again in a moment
	items   []item
	at      int // the item under the cursor
	columns part.Sheets
	on      bool
	w, h    int
}

const (
	slotFloor  = "floor"
	slotPeople = "people"
	slotAgain  = "again"
	slotTick   = "tick"
	slotCase   = "case"
	slotRoll   = "roll"

	settle   = 2 * time.Second  // news are let come together, and the desk counts them meanwhile
	tick     = 15 * time.Second // what is late and waits grows by time alone
	counted  = time.Second      // between two looks at how far it is counted
	lingers  = 5 * time.Second  // a number that has changed is marked
	anywhere = desk.ViewAll
)

// New makes the floor; it asks when it is started.
func New(n Needs) *Screen {
	s := &Screen{Session: n.Session, reads: n.Reads, looks: n.Looks, every: cmp.Or(n.Every, tick), moved: map[metrics.Name]time.Time{}}
	s.list()
	return s
}

// Title implements screen.Screen.
func (s *Screen) Title() string {
	if s.of == (metrics.Scope{}) {
		return s.Book.T("floor.title")
	}
	return s.Book.T("floor.title") + " · " + s.named(s.of)
}

// Scopes implements screen.Screen.
func (s *Screen) Scopes() []keymaps.Scope {
	return []keymaps.Scope{keymaps.Floor, keymaps.List, keymaps.Everywhere}
}

// Focus implements screen.Focusable.
func (s *Screen) Focus(on bool) { s.on = on }

// Resize implements screen.Screen.
func (s *Screen) Resize(w, h int) {
	s.w, s.h = w, h
	s.arrange()
}

// Start implements screen.Starter.
func (s *Screen) Start() screen.Out { return s.ask().Merge(s.roll()) }

// under is the item under the cursor; nil where there is none.
func (s *Screen) under() *item {
	if s.floor == nil || s.at < 0 || s.at >= len(s.items) {
		return nil
	}
	return &s.items[s.at]
}

// Standing implements screen.Placed.
func (s *Screen) Standing() string {
	if s.floor == nil {
		return ""
	}
	return s.Book.T("list.standing", "n", s.at+1, "total", len(s.items))
}

// Why implements screen.Screen.
func (s *Screen) Why(a keymaps.Action) desk.Reason {
	it := s.under()
	switch {
	case a != keymaps.Open && a != keymaps.WhyOrder && a != keymaps.ShowCurve:
		return desk.Reason{}
	case it == nil:
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_figure"}}
	case a == keymaps.ShowCurve:
		if _, _, there := s.drawn(it); !there {
			return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_curve"}}
		}
	case a == keymaps.Open && it.kind == aFigure && s.n(it.figure) == 0:
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_cases"}}
	}
	return desk.Reason{}
}

// Label implements screen.Labelled.
func (s *Screen) Label(a keymaps.Action) string {
	switch {
	case a == keymaps.WhyOrder:
		return s.Book.T("day.means")
	case a == keymaps.GoBack && s.looks && s.of == (metrics.Scope{}):
		return s.Book.T("action.quit")
	case a == keymaps.GoBack && s.looks:
		return s.Book.T("action.back")
	default:
		return ""
	}
}

// Act implements screen.Screen.
func (s *Screen) Act(a keymaps.Action) screen.Out {
	defer s.arrange()
	switch a {
	case keymaps.Open:
		return s.open()
	case keymaps.WhyOrder:
		if it := s.under(); it != nil {
			return screen.Out{Open: meaning(s, it)}
		}
	case keymaps.ShowCurve:
		return s.showCurve()
	case keymaps.GoBack, keymaps.Cancel:
		return s.leavePart()
	case keymaps.First:
		s.at = 0
	case keymaps.Last:
		s.at = max(len(s.items)-1, 0)
	default:
		screen.Move(s, a)
	}
	return screen.Out{}
}

// open shows the tickets behind a figure, or the figures of a part.
func (s *Screen) open() screen.Out {
	it := s.under()
	switch {
	case it == nil:
		return screen.Out{}
	case it.kind == aFigure:
		return screen.Out{Open: newCases(s, it.figure)}
	}
	s.turn(it.part)
	s.at = 0
	return screen.Out{Done: true}
}

// leavePart goes from a part back to the whole desk, with the cursor on the part.
func (s *Screen) leavePart() screen.Out {
	was := s.of
	if was == (metrics.Scope{}) {
		return screen.Out{}
	}
	s.turn(metrics.Scope{})
	for i, it := range s.items {
		if it.kind == aPart && it.part == was {
			s.at = i
		}
	}
	return screen.Out{Done: true}
}

func (s *Screen) turn(to metrics.Scope) {
	s.of = to
	clear(s.moved)
}

// By implements screen.Rows.
func (s *Screen) By(rows int) bool {
	before := s.at
	s.at = min(max(s.at+rows, 0), max(len(s.items)-1, 0))
	return s.at != before
}

// Page implements screen.Rows: to the next section.
func (s *Screen) Page(direction int) bool {
	it := s.under()
	for it != nil && s.By(direction) {
		if s.under().section != it.section {
			return true
		}
	}
	return false
}
