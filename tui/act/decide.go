package act

import (
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
)

// Outbox is what deciding on an operation needs of the ledger. Every method is one
// transaction.
type Outbox interface {
	// Cancel takes an operation back that no desk has; what it said is the draft again.
	Cancel(id desk.OpID) (desk.Op, error)
	// Discard ends an operation that is held, refused or of unknown outcome.
	Discard(id desk.OpID) error
	// Again puts a new operation in the place of one that is not at rest.
	Again(old desk.OpID, op desk.Op) error
	Draft(t desk.TicketID, note bool) (*desk.Draft, error)
	Forwarding(t desk.TicketID) (*desk.Draft, error)
	SaveDraft(d desk.Draft) error
}

// Decisions is what an agent can do about an operation that needs attention, wherever it
// is shown.
type Decisions struct {
	*screen.Session
	Outbox Outbox
}

const (
	slotDecided = "act.decided"
	slotEditing = "act.editing"
	slotDiscard = "act.discard"
)

// editing is a text that is back in the composer's drafts.
type editing struct {
	ticket desk.TicketID
	note   bool
	sentOn bool          // it was to be sent on to somebody outside
	opens  *desk.Opening // it is the first text of a new ticket
	phrase desk.CannedID // it is of a reply that everybody has; zero for any other
}

// Decides reports whether an action is one of those of Decisions.
func Decides(a keymaps.Action) bool {
	switch a {
	case keymaps.SendAnyway, keymaps.EditAgain, keymaps.Discard, keymaps.TryAgain:
		return true
	default:
		return false
	}
}

// NeedsAttention reports whether an operation waits for the agent.
func NeedsAttention(p desk.PendingOp) bool {
	switch p.State {
	case desk.OpHeld, desk.OpRefused, desk.OpUnknown:
		return true
	case desk.OpHolding, desk.OpWaiting, desk.OpSending, desk.OpParked:
		return false
	default:
		return false
	}
}

// Recallable reports whether an operation can still be taken back: it surely never left
// this computer.
func Recallable(p desk.PendingOp) bool {
	switch p.State {
	case desk.OpHolding, desk.OpWaiting, desk.OpParked:
		return !p.Unsure
	case desk.OpSending, desk.OpHeld, desk.OpRefused, desk.OpUnknown:
		return false
	default:
		return false
	}
}

// late says why an operation that does not need attention cannot be taken back.
func late(p desk.PendingOp) desk.Reason {
	switch {
	case NeedsAttention(p) || Recallable(p):
		return desk.Reason{}
	case p.Unsure:
		return desk.Reason{Code: desk.TooLateToUndo, Args: []string{string(desk.OpUnknown)}}
	default:
		return desk.Reason{Code: desk.TooLateToUndo, Args: []string{string(p.State)}}
	}
}

// Attention is the first operation that waits for the agent; nil where none does.
func Attention(pending []desk.PendingOp) *desk.PendingOp {
	for i := range pending {
		if NeedsAttention(pending[i]) {
			return &pending[i]
		}
	}
	return nil
}

// PutOff is the first operation that goes out when the agent said; nil where none does.
func PutOff(pending []desk.PendingOp) *desk.PendingOp {
	for i := range pending {
		if pending[i].PutOff() {
			return &pending[i]
		}
	}
	return nil
}

// Why is the reason why an action cannot be taken on an operation; none where it can.
func (d *Decisions) Why(a keymaps.Action, p *desk.PendingOp) desk.Reason {
	if p == nil {
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"held"}}
	}
	switch a {
	case keymaps.SendAnyway:
		return refuseIf(p.State != desk.OpHeld, desk.NothingSelected, "not_held")
	case keymaps.EditAgain:
		if p.Op.Draft() == nil {
			return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_text"}}
		}
		return late(*p)
	case keymaps.TryAgain:
		return refuseIf(p.State != desk.OpRefused && p.State != desk.OpUnknown, desk.NothingSelected, "not_refused")
	default:
		return late(*p)
	}
}

// Label is how a decision on an operation is called where that is shown; empty for no
// operation, and for what is no decision.
func (d *Decisions) Label(a keymaps.Action, p *desk.PendingOp) string {
	switch {
	case p == nil || !Decides(a):
		return ""
	case a == keymaps.Discard && Recallable(*p):
		return d.Book.T("decide.take_back")
	default:
		return d.Book.T("decide." + string(a))
	}
}

// Hints are the decisions that can be taken on an operation now, with their keys.
func (d *Decisions) Hints(p desk.PendingOp) string {
	var hints []string
	for _, a := range []keymaps.Action{keymaps.SendAnyway, keymaps.TryAgain, keymaps.EditAgain, keymaps.Discard} {
		if d.Why(a, &p).None() {
			hints = append(hints, d.Theme.Key.Render(d.Key(a))+" "+d.Theme.Dim.Render(d.Label(a, &p)))
		}
	}
	return strings.Join(hints, "   ")
}

// Act takes an action for which Why gave no reason. Base and seen are what the agent sees
// of the ticket now: sending anyway says that it has all been read.
func (d *Decisions) Act(a keymaps.Action, p desk.PendingOp, base desk.Version, seen desk.MessageID) screen.Out {
	switch a {
	case keymaps.SendAnyway:
		return d.again(p, d.renewed(p.Op, base, seen, true), "decided.sent")
	case keymaps.TryAgain:
		return d.again(p, d.renewed(p.Op, base, seen, false), "decided.tried")
	case keymaps.Discard:
		if Recallable(p) {
			return d.recall(p.Op.ID)
		}
		if p.Op.Draft() != nil {
			lost := "decided.lost"
			if p.State == desk.OpUnknown {
				lost = "decided.perhaps_lost"
			}
			return screen.Out{Open: NewQuestion(d.Session, d.Book.T("decided.sure"), d.Book.T(lost), slotDiscard, p.Op.ID)}
		}
		return d.discard(p.Op.ID)
	case keymaps.EditAgain:
		return d.edit(p)
	default:
		return screen.Out{}
	}
}

