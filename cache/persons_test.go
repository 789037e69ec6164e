package cache

import (
	"fmt"
	"slices"
	"testing"

	"github.com/heed-desk/heed/desk"
)

// edited is an operation on the record of the nth customer, as it stands.
func edited(l *Ledger, n int, in desk.EditCustomer) desk.Op {
	c := got2(l.Customer(customerID(n)))
	in.Customer = c.ID
	return desk.Op{ID: desk.NewOpID(), Base: c.Version, Actor: me, At: noon(), Intent: in}
}

func applied(op desk.Op) desk.Verdict { return desk.Verdict{Op: op.ID, Outcome: desk.Applied} }

func TestWhatIsWrittenDownOfACustomerOfflineStandsAtOnceAndAfterARestart(t *testing.T) {
	opt := options(t)
	l := filled(t, opt, 10)
	name := edited(l, 3, desk.EditCustomer{Name: desk.Foreign("Casey Quell"), Was: &desk.CustomerWas{Name: desk.Foreign("Casey Quill 3")}})
	must(t, l.Submit(name, 0))
	note := edited(l, 3, desk.EditCustomer{Notes: []desk.Untrusted{desk.Foreign("rings twice")}, Was: &desk.CustomerWas{Name: desk.Foreign("Casey Quell")}})
	must(t, l.Submit(note, 0))
	stands := func(what string, version desk.Version) {
		t.Helper()
		if c := got2(l.Customer(customerID(3))); c.Name.Raw() != "Casey Quell" || len(c.Notes) != 1 || c.Version != version {
			t.Errorf("%s: %+v", what, c)
		}
	}
	stands("at once", 1)
	if out := got2(l.Outbox()); len(out) != 2 || out[0].Subject.Raw() != "Casey Quill 3" {
		t.Errorf("the outbox says %+v", out)
	}
	must(t, l.Close())
	l = opened(t, opt)
	stands("after a restart", 1)
	must(t, l.Settle(name.ID, applied(name)))
	must(t, l.Settle(note.ID, applied(note)))
	stands("between the verdict and the feed", 1)
	is := got2(l.Customer(customerID(3)))
	is.Version = 3
	must(t, l.Take(desk.Page{Customers: []desk.Customer{is}, Next: "3"}))
	stands("with the feed", 3)
}

func TestARefusedChangeOfACustomerIsNotShownAsIfItStood(t *testing.T) {
	l := filled(t, options(t), 10)
	op := edited(l, 3, desk.EditCustomer{Name: desk.Foreign("Casey Quell")})
	must(t, l.Submit(op, 0))
	must(t, l.Settle(op.ID, desk.Verdict{Op: op.ID, Outcome: desk.Refused, Problem: desk.Refuse(desk.CustomerChanged)}))
	if c := got2(l.Customer(customerID(3))); c.Name.Raw() != "Casey Quill 3" {
		t.Errorf("%+v", c)
	}
	if out := got2(l.Outbox()); len(out) != 1 || out[0].State != desk.OpRefused {
		t.Errorf("%+v", out)
	}
}

func TestTheFeedIsNotUndoneByAVerdictThatComesBehindIt(t *testing.T) {
	l := filled(t, options(t), 10)
	op := edited(l, 3, desk.EditCustomer{Notes: []desk.Untrusted{desk.Foreign("rings twice")}})
	must(t, l.Submit(op, 0))
	is := got2(l.Customer(customerID(3)))
	is.Version, is.Notes = 3, nil // a colleague has taken it away again already
	must(t, l.Take(desk.Page{Customers: []desk.Customer{is}, Next: "3"}))
	must(t, l.Settle(op.ID, applied(op)))
	if c := got2(l.Customer(customerID(3))); len(c.Notes) != 0 || c.Version != 3 {
		t.Errorf("%+v", c)
	}
}

// notedOn has a note put on the record of the third customer, which is as it was at first.
func notedOn(t *testing.T, l *Ledger, words string) desk.Op {
	t.Helper()
	op := edited(l, 3, desk.EditCustomer{Notes: []desk.Untrusted{desk.Foreign(words)}, Was: &desk.CustomerWas{}})
	must(t, l.Submit(op, 0))
	return op
}

