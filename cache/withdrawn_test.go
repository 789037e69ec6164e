package cache

import (
	"testing"

	"github.com/heed-desk/heed/desk"
)

func TestWhatWasTakenBackIsToldFromWhatWasApplied(t *testing.T) {
	l := opened(t, options(t))
	write := func() desk.Op {
		op := desk.Op{ID: desk.NewOpID(), Ticket: ticketID(1), Actor: me, At: noon(), Intent: desk.Note{Text: desk.Foreign("n")}}
		if err := l.Submit(op, 0); err != nil {
			t.Fatal(err)
		}
		return op
	}
	held := func() desk.Op {
		op := write()
		if _, err := l.Claim(op.ID); err != nil {
			t.Fatal(err)
		}
		if err := l.Settle(op.ID, desk.Verdict{Op: op.ID, Outcome: desk.Held, Problem: desk.Refuse(desk.NewerMessage)}); err != nil {
			t.Fatal(err)
		}
		return op
	}

	applied := write()
	if _, err := l.Claim(applied.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Cancel(applied.ID); err == nil {
		t.Error("what the desk may have was taken back")
	}
	if err := l.Settle(applied.ID, desk.Verdict{Op: applied.ID, Outcome: desk.Applied}); err != nil {
		t.Fatal(err)
	}
	if l.Withdrawn(applied.ID) {
		t.Error("what was applied counts as taken back")
	}

	back := write()
	if _, err := l.Cancel(back.ID); err != nil {
		t.Fatal(err)
	}
	dropped := held()
	if err := l.Discard(dropped.ID); err != nil {
		t.Fatal(err)
	}
	replaced := held()
	anew := replaced
	anew.ID = desk.NewOpID()
	if err := l.Again(replaced.ID, anew); err != nil {
		t.Fatal(err)
	}
	for name, op := range map[string]desk.Op{"taken back": back, "discarded": dropped, "replaced": replaced} {
		if !l.Withdrawn(op.ID) {
			t.Errorf("%s: not known", name)
		}
	}
	if l.Withdrawn(anew.ID) {
		t.Error("what waits counts as taken back")
	}
}