// renewed is a new operation that says the same, with what has been seen since.
func (d *Decisions) renewed(op desk.Op, base desk.Version, seen desk.MessageID, anyway bool) desk.Op {
	op.ID, op.At, op.Base, op.Seen = desk.NewOpID(), d.Now(), max(base, op.Base), max(seen, op.Seen)
	if in, ok := op.Intent.(desk.Reply); ok {
		in.Anyway = in.Anyway || anyway
		op.Intent = in
	}
	return op
}

func (d *Decisions) again(p desk.PendingOp, op desk.Op, said string) screen.Out {
	outbox, old := d.Outbox, p.Op.ID
	return d.write(slotDecided, func() (any, error) { return said, outbox.Again(old, op) })
}

// mendable reports whether the words of an operation come from a dialog of their own.
func mendable(op desk.Op) bool {
	words, _ := op.Text()
	return !words.IsEmpty() && !op.Composed()
}

// edit puts the text back among the drafts, before one that is there already: in one step
// with letting go of the operation, where no desk has it.
func (d *Decisions) edit(p desk.PendingOp) screen.Out {
	if mendable(p.Op) && !Recallable(p) {
		return screen.Out{Mend: &screen.Mend{Op: p.Op, Stopped: true}}
	}
	if mendable(p.Op) {
		return d.recall(p.Op.ID)
	}
	outbox, op, now := d.Outbox, p.Op, d.Now()
	from := op.DraftKey()
	back := editing{ticket: from.Ticket, note: from.Note, sentOn: from.Forward, opens: op.Opens()}
	if in := op.Phrase(); in != nil {
		back.phrase = in.ID
	}
	return d.write(slotEditing, func() (any, error) {
		if p.State != desk.OpUnknown {
			_, err := outbox.Cancel(op.ID)
			return back, err
		}
		if err := keep(outbox, op, now); err != nil {
			return nil, err
		}
		return back, outbox.Discard(op.ID)
	})
}

// Drafts is where the texts are that were begun.
type Drafts interface {
	Draft(t desk.TicketID, note bool) (*desk.Draft, error)
	Forwarding(t desk.TicketID) (*desk.Draft, error)
	SaveDraft(d desk.Draft) error
}

// keep makes a draft of an operation of which nobody knows, which cannot be taken back.
// It is let go of only after that: whatever fails in between, the text is in one of the two.
func keep(outbox Drafts, op desk.Op, now time.Time) error {
	draft := op.Draft()
	draft.At = now
	begun, err := begunBeside(outbox, draft)
	if err != nil {
		return err
	}
	return outbox.SaveDraft(draft.Before(begun))
}

// begunBeside is what has been begun since in the place of a draft; nil for nothing.
func begunBeside(outbox Drafts, d *desk.Draft) (*desk.Draft, error) {
	if d.Forward != nil {
		return outbox.Forwarding(d.Ticket)
	}
	return outbox.Draft(d.Ticket, d.Note)
}

// recall takes an operation back that has not left; what it said is a draft again.
func (d *Decisions) recall(id desk.OpID) screen.Out {
	outbox := d.Outbox
	return d.write(slotDecided, func() (any, error) {
		op, err := outbox.Cancel(id)
		if err == nil && mendable(op) {
			return screen.Mend{Op: op}, nil
		}
		return "outbox.taken", err
	})
}

func (d *Decisions) discard(id desk.OpID) screen.Out {
	outbox := d.Outbox
	return d.write(slotDecided, func() (any, error) { return "decided.discarded", outbox.Discard(id) })
}

func (d *Decisions) write(slot string, run func() (any, error)) screen.Out {
	return screen.Out{Write: []screen.Write{{Slot: slot, Run: run}}}
}

// Learn takes what came of a decision; false where the slot is not one of its own.
func (d *Decisions) Learn(slot string, v any) (screen.Out, bool) {
	switch slot {
	case slotDecided, slotEditing:
	case slotDiscard:
		if id, ok := v.(desk.OpID); ok {
			return d.discard(id), true
		}
		return screen.Out{}, true
	default:
		return screen.Out{}, false
	}
	switch v := v.(type) {
	case error:
		return screen.Out{Say: &screen.Notice{Text: d.Book.Err(v), Level: screen.Failure, Unkept: true}}, true
	case editing:
		if !v.phrase.IsZero() {
			return screen.Out{Go: &screen.Go{To: screen.Phrasebook, Reply: v.phrase}}, true
		}
		return screen.Out{Go: &screen.Go{To: screen.Compose, Ticket: v.ticket, Note: v.note, Forward: v.sentOn, Opens: v.opens}}, true
	case screen.Mend:
		return screen.Out{Mend: &v, Say: &screen.Notice{Text: d.Book.T("outbox.taken_words"), Level: screen.Good}}, true
	case string:
		return screen.Out{Say: &screen.Notice{Text: d.Book.T(v), Level: screen.Good, Lost: v == "decided.discarded"}}, true
	default:
		return screen.Out{}, true
	}
}
