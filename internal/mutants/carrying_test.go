package mutants_test

// carryingBugs are those of the courier, on the way to the desk and back.
func carryingBugs() []bug {
	return []bug{
		{
			"again under a new id", "What may have arrived is sent again under another id.",
			[]edit{{
				"internal/courier/deliver.go",
				`	if unsure {
		v, err := c.lookup(ctx, op.ID)`,
				`	if unsure {
		op.ID = desk.NewOpID()
		v, err := c.lookup(ctx, op.ID)`,
			}},
		},
		{
			"a lost answer is a refusal", "An operation whose answer was lost counts as refused.",
			[]edit{{
				"internal/courier/deliver.go",
				`	case errors.Is(err, desk.ErrForbidden):
		v.Problem`,
				`	case errors.Is(err, desk.ErrForbidden), errors.Is(err, desk.ErrAmbiguous):
		v.Problem`,
			}},
		},
		{
			"trouble is a refusal", "An operation that met a desk in trouble counts as refused by it.",
			[]edit{{
				"internal/courier/deliver.go",
				`	case errors.Is(err, desk.ErrForbidden):
		v.Problem`,
				`	case errors.Is(err, desk.ErrForbidden), !errors.Is(err, desk.ErrAmbiguous) && errors.As(err, new(*desk.Temporary)):
		v.Problem`,
			}},
		},
		{
			"a revoked token drops", "What is refused for the token alone leaves the outbox.",
			[]edit{{
				"internal/courier/deliver.go",
				`	c.opt.Log.Warn("not delivered",`,
				`	if errors.Is(cause, desk.ErrUnauthorized) {
		_ = c.ledger.Settle(op.ID, desk.Verdict{Op: op.ID, Outcome: desk.Applied})
		return
	}
	c.opt.Log.Warn("not delivered",`,
			}},
		},
		{
			"tried three times", "An operation is given up after three tries, and stays on its way.",
			[]edit{{
				"internal/courier/deliver.go",
				`	for n := 1; ; n++ {
		err := c.ledger.Release(`,
				`	for n := 1; tries < 3; n++ {
		err := c.ledger.Release(`,
			}},
		},
		{
			"half a desk is all of it", "A snapshot that breaks off counts as everything that the desk has.",
			[]edit{
				{
					"client/snapshot.go",
					`		if a.err != nil {
			return 0, "", a.err
		}
		switch`,
					`		if a.err != nil {
			return sum.tickets, next, nil
		}
		switch`,
				},
				{
					"client/snapshot.go",
					`			begun(line.Begin.Tickets)`,
					`			begun(line.Begin.Tickets)
			next = "all"`,
				},
				{
					"client/snapshot.go",
					`	sum := count{}`,
					`	sum, next := count{}, desk.Cursor("")`,
				},
			},
		},
	}
}
