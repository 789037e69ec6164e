package act

import (
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
)

// Ledger is where operations go.
type Ledger interface {
	// Submit keeps an operation, to be sent when hold has passed.
	Submit(op desk.Op, hold time.Duration) error
	// Again puts a new operation in the place of one that is not at rest.
	Again(old desk.OpID, op desk.Op) error
	Draft(t desk.TicketID, note bool) (*desk.Draft, error)
	Forwarding(t desk.TicketID) (*desk.Draft, error)
	SaveDraft(d desk.Draft) error
	Agents() ([]desk.Agent, error)
	// History are the newest n tickets of a customer.
	History(id desk.CustomerID, n int) ([]desk.Row, error)
	Find(number int64) (desk.TicketID, error)
	Customer(id desk.CustomerID) (desk.Customer, error)
	// Reminders are those of the agent, the earliest first.
	Reminders() ([]desk.DueReminder, error)
	Rows(view desk.ViewID, ids []desk.TicketID) ([]desk.Row, error)
}

// Acts does things to tickets for one screen. The screen calls Act for the actions that
// Handles names, and hands every slot that Learn knows to it.
type Acts struct {
	*screen.Session
	Ledger Ledger
	Tags   func() []string // tags to complete with, those used most first; may be nil
	// AllTags reads the tags in use beyond those of Tags, off the loop; may be nil.
	AllTags func() ([]string, error)
}

const (
	slotDone   = "act.done"
	slotChosen = "act.chosen"
	slotTell   = "act.tell"   // chosen, and words are still wanted
	slotLeft   = "act.left"   // left, and its words are to be kept
	slotSure   = "act.sure"   // chosen, and asked about before it is done
	slotLoaded = "act.loaded" // a dialog's own
	slotSought = "act.sought" // a dialog's own
)

// Chosen is what a dialog of this package ends with.
type Chosen struct {
	Target Target
	Intent desk.Intent
	About  string // how what was chosen is called
	Other  string // whose it is, where that is another customer
	// Instead is the operation in the outbox whose place it takes; zero for none.
	Instead desk.OpID
}

// done is an operation that the outbox has.
type done struct {
	notice screen.Notice
}

// Act takes an action for which Why gave no reason.
func (a *Acts) Act(action keymaps.Action, t Target) screen.Out {
	switch action {
	case keymaps.WriteReply, keymaps.WriteNote:
		return screen.Out{Go: &screen.Go{To: screen.Compose, Ticket: t.ID, Note: action == keymaps.WriteNote}}
	case keymaps.Forward:
		return screen.Out{Go: &screen.Go{To: screen.Compose, Ticket: t.ID, Forward: true}}
	case keymaps.Claim:
		return a.submit(t, desk.Assign{To: a.Me.ID})
	case keymaps.Release:
		return a.submit(t, desk.Assign{})
	case keymaps.Solve:
		return a.submit(t, desk.SetStatus{Status: desk.Solved})
	case keymaps.CopyNumber:
		number := strings.TrimPrefix(t.Label(), "#")
		return screen.Out{Copy: number, Say: &screen.Notice{Text: a.Book.T("act.copied", "number", number)}}
	case keymaps.SetStatus:
		return screen.Out{Open: a.statusDialog(t)}
	case keymaps.SetPriority:
		return screen.Out{Open: a.priorityDialog(t)}
	case keymaps.AddTag:
		return screen.Out{Open: a.tagDialog(t)}
	case keymaps.RemoveTag:
		return screen.Out{Open: a.untagDialog(t)}
	case keymaps.Snooze:
		return screen.Out{Open: a.snoozeDialog(t)}
	default:
		return a.deal(action, t)
	}
}

// Learn takes what came of an action; false where the slot is not one of its own.
func (a *Acts) Learn(slot string, v any) (screen.Out, bool) {
	switch slot {
	case slotChosen:
		if c, ok := v.(Chosen); ok {
			return a.submitInstead(c.Instead, c.Target, c.Intent), true
		}
		return screen.Out{}, true
	case slotTell, slotSure:
		if c, ok := v.(Chosen); ok {
			return screen.Out{Open: a.goOn(slot, c)}, true
		}
		return screen.Out{}, true
	case slotDone:
		switch v := v.(type) {
		case done:
			return screen.Out{Say: &v.notice}, true
		case error:
			return screen.Out{Say: &screen.Notice{Text: a.Book.Err(v), Level: screen.Failure, Unkept: true}}, true
		}
		return screen.Out{}, true
	default:
		return screen.Out{}, false
	}
}

