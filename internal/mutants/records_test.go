package mutants_test

// recordBugs are those of what the desk said, as it lies on an agent's machine.
func recordBugs() []bug {
	return []bug{
		{
			"cursor before its rows", "A page's cursor is committed in a transaction of its own, and its rows after it.",
			[]edit{{
				"cache/take.go",
				`	err := l.update(func(w *batch) error {
		if err := fits(&w.look); err != nil {
			return err
		}
		if err := w.put(&p); err != nil {`,
				`	if p.Next != "" {
		if err := l.update(func(w *batch) error { return w.setCursor(p.Next) }); err != nil {
			return trouble(err)
		}
	}
	err := l.update(func(w *batch) error {
		if err := fits(&w.look); err != nil {
			return err
		}
		if err := w.put(&p); err != nil {`,
			}},
		},
		{
			"settled before its row", "An operation leaves the outbox before what it did is among the records.",
			[]edit{{
				"cache/settle.go",
				`	p, there := l.out.Op(id)
	if err := l.takeVerdict(`,
				`	p, there := l.out.Op(id)
	if there && v.Outcome == desk.Applied {
		if err := l.out.Settled(id); err != nil {
			return trouble(err)
		}
	}
	if err := l.takeVerdict(`,
			}},
		},
		{
			"nothing between answer and news", "What the desk answered is shown when the feed brings it, and until then not at all.",
			[]edit{{
				"cache/settle.go",
				`	page := desk.Page{Messages: v.Messages}
	if v.Ticket != nil {`,
				`	page := desk.Page{}
	if v.Ticket != nil && v.Outcome != desk.Applied {`,
			}},
		},
		{
			"a held reply is dropped", "A reply that the desk held back leaves the outbox.",
			[]edit{{
				"cache/settle.go",
				`		return l.out.Stopped(id, desk.OpHeld, v.Problem, v.Messages)`,
				`		return l.out.Settled(id)`,
			}},
		},
		{
			"older over newer", "An older version of a ticket takes the place of a newer one.",
			[]edit{{
				"cache/ticket.go",
				`	if o.version >= uint64(version) {`,
				`	if o.version == uint64(version) {`,
			}},
		},
		{
			"late entries are left out", "An entry of a thread that comes after a later one is not taken in.",
			[]edit{{
				"cache/messages.go",
				`		var changed bool
		changed, err = w.insertThread(ticket, n, box, owner, all)
		if !changed {
			return err
		}`,
				`		return nil`,
			}},
		},
		{
			"a resync empties the outbox", "Where everything is fetched anew, what waits goes with what was held.",
			[]edit{{
				"cache/fill.go",
				`	w.news.kind(desk.ChangedAll)
	if len(`,
				`	for _, p := range s.l.out.Pending() {
		_ = s.l.out.Settled(p.Op.ID)
	}
	w.news.kind(desk.ChangedAll)
	if len(`,
			}},
		},
	}
}
