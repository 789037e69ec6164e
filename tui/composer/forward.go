package composer

import (
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

// quotable are the entries of a thread that the desk has and that can go along with what is
// sent on. Those that only the agent's own choice takes along are among them where chosen.
func quotable(messages []desk.Message, chosen bool) []desk.MessageID {
	var all []desk.MessageID
	for _, m := range messages {
		can, own := m.Kind.Quotable()
		if can && (chosen || !own) && m.ID > 0 && !m.Text.IsEmpty() {
			all = append(all, m.ID)
		}
	}
	return all[max(len(all)-desk.MaxQuoted, 0):]
}

// openWhat lists what can go along: the conversation, one thing that was said, and the
// conversation with what only colleagues have seen, which is the last.
func (s *Screen) openWhat() screen.Out {
	var picks []act.Pick
	public := quotable(s.quoted, false)
	if n := len(public); n > 0 {
		picks = append(picks, act.Pick{Label: s.Book.N("forward.conversation", n), Value: desk.Quoted{Messages: public}})
	}
	for i := len(s.quoted) - 1; i >= 0; i-- {
		m := s.quoted[i]
		if can, own := m.Kind.Quotable(); can && !own && m.ID > 0 && !m.Text.IsEmpty() {
			picks = append(picks, act.Pick{
				Label: s.Book.T("forward.one", "name", s.saidBy(m), "text", text.Truncate(text.Line(m.Text), 60)),
				Hint:  s.Book.Short(s.Now().Sub(m.At)), Value: desk.Quoted{Messages: []desk.MessageID{m.ID}},
			})
		}
	}
	if all := quotable(s.quoted, true); len(all) > len(public) {
		picks = append(picks, act.Pick{
			Label: s.Book.T("forward.with_notes", "n", len(all), "notes", len(all)-len(public)),
			Value: desk.Quoted{Messages: all, Notes: true},
		})
	}
	picks = append(picks, act.Pick{Label: s.Book.T("forward.nothing"), Value: desk.Quoted{}})
	return screen.Out{Open: act.NewPicks(s.Session, "forward.what", "forward.what.hint", s.Book.T("forward.none"), slotWhat, picks)}
}

func (s *Screen) saidBy(m desk.Message) string {
	switch {
	case !m.Author.Name.IsEmpty():
		return text.Line(m.Author.Name)
	case m.Author.Agent != "":
		return s.Book.Name(string(m.Author.Agent))
	default:
		return s.customerName()
	}
}

// learnWhat takes what goes along.
func (s *Screen) learnWhat(q desk.Quoted) screen.Out {
	s.forward = &q
	return s.edited().Merge(s.sayFlaw())
}

// goesAlong says what goes along, for the line above the text.
func (s *Screen) goesAlong() string {
	n := len(s.forward.Messages)
	said := s.Book.N("forward.along", n)
	if n == 0 {
		said = s.Book.T("forward.along_none")
	}
	if s.forward.Notes {
		said += s.Book.T("forward.along_notes")
	}
	return strings.TrimSpace(said)
}
