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

// CancelAll takes back, in one step, those operations that the desk cannot have. For one that
// it may have, or that is not there, what backs has under its id is put in the outbox in the
// same step; where that has nothing it stays as it is. It returns what it took and what it put.
func (o *Outbox) CancelAll(ids []desk.OpID, backs map[desk.OpID]desk.Op) (taken, put []desk.Op, err error) {
	for _, op := range backs {
		if p := o.admit(op); p != nil {
			return nil, nil, p
		}
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	s, c := o.state.Load(), change{}
	for _, id := range ids {
		e := s.find(id)
		if tooLate(e) == nil {
			taken, c.Drop = append(taken, e.Op), append(c.Drop, id)
			continue
		}
		back, ok := backs[id]
		if !ok || s.find(back.ID) != nil {
			continue
		}
		put = append(put, back)
		c.Put = append(c.Put, o.entry(back, s.tail+uint64(len(put)), 0))
	}
	if len(taken)+len(put) == 0 {
		return nil, nil, nil
	}
	c.Drafts = draftsOf(s, taken)
	if err := o.commit(c); err != nil {
		return nil, nil, err
	}
	return taken, put, nil
}
