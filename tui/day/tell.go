package day

import (
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/metrics"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/screen"
)

// Tell implements screen.Teller.
func (s *Screen) Tell(now time.Time) screen.Speech {
	b := s.Book
	sp := screen.Speech{Head: []screen.Sentence{
		screen.Say(b.T("linear.title", "title", s.Title())),
		{Text: text.Sentence(strings.Join(s.asides(now), ", ")), Ages: true},
	}}
	if words := s.nothing(); words != "" {
		sp.Here = []screen.Sentence{screen.Say(words)}
		return sp
	}
	it := s.under()
	if it == nil {
		return sp
	}
	sp.At = strconv.Itoa(int(it.kind)) + " " + string(it.figure) + " " + it.ticket.String()
	place := screen.Sentence{Text: b.T("linear.queue.row", "n", s.at+1, "total", len(s.items)), Ages: true}
	sp.Here = append([]screen.Sentence{place}, s.told(it, now)...)
	return sp
}

// told says what the cursor is on.
func (s *Screen) told(it *item, now time.Time) []screen.Sentence {
	b := s.Book
	switch it.kind {
	case aReminder:
		when := b.Moment(s.Local(it.reminder.At), s.Local(now))
		told := append([]screen.Sentence{screen.Say(b.T("day.told.reminder", "when", when))}, s.ticketTold(it.ticket)...)
		if !it.reminder.Text.IsEmpty() {
			told = append(told, screen.Sentence{Text: b.T("day.told.of"), Quote: text.Line(it.reminder.Text)})
		}
		return told
	case aPromise:
		word, _ := s.due(it.day, now)
		return append([]screen.Sentence{screen.Say(b.T("day.told.promised", "when", word))}, s.ticketTold(it.ticket)...)
	case aRating:
		r := s.sums.tickets[it.ticket].Rating
		told := append([]screen.Sentence{screen.Say(b.N("day.told.stars", r.Score))}, s.ticketTold(it.ticket)...)
		if !r.Comment.IsEmpty() {
			told = append(told, screen.Sentence{Text: b.T("day.told.said"), Quote: strings.TrimSpace(text.Block(r.Comment))})
		}
		return told
	case aFigure:
	}
	return []screen.Sentence{
		screen.Say(text.Sentence(s.named(it.figure))),
		{Text: b.T("day.told.today", "what", s.figureTold(it.figure, s.sums.today)), Of: string(it.figure)},
		{Text: b.T("day.told.before", "what", s.figureTold(it.figure, s.sums.week)), Of: string(it.figure)},
	}
}

// figureTold is a figure in words: how many, and what is measured of them.
func (s *Screen) figureTold(f figure, sh *metrics.Sheet) string {
	cells := s.cells(f, sh)
	switch f {
	case firstReply, nextReply, resolution:
		if cells[2] != "0" {
			return s.Book.T("day.told.spread", "p50", cells[0], "p90", cells[1], "n", cells[2])
		}
	case within, oneTouch, rated:
		if cells[2] != "0" {
			return s.Book.T("day.told.share", "share", cells[0], "n", cells[2])
		}
	case answered, solved, handedOver:
	}
	return cells[2]
}

func (s *Screen) ticketTold(id desk.TicketID) []screen.Sentence {
	t, b := s.sums.tickets[id], s.Book
	number := b.T("linear.ticket.none")
	if t.Number > 0 {
		number = b.T("linear.ticket", "n", strconv.FormatInt(t.Number, 10))
	}
	return []screen.Sentence{
		screen.Say(number), screen.Say(b.T("linear.ticket.subject", "subject", strings.ReplaceAll(text.Line(t.Subject), `"`, "'"))),
	}
}

// Tell implements screen.Teller.
func (c *cases) Tell(now time.Time) screen.Speech {
	b := c.Book
	sp := screen.Speech{Head: []screen.Sentence{screen.Say(text.Sentence(strings.Join(c.titled(), ", ")))}}
	at := c.list.At()
	if at < 0 {
		return sp
	}
	one := c.all[at]
	sp.At = strconv.Itoa(at)
	sp.Here = append([]screen.Sentence{{Text: b.T("linear.queue.row", "n", at+1, "total", len(c.all)), Ages: true}}, c.day.ticketTold(one.Ticket)...)
	sp.Here = append(sp.Here, screen.Say(text.Sentence(b.Moment(c.Local(one.At), c.Local(now)))))
	if took := c.measured(one); took != "" {
		sp.Here = append(sp.Here, screen.Say(text.Sentence(ansi.Strip(took))))
	}
	return sp
}
