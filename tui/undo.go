package tui

import (
	"errors"
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/screen"
)

// setBack is an action that says nothing and was taken back, before the desk had it or by an
// operation of its own.
type setBack struct {
	deed  desk.Deed
	words *desk.Op // what it said is written anew in its dialog; nil where it said nothing
}

// manyBack is a deed on several tickets that was taken back, as far as it could be.
type manyBack struct {
	deed        desk.Deed
	back, stays int // how many tickets
}

// notYet is a deed that could not be taken back for now: the disk was full, say.
type notYet struct {
	deed desk.Deed
	err  error
}

// cannot is a deed that can never be taken back, and why.
type cannot struct {
	deed desk.Deed
	err  error
}

// did remembers what undo begins with, also for the next start.
func (r *Root) did(n screen.Notice) {
	if n.Lost {
		r.lost = true
	}
	if n.Undo.IsZero() {
		return
	}
	r.lost = false
	d := desk.Deed{Op: n.Undo, Said: n.Text, Name: n.Name, Then: n.Then, Did: n.Did, Back: n.Back, Many: n.Many, Kept: n.Kept}
	r.deeds = append(r.deeds, d)
	if len(r.deeds) > desk.MostDeeds {
		r.deeds = r.deeds[1:]
	}
	ledger := r.ledger
	r.write(r.own, []screen.Write{{Slot: slotDeeds, Mark: true, Run: func() (any, error) { return nil, ledger.Remember(d) }}})
}

// readDeeds reads what undo begins with from before this process.
func (r *Root) readDeeds() {
	ledger := r.ledger
	r.ask(r.own, []screen.Ask{{Slot: slotDeeds, Read: func() (any, error) { return ledger.Deeds() }}})
}

// learnDeeds puts what was done before this process under what was done in it. That one
// could not be remembered is no reason to stop: undo knows it until heed is left.
func (r *Root) learnDeeds(v any) {
	before, _ := v.([]desk.Deed)
	before = slices.DeleteFunc(before, func(d desk.Deed) bool {
		return slices.ContainsFunc(r.deeds, func(known desk.Deed) bool { return known.Op == d.Op })
	})
	r.deeds = append(before, r.deeds...)
	r.deeds = r.deeds[max(len(r.deeds)-desk.MostDeeds, 0):]
}

// undo takes the last action back: out of the outbox as long as no desk can have it, else
// by the operation that sets back what it changed. What others changed since then stands,
// and it is said.
func (r *Root) undo() {
	if r.lost {
		r.lost = false
		r.sayLost()
		return
	}
	last := len(r.deeds) - 1
	if last < 0 {
		return
	}
	d := r.deeds[last]
	r.deeds = r.deeds[:last]
	r.said.notices = slices.DeleteFunc(r.said.notices, func(o said) bool { return o.Undo == d.Op })
	ledger, now := r.ledger, r.session.Now()
	r.write(r.own, []screen.Write{{Slot: slotUndo, Run: func() (any, error) {
		v, err := undo(ledger, d, now)
		if err != nil && !refused(err) {
			return notYet{d, err}, nil
		}
		if err != nil {
			v = cannot{d, err}
		}
		return v, ledger.Forget(d.Op)
	}}})
}

// refused reports whether an error says that a deed can never be taken back. That a disk takes
// nothing now is a problem that people are told of, and none for ever.
func refused(err error) bool {
	var p *desk.Problem
	return errors.As(err, &p) && p.Code != desk.DiskFull && p.Code != desk.DiskFailed
}

// undo takes a deed back, or sets it back.
func undo(l Ledger, d desk.Deed, now time.Time) (any, error) {
	if len(d.Many) > 0 {
		return undoMany(l, d, now)
	}
	if d.Kept != nil {
		return setBack{deed: d}, keepAgain(l, *d.Kept)
	}
	op, err := l.Cancel(d.Op)
	if err == nil {
		if kind := op.Intent.Kind(); d.Said == "" || kind == desk.KindReply || kind == desk.KindNote || op.Opens() != nil || op.Phrase() != nil {
			return op, nil // its words are a draft again
		}
		back := setBack{deed: d}
		if words, _ := op.Text(); !words.IsEmpty() && !op.Composed() {
			back.words = &op
		}
		return back, nil
	}
	var p *desk.Problem
	if d.Back == nil || !errors.As(err, &p) || p.Code != desk.TooLateToUndo {
		return nil, err
	}
	if err := stands(l, d, now); err != nil {
		return nil, err
	}
	back := *d.Back
	back.ID, back.At = desk.NewOpID(), now
	put := func(op desk.Op) error { return l.Submit(op, 0) }
	if back.Phrase() != nil {
		put = l.Post // what was begun of that reply since is other words
	}
	if err := put(back); err != nil {
		return nil, err
	}
	return setBack{deed: d}, keepPhrase(l, d, now)
}

// keepPhrase keeps the words of a reply of everybody's that was set back: they were written with
// care, and are a draft of it now.
func keepPhrase(l Ledger, d desk.Deed, now time.Time) error {
	if d.Did == nil || d.Did.Phrase() == nil {
		return nil
	}
	words := d.Did.Draft()
	words.At = now
	switch in := d.Back.Intent.(type) {
	case desk.PutReply:
		words.Phrase.Over = in.Canned().Tag()
	case desk.DropReply: // nothing has its id again
		words.Phrase.ID = desk.CannedID{ID: desk.NewID()}
		words.Ticket = words.Phrase.ID.DraftKey().Ticket
	}
	begun, err := l.Draft(words.Ticket, words.Note)
	if err != nil {
		return err
	}
	return l.SaveDraft(words.Before(begun))
}

