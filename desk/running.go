package desk

import "slices"

// Clocks are the clocks of a ticket after something was done to it, from those that it had
// before: what Due would say of all that ever happened, as far as anything may still come of
// it. A desk keeps them with the ticket; a ledger works out by them what the desk will say.
func (s SLA) Clocks(before, after Ticket, events []Event) []Clock {
	if len(events) == 0 {
		return before.Clocks
	}
	k := course{
		at: before.UpdatedAt, created: before.CreatedAt, status: before.Status, priority: before.Priority(),
		waiting: before.WaitingSince, answered: !before.FirstReplyAt.IsZero(),
	}
	k.clocks = cloneClocks(before.Clocks)
	for _, c := range k.clocks {
		k.theirs = k.theirs || c.Target == FirstReply && c.From.Equal(before.CreatedAt)
	}
	k.policy, k.calendar, _ = s.Of(after)
	k.through(events)
	return s.kept(k.clocks)
}

// ClocksOf are those of a ticket by its whole thread.
func (s SLA) ClocksOf(t Ticket, thread []Message) []Clock {
	var k course
	k.policy, k.calendar, _ = s.Of(t)
	k.through(Happened(t, thread))
	return s.kept(k.clocks)
}

// kept are the clocks of which something may still come, of targets that a policy promises:
// those that are not over, and the last resolution, as a ticket may be opened again.
func (s SLA) kept(all []Clock) []Clock {
	var kept []Clock
	for i, c := range all {
		last := c.Target == Resolution && !slices.ContainsFunc(all[i+1:], func(o Clock) bool { return o.Target == Resolution })
		if (last || !c.Over()) && s.promises(c.Target) {
			kept = append(kept, c)
		}
	}
	return kept
}

// promises reports whether any policy does so of a target.
func (s SLA) promises(t Target) bool {
	return slices.ContainsFunc(s.Policies, func(p Policy) bool {
		return slices.ContainsFunc(p.Promises, func(o Promise) bool { return o.Target == t })
	})
}

// cloneClocks are clocks that share nothing that can change with those given.
func cloneClocks(all []Clock) []Clock {
	all = slices.Clone(all)
	for i := range all {
		all[i].Ran = slices.Clone(all[i].Ran)
	}
	return all
}