// submit makes the operation now, with what the agent saw, and says so when it is kept.
func (a *Acts) submit(t Target, intent desk.Intent) screen.Out {
	return a.submitInstead(desk.OpID{}, t, intent)
}

// submitInstead is submit for what takes the place of an operation in the outbox, if any.
func (a *Acts) submitInstead(old desk.OpID, t Target, intent desk.Intent) screen.Out {
	if t.is(intent) {
		return screen.Out{Say: &screen.Notice{Text: a.Book.T("act.is_so", "what", a.sentence(t, intent))}}
	}
	op := desk.Op{
		ID: desk.NewOpID(), Ticket: t.ID, Base: t.Base, Seen: t.Seen, Actor: a.Me.ID, At: a.Now(), Intent: intent,
	}
	hold := holdOf(t.Channel, intent)
	if !old.IsZero() {
		hold = 0 // it has waited already
	}
	end := done{notice: screen.Notice{Text: a.sentence(t, intent), Level: screen.Good, Name: a.noun(a.ofTicket(t), intent), Then: a.then(t, intent)}}
	end.notice.Undo = op.ID
	if hold > 0 {
		_, ends := intent.(desk.SetStatus)
		end.notice.Until, end.notice.Solves, end.notice.Noted = op.At.Add(hold), ends, !ends
	}
	if inverse := inverseOf(t, op); inverse != nil {
		back := op
		back.Intent = inverse
		end.notice.Back, end.notice.Did = &back, &op
	}
	ledger := a.Ledger
	return screen.Out{Write: []screen.Write{{Slot: slotDone, Run: func() (any, error) {
		var err error
		if old.IsZero() {
			err = ledger.Submit(op, hold)
		} else {
			err = ledger.Again(old, op)
		}
		if err != nil {
			return nil, err
		}
		return end, nil
	}}}}
}

// holdOf is how long an operation can be taken back. What ends a ticket can be, like a
// reply; a claim must be known to colleagues at once, and the rest is set back.
func holdOf(c desk.Channel, intent desk.Intent) time.Duration {
	switch in := intent.(type) {
	case desk.SetStatus:
		if in.Status.Done() {
			return c.UndoHold()
		}
	case desk.HandOver:
		return c.UndoHold()
	case desk.LogCall, desk.Escalate: // nothing sets these back once the desk has them
		return c.UndoHold()
	}
	return 0
}

// labelOf is how a ticket is called in a sentence.
func (a *Acts) labelOf(t Target) string {
	if label := t.Label(); label != "" {
		return label
	}
	return a.Book.T("act.this")
}

// sentence says what was done.
func (a *Acts) sentence(t Target, intent desk.Intent) string {
	label := a.labelOf(t)
	switch in := intent.(type) {
	case desk.Assign:
		switch in.To {
		case "":
			return a.Book.T("act.released", "ticket", label)
		case a.Me.ID:
			return a.Book.T("act.claimed", "ticket", label)
		default:
			return a.Book.T("act.given", "ticket", label, "name", a.Book.Name(string(in.To)))
		}
	case desk.SetStatus:
		return a.Book.T("act.status", "ticket", label, "status", a.Book.T("status."+string(in.Status)))
	case desk.SetPriority:
		return a.Book.T("act.priority", "ticket", label, "priority", a.Book.T("priority."+desk.PriorityOf(in.Urgency, in.Impact).String()))
	case desk.Tag:
		return a.Book.T("act.tagged", "ticket", label, "tags", listed(in.Tags, ", "))
	case desk.Untag:
		return a.Book.T("act.untagged", "ticket", label, "tags", listed(in.Tags, ", "))
	case desk.Snooze:
		if in.Until.IsZero() {
			return a.Book.T("act.woken", "ticket", label)
		}
		return a.Book.T("act.snoozed", "ticket", label, "moment", a.Book.Moment(a.Local(in.Until), a.Local(a.Now())))
	default:
		return a.dealt(label, intent)
	}
}
