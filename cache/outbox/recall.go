package outbox

import (
	"reflect"
	"slices"

	"github.com/heed-desk/heed/desk"
)

// Recall puts operations back that the desk had carried out and has lost since, in the order
// given and before what waits on their tickets. What is there already stays where it is.
func (o *Outbox) Recall(ops []desk.Op) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	s := o.state.Load()
	next := s.tail
	var c change
	lanes := map[desk.Lane]bool{}
	for _, op := range ops {
		if s.find(op.ID) != nil || o.admit(op) != nil {
			continue
		}
		next++
		e := o.entry(op, next, 0)
		e.Unsure = true // it was sent: the desk is asked before it goes again
		c.Put, c.Drafts = append(c.Put, e), append(c.Drafts, beside(s, op)...)
		lanes[op.Lane()] = true
	}
	if len(c.Put) == 0 {
		return nil
	}
	for _, e := range s.queue {
		if lanes[e.Op.Lane()] {
			next++
			behind := *e
			behind.Pos = next
			c.Drop, c.Put = append(c.Drop, e.Op.ID), append(c.Put, &behind)
		}
	}
	return o.commit(c)
}

// beside drops the draft that holds the very words of an operation which comes back: it was
// made of it, when the process ended before the operation stood in both copies.
func beside(s *contents, op desk.Op) []*desk.Draft {
	text, _ := op.Text()
	d := s.drafts[op.DraftKey()]
	if d == nil || op.Draft() == nil || d.Text != text || !reflect.DeepEqual(d.Phrase, op.Phrase()) || !slices.Equal(d.Attachments, op.Attachments()) {
		return nil
	}
	return []*desk.Draft{op.DraftKey().Empty()}
}
