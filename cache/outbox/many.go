package outbox

import (
	"time"

	"github.com/heed-desk/heed/desk"
)

// SubmitAll puts several operations in the outbox in one step: when it returns nil all of
// them are on the disk twice, and where it returns an error none is.
func (o *Outbox) SubmitAll(ops []desk.Op, hold time.Duration) error {
	for _, op := range ops {
		if p := o.admit(op); p != nil {
			return p
		}
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	s, c := o.state.Load(), change{}
	next := s.tail + 1
	for _, op := range ops {
		if there := s.find(op.ID); there != nil {
			if err := sameWords(there.Op, op); err != nil {
				return err
			}
			continue
		}
		c.Put = append(c.Put, o.entry(op, next, hold))
		c.Drafts = append(c.Drafts, o.spoken(s, op)...)
		next++
	}
	if len(c.Put) == 0 {
		return nil
	}
	return o.commit(c)
}

// CancelAll takes back, in one step, those operations that the desk cannot have, and
// returns them. Those that it may have, and those that are not there, stay as they are.
func (o *Outbox) CancelAll(ids []desk.OpID) ([]desk.Op, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	s, c := o.state.Load(), change{}
	var taken []desk.Op
	for _, id := range ids {
		e := s.find(id)
		if tooLate(e) != nil {
			continue
		}
		taken, c.Drop = append(taken, e.Op), append(c.Drop, id)
		if d := draftOf(s, e.Op); d != nil {
			c.Drafts = append(c.Drafts, d)
		}
	}
	if len(taken) == 0 {
		return nil, nil
	}
	return taken, o.commit(c)
}
