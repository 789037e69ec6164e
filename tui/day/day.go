// Package day shows an agent their own day: what they answered and how fast, what they
// promised, and what customers said of it. It is for that one person and compares them with
// nobody but themselves.
package day

import (
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// Reads is what the day reads of the ledger.
type Reads interface {
	// Worked are the tickets that the agent worked on since a time; of the weeks before also
	// those that are not done, or that were rated.
	Worked(since time.Time) ([]desk.Worked, error)
	Promises() (*desk.SLA, error) // what the desk promises; nil where it never says
	Link() desk.Link
	act.Ledger // also the agent's own reminders
}

// Needs is what the day is made of.
type Needs struct {
	*screen.Session
	Reads Reads
}

// Screen is the day.
type Screen struct {
	*screen.Session
	screen.NoField
	reads Reads
	acts  *act.Acts

	got     bool
	sums    sums
	link    desk.Link
	failed  error
	waits   bool // it is added up again in a moment
	lags    bool // and later, for tickets that are none of it
	items   []item
	at      int // the item under the cursor
	columns part.Sheets
	on      bool
	w, h    int
}

const (
	slotSums     = "sums"
	slotLink     = "link"
	slotAgain    = "again"
	slotLater    = "later"
	slotMidnight = "midnight"
	slotCase     = "case"

	// settle is how long news are let come together before the day is added up again.
	settle = 2 * time.Second
	// othersSettle is that for tickets that the agent has not worked on, as far as is known
	// here: on another computer they may.
	othersSettle = 5 * time.Minute
)

// New makes the day; it reads when it is started.
func New(n Needs) *Screen {
	return &Screen{
		Session: n.Session, reads: n.Reads, acts: &act.Acts{Session: n.Session, Ledger: n.Reads},
	}
}

// Title implements screen.Screen.
func (s *Screen) Title() string { return s.Book.T("day.title") }

// Scopes implements screen.Screen.
func (s *Screen) Scopes() []keymaps.Scope {
	return []keymaps.Scope{keymaps.Day, keymaps.List, keymaps.Everywhere}
}

// Focus implements screen.Focusable.
func (s *Screen) Focus(on bool) { s.on = on }

// Resize implements screen.Screen.
func (s *Screen) Resize(w, h int) {
	s.w, s.h = w, h
	s.arrange()
}

// Start implements screen.Starter.
func (s *Screen) Start() screen.Out { return s.ask() }

// ask adds the day up anew, and again when the next one begins.
func (s *Screen) ask() screen.Out {
	reads, me, now := s.reads, s.Me.ID, s.Local(s.Now())
	day := dayOf(now)
	return screen.Out{
		Ask:   []screen.Ask{{Slot: slotSums, Read: func() (any, error) { return addUp(reads, me, now) }}},
		After: []screen.After{{Slot: slotMidnight, Wait: day.To.Sub(now) + time.Second}},
	}
}

// Heed implements screen.Screen. News of many tickets are added up once.
func (s *Screen) Heed(c desk.Change) screen.Out {
	switch c.Kind {
	case desk.ChangedTicket:
		if _, mine := s.sums.tickets[c.Ticket]; s.got && !mine && !c.Ticket.IsZero() {
			return s.later(slotLater, &s.lags, othersSettle)
		}
		return s.later(slotAgain, &s.waits, settle)
	case desk.ChangedOutbox, desk.ChangedAll:
		return s.later(slotAgain, &s.waits, settle)
	case desk.ChangedLink:
		reads := s.reads
		return screen.Out{Ask: []screen.Ask{{Slot: slotLink, Read: func() (any, error) { return reads.Link(), nil }}}}
	case desk.ChangedCustomer, desk.ChangedCanned, desk.ChangedAgents, desk.ChangedPresence, desk.ChangedSearch:
	}
	return screen.Out{}
}

// later adds the day up again when news have come together.
func (s *Screen) later(slot string, waits *bool, wait time.Duration) screen.Out {
	if *waits {
		return screen.Out{}
	}
	*waits = true
	return screen.Out{After: []screen.After{{Slot: slot, Wait: wait}}}
}

// Learn implements screen.Screen.
func (s *Screen) Learn(slot string, v any) screen.Out {
	if out, ok := s.acts.Learn(slot, v); ok {
		return out
	}
	switch slot {
	case slotAgain, slotMidnight:
		s.waits = false
		return s.ask()
	case slotLater:
		s.lags = false
		return s.ask()
	case slotCase:
		if id, ok := v.(desk.TicketID); ok {
			return screen.Out{Go: &screen.Go{To: screen.Ticket, Ticket: id, Who: s.sums.tickets[id].Requester}}
		}
		return screen.Out{}
	}
	switch v := v.(type) {
	case answer:
		s.sums, s.link, s.got, s.failed = v.sums, v.link, true, nil
		s.list()
		s.arrange()
	case desk.Link:
		filled := s.link.Filling && !v.Filling
		if s.link = v; filled {
			return s.ask()
		}
	case error:
		s.failed = v
	}
	return screen.Out{}
}

// under is the item under the cursor; nil where there is none.
func (s *Screen) under() *item {
	if s.at < 0 || s.at >= len(s.items) {
		return nil
	}
	return &s.items[s.at]
}

// Standing implements screen.Placed.
func (s *Screen) Standing() string {
	if len(s.items) == 0 {
		return ""
	}
	return s.Book.T("list.standing", "n", s.at+1, "total", len(s.items))
}

// Why implements screen.Screen.
func (s *Screen) Why(a keymaps.Action) desk.Reason {
	it := s.under()
	switch {
	case it == nil && (a == keymaps.Open || a == keymaps.WhyOrder):
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_figure"}}
	case a == keymaps.Open && it.kind == aFigure && len(s.cases(it.figure)) == 0:
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_cases"}}
	case a == keymaps.Done && (it == nil || it.kind != aReminder):
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_reminder"}}
	}
	return desk.Reason{}
}

// Label implements screen.Labelled.
func (s *Screen) Label(a keymaps.Action) string {
	if a == keymaps.WhyOrder {
		return s.Book.T("day.means")
	}
	return ""
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
	case keymaps.Done:
		if it := s.under(); it != nil && it.kind == aReminder {
			return s.acts.Remind(it.reminder, desk.Remind{})
		}
	case keymaps.First:
		s.at = 0
	case keymaps.Last:
		s.at = max(len(s.items)-1, 0)
	default:
		screen.Move(s, a)
	}
	return screen.Out{}
}

// open shows the tickets behind a figure, or goes to the ticket of anything else.
func (s *Screen) open() screen.Out {
	it := s.under()
	switch {
	case it == nil:
		return screen.Out{}
	case it.kind == aFigure:
		return screen.Out{Open: newCases(s, it.figure)}
	default:
		return screen.Out{Go: &screen.Go{To: screen.Ticket, Ticket: it.ticket, Who: s.sums.tickets[it.ticket].Requester}}
	}
}

// By implements screen.Rows.
func (s *Screen) By(rows int) bool {
	before := s.at
	s.at = min(max(s.at+rows, 0), max(len(s.items)-1, 0))
	return s.at != before
}

// Page implements screen.Rows: to the next part of the page.
func (s *Screen) Page(direction int) bool {
	it := s.under()
	for it != nil && s.By(direction) {
		if s.under().kind != it.kind {
			return true
		}
	}
	return false
}
