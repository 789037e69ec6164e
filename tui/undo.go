package tui

import (
	"errors"
	"slices"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/screen"
)

// mostDeeds is how many of the last actions can be undone.
const mostDeeds = 10

// setBack is an action that the desk had carried out and that an operation of its own undoes.
type setBack struct{ what string }

// manyBack is a deed on several tickets that was taken back, as far as it could be.
type manyBack struct {
	what        string
	back, stays int // how many tickets
}

// did remembers what undo begins with.
func (r *Root) did(n screen.Notice) {
	if n.Undo.IsZero() {
		return
	}
	r.deeds = append(r.deeds, n)
	if len(r.deeds) > mostDeeds {
		r.deeds = r.deeds[1:]
	}
}

// undo takes the last action back: out of the outbox as long as no desk can have it, else
// by the operation that sets back what it changed. What others changed since then stands:
// the desk says so, as of every operation that knew less.
func (r *Root) undo() {
	last := len(r.deeds) - 1
	if last < 0 {
		return
	}
	n := r.deeds[last]
	r.deeds = r.deeds[:last]
	if len(n.Many) > 0 {
		r.undoMany(n)
		return
	}
	r.said.notices = slices.DeleteFunc(r.said.notices, func(o said) bool { return o.Undo == n.Undo })
	ledger, now := r.ledger, r.session.Now()
	r.write(r.own, []screen.Write{{Slot: slotUndo, Run: func() (any, error) {
		op, err := ledger.Cancel(n.Undo)
		if err == nil {
			return op, nil
		}
		var p *desk.Problem
		if n.Back == nil || !errors.As(err, &p) || p.Code != desk.TooLateToUndo {
			return nil, err
		}
		back := *n.Back
		back.ID, back.At = desk.NewOpID(), now
		return setBack{n.Text}, ledger.Submit(back, 0)
	}}})
}

// undoMany takes back what was done to several tickets in one deed: out of the outbox what
// no desk can have yet, and by one step of operations the rest.
func (r *Root) undoMany(n screen.Notice) {
	r.said.notices = slices.DeleteFunc(r.said.notices, func(o said) bool { return o.Undo == n.Undo })
	ledger, now := r.ledger, r.session.Now()
	r.write(r.own, []screen.Write{{Slot: slotUndo, Run: func() (any, error) {
		ids := make([]desk.OpID, len(n.Many))
		for i, d := range n.Many {
			ids[i] = d.Op
		}
		taken, err := ledger.CancelAll(ids)
		if err != nil {
			return nil, err
		}
		left := map[desk.OpID]bool{}
		for _, op := range taken {
			left[op.ID] = true
		}
		var backs []desk.Op
		for _, d := range n.Many {
			if left[d.Op] || d.Back == nil {
				continue
			}
			back := *d.Back
			back.ID, back.At = desk.NewOpID(), now
			backs = append(backs, back)
		}
		if len(backs) > 0 {
			if err := ledger.SubmitAll(backs, 0); err != nil {
				return nil, err
			}
		}
		done := len(taken) + len(backs)
		return manyBack{what: n.Text, back: done, stays: len(n.Many) - done}, nil
	}}})
}

// undone says what came of taking something back.
func (r *Root) undone(v any) {
	b := r.session.Book
	switch v := v.(type) {
	case error:
		r.say(screen.Notice{Text: b.Err(v), Level: screen.Warning})
	case setBack:
		r.say(screen.Notice{Text: b.T("root.set_back", "what", v.what), Level: screen.Good})
	case manyBack:
		n := screen.Notice{Text: b.T("root.set_back", "what", v.what), Level: screen.Good}
		if v.stays > 0 {
			n = screen.Notice{Text: b.T("bulk.back_some", "n", v.back, "stays", v.stays), Level: screen.Warning}
		}
		r.say(n)
	case desk.Op:
		what := ""
		if words, _ := v.Text(); !words.IsEmpty() {
			what = b.T("root.back_as_draft")
		}
		r.say(screen.Notice{Text: b.T("root.taken_back", "what", what), Level: screen.Good})
	}
}