// fed has the feed bring the record of the third customer.
func fed(t *testing.T, l *Ledger, version desk.Version, notes ...string) {
	t.Helper()
	c := got2(l.Customer(customerID(3)))
	c.Version, c.Notes = version, nil
	for _, n := range notes {
		c.Notes = append(c.Notes, desk.Foreign(n))
	}
	must(t, l.Take(desk.Page{Customers: []desk.Customer{c}, Next: desk.Cursor(fmt.Sprint(version))}))
}

func TestNothingOfSeveralChangesOfACustomerIsGoneFromTheScreenWhileTheyGoOutOneByOne(t *testing.T) {
	type deed func(t *testing.T, l *Ledger, ops map[string]desk.Op)
	settle := func(name string) deed {
		return func(t *testing.T, l *Ledger, ops map[string]desk.Op) {
			must(t, l.Settle(ops[name].ID, applied(ops[name])))
		}
	}
	feed := func(version desk.Version, notes ...string) deed {
		return func(t *testing.T, l *Ledger, _ map[string]desk.Op) { fed(t, l, version, notes...) }
	}
	write := func(name string) deed {
		return func(t *testing.T, l *Ledger, ops map[string]desk.Op) { ops[name] = notedOn(t, l, name) }
	}
	for name, story := range map[string][]deed{
		"the feed in between":             {write("a"), write("b"), settle("a"), feed(2, "a"), settle("b")},
		"the feed before the verdict":     {write("a"), write("b"), feed(2, "a"), settle("a"), settle("b")},
		"the feed twice in between":       {write("a"), write("b"), write("c"), settle("a"), feed(2, "a"), settle("b"), feed(3, "a", "b"), settle("c")},
		"the feed late, one written then": {write("a"), write("b"), settle("a"), settle("b"), feed(3, "a", "b"), write("c"), settle("c")},
		"one written upon the first":      {write("a"), write("b"), settle("a"), feed(2, "a"), write("c"), settle("b"), feed(3, "a", "b"), settle("c")},
		"a feed that set out earlier":     {write("a"), write("b"), settle("a"), settle("b"), feed(2, "a"), feed(3, "a", "b")},
		"two of those":                    {write("a"), write("b"), write("c"), settle("a"), settle("b"), settle("c"), feed(2, "a"), feed(3, "a", "b"), write("d"), settle("d")},
	} {
		l := filled(t, options(t), 10)
		ops := map[string]desk.Op{}
		for i, do := range story {
			do(t, l, ops)
			if c := got2(l.Customer(customerID(3))); i > 1 && len(c.Notes) < min(2, len(ops)) {
				t.Errorf("%s: after step %d only %d notes stand", name, i+1, len(c.Notes))
			}
		}
		if c := got2(l.Customer(customerID(3))); len(c.Notes) != len(ops) {
			t.Errorf("%s: %d of %d notes stand", name, len(c.Notes), len(ops))
		}
	}
}

func TestWhatAColleagueTookAwayInBetweenDoesNotComeBackWithAVerdict(t *testing.T) {
	l := filled(t, options(t), 10)
	a, b := notedOn(t, l, "a"), notedOn(t, l, "b")
	must(t, l.Settle(a.ID, applied(a)))
	fed(t, l, 4, "a") // b was the third, and is taken away again
	must(t, l.Settle(b.ID, applied(b)))
	if c := got2(l.Customer(customerID(3))); len(c.Notes) != 1 || c.Version != 4 {
		t.Errorf("%+v", c)
	}
}

func TestAChangeOfTheRecordThatAnotherOneWentIntoStandsBehindTheFeedToo(t *testing.T) {
	l := filled(t, leading(t), 60)
	from, into := customerID(3), customerID(4)
	join := desk.Op{ID: desk.NewOpID(), Base: 1, Actor: me, At: noon(), Intent: desk.MergeCustomer{Customer: from, Into: into}}
	must(t, l.Submit(join, 0))
	note := edited(l, 4, desk.EditCustomer{Notes: []desk.Untrusted{desk.Foreign("rings twice")}, Was: &desk.CustomerWas{}})
	must(t, l.Submit(note, 0))
	must(t, l.Settle(join.ID, applied(join)))
	one := got2(l.Customer(into))
	one.Version, one.Notes = 2, nil
	must(t, l.Take(desk.Page{Customers: []desk.Customer{{ID: from, Version: 2, MergedInto: into}, one}, Next: "3"}))
	must(t, l.Settle(note.ID, applied(note)))
	if c := got2(l.Customer(from)); c.ID != into || len(c.Notes) != 1 {
		t.Errorf("%+v", c)
	}
}

