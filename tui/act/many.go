package act

import (
	"errors"
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
)

// ManyLedger is where operations on many tickets go.
type ManyLedger interface {
	// SubmitAll keeps operations in one step: all of them, or none where it fails.
	SubmitAll(ops []desk.Op, hold time.Duration) error
}

// Many does one thing to many tickets: it is chosen where there is something to choose,
// then shown with those that are left out, and done when the agent says so. The screen
// hands it the slots before it hands them to its Acts.
type Many struct {
	*Acts
	Ledger ManyLedger
	Done   func(of []desk.TicketID) // hears which tickets something was done to

	action  keymaps.Action
	rows    []desk.Row
	missing int
}

// MostMany is how many tickets one deed is done to at most.
const MostMany = 1000

const (
	slotManySure = "act.many.sure"
	slotManyDone = "act.many.done"
)

// ForMany reports whether an action can be taken on many tickets at once.
func ForMany(a keymaps.Action) bool {
	switch a {
	case keymaps.Claim, keymaps.Release, keymaps.Solve, keymaps.SetStatus, keymaps.SetPriority,
		keymaps.AddTag, keymaps.RemoveTag, keymaps.Snooze, keymaps.Assign, keymaps.SetGroup, keymaps.MarkSpam:
		return true
	default:
		return false
	}
}

// Act takes an action on the tickets of rows; missing is how many more were meant and are
// no longer there.
func (m *Many) Act(a keymaps.Action, rows []desk.Row, missing int) screen.Out {
	m.action, m.rows, m.missing = a, rows, missing
	switch a {
	case keymaps.Claim:
		return m.ask(desk.Assign{To: m.Me.ID})
	case keymaps.Release:
		return m.ask(desk.Assign{})
	case keymaps.Solve:
		return m.ask(desk.SetStatus{Status: desk.Solved})
	case keymaps.MarkSpam:
		return m.ask(desk.MarkSpam{})
	default:
		return m.choose(a)
	}
}

// choose opens the dialog of an action, on no ticket of its own.
func (m *Many) choose(a keymaps.Action) screen.Out {
	none := Target{Priority: desk.PriorityLow - 1} // nothing is so already
	if a == keymaps.RemoveTag {
		none.Tags = TagsOf(m.rows)
	}
	out := m.Acts.Act(a, none)
	if c, ok := out.Open.(*Choose); ok {
		c.title = begun(m.Book.T("choose."+string(a), "ticket", m.Book.N("bulk.marked", len(m.rows))))
	}
	return out
}

// ask shows what would come of an intent.
func (m *Many) ask(in desk.Intent) screen.Out {
	p := m.plan(in)
	return screen.Out{Open: newPreview(m.Acts, p, m.saying(p))}
}

// plan is what an intent would do to many tickets.
type plan struct {
	intent  desk.Intent
	does    []desk.Row
	leaves  []left
	missing int
}

// left is a ticket to which it is not done, and why.
type left struct {
	row desk.Row
	why desk.Reason
}

func (m *Many) plan(in desk.Intent) plan {
	p := plan{intent: in, missing: m.missing}
	for _, r := range m.rows {
		if why := m.stands(r, in); why.None() {
			p.does = append(p.does, r)
		} else {
			p.leaves = append(p.leaves, left{r, why})
		}
	}
	return p
}

// stands is the reason that stands against an intent on the ticket of a row.
func (m *Many) stands(r desk.Row, in desk.Intent) desk.Reason {
	t := OfRow(r)
	if why := Why(m.action, &t, m.Me.ID); !why.None() {
		return why
	}
	_, events, err := desk.Apply(ticketOf(r), m.op(r, in), desk.Facts{
		Now: m.Now(), Rights: desk.RightsOf(desk.RoleAgent), Author: desk.Author{Agent: m.Me.ID},
	})
	var p *desk.Problem
	switch {
	case errors.As(err, &p):
		return desk.Reason{Code: p.Code, Args: p.Args}
	case len(events) == 0:
		return desk.Reason{Code: desk.AlreadyThatState}
	default:
		return desk.Reason{}
	}
}

// ticketOf is as much of a ticket as a row knows.
func ticketOf(r desk.Row) desk.Ticket {
	urgency, impact := r.Priority.Levels()
	return desk.Ticket{
		ID: r.ID, Number: r.Number, Version: r.Version, Subject: r.Subject, Channel: r.Channel, Status: r.Status,
		Urgency: urgency, Impact: impact, Requester: r.Requester, RequesterName: r.Name, Tier: r.Tier,
		Assignee: r.Assignee, Group: r.Group, Tags: slices.Clone(r.Tags), CreatedAt: r.CreatedAt, UpdatedAt: r.UpdatedAt,
		WaitingSince: r.WaitingSince, SnoozedUntil: r.SnoozedUntil, SolvedAt: r.SolvedAt, LastMessage: r.LastMessage,
	}
}

func (m *Many) op(r desk.Row, in desk.Intent) desk.Op {
	return desk.Op{ID: desk.NewOpID(), Ticket: r.ID, Base: r.Base, Seen: r.Seen, Actor: m.Me.ID, At: m.Now(), Intent: in}
}

// Learn takes what came of an action on many tickets; false where the slot is not one of its own.
func (m *Many) Learn(slot string, v any) (screen.Out, bool) {
	switch slot {
	case slotChosen:
		if c, ok := v.(Chosen); ok && c.Target.ID.IsZero() {
			return m.ask(c.Intent), true
		}
		return screen.Out{}, false
	case slotManySure:
		if p, ok := v.(plan); ok {
			return m.submit(p), true
		}
		return screen.Out{}, true
	case slotManyDone:
		switch v := v.(type) {
		case doneMany:
			if m.Done != nil {
				m.Done(v.tickets)
			}
			return screen.Out{Say: &v.notice}, true
		case error:
			return screen.Out{Say: &screen.Notice{Text: m.Book.Err(v), Level: screen.Failure, Unkept: true}}, true
		}
		return screen.Out{}, true
	default:
		return screen.Out{}, false
	}
}

// doneMany is a deed that the outbox has.
type doneMany struct {
	notice  screen.Notice
	tickets []desk.TicketID
}

// submit makes one operation for each ticket, which the outbox gets in one step, and one
// deed of them that can be taken back whole.
func (m *Many) submit(p plan) screen.Out {
	var ops []desk.Op
	var end doneMany
	var hold time.Duration
	for _, r := range p.does {
		op := m.op(r, p.intent)
		deed := screen.Deed{Op: op.ID}
		if inverse := inverseOf(OfRow(r), op); inverse != nil {
			back := op
			back.Intent = inverse
			deed.Back, deed.Did = &back, &op
		}
		ops, end.tickets, end.notice.Many = append(ops, op), append(end.tickets, r.ID), append(end.notice.Many, deed)
		hold = max(hold, holdOf(r.Channel, p.intent))
	}
	if len(ops) == 0 {
		return screen.Out{}
	}
	m.rows = nil
	end.notice.Name = m.noun(m.Book.N("undo.tickets", len(ops)), p.intent)
	end.notice.Text, end.notice.Level, end.notice.Undo = m.sentence(p), screen.Good, ops[0].ID
	if hold > 0 {
		end.notice.Until, end.notice.Solves = ops[0].At.Add(hold), true
	}
	ledger := m.Ledger
	return screen.Out{Write: []screen.Write{{Slot: slotManyDone, Run: func() (any, error) {
		if err := ledger.SubmitAll(ops, hold); err != nil {
			return nil, err
		}
		return end, nil
	}}}}
}
