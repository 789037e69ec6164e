package outbox

import (
	"bytes"
	"maps"
	"slices"

	"github.com/heed-desk/heed/desk"
)

// contents is what stands in the outbox, in memory. It is small: what has not come to rest.
// It is never changed; every step makes another, and who reads one keeps it.
type contents struct {
	queue  []*entry // by Pos
	drafts map[desk.DraftKey]*desk.Draft
	asked  map[desk.TicketID]bool // on which something was begun in a dialog; made with drafts
	tail   uint64                 // the highest Pos so far

	filters map[string]*desk.Filter // by id
	keys    map[desk.FileID]*parcelKey
}

// after returns the contents that a step makes of this one.
func (s *contents) after(c change) *contents {
	next := &contents{queue: slices.Clone(s.queue), drafts: s.drafts, asked: s.asked, tail: s.tail, filters: s.filtered(c), keys: s.keyed(c)}
	for _, id := range c.Drop {
		next.remove(id)
	}
	for _, e := range c.Put {
		next.remove(e.Op.ID)
		next.insert(e)
	}
	if len(c.Drafts) > 0 {
		next.drafts = maps.Clone(s.drafts)
		if next.drafts == nil {
			next.drafts = map[desk.DraftKey]*desk.Draft{}
		}
	}
	for _, d := range c.Drafts {
		if d.Empty() {
			delete(next.drafts, d.Key())
		} else {
			next.drafts[d.Key()] = d
		}
	}
	if len(c.Drafts) > 0 {
		next.asked = askedOn(next.drafts)
	}
	return next
}

// askedOn are the tickets on which something was begun in a dialog.
func askedOn(drafts map[desk.DraftKey]*desk.Draft) map[desk.TicketID]bool {
	on := map[desk.TicketID]bool{}
	for _, d := range drafts {
		if d.Asked != nil && !d.Asked.Ticket.IsZero() {
			on[d.Asked.Ticket] = true
		}
	}
	return on
}

func (s *contents) remove(id desk.OpID) {
	s.queue = slices.DeleteFunc(s.queue, func(e *entry) bool { return e.Op.ID == id })
}

func (s *contents) insert(e *entry) {
	at := len(s.queue)
	for at > 0 && s.queue[at-1].Pos > e.Pos {
		at--
	}
	s.queue = slices.Insert(s.queue, at, e)
	s.tail = max(s.tail, e.Pos)
}

// find returns an entry; nil where it is not there.
func (s *contents) find(id desk.OpID) *entry {
	for _, e := range s.queue {
		if e.Op.ID == id {
			return e
		}
	}
	return nil
}

// whole is everything as one step, which gives it back where nothing is. The same
// contents always makes the same step.
func (s *contents) whole() change {
	c := change{Put: s.queue, Filters: s.sortedFilters(), Keys: s.sortedKeys()}
	for _, d := range s.drafts {
		c.Drafts = append(c.Drafts, d)
	}
	slices.SortFunc(c.Drafts, func(a, b *desk.Draft) int { return bytes.Compare(nameOf(a.Key()), nameOf(b.Key())) })
	return c
}
