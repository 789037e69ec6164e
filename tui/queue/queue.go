// Package queue is the list of tickets: its views, its rows, and what can be done to the
// ticket under the cursor.
package queue

import (
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

// Reads is what the queue reads of the ledger.
type Reads interface {
	// Window is a piece of a view round an anchor.
	Window(view desk.ViewID, at desk.Anchor, before, after int) (desk.Window, error)
	// Rows are those of the tickets that are in the view.
	Rows(view desk.ViewID, ids []desk.TicketID) ([]desk.Row, error)
	// Glance is both, and how many tickets there are in each view, of one time.
	Glance(view desk.ViewID, ids []desk.TicketID, at desk.Anchor, before, after int) (desk.Glance, error)
	// Link is how the connection is, and how far a first fill has come.
	Link() desk.Link
}

// People is what the queue reads of colleagues.
type People interface {
	Agents() ([]desk.Agent, error)
	Presence() map[desk.TicketID][]desk.Presence
}

// Ledger is where what is done goes.
type Ledger interface {
	act.Ledger
	act.ManyLedger
	keeper
}

// Needs is what a queue is made of.
type Needs struct {
	*screen.Session
	Reads  Reads
	People People
	Ledger Ledger
	View   desk.ViewID // where it begins; mine where empty
}

// Screen is the queue.
type Screen struct {
	*screen.Session
	screen.NoField
	reads    Reads
	people   People
	acts     *act.Acts
	many     *act.Many
	marked   marked
	awaits   bool // what is marked is being read, for a preview
	seeking  bool // the cursor is on its way to a row that is not held
	keeper   keeper
	filters  []desk.Filter
	ownViews []screen.OwnView          // the filters by name: the header asks with every picture
	named    desk.Filter               // the one that was last named
	sorts    map[desk.ViewID]desk.Sort // the views that stand in another order than their own

	view    desk.ViewID
	lists   map[desk.ViewID]*list // the views seen so far
	counts  map[desk.ViewID]int
	link    desk.Link
	names   map[desk.AgentID]string
	away    map[desk.AgentID]bool // on a break
	here    map[desk.TicketID][]desk.Presence
	own     map[desk.TicketID]bool // done something to since its view was laid
	shown   desk.TicketID          // the ticket that the panes beside were told of
	outside bool                   // a ticket stands in front that is not in the view

	failed  error
	slow    bool // the first read takes so long that it should be said
	asking  bool // a refresh is under way
	again   bool // and another one is wanted
	dense   density
	habits  habits
	lines   int // of the session, when that was last heeded
	focused bool
	w, h    int
}

// density is how many lines a row takes, as a session's Lines say it.
type density int8

const (
	asRoom density = iota // two where there is room
	oneLine
	twoLines
)

// New makes a queue; it reads when it is started.
func New(n Needs) *Screen {
	s := &Screen{
		Session: n.Session, reads: n.Reads, people: n.People, view: n.View, lists: map[desk.ViewID]*list{},
		own: map[desk.TicketID]bool{}, focused: true, dense: density(n.Lines), lines: n.Lines,
	}
	s.habits = habits{given: s.view != "", lines: map[desk.ViewID]density{}}
	if s.view == "" {
		s.view = desk.ViewMine
	}
	s.acts = &act.Acts{Session: n.Session, Ledger: n.Ledger, Tags: s.tags, AllTags: act.TagsInUse(n.Reads)}
	s.keeper = n.Ledger
	s.sorts = map[desk.ViewID]desk.Sort{}
	s.marked.ids = map[desk.TicketID]bool{}
	s.many = &act.Many{Acts: s.acts, Ledger: n.Ledger, Done: func(of []desk.TicketID) { s.marked.drop(of...) }}
	return s
}

// Title implements screen.Screen.
func (s *Screen) Title() string { return s.viewName(s.view) }

// Scopes implements screen.Screen.
func (s *Screen) Scopes() []keymaps.Scope {
	return []keymaps.Scope{keymaps.Queue, keymaps.OnTicket, keymaps.List, keymaps.Everywhere}
}

// Counts implements screen.Counted.
func (s *Screen) Counts() map[desk.ViewID]int { return s.counts }

// Viewing implements screen.Counted.
func (s *Screen) Viewing() desk.ViewID { return s.view }

// Standing implements screen.Placed: "7 marked   1 of 12".
func (s *Screen) Standing() string {
	l := s.lists[s.view]
	if l == nil || l.at < 0 || l.first < 0 {
		return ""
	}
	at, total := s.place(l)
	standing := s.Book.T("list.standing", "n", at, "total", total)
	if n := len(s.marked.ids); n > 0 {
		return s.Book.T("queue.marked", "n", n) + "   " + standing
	}
	return standing
}

// Unready implements screen.Unready: the rows of the view have never been read, the cursor is
// on its way to another row, or the preview of a deed is about to open. No key is meant for
// the row that the cursor leaves, and none confirms what has not been in sight.
func (s *Screen) Unready() bool {
	return s.awaits || s.seeking || s.lists[s.view] == nil && s.failed == nil
}

// Focus implements screen.Focusable.
func (s *Screen) Focus(on bool) { s.focused = on }

// Resize implements screen.Screen.
func (s *Screen) Resize(w, h int) {
	s.w, s.h = w, h
	if l := s.lists[s.view]; l != nil {
		l.scroll(s.page())
	}
}

// target is the ticket under the cursor, for an action; nil where there is none.
func (s *Screen) target() *act.Target {
	e, ok := s.lists[s.view].cursor()
	if !ok {
		return nil
	}
	t := act.OfRow(e.Row)
	return &t
}

// tags are those on the rows held, to complete with.
func (s *Screen) tags() []string {
	var rows []desk.Row
	for _, l := range s.lists {
		for _, e := range l.rows {
			rows = append(rows, e.Row)
		}
	}
	return act.TagsOf(rows)
}

// name is what a colleague is called on a row.
func (s *Screen) name(id desk.AgentID) string {
	if n, ok := s.names[id]; ok {
		return n
	}
	return text.Line(desk.Foreign(string(id)))
}

func (s *Screen) viewName(v desk.ViewID) string {
	if _, own := v.Filter(); own {
		return s.filterName(v)
	}
	return s.Book.T("view." + string(v))
}
