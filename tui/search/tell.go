package search

import (
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

// Tell implements screen.Teller.
func (s *Screen) Tell(now time.Time) screen.Speech {
	sp := screen.Speech{
		Head: []screen.Sentence{screen.Say(s.Book.T("linear.title", "title", s.Title()))},
		Live: act.TellField(s.Session, s.field),
	}
	at := s.list.At()
	switch {
	case s.failed != nil:
		sp.Here = []screen.Sentence{screen.Say(s.Book.Err(s.failed))}
	case strings.TrimSpace(s.field.Text()) == "":
		sp.More = s.tellHelp()
	case s.of != s.field.Text():
	case at < 0 || len(s.found.Hits) == 0:
		sp.Here = []screen.Sentence{screen.Say(s.Book.T("search.none"))}
	default:
		sp.At = s.of + " " + strconv.Itoa(at)
		sp.Here = s.tellHit(at, now)
		sp.Name = sp.Here[1].Text // the ticket
	}
	return sp
}

// tellHelp says what can be asked for.
func (s *Screen) tellHelp() []screen.Sentence {
	var all []screen.Sentence
	for _, line := range strings.Split(s.Book.T("search.help"), "\n") {
		all = append(all, screen.Sentence{Text: text.Sentence(strings.Replace(line, " = ", ": ", 1)), Line: true})
	}
	return all
}

// tellHit says what was found, and the words round what was looked for.
func (s *Screen) tellHit(at int, now time.Time) []screen.Sentence {
	h, b := s.found.Hits[at], s.Book
	number := b.T("linear.ticket.none")
	if h.Number > 0 {
		number = b.T("linear.ticket", "n", strconv.FormatInt(h.Number, 10))
	}
	all := []screen.Sentence{
		screen.Say(b.T("linear.found", "n", at+1, "total", s.total())), screen.Say(number),
		screen.Say(b.T("linear.ticket.subject", "subject", strings.ReplaceAll(s.subjectSaid(h), `"`, "'"))),
		screen.Say(b.T("linear.thread.of", "customer", b.Customer(text.Line(h.Name)))),
		screen.Say(text.Sentence(s.state(h) + ", " + s.date(h, now))),
	}
	const much = 200
	if words := strings.TrimSpace(ansi.Strip(s.snippet(h, much))); words != "" {
		all = append(all, screen.Sentence{Text: b.T("linear.found.words"), Quote: words})
	}
	return all
}

func (s *Screen) subjectSaid(h desk.Hit) string {
	return s.Book.Subject(text.Line(h.Subject))
}
