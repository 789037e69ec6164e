package outbox

import "github.com/heed-desk/heed/desk"

// Resume puts an operation in the outbox that an earlier process may have had: where it is
// there it stays as it is, else the desk is asked for it before it is sent. Words of it
// that came back as a draft go along.
func (o *Outbox) Resume(op desk.Op) error {
	if p := o.admit(op); p != nil {
		return p
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	s := o.state.Load()
	if s.find(op.ID) != nil {
		return nil
	}
	e := o.entry(op, s.tail+1, 0)
	e.Unsure = true
	return o.commit(change{Put: []*entry{e}, Drafts: beside(s, op)})
}

// Cramped reports whether the disk did not take what the last start had to write anew: all
// can be read, and nothing is queued before there is room.
func (o *Outbox) Cramped() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.cramped
}
