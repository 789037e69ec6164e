package cache

import (
	"testing"
	"time"

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

func TestWhatUndoBeginsWithIsForgottenAfterAWeek(t *testing.T) {
	opt := options(t)
	clock := handAt(noon())
	opt.Now = clock.now
	l := opened(t, opt)
	old, fresh := desk.NewOpID(), desk.NewOpID()
	must(t, l.Remember(desk.Deed{Op: old, Said: "Casey Quill has your reply"}))
	clock.on(desk.DeedsLast)
	must(t, l.Remember(desk.Deed{Op: fresh, Said: "tagged"}))
	if deeds := got2(l.Deeds()); len(deeds) != 2 {
		t.Fatalf("within the week there are %+v", deeds)
	}
	clock.on(time.Minute)
	if deeds := got2(l.Deeds()); len(deeds) != 1 || deeds[0].Op != fresh {
		t.Fatalf("after it there are %+v", deeds)
	}
	kept := 0
	must(t, l.view(func(k *look) error {
		kept = 0
		return k.eachDeed(func(_, _ []byte) error { kept++; return nil })
	}))
	if kept != 1 {
		t.Errorf("%d are still on the disk", kept)
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

func TestOfACustomerWhoIsErasedNoDeedStays(t *testing.T) {
	l := filled(t, options(t), 60)
	about := func(n int, said string, in desk.Intent) desk.OpID {
		op := desk.Op{ID: desk.NewOpID(), Ticket: ticketID(n), Base: 1, Actor: me, At: noon(), Intent: in}
		d := desk.Deed{Op: op.ID, Said: said, Did: &op, Back: &op}
		if n == 0 {
			d.Did, d.Back = nil, nil
		}
		must(t, l.Remember(d))
		return op.ID
	}
	about(3, "a ticket of the customer's", desk.Tag{Tags: []string{"x"}})
	about(0, "Casey Quill 3 has your reply", nil)
	about(4, "a customer's id", desk.Create{Requester: customerID(3)})
	about(5, "a ticket that is gone", desk.Tag{Tags: []string{"x"}})
	other := about(6, "somebody else's", desk.Tag{Tags: []string{"x"}})
	must(t, l.Take(desk.Page{Gone: []desk.Tombstone{
		{Kind: desk.RecordCustomer, ID: customerID(3).String()}, {Kind: desk.RecordTicket, ID: ticketID(5).String()},
	}, Next: "2"}))
	if deeds := got2(l.Deeds()); len(deeds) != 1 || deeds[0].Op != other {
		t.Errorf("%+v", deeds)
	}
}
