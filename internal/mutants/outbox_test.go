package mutants_test

// outboxBugs are those of the operations that wait on an agent's machine.
func outboxBugs() []bug {
	return []bug{
		{
			"queued before the commit", "An operation is said to be queued while it is in memory alone.",
			[]edit{{
				"cache/outbox/outbox.go",
				`	err = o.attempt(func() error {
		seq, err := o.journal.Append(data)`,
				`	if len(c.Put) == 1 && len(c.Drop) == 0 && o.state.Load().find(c.Put[0].Op.ID) == nil {
		o.state.Store(o.state.Load().after(c))
		return nil
	}
	err = o.attempt(func() error {
		seq, err := o.journal.Append(data)`,
			}},
		},
		{
			"queued in one copy", "An operation is said to be queued when only one of its two copies is on the disk.",
			[]edit{{
				"cache/outbox/outbox.go",
				`		if err := o.table.write(o.state.Load(), c, seq, false); err != nil {`,
				`		if len(c.Put) == 1 && len(c.Drop) == 0 && o.state.Load().find(c.Put[0].Op.ID) == nil {
			return nil
		}
		if err := o.table.write(o.state.Load(), c, seq, false); err != nil {`,
			}},
		},
		{
			"undo in memory", "What was taken back is gone from the screen and not from the disk.",
			[]edit{{
				"cache/outbox/write.go",
				`	return e.Op, o.commit(c)`,
				`	o.state.Store(s.after(c))
	return e.Op, nil`,
			}},
		},
		{
			"undo after the claim", "What the desk may have already can still be taken back.",
			[]edit{
				{
					"cache/outbox/write.go",
					`	case e.Claimed:
		return desk.Refuse(desk.TooLateToUndo, desk.OpSending)
`, ``,
				},
				{
					"cache/outbox/entry.go",
					`	return !e.stopped() && (e.Claimed || e.Unsure) || e.Stopped == desk.OpUnknown`,
					`	return e.Stopped == desk.OpUnknown`,
				},
			},
		},
		{
			"undo without the words", "What is taken back does not come back as the draft.",
			[]edit{{
				"cache/outbox/write.go",
				`	if d := draftOf(s, e.Op); d != nil {`,
				`	if d := draftOf(s, e.Op); d != nil && d.Text.IsEmpty() {`,
			}},
		},
		{
			"draft dropped first", "A draft leaves in a step of its own, before what it became is kept.",
			[]edit{{
				"cache/outbox/write.go",
				`	return o.commit(change{Put: []*entry{e}, Drafts: said(s, op)})`,
				`	if err := o.commit(change{Drafts: said(s, op)}); err != nil {
		return err
	}
	return o.commit(change{Put: []*entry{e}})`,
			}},
		},
		{
			"two of a ticket at once", "The next operation of a ticket goes before the one before it has its verdict.",
			[]edit{
				{
					"cache/outbox/carry.go",
					`		seen[e.Op.Lane()] = true
		if e.Later`,
					`		seen[e.Op.Lane()] = e.stopped()
		if e.Later`,
				},
				{
					"internal/courier/carry.go",
					`		if len(places) >= room || r.busy[op.Lane()] || r.bring[op.Lane()] {`,
					`		if len(places) >= room {`,
				},
				{
					"internal/courier/carry.go",
					`done: make(chan delivery)}`,
					`done: make(chan delivery, 1000)}`,
				},
			},
		},
		{
			"a refusal parks nothing", "What follows a refused operation on its ticket goes past it.",
			[]edit{{
				"cache/outbox/carry.go",
				`		if seen[e.Op.Lane()] {
			continue`,
				`		if seen[e.Op.Lane()] || e.stopped() {
			continue`,
			}},
		},
		{
			"order by the clock", "Operations go in the order of this machine's clock.",
			[]edit{
				{
					"cache/outbox/carry.go",
					`	queue := o.state.Load().queue`,
					`	queue := slices.Clone(o.state.Load().queue)
	slices.SortStableFunc(queue, func(a, b *entry) int { return a.Op.At.Compare(b.Op.At) })`,
				},
				{
					"cache/outbox/carry.go",
					`import (
`,
					`import (
	"slices"
`,
				},
			},
		},
		{
			"a claim outlives its process", "What was on its way when the program ended is on its way for ever.",
			[]edit{{
				"cache/outbox/open.go",
				`		e.Claimed = false
`, ``,
			}},
		},
		{
			"a hold by the wall", "An undo hold ends when the clock says so, however far it was set back.",
			[]edit{{
				"cache/outbox/open.go",
				`		if latest := now.Add(e.Hold); e.Until.After(latest) {`,
				`		if latest := now.Add(e.Hold); e.Until.After(latest.AddDate(100, 0, 0)) {`,
			}},
		},
	}
}
