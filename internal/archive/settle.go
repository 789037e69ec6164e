package archive

import (
	"time"

	"github.com/heed-desk/heed/desk"
)

// Settle derives what a ticket knows of its thread, the same as desk.Apply would have
// kept had it seen every entry come: LastMessage, Voices, WaitingSince, FirstReplyAt,
// SolvedAt, CreatedAt and UpdatedAt. What the thread cannot tell stays as it is; the
// entries are numbered from 1.
func Settle(t *Ticket) { Summarise(&t.Ticket, t.Messages) }

// Summarise is Settle for a ticket and a thread that stand apart. The thread is the whole
// one, oldest first; it is numbered.
func Summarise(t *desk.Ticket, thread []desk.Message) {
	s := summary{ticket: t}
	for i := range thread {
		thread[i].ID, thread[i].Ticket = desk.MessageID(i+1), t.ID
		s.hear(thread[i])
	}
	t.LastMessage = desk.MessageID(len(thread))
	t.Voices, t.WaitingSince = s.voices, s.waiting
	if !s.firstReply.IsZero() {
		t.FirstReplyAt = s.firstReply
	}
	if len(thread) > 0 {
		if t.CreatedAt.IsZero() {
			t.CreatedAt = thread[0].At
		}
		t.UpdatedAt = moment(t.UpdatedAt, thread[len(thread)-1].At)
	}
	t.UpdatedAt = moment(t.UpdatedAt, t.CreatedAt)
	switch {
	case !t.Status.Done():
		t.SolvedAt = time.Time{}
	case !s.solved.IsZero():
		t.SolvedAt, t.WaitingSince = s.solved, time.Time{}
	default:
		t.WaitingSince = time.Time{}
		if t.SolvedAt.IsZero() {
			t.SolvedAt = t.UpdatedAt
		}
	}
	t.UpdatedAt = moment(t.UpdatedAt, t.SolvedAt)
}

// summary is what has been heard of a thread so far.
type summary struct {
	ticket     *desk.Ticket
	voices     []desk.Voice
	waiting    time.Time
	firstReply time.Time
	solved     time.Time
	done       bool
}

func (s *summary) hear(m desk.Message) {
	switch m.Kind {
	case desk.FromCustomer:
		s.voices = desk.Raised(s.voices, desk.CustomerSide, m.ID)
		if s.waiting.IsZero() {
			s.waiting = m.At
		}
	case desk.FromAgent:
		s.voices = desk.Raised(s.voices, desk.Side(m.Author.Agent), m.ID)
		s.waiting = time.Time{}
		if s.firstReply.IsZero() && m.ID > 1 { // the first entry of a ticket that we opened is no reply
			s.firstReply = m.At
		}
	case desk.Happening:
		if m.Change != nil {
			s.change(*m.Change, m.At)
		}
	case desk.PhoneCall:
		s.voices = desk.Raised(s.voices, desk.Side(m.Author.Agent), m.ID)
		if m.Call == nil || m.Call.Minutes == 0 {
			return // nobody was reached, and whoever waits still does
		}
		s.waiting = time.Time{}
		if s.firstReply.IsZero() {
			s.firstReply = m.At
		}
	case desk.InternalNote, desk.Forwarded:
	}
}

// change follows the changes of fields that bear on who waits.
func (s *summary) change(c desk.FieldChange, at time.Time) {
	if c.Field == string(desk.FieldMerge) && c.From != "" { // it took another ticket in, whose customer waits here now
		since := c.Waiting
		if since.IsZero() {
			since = at
		}
		if s.waiting.IsZero() || since.Before(s.waiting) {
			s.waiting = since
		}
	}
	if c.Field != string(desk.FieldStatus) {
		return
	}
	done := desk.Status(c.To).Done()
	if done && !s.done {
		s.solved, s.waiting = at, time.Time{}
	}
	if !done {
		s.solved = time.Time{}
	}
	s.done = done
}
