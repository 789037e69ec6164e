package story_test

import (
	"context"
	"slices"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
)

// fair holds that nothing was done over somebody's head: no reply went out to a customer who
// had written something that its agent had not seen, unless the agent said so; and no field
// was changed that somebody else had changed since.
func (o *office) fair(all []desk.Message) {
	threads := map[desk.TicketID][]desk.Message{}
	for _, e := range all {
		threads[e.Ticket] = append(threads[e.Ticket], e)
	}
	for _, thread := range threads {
		for i, e := range thread {
			if d := o.book.find(e.Op); d != nil && d.op.Ticket == e.Ticket {
				o.overHeads(d, e, thread[:i])
			}
		}
	}
}

func (o *office) overHeads(d *deed, e desk.Message, before []desk.Message) {
	in, isReply := d.op.Intent.(desk.Reply)
	field := ownField(d.op.Intent)
	for _, was := range slices.Backward(before) {
		unseen := was.ID > max(d.op.Seen, 1) && was.Op != e.Op && !o.isOf(was, d)
		switch {
		case unseen && isReply && !in.Anyway && e.Kind == desk.FromAgent && (was.Kind == desk.FromCustomer || was.Kind == desk.FromAgent):
			o.wrong("nothing is sent that crossed another word", "%s, who had seen %d, after %d", d.op.ID, d.op.Seen, was.ID)
		case field != "" && e.Change != nil && e.Change.Field == field && was.Change != nil && was.Change.Field == field && !o.isOf(was, d):
			if unseen && e.Change.From != e.Change.To { // else both wanted the same
				o.wrong("nobody's change is written over unseen", "%s of %s by %s, over entry %d", field, e.Ticket, d.op.ID, was.ID)
			}
			return // what was before that one is no longer there to be written over
		}
	}
}

// isOf reports whether an entry is of the same agent, be it the other half of a merge.
func (o *office) isOf(e desk.Message, d *deed) bool {
	other := o.book.find(e.Op)
	return e.Author.Agent == d.op.Actor || other != nil && other.op.Actor == d.op.Actor
}

// ownField is the field that an intent is for.
func ownField(in desk.Intent) string {
	switch in.(type) {
	case desk.SetStatus:
		return string(desk.FieldStatus)
	case desk.Assign:
		return string(desk.FieldAssignee)
	case desk.SetPriority:
		return string(desk.FieldPriority)
	default:
		return ""
	}
}

// knowsThemAgain holds that the desk knows every operation again, however long ago it was:
// the same gets the same verdict and does nothing, and other words under its id are refused.
func (o *office) knowsThemAgain() {
	ctx := context.Background()
	before, err := o.hall.all("tom")
	o.must(err)
	for _, d := range o.book.order {
		if !d.live() {
			continue
		}
		p := backend.Principal{Agent: d.op.Actor, Role: desk.RoleAgent}
		first, _, err := o.hall.verdict(d.op.Actor, d.op.ID)
		o.must(err)
		again, err := o.hall.store.Do(ctx, p, d.op)
		if o.must(err); again.Outcome != first.Outcome || again.Outcome != desk.Applied {
			o.wrong("the desk knows an operation again", "%s was %s, and is %s", d.op.ID, first.Outcome, again.Outcome)
		}
		other := d.op
		other.Intent = desk.Note{Text: desk.Foreign("Other words.")}
		v, err := o.hall.store.Do(ctx, p, other)
		if o.must(err); v.Outcome != desk.Refused || v.Problem == nil || v.Problem.Code != desk.PayloadDiffers {
			o.wrong("the desk knows an operation again", "other words under %s are %s", d.op.ID, v.Outcome)
		}
	}
	after, err := o.hall.all("tom")
	if o.must(err); len(after.Messages) != len(before.Messages) {
		o.wrong("the desk knows an operation again", "%d entries became %d", len(before.Messages), len(after.Messages))
	}
}
