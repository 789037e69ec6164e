// Package outbox lists what the agent did that has not come to rest: what waits, what is
// held, what was refused, and what can be done about it.
package outbox

import (
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// Reads is what the outbox reads of the ledger.
type Reads interface {
	// Outbox is everything that is not at rest, oldest first.
	Outbox() ([]desk.PendingOp, error)
	// Rows are the tickets as they are now, for what an operation sent again is based on.
	Rows(view desk.ViewID, ids []desk.TicketID) ([]desk.Row, error)
	Link() desk.Link
	// Customer is one whose record an operation changes.
	Customer(id desk.CustomerID) (desk.Customer, error)
}

// Needs is what the outbox is made of.
type Needs struct {
	*screen.Session
	Reads  Reads
	Writes act.Outbox
}

// Screen is the outbox.
type Screen struct {
	*screen.Session
	screen.NoField
	reads     Reads
	decisions *act.Decisions

	got    bool
	ops    []desk.PendingOp // those that need attention first
	bases  map[desk.TicketID]desk.Version
	whose  map[desk.TicketID]desk.Untrusted
	people map[desk.CustomerID]desk.Customer // those whose records are changed, as they stand now
	link   desk.Link
	failed error
	under  desk.OpID // the operation under the cursor
	list   *part.List
	more   *part.Scroll // what came and what the operation says, below the list
	w, h   int
}

// New makes the outbox; it reads when it is started.
func New(n Needs) *Screen {
	return &Screen{
		Session: n.Session, reads: n.Reads,
		decisions: &act.Decisions{Session: n.Session, Outbox: n.Writes}, list: part.NewList(n.Theme), more: part.NewScroll(),
	}
}

// Title implements screen.Screen.
func (s *Screen) Title() string { return s.Book.T("outbox.title") }

// Scopes implements screen.Screen.
func (s *Screen) Scopes() []keymaps.Scope {
	return []keymaps.Scope{keymaps.Outbox, keymaps.List, keymaps.Everywhere}
}

// Standing implements screen.Placed.
func (s *Screen) Standing() string {
	if at := s.list.At(); at >= 0 {
		return s.Book.T("list.standing", "n", at+1, "total", len(s.ops))
	}
	return ""
}

// Ages implements screen.Ageing: an undo hold is counted down by seconds.
func (s *Screen) Ages(now time.Time) time.Time {
	for _, p := range s.ops {
		if p.State == desk.OpHolding && !p.Later && p.Until.After(now) {
			return now.Truncate(time.Second).Add(time.Second)
		}
	}
	if len(s.ops) > 0 && s.link.Next.After(now) {
		return now.Truncate(time.Second).Add(time.Second)
	}
	return time.Time{}
}

// Focus implements screen.Focusable.
func (s *Screen) Focus(on bool) { s.list.Focus(on) }

// Resize implements screen.Screen.
func (s *Screen) Resize(w, h int) {
	s.w, s.h = w, h
	s.share()
}

// share gives the list and what stands below it their lines.
func (s *Screen) share() {
	s.list.Tall(s.tall())
	s.list.Resize(s.w, max(s.h-s.headLines()-s.detailLines(), 1))
}

// tall is how many lines a row takes.
func (s *Screen) tall() int {
	if s.h >= 12 {
		return 2
	}
	return 1
}

func (s *Screen) headLines() int {
	switch {
	case s.h >= 12:
		return 2
	case s.h >= 4:
		return 1
	default:
		return 0
	}
}

// detailLines are kept below the list for the whole text of the one under the cursor: a
// third of the height, and what a short list leaves.
func (s *Screen) detailLines() int {
	if s.h < 16 {
		return 0
	}
	return max(s.h/3, s.h-s.headLines()-s.tall()*len(s.ops)-1)
}

// current is the operation under the cursor; nil where there is none.
func (s *Screen) current() *desk.PendingOp {
	if at := s.list.At(); at >= 0 && at < len(s.ops) {
		return &s.ops[at]
	}
	return nil
}

// Why implements screen.Screen.
func (s *Screen) Why(a keymaps.Action) desk.Reason {
	p := s.current()
	switch {
	case act.Decides(a):
		if p == nil {
			return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_op"}}
		}
		return s.whyDecide(a, p)
	case a == keymaps.Open && p == nil:
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_op"}}
	case a == keymaps.Open && p.Op.OfDesk() && p.Op.Customer().IsZero():
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"of_desk"}}
	default:
		return desk.Reason{}
	}
}

// Label implements screen.Labelled.
func (s *Screen) Label(a keymaps.Action) string { return s.decisions.Label(a, s.current()) }

// whyDecide is the reason why something cannot be decided on an operation. What somebody has
// changed meanwhile for everybody is not done all the same: the list of filters shows it, and
// the dialog in which a reply is edited again.
func (s *Screen) whyDecide(a keymaps.Action, p *desk.PendingOp) desk.Reason {
	if a == keymaps.TryAgain && p.Problem != nil {
		switch code := p.Problem.Code; code {
		case desk.FilterChanged, desk.ReplyChanged, desk.ReplyGone, desk.ReplyNamed:
			return desk.Reason{Code: code, Args: p.Problem.Args}
		default:
		}
	}
	return s.decisions.Why(a, p)
}

// Act implements screen.Screen.
func (s *Screen) Act(a keymaps.Action) screen.Out {
	if act.Decides(a) {
		return s.decide(a)
	}
	moved := true
	switch a {
	case keymaps.First:
		s.list.To(0)
	case keymaps.Last:
		s.list.To(len(s.ops))
	case keymaps.Open:
		if p := s.current(); p != nil {
			if who := p.Op.Customer(); !who.IsZero() {
				return screen.Out{Go: &screen.Go{To: screen.Customer, Who: who}}
			}
			return screen.Out{Go: &screen.Go{To: screen.Ticket, Ticket: p.Op.Ticket}}
		}
	case keymaps.ScrollDown:
		s.more.Page(1)
		return screen.Out{Done: true}
	case keymaps.ScrollUp:
		s.more.Page(-1)
		return screen.Out{Done: true}
	default:
		moved = screen.Move(s.list, a)
	}
	if p := s.current(); moved && p != nil {
		if s.under != p.Op.ID {
			s.more.To(0)
		}
		s.under = p.Op.ID
	}
	return screen.Out{}
}

// decide acts on the operation under the cursor. Sending anyway says that what came
// meanwhile, and stands below the list, has been read, and no more than that.
func (s *Screen) decide(a keymaps.Action) screen.Out {
	p := s.current()
	if p == nil {
		return screen.Out{}
	}
	seen := p.Op.Seen
	for _, m := range p.Came {
		seen = max(seen, m.ID)
	}
	base := s.bases[p.Op.Ticket]
	if p.Op.OfDesk() {
		base = p.Op.Base
	}
	again := *p
	if in, is := p.Op.Intent.(desk.EditCustomer); is && a == keymaps.TryAgain {
		// What stands there by now is shown below the list.
		c := s.people[in.Customer]
		again.Op.Intent, base = act.Rebased(c, in), max(base, c.Version)
	}
	return s.decisions.Act(a, again, base, seen)
}
