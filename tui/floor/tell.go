package floor

import (
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"github.com/heed-desk/heed/internal/metrics"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/screen"
)

// Tell implements screen.Teller.
func (s *Screen) Tell(now time.Time) screen.Speech {
	b := s.Book
	sp := screen.Speech{Head: []screen.Sentence{screen.Say(b.T("linear.title", "title", s.Title()))}}
	if words := s.nothing(); words != "" {
		sp.Here = []screen.Sentence{{Text: words, Key: "nothing"}}
		return sp
	}
	said, _ := s.sentence(now)
	sp.Head = append(sp.Head, screen.Sentence{Text: text.Sentence(said), Key: s.alarm()}, screen.Sentence{Text: text.Sentence(s.aside(now)), Ages: true})
	it := s.under()
	if it == nil {
		return sp
	}
	sp.At = strconv.Itoa(int(it.kind)) + " " + string(it.figure) + " " + string(it.part.By) + " " + it.part.Name
	place := screen.Sentence{Text: b.T("linear.queue.row", "n", s.at+1, "total", len(s.items)), Ages: true}
	sp.Here = []screen.Sentence{place}
	if it.kind == aFigure {
		sp.Here = append(sp.Here, s.figureTold(it.figure, now)...)
		return sp
	}
	sp.Here = append(sp.Here, s.partTold(it, now)...)
	return sp
}

// alarm says how it stands in a word: that alone is news, not each minute of it.
func (s *Screen) alarm() string {
	at := s.board().Now
	switch {
	case at.Late.N > 0:
		return "late " + strconv.Itoa(at.Late.N)
	case at.Due15.N > 0:
		return "soon"
	default:
		return "calm"
	}
}

// figureTold is a figure in words.
func (s *Screen) figureTold(f metrics.Name, now time.Time) []screen.Sentence {
	said := []string{s.title(f), strconv.Itoa(s.n(f))}
	b := s.board()
	switch t := b.Today.Times(f); {
	case t.N > 0:
		said = append(said, s.Book.T("day.told.spread", "p50", s.Book.Long(t.Calendar.P50), "p90", s.Book.Long(t.Calendar.P90), "n", t.N))
	case b.Today.Share(f).Of > 0:
		said = append(said, s.percent(b.Today.Share(f)))
	default:
		if worst := ansi.Strip(s.worst(figureCells{p50: 80}, b.Now, f, now)); worst != "" {
			said = append(said, worst)
		}
	}
	return []screen.Sentence{{Text: text.Sentence(strings.Join(said, ", ")), Ages: true}}
}

// partTold is a part in words, column by column.
func (s *Screen) partTold(it *item, now time.Time) []screen.Sentence {
	b := boardOf(s.floor, it.part)
	all := []screen.Sentence{screen.Say(text.Sentence(s.named(it.part)))}
	for _, c := range columns(it.section) {
		word, _ := c.of(s, b, now)
		if word == none {
			continue
		}
		all = append(all, screen.Sentence{Text: text.Sentence(s.Book.T("floor.column."+c.name) + " " + word), Ages: true, Of: c.name})
	}
	return all
}

// Tell implements screen.Teller.
func (c *cases) Tell(now time.Time) screen.Speech {
	b := c.Book
	sp := screen.Speech{Head: []screen.Sentence{screen.Say(text.Sentence(strings.Join(c.titled(), ", ")))}}
	if words := c.nothing(); words != "" {
		sp.Here = []screen.Sentence{screen.Say(words)}
		return sp
	}
	at := c.list.At()
	if at < 0 {
		return sp
	}
	one := c.all.Cases[at]
	sp.At = strconv.Itoa(at)
	number, subject, _ := c.about(one.Ticket)
	sp.Here = []screen.Sentence{
		{Text: b.T("linear.queue.row", "n", at+1, "total", len(c.all.Cases)), Ages: true},
		screen.Say(b.T("linear.ticket", "n", number)), screen.Say(b.T("linear.ticket.subject", "subject", strings.ReplaceAll(subject, `"`, "'"))),
		{Text: text.Sentence(c.when(one, now)), Ages: true},
	}
	if took := c.measured(one); took != "" {
		sp.Here = append(sp.Here, screen.Say(text.Sentence(took)))
	}
	return sp
}
