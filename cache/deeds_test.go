package cache

import (
	"testing"

	"github.com/heed-desk/heed/desk"
)

func TestWhatUndoBeginsWithOutlivesTheProcess(t *testing.T) {
	opt := options(t)
	l := opened(t, opt)
	var ops []desk.OpID
	for n := range desk.MostDeeds + 3 {
		op := desk.Op{ID: desk.NewOpID(), Ticket: ticketID(n), Base: 1, Actor: me, At: noon(), Intent: desk.Tag{Tags: []string{"x"}}}
		back := op
		back.Intent = desk.Untag{Tags: []string{"x"}}
		ops = append(ops, op.ID)
		if err := l.Remember(desk.Deed{Op: op.ID, Said: "tagged", Did: &op, Back: &back}); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Forget(ops[len(ops)-1]); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	l = opened(t, opt)
	deeds, err := l.Deeds()
	if err != nil || len(deeds) != desk.MostDeeds-1 {
		t.Fatalf("%d deeds, %v", len(deeds), err)
	}
	first, last := deeds[0], deeds[len(deeds)-1]
	if first.Op != ops[3] || last.Op != ops[len(ops)-2] || last.Back.Intent.Kind() != desk.KindUntag || last.Did.Base != 1 {
		t.Errorf("from %+v to %+v", first, last)
	}
}

func TestALedgerThatRemembersNothingHasNothingToUndo(t *testing.T) {
	l := opened(t, options(t))
	if deeds, err := l.Deeds(); err != nil || len(deeds) != 0 {
		t.Errorf("%v %v", deeds, err)
	}
	if err := l.Forget(desk.NewOpID()); err != nil {
		t.Error(err)
	}
}
