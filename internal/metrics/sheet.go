package metrics

import (
	"bytes"
	"cmp"
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
)

// FirstReplySpan is the span that a first reply is held against, by the ticket's priority, in
// calendar hours like all that is measured here. It has the length of what a desk promises by
// default in business hours; it is not that promise, which no calendar reckons yet.
func FirstReplySpan(p desk.Priority) time.Duration {
	switch p {
	case desk.PriorityUrgent:
		return time.Hour
	case desk.PriorityHigh:
		return 4 * time.Hour
	case desk.PriorityLow:
		return 24 * time.Hour
	default:
		return 8 * time.Hour
	}
}

// Case is one ticket's part in a figure.
type Case struct {
	Ticket desk.TicketID
	At     time.Time
	Took   time.Duration // 0 where nothing is measured
	Span   time.Duration // what it is held against; 0 for nothing
}

// Over reports whether it took longer than what it is held against.
func (c Case) Over() bool { return c.Span > 0 && c.Took > c.Span }

// Figure is a number with the cases that it is summed from, the newest first.
type Figure struct{ Cases []Case }

// N is of how many cases it is.
func (f Figure) N() int { return len(f.Cases) }

// Spread is how long its cases took.
func (f Figure) Spread() *Spread {
	s := &Spread{}
	for _, c := range f.Cases {
		s.Add(c.Took)
	}
	return s
}

// Within is how many of its cases took no longer than what they are held against.
func (f Figure) Within() int {
	n := 0
	for _, c := range f.Cases {
		if !c.Over() {
			n++
		}
	}
	return n
}

// Of are its cases that are held against a span.
func (f Figure) Of(span time.Duration) Figure {
	return Figure{slices.DeleteFunc(slices.Clone(f.Cases), func(c Case) bool { return c.Span != span })}
}

// add keeps the newest first, whatever order they come in.
func (f *Figure) add(c Case) {
	at, _ := slices.BinarySearchFunc(f.Cases, c, func(a, b Case) int {
		return cmp.Or(b.At.Compare(a.At), bytes.Compare(a.Ticket.ID[:], b.Ticket.ID[:]), cmp.Compare(a.Took, b.Took))
	})
	f.Cases = slices.Insert(f.Cases, at, c)
}

// Period is a stretch of time: From, and before To.
type Period struct{ From, To time.Time }

// Has reports whether a time lies in it.
func (p Period) Has(t time.Time) bool { return !t.Before(p.From) && t.Before(p.To) }

// Sheet is what one agent did in a period. It tells of one person and is made for that one:
// there is nothing in it to compare people by.
type Sheet struct {
	Who    desk.AgentID
	Period Period

	Answered   Figure // tickets with a public word of theirs, by the last one
	FirstReply Figure // first replies that were theirs
	NextReply  Figure // next replies that were theirs
	Solved     Figure // tickets that they solved and that stand so; took the full resolution time
	OneTouch   Figure // those of Solved that took one touch
	Rated      Figure // tickets rated that they had answered last
	HandedOver Figure // tickets that they handed over; what came then is not theirs
	Ratings    Ratings
}

// Add takes a ticket into the sheet, once.
func (sh *Sheet) Add(t desk.Ticket, s *Story) {
	sh.spoke(t.ID, s)
	if a, ok := s.FirstReply(); ok && sh.theirs(a) {
		sh.FirstReply.add(Case{Ticket: t.ID, At: a.At, Took: a.Took, Span: FirstReplySpan(t.Priority())})
	}
	for _, a := range s.NextReplies() {
		if sh.theirs(a) {
			sh.NextReply.add(Case{Ticket: t.ID, At: a.At, Took: a.Took})
		}
	}
	if a, ok := s.FullResolution(); ok && sh.theirs(a) && s.Stands() {
		c := Case{Ticket: t.ID, At: a.At, Took: a.Took}
		sh.Solved.add(c)
		sh.Ratings.Asked++
		if t.Rating != nil {
			sh.Ratings.Did++
		}
		if s.OneTouch() {
			sh.OneTouch.add(c)
		}
	}
	if r := t.Rating; r != nil && !s.void && sh.Period.Has(r.At) && s.answerer(r.At) == sh.Who {
		sh.Rated.add(Case{Ticket: t.ID, At: r.At})
		sh.Ratings.Add(r.Score)
	}
	for _, a := range s.HandOvers() {
		if sh.theirs(a) {
			sh.HandedOver.add(Case{Ticket: t.ID, At: a.At})
		}
	}
}

func (sh *Sheet) spoke(id desk.TicketID, s *Story) {
	var last Answer
	for _, a := range s.Spoken() {
		if sh.theirs(a) {
			last = a
		}
	}
	if !last.At.IsZero() {
		sh.Answered.add(Case{Ticket: id, At: last.At})
	}
}

func (sh *Sheet) theirs(a Answer) bool { return a.By == sh.Who && sh.Who != "" && sh.Period.Has(a.At) }
