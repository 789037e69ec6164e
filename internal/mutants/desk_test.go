package mutants_test

// deskBugs are those of the desk.
func deskBugs() []bug {
	return []bug{
		{
			"ids with an end", "The desk forgets the ids of operations after a while.",
			[]edit{{
				"internal/backend/do.go",
				`		before, known, err := recorded(t, id)`,
				`		if err := t.exec("DELETE FROM ops WHERE at < $1", t.now.UnixMilli()-60_000); err != nil {
			return err
		}
		before, known, err := recorded(t, id)`,
			}},
		},
		{
			"the id a moment later", "An operation's id is written in another transaction than what it did.",
			[]edit{
				{
					"internal/backend/verdict.go",
					"	return v, t.exec(`INSERT INTO ops (id, hash, actor, kind, at, seq, outcome, problem, ticket, state, first, last)",
					"	query, args := `INSERT INTO ops (id, hash, actor, kind, at, seq, outcome, problem, ticket, state, first, last)",
				},
				{
					"internal/backend/verdict.go",
					"		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,\n		op.ID.ID[:], hash, string(op.Actor), string(op.Intent.Kind()), t.now.UnixMilli(), seq, string(o.is),\n		problem, at, state, int64(first), int64(last))",
					"		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,\n		[]any{op.ID.ID[:], hash, string(op.Actor), string(op.Intent.Kind()), t.now.UnixMilli(), seq, string(o.is),\n		problem, at, state, int64(first), int64(last)}\n	t.later = append(t.later, func(w *writer) error { return w.exec(query, args...) })\n	return v, nil",
				},
				{
					"internal/backend/change.go",
					`	taken int64      // how many change numbers
`,
					`	taken int64      // how many change numbers
	later []func(*writer) error
`,
				},
				{
					"internal/backend/change.go",
					`	w.lived = t.lived
`,
					`	w.lived = t.lived
	if len(t.later) > 0 {
		time.AfterFunc(time.Second, func() {
			select {
			case w := <-s.turn:
				for _, do := range t.later {
					_ = w.within(func() error { return do(w) })
				}
				s.turn <- w
			case <-s.closed:
			}
		})
	}
`,
				},
			},
		},
		{
			"other words under an id", "Another operation under an id that was used is answered as if it were the first.",
			[]edit{{
				"internal/backend/verdict.go",
				`	if !bytes.Equal(r.hash, hash) {`,
				`	if !bytes.Equal(r.hash, hash) && len(hash) == 0 {`,
			}},
		},
		{
			"a refusal is not kept", "What the desk refused is not written down.",
			[]edit{{
				"internal/backend/merge.go",
				`	return t.record(r, op, hash, o)
}`,
				`	return desk.Verdict{Op: op.ID, Outcome: o.is, Problem: o.problem, Ticket: o.ticket, Messages: o.messages}, nil
}`,
			}},
		},
		{
			"id > cursor", "A page begins behind the change after the cursor.",
			[]edit{{
				"internal/backend/feed.go",
				`FROM %s WHERE seq > $1 ORDER BY seq LIMIT`,
				`FROM %s WHERE seq > $1 + 1 ORDER BY seq LIMIT`,
			}},
		},
		{
			"a page without its end", "What was said last before a page ends is left out.",
			[]edit{{
				"internal/backend/feed.go",
				`WHERE seq > $1 AND seq <= $2 ORDER BY seq, ticket, first`,
				`WHERE seq > $1 AND seq < $2 ORDER BY seq, ticket, first`,
			}},
		},
		{
			"sent blind", "A reply goes out though somebody wrote since the agent looked.",
			[]edit{{
				"desk/intents.go",
				`	if v, ok := a.t.NewerVoice(a.seen, a.op.Actor); ok && !in.Anyway {`,
				`	if v, ok := a.t.NewerVoice(a.seen, a.op.Actor); ok && v.Last == 0 {`,
			}},
		},
		{
			"the last writer wins", "A field is changed though somebody else changed it since the agent looked.",
			[]edit{{
				"desk/effect.go",
				`	if version <= a.base ||`,
				`	if version >= 0 ||`,
			}},
		},
	}
}
