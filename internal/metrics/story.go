package metrics

import (
	"cmp"
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
)

// Story is what counts of one ticket: what was said in public, how its status moved and who
// handed it on. Entries may be added in any order, and as they come.
type Story struct {
	created time.Time
	void    bool // merged into another ticket, or spam: no case of its own
	status  desk.Status
	stood   time.Time      // since when at most it has that
	last    desk.MessageID // the last entry that was added, whether it counts or not
	steps   []step
}

// step is one entry of a thread that counts.
type step struct {
	id   desk.MessageID
	at   time.Time
	does deed
	by   desk.AgentID // of us; empty for the customer and the desk itself
	from string
	to   string
	// wait is since when somebody waited for us on a ticket that was taken in; else zero.
	wait time.Time
}

type deed uint8

const (
	asked  deed = iota // the customer wrote
	told               // one of us spoke to the customer: in writing, or in a call that reached them
	moved              // the status changed
	handed             // handed over to somebody else
	kept               // a hand-over was taken back
	took               // another ticket was taken in
	gone               // and let go again
)

// Of is the story of a ticket with its whole thread.
func Of(t desk.Ticket, thread []desk.Message) *Story {
	s := &Story{}
	s.update(subjectOf(t))
	for i := range thread {
		s.Add(&thread[i])
	}
	return s
}

// update takes in how the ticket stands.
func (s *Story) update(t subject) {
	s.created, s.status, s.stood = t.Created, t.Status, t.Stood
	s.void = t.Merged || t.Status.Done() && slices.Contains(t.Tags, desk.TagSpam)
}

// Add takes an entry of the thread in. An entry that it has already is ignored.
func (s *Story) Add(m *desk.Message) {
	s.last = max(s.last, m.ID)
	next, counts := stepOf(m)
	if !counts {
		return
	}
	at, there := slices.BinarySearchFunc(s.steps, next.id, func(o step, id desk.MessageID) int { return cmp.Compare(o.id, id) })
	if !there {
		s.steps = slices.Insert(s.steps, at, next)
	}
}

func stepOf(m *desk.Message) (step, bool) {
	s := step{id: m.ID, at: m.At, by: m.Author.Agent}
	switch {
	case m.Kind == desk.FromCustomer:
		s.does, s.by = asked, ""
		return s, true
	case m.Kind == desk.FromAgent, m.Kind == desk.PhoneCall && m.Call != nil && m.Call.Minutes > 0:
		s.does = told
		return s, true
	case m.Kind == desk.Happening:
		return changeOf(s, m.Change)
	default:
		return s, false
	}
}

func changeOf(s step, c *desk.FieldChange) (step, bool) {
	if c == nil {
		return s, false
	}
	s.from, s.to = c.From, c.To
	switch desk.Field(c.Field) {
	case desk.FieldStatus:
		s.does = moved
	case desk.FieldHandOver:
		s.does = handed
		if c.To == "" {
			s.does = kept
		}
	case desk.FieldMerge:
		s.does, s.wait = took, c.Waiting
		return s, c.From != ""
	case desk.FieldUnmerge:
		s.does = gone
		return s, c.From != ""
	default:
		return s, false
	}
	return s, true
}

// solves and reopens report whether the status went to one that is done, and back from it.
func (s step) solves() bool  { return s.isDone() && !desk.Status(s.from).Done() }
func (s step) reopens() bool { return s.does == moved && desk.Status(s.from).Done() && !s.isDone() }
func (s step) isDone() bool  { return s.does == moved && desk.Status(s.to).Done() }

// handing reports whether one of us gave away what was theirs: what was somebody else's was
// not theirs to hand over.
func (s step) handing() bool { return s.does == handed && s.from == string(s.by) }

// Answer is something that one of us brought about: when, who, and how long it had taken.
type Answer struct {
	At   time.Time
	By   desk.AgentID
	Took time.Duration
}

// since is an answer that began at a time. Clocks that disagree make no negative times.
func (s step) since(from time.Time) Answer {
	return Answer{At: s.at, By: s.by, Took: max(s.at.Sub(from), 0)}
}
