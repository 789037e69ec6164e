package queue

import (
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
)

// Tell implements screen.Teller.
func (s *Screen) Tell(now time.Time) screen.Speech {
	var sp screen.Speech
	say := func(key string, pairs ...any) { sp.Head = append(sp.Head, screen.Say(s.Book.T(key, pairs...))) }
	l := s.lists[s.view]
	if l == nil || len(l.rows) == 0 {
		say("linear.title", "title", s.viewName(s.view))
		for _, why := range s.nothingSaid(l) {
			sp.Head = append(sp.Head, screen.Say(why))
		}
		return sp
	}
	// How many there are is said with the view, and is no news by itself.
	total := screen.Say(s.Book.N("linear.queue", max(l.total-l.ghosts(), 0), "view", s.viewName(s.view), "order", s.orderName()))
	total.Key = s.viewName(s.view) + " " + s.orderName()
	sp.Head = append(sp.Head, total)
	switch {
	case s.failed != nil:
		say("queue.failed", "key", s.Key(keymaps.ShowNew))
	case s.nothingToJump(l): // what came is about to be shown
	case l.news > 0:
		sp.Head = append(sp.Head, screen.Say(s.Book.N("linear.queue.new", l.news, "key", s.Key(keymaps.ShowNew))))
	case l.moved, l.ghosts() > l.ownGhosts():
		say("linear.queue.changed", "key", s.Key(keymaps.ShowNew))
	}
	if e, ok := l.cursor(); ok {
		sp.At = string(s.view) + e.ID.String()
		sp.Here, sp.Name = s.tellRow(l, e, now), s.ticketSaid(e)
	}
	return sp
}

// tellRow says a row: where it stands, which ticket, about what, from whom, and what is to
// be known of it.
func (s *Screen) tellRow(l *list, e entry, now time.Time) []screen.Sentence {
	p, b := s.pencil(l, now), s.Book
	at, total := s.place(l)
	var all []screen.Sentence
	if !e.gone { // what has left stands at no place any more
		all = append(all, screen.Sentence{Text: b.T("linear.queue.row", "n", at, "total", total), Ages: true})
	}
	all = append(all, screen.Say(s.ticketSaid(e)), screen.Say(b.T("linear.ticket.subject", "subject", strings.ReplaceAll(s.subjectOf(e), `"`, "'"))))
	say := func(key string, pairs ...any) { all = append(all, screen.Say(b.T(key, pairs...))) }
	say("linear.ticket.from", "name", s.Book.Customer(text.Line(e.Name)), "channel", p.channel(e.Channel))
	if s.marked.has(e.ID) {
		say("linear.ticket.marked")
	} else {
		all = append(all, screen.Sentence{Text: b.T("linear.ticket.unmarked"), Late: true})
	}
	if e.gone {
		say("linear.ticket.gone", "became", p.became(e))
		return all
	}
	all = append(all, screen.Sentence{Text: b.T("linear.ticket.here"), Late: true})
	if clock := p.clockSaid(e); clock != "" {
		all = append(all, screen.Sentence{Text: clock, Ages: true})
	}
	if e.Assignee != "" && e.Assignee != s.Me.ID && s.view != desk.ViewMine {
		say("linear.ticket.with_whom", "name", p.name(e.Assignee))
	}
	return append(all, p.marksSaid(e)...)
}

// place is where the cursor stands, as Standing says it: among all rows that stand there.
func (s *Screen) place(l *list) (at, total int) {
	at = max(l.first, 0) + max(l.at, 0) + 1
	return at, max(l.total, at)
}

func (s *Screen) subjectOf(e entry) string {
	return s.Book.Subject(text.Line(e.Subject))
}

func (s *Screen) ticketSaid(e entry) string {
	if e.Number == 0 {
		return s.Book.T("linear.ticket.none")
	}
	n := strconv.FormatInt(e.Number, 10)
	if e.Priority == desk.PriorityUrgent || e.Priority == desk.PriorityHigh {
		return s.Book.T("linear.ticket.with", "n", n, "marks", s.Book.T("priority."+e.Priority.String()))
	}
	return s.Book.T("linear.ticket", "n", n)
}

// clockSaid is how long the customer waits, and what runs out.
func (p pencil) clockSaid(e entry) string {
	var said []string
	if waits := p.waits(e, p.Book.Long); waits != "" {
		said = append(said, waits)
	}
	since, late := e.Late(p.now)
	switch left := e.Due.Sub(p.now).Round(time.Minute); {
	case e.Status.Done():
		said = append(said, p.ago(latest(e.SolvedAt, e.UpdatedAt)))
	case e.SnoozedUntil.After(p.now):
		said = append(said, p.Book.T("linear.ticket.wakes", "span", p.Book.Long(e.SnoozedUntil.Sub(p.now))))
	case !e.Pressing():
	case late:
		said = append(said, p.Book.T("linear.ticket.late", "span", p.Book.Long(p.now.Sub(since).Round(time.Minute))))
	case left < 0:
		said = append(said, p.Book.T("linear.ticket.over", "span", p.Book.Long(left)))
	default:
		said = append(said, p.Book.T("linear.ticket.due", "span", p.Book.Long(left)))
	}
	if len(said) == 0 {
		return ""
	}
	return text.Sentence(strings.Join(said, ", "))
}

// marksSaid are the signs of a row as words.
func (p pencil) marksSaid(e entry) []screen.Sentence {
	var all []screen.Sentence
	add := func(on bool, words string) {
		if on {
			all = append(all, screen.Say(words))
		}
	}
	b := p.Book
	add(e.Marks.Unread, b.T("linear.ticket.unread"))
	add(e.Marks.Held > 0, b.T("linear.ticket.held"))
	add(e.Marks.Refused > 0, b.T("linear.ticket.refused"))
	if who := p.someoneHere(e.ID); who != "" {
		add(true, text.Sentence(who))
	}
	add(e.Marks.Draft, b.T("linear.ticket.draft"))
	if e.Marks.Waiting > 0 { // it comes and goes within moments
		all = append(all, screen.Sentence{Text: b.T("linear.ticket.unsent", "n", e.Marks.Waiting), Ages: true})
	}
	add(e.Marks.Followed, b.T("linear.ticket.follow"))
	return all
}