func TestTwoRecordsThatAreMergedOfflineAreOneHereToo(t *testing.T) {
	l := filled(t, leading(t), 60)
	from, into := customerID(3), customerID(4)
	mine, theirs := len(got2(l.History(from, 9))), len(got2(l.History(into, 9)))
	op := desk.Op{ID: desk.NewOpID(), Base: 1, Actor: me, At: noon(), Intent: desk.MergeCustomer{Customer: from, Into: into}}
	must(t, l.Submit(op, 0))
	one := func(what string) {
		t.Helper()
		for _, id := range []desk.CustomerID{from, into} {
			if c := got2(l.Customer(id)); c.ID != into || c.Version != 1 {
				t.Errorf("%s: %+v", what, c)
			}
		}
		if n := len(got2(l.History(into, 9))); n != mine+theirs {
			t.Errorf("%s: %d tickets of %d and %d", what, n, mine, theirs)
		}
	}
	one("offline")
	must(t, l.Close())
	_, err := l.Customer(from)
	if err == nil {
		t.Error("a closed ledger answers")
	}
}

func TestWhatWaitsOfACustomersRecordGoesWhenTheyAreErasedAndNothingElse(t *testing.T) {
	l := filled(t, leading(t), 10)
	gone, stays := edited(l, 3, desk.EditCustomer{Notes: []desk.Untrusted{desk.Foreign("a")}}), edited(l, 4, desk.EditCustomer{Notes: []desk.Untrusted{desk.Foreign("b")}})
	share := sharesParcels()
	for _, op := range []desk.Op{gone, stays, share} {
		must(t, l.Submit(op, 0))
	}
	must(t, l.Take(desk.Page{Gone: []desk.Tombstone{{Kind: desk.RecordCustomer, ID: customerID(3).String()}}, Next: "3"}))
	var left []desk.OpID
	for _, p := range got2(l.Outbox()) {
		left = append(left, p.Op.ID)
	}
	if !slices.Equal(left, []desk.OpID{stays.ID, share.ID}) {
		t.Errorf("%d wait", len(left))
	}
	if err := l.Submit(gone, 0); err == nil {
		t.Error("a note on somebody who is erased is taken")
	}
}

func TestWhatWasWrittenDownOfARecordThatIsMergedMeanwhileIsOfTheOneThatStays(t *testing.T) {
	l := filled(t, options(t), 10)
	op := edited(l, 3, desk.EditCustomer{Notes: []desk.Untrusted{desk.Foreign("rings twice")}})
	must(t, l.Submit(op, 0))
	stays := got2(l.Customer(customerID(4)))
	must(t, l.Take(desk.Page{Customers: []desk.Customer{{ID: customerID(3), Version: 2, MergedInto: stays.ID}}, Next: "3"}))
	for _, id := range []desk.CustomerID{customerID(3), customerID(4)} {
		if c := got2(l.Customer(id)); c.ID != stays.ID || len(c.Notes) != len(stays.Notes)+1 {
			t.Errorf("%+v", c)
		}
	}
	if out := got2(l.Outbox()); len(out) != 1 || out[0].Subject != stays.Name {
		t.Errorf("the outbox says %+v", out)
	}
}

func TestANoteStandsBehindAColleaguesUntilTheFeedBringsBoth(t *testing.T) {
	l := filled(t, options(t), 10)
	made := func(op desk.Op, version desk.Version) desk.Verdict {
		v := applied(op)
		v.Made = version
		return v
	}
	notes := func(what string, want int) {
		t.Helper()
		if c := got2(l.Customer(customerID(3))); len(c.Notes) != want {
			t.Errorf("%s: %d of %d notes stand", what, len(c.Notes), want)
		}
	}
	a, b := notedOn(t, l, "a"), notedOn(t, l, "b")
	must(t, l.Settle(a.ID, made(a, 2)))
	fed(t, l, 3, "a", "a colleague's")
	notes("the page in between", 3)
	must(t, l.Settle(b.ID, made(b, 4)))
	notes("behind a page of somebody else's", 3)
	fed(t, l, 3, "a", "a colleague's")
	notes("the same page once more", 3)
	fed(t, l, 5, "a", "a colleague's") // b was the fourth, and is taken away again
	notes("a page that knows better", 2)
	c := notedOn(t, l, "c")
	fed(t, l, 6, "a", "a colleague's")
	must(t, l.Settle(c.ID, made(c, 6)))
	notes("the page before its verdict, without it", 2)
}
