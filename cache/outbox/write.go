package outbox

import (
	"bytes"
	"reflect"
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
)

// Submit puts an operation in the outbox, with hold to take it back in. When it returns
// nil the operation is on the disk twice, and its draft is gone in the same step.
// Submitting the same again changes nothing; other words under the same id are refused.
func (o *Outbox) Submit(op desk.Op, hold time.Duration) error {
	return o.add(op, hold, false, o.spoken)
}

// Later is Submit for what is to go out when wait has passed, and not before. Until then
// what follows on its ticket goes past it.
func (o *Outbox) Later(op desk.Op, wait time.Duration) error {
	return o.add(op, wait, true, o.spoken)
}

// Post is Submit for words that come from elsewhere: the ticket's draft is somebody's other
// words, and stays.
func (o *Outbox) Post(op desk.Op) error {
	return o.add(op, 0, false, func(*contents, desk.Op) []*desk.Draft { return nil })
}

// add puts an operation in the outbox, and drops the drafts that it says.
func (o *Outbox) add(op desk.Op, hold time.Duration, later bool, said func(*contents, desk.Op) []*desk.Draft) error {
	if p := o.admit(op); p != nil {
		return p
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	s := o.state.Load()
	if there := s.find(op.ID); there != nil {
		return sameWords(there.Op, op)
	}
	e := o.entry(op, s.tail+1, hold)
	if e.Later = later && hold > 0; e.Later {
		e.Until = e.Until.Round(0) // a moment on the wall: the monotonic clock stands still while the machine sleeps
	}
	return o.commit(change{Put: []*entry{e}, Drafts: said(s, op)})
}

func (o *Outbox) entry(op desk.Op, pos uint64, hold time.Duration) *entry {
	e := &entry{Pos: pos, Op: op, Hold: hold}
	if hold > 0 {
		e.Until = o.opt.Now().Add(hold)
	}
	return e
}

// admit refuses what can never be sent.
func (o *Outbox) admit(op desk.Op) *desk.Problem {
	switch {
	case op.Lacks() != "":
		return desk.Refuse(desk.BadValue, "op", "")
	case op.Actor != o.opt.Account:
		return desk.Refuse(desk.NotAllowed)
	}
	if text, _ := op.Text(); text.Len() > desk.MaxReply {
		return desk.Refuse(desk.TextTooLong, text.Len())
	}
	return desk.CheckAttachments(op.Attachments())
}

// spoken drops the draft that an operation says.
func (o *Outbox) spoken(s *contents, op desk.Op) []*desk.Draft {
	if !op.Composed() || op.Draft() == nil || s.drafts[op.DraftKey()] == nil {
		return nil
	}
	return []*desk.Draft{op.DraftKey().Empty()}
}

func sameWords(a, b desk.Op) error {
	ha, err := a.Hash()
	if err != nil {
		return err
	}
	hb, err := b.Hash()
	if err != nil {
		return err
	}
	if !bytes.Equal(ha[:], hb[:]) {
		return desk.Refuse(desk.PayloadDiffers)
	}
	return nil
}

// Cancel takes an operation back that the desk cannot have, and returns it. Its words are
// the ticket's draft again, in the same step.
func (o *Outbox) Cancel(id desk.OpID) (desk.Op, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	s := o.state.Load()
	e := s.find(id)
	if p := tooLate(e); p != nil {
		return desk.Op{}, p
	}
	c := change{Drop: []desk.OpID{id}}
	if d := draftOf(s, e.Op); d != nil {
		c.Drafts = []*desk.Draft{d}
	}
	return e.Op, o.commit(c)
}

// tooLate says why an operation can no longer be taken back; nil where it can.
func tooLate(e *entry) *desk.Problem {
	switch {
	case e == nil:
		return desk.Refuse(desk.TooLateToUndo)
	case e.Claimed:
		return desk.Refuse(desk.TooLateToUndo, desk.OpSending)
	case e.beyondUndo():
		return desk.Refuse(desk.TooLateToUndo, desk.OpUnknown)
	default:
		return nil
	}
}

// Discard drops an operation that needs attention, words and all.
func (o *Outbox) Discard(id desk.OpID) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	e := o.state.Load().find(id)
	if e == nil {
		return nil
	}
	if !e.stopped() {
		return desk.Refuse(desk.TooLateToUndo)
	}
	return o.commit(change{Drop: []desk.OpID{id}})
}

// Again puts a new operation in the place of one that needs attention. A draft that was begun
// since is other words, and stays.
func (o *Outbox) Again(old desk.OpID, op desk.Op) error {
	if p := o.admit(op); p != nil {
		return p
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	s := o.state.Load()
	if there := s.find(op.ID); there != nil {
		return sameWords(there.Op, op)
	}
	e := s.find(old)
	if e == nil || !e.stopped() {
		return desk.Refuse(desk.TooLateToUndo)
	}
	return o.commit(change{Drop: []desk.OpID{old}, Put: []*entry{o.entry(op, e.Pos, 0)}})
}

// SaveDraft keeps what was begun; an empty draft drops it. Where nobody would find it again, as it is on
// no ticket, it is refused.
func (o *Outbox) SaveDraft(d desk.Draft) error {
	if d.Ticket.IsZero() && !d.Empty() {
		return desk.Refuse(desk.NoSuchTicket)
	}
	if d.Text.Len() > desk.MaxDraft {
		return desk.Refuse(desk.TextTooLong, d.Text.Len())
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	there := o.state.Load().drafts[d.Key()]
	if there == nil && d.Empty() || there != nil && sameDraft(*there, d) {
		return nil
	}
	d.Canned, d.Attachments = slices.Clone(d.Canned), slices.Clone(d.Attachments)
	return o.commit(change{Drafts: []*desk.Draft{&d}})
}

// sameDraft reports whether nothing but the time differs.
func sameDraft(a, b desk.Draft) bool {
	return a.Text == b.Text && a.Caret == b.Caret && a.Seen == b.Seen && slices.Equal(a.Canned, b.Canned) && slices.Equal(a.Attachments, b.Attachments) && reflect.DeepEqual(a.Opens, b.Opens) &&
		reflect.DeepEqual(a.Phrase, b.Phrase) && reflect.DeepEqual(a.Asked, b.Asked) &&
		slices.Equal(a.To, b.To) && reflect.DeepEqual(a.Forward, b.Forward)
}
