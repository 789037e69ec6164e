package opening

import (
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
)

// Why implements screen.Screen.
func (s *Screen) Why(a keymaps.Action) desk.Reason {
	if a != keymaps.Accept {
		return desk.Reason{}
	}
	switch s.at {
	case askSubject:
		if strings.TrimSpace(s.subject.Text()) == "" {
			return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_subject"}}
		}
	case askWho:
		i := s.picker.List.At()
		if i < 0 {
			return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_customer"}}
		}
		if _, c := s.chosen(i); c != nil && len(waysTo(c)) == 0 {
			return whyNoWay(c)
		}
	case askWay:
	}
	return desk.Reason{}
}

// Label implements screen.Labelled: a subject is written, and what it is about comes next.
func (s *Screen) Label(a keymaps.Action) string {
	if a == keymaps.Accept && s.at == askSubject {
		return s.Book.T("action.accept.next")
	}
	return ""
}

// Act implements screen.Screen. Cancelling goes one question back.
func (s *Screen) Act(a keymaps.Action) screen.Out {
	list := s.picker.List
	if s.at == askWay {
		list = s.way
	}
	switch a {
	case keymaps.Accept:
		return s.accept()
	case keymaps.Cancel, keymaps.GoBack:
		return s.stepBack()
	default:
		if s.at != askSubject {
			screen.Move(list, a)
		}
	}
	return screen.Out{}
}

func (s *Screen) accept() screen.Out {
	switch s.at {
	case askWho:
		s.begin()
	case askWay:
		s.take(s.ways[max(s.way.At(), 0)])
	case askSubject:
		s.now.Opens.Subject = desk.Foreign(strings.TrimSpace(s.subject.Text()))
		return screen.Out{Close: &screen.Closed{Slot: Slot, Value: s.now}}
	}
	return screen.Out{}
}

// begin takes the one under the cursor: a text that was begun goes on with its subject.
func (s *Screen) begin() {
	draft, c := s.chosen(s.picker.List.At())
	if draft != nil {
		s.now, s.ways = Begun{Ticket: draft.Ticket, Opens: *draft.Opens}, nil
		s.subject.SetText(text.Line(draft.Opens.Subject))
		s.safe = s.subject.Text()
		s.at = askSubject
		return
	}
	s.beginFor(c)
}

// beginFor begins a ticket for a customer.
func (s *Screen) beginFor(c *desk.Customer) {
	s.now = Begun{Ticket: desk.NewTicketID(), Opens: desk.Opening{Requester: c.ID, Name: c.Name, Tier: c.Tier}}
	s.subject.SetText("")
	s.safe = ""
	s.ways = waysTo(c)
	s.way.Set(len(s.ways), 0)
	s.way.To(0)
	s.at = askWay
	if len(s.ways) == 1 {
		s.take(s.ways[0])
	}
}

func (s *Screen) take(to desk.Address) {
	s.now.Opens.Channel, s.now.Opens.To = to.Channel, []desk.Address{to}
	s.at = askSubject
}

func (s *Screen) stepBack() screen.Out {
	switch {
	case s.at == askWho, s.sure && (s.at == askWay || len(s.ways) == 1):
		return screen.Out{Close: &screen.Closed{}}
	case s.at == askSubject && len(s.ways) > 1:
		s.at = askWay
	default:
		s.at = askWho
	}
	return screen.Out{Done: true}
}

// whyNoWay is the reason why nobody can write first to a customer.
func whyNoWay(c *desk.Customer) desk.Reason {
	why := "no_address"
	if len(c.Refuses) > 0 && len(c.Mails)+len(c.Phones) > 0 {
		why = "refuses_all"
	}
	return desk.Reason{Code: desk.NothingSelected, Args: []string{why}}
}
