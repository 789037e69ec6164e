package opening

import (
	"time"

	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

// Tell implements screen.Teller.
func (s *Screen) Tell(now time.Time) screen.Speech {
	switch s.at {
	case askWay:
		row := ""
		if at := s.way.At(); at >= 0 {
			row = s.channel(s.ways[at].Channel) + ", " + text.Line(s.ways[at].Value)
		}
		return act.TellList(s.Session, s.Title(), s.way, row, "")
	case askSubject:
		sp := screen.Speech{Head: []screen.Sentence{screen.Say(s.Book.T("linear.title", "title", s.Title()))}, Live: act.TellField(s.Session, s.subject)}
		sp.Live.Label = s.Book.T("linear.opening.subject")
		if len(s.now.Opens.To) > 0 {
			to := text.Line(s.now.Opens.To[0].Value)
			sp.Head = append(sp.Head, screen.Say(text.Sentence(s.Book.T("opening.goes", "channel", s.channel(s.now.Opens.Channel), "address", to))))
		}
		return sp
	default:
		row := ""
		if at := s.picker.List.At(); at >= 0 {
			row = s.tellRow(at, now)
		}
		sp := act.TellPicked(s.Session, s.Title(), s.picker, row, s.none())
		sp.Head = append(sp.Head, screen.Say(text.Sentence(s.picker.Field.Hint())))
		return sp
	}
}

// tellRow says a text that was begun, or a customer.
func (s *Screen) tellRow(i int, now time.Time) string {
	draft, c := s.chosen(i)
	if draft != nil {
		return s.Book.Customer(text.Line(draft.Opens.Name)) + ", " + text.Line(draft.Opens.Subject) + ", " + s.Book.T("opening.begun", "span", s.Book.Short(now.Sub(draft.At)))
	}
	if ways := waysTo(c); len(ways) > 0 {
		return s.Book.Customer(text.Line(c.Name)) + ", " + text.Line(ways[0].Value)
	}
	return s.Book.Customer(text.Line(c.Name)) + ", " + s.Book.T("opening.no_address")
}