// keepAgain keeps a filter that was dropped, unless it is there again.
func keepAgain(l Ledger, f desk.Filter) error {
	all, err := l.Filters()
	if err == nil && slices.ContainsFunc(all, func(o desk.Filter) bool { return o.ID == f.ID }) {
		return desk.Refuse(desk.AlreadyThatState)
	}
	if err == nil {
		err = l.SaveFilter(f)
	}
	return err
}

// undoMany takes back what was done to several tickets in one deed: out of the outbox what
// no desk can have yet, and by operations the rest, as far as it stands as it was left; all in one step.
func undoMany(l Ledger, d desk.Deed, now time.Time) (any, error) {
	ids := make([]desk.OpID, len(d.Many))
	for i, one := range d.Many {
		ids[i] = one.Op
	}
	backs := map[desk.OpID]desk.Op{}
	for _, one := range d.Many {
		if one.Back == nil || stands(l, one, now) != nil {
			continue
		}
		back := *one.Back
		back.ID, back.At = desk.NewOpID(), now
		backs[one.Op] = back
	}
	taken, put, err := l.CancelAll(ids, backs)
	if err != nil {
		return nil, err
	}
	done := len(taken) + len(put)
	return manyBack{deed: d, back: done, stays: len(d.Many) - done}, nil
}

// standsInPhrasebook refuses to set a reply back that is gone: it comes again as another one, and
// what was done to it before is over.
func standsInPhrasebook(l Ledger, back desk.Intent) error {
	var id desk.CannedID
	switch in := back.(type) {
	case desk.PutReply:
		if in.Over == "" {
			return nil // it is put where nothing is
		}
		id = in.ID
	case desk.DropReply:
		id = in.ID
	}
	all, err := l.Canned()
	if err != nil || slices.ContainsFunc(all, func(c desk.Canned) bool { return c.ID == id }) {
		return nil //nolint:nilerr // what cannot be read here, the desk knows
	}
	return desk.Refuse(desk.NothingToUndo)
}

// lookedThrough is how many of the last entries of a ticket are looked through for the moment at
// which another one was merged into it.
const lookedThrough = 200

// stands says why a deed can no longer be set back, as far as that is known here; the desk
// has the last word.
func stands(l Ledger, d desk.Deed, now time.Time) error {
	if d.Back.Phrase() != nil {
		return standsInPhrasebook(l, d.Back.Intent)
	}
	th, err := l.Thread(d.Back.Ticket, lookedThrough)
	if err != nil {
		return nil //nolint:nilerr // what is not kept here, the desk knows
	}
	if p := d.Stands(th.Ticket, now); p != nil {
		return p
	}
	if changedNothing(th, d) {
		return desk.Refuse(desk.NothingToUndo)
	}
	in, merged := d.Back.Intent.(desk.Unmerge)
	if !merged {
		return nil
	}
	into, err := l.Thread(in.Into, lookedThrough)
	if err != nil {
		return nil //nolint:nilerr // the same
	}
	twin := desk.TwinOf(in.Merge)
	for _, m := range into.Messages {
		if m.Op != twin {
			continue
		}
		op := desk.Op{ID: desk.NewOpID(), Ticket: in.Into, Actor: d.Back.Actor, Intent: desk.LetGo{To: d.Back.Ticket, Taken: m.ID}}
		if _, _, err := desk.Apply(into.Ticket, op, desk.Facts{Now: now, Rights: desk.AllRights()}); err != nil {
			return desk.Refuse(desk.MovedOn)
		}
		break
	}
	return nil
}

// changedNothing reports whether a tag or a link was there already when the desk did what
// added it, as far as the entries of the ticket tell.
func changedNothing(th desk.Thread, d desk.Deed) bool {
	switch d.Back.Intent.(type) {
	case desk.Untag, desk.Unlink:
	default:
		return false
	}
	known := slices.ContainsFunc(th.Pending, func(p desk.PendingOp) bool { return p.Op.ID == d.Op }) ||
		slices.ContainsFunc(th.Messages, func(m desk.Message) bool { return m.Op == d.Op })
	return !known && th.Earlier == 0
}

// undone says what came of taking something back.
func (r *Root) undone(v any) {
	b := r.session.Book
	switch v := v.(type) {
	case error:
		r.say(screen.Notice{Text: b.Err(v), Level: screen.Warning})
	case cannot:
		r.say(screen.Notice{Text: r.stays(v.deed, v.err), Level: screen.Warning})
	case notYet:
		r.deeds = append(r.deeds, v.deed)
		r.say(screen.Notice{Text: b.Err(v.err), Level: screen.Warning})
	case setBack:
		r.say(screen.Notice{Text: r.backSaid(v.deed), Level: screen.Good})
		if v.words != nil {
			r.mend(screen.Mend{Op: *v.words, Late: true})
		}
	case manyBack:
		n := screen.Notice{Text: r.backSaid(v.deed), Level: screen.Good}
		if v.stays > 0 {
			n = screen.Notice{Text: r.backSaid(v.deed) + " " + b.N("bulk.back_some", v.back, "stays", v.stays), Level: screen.Warning}
		}
		r.say(n)
	case desk.Op:
		what := ""
		switch v.Intent.(type) {
		case desk.Reply:
			what = b.T("root.back_as_draft")
		case desk.Note:
			what = b.T("root.back_as_note")
		case desk.Create:
			what = b.T("root.back_as_opening")
		case desk.PutReply:
			what = b.T("root.back_as_phrase")
		}
		r.say(screen.Notice{Text: b.T("root.taken_back", "what", what), Level: screen.Good})
	}
}
