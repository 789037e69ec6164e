package desk

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// ofDeskKind reports whether operations of a kind concern the desk and no ticket.
func ofDeskKind(t testing.TB, kind Kind) bool {
	t.Helper()
	in, err := readIntent(kind, nil)
	if err != nil {
		t.Fatal(err)
	}
	return Op{Intent: in}.OfDesk()
}

func steers(in Intent, base Version, by AgentID) Op {
	return Op{ID: NewOpID(), Base: base, Actor: by, At: noon(), Intent: in}
}

func lead() Facts { return Facts{Now: noon(), Rights: RightsOf(RoleLead)} }

func shares(name, query string) ShareFilter {
	return ShareFilter{ID: "f1", Name: text(name), Query: query}
}

// common applies an operation that must succeed.
func common(t *testing.T, c Commons, op Op, f Facts) Commons {
	t.Helper()
	after, changed, err := ApplyCommons(c, op, f)
	if err != nil || !changed {
		t.Fatalf("%s: changed %v, %v", op.Intent.Kind(), changed, err)
	}
	return after
}

func TestAFilterThatALeadSharesIsEverybodysUntilItIsSharedNoLonger(t *testing.T) {
	c := common(t, Commons{}, steers(shares("Refunds", "tag:refund"), 0, anna), lead())
	if want := (Filter{ID: "f1", Name: text("Refunds"), Query: "tag:refund", By: anna, Changed: anna, Version: 1}); c.Filter != want || c.Shared != 1 {
		t.Fatalf("%+v", c)
	}
	c = common(t, c, steers(shares("Refunds, all", "tag:refund"), 1, berto), lead())
	if c.Filter.By != anna || c.Filter.Changed != berto || c.Filter.Version != 2 || c.Shared != 1 {
		t.Fatalf("renamed: %+v", c)
	}
	c = common(t, c, steers(UnshareFilter{"f1"}, 2, anna), lead())
	if c.Filter.Shared() || c.Filter.Query != "" || c.Filter.Version != 3 || c.Shared != 0 || !c.Filter.Ended.Equal(noon()) {
		t.Fatalf("unshared: %+v", c)
	}
	c = common(t, c, steers(shares("Refunds", "tag:refund"), 3, berto), lead())
	if c.Filter.By != anna || c.Filter.Changed != berto || !c.Filter.Ended.IsZero() || c.Filter.Version != 4 || c.Shared != 1 {
		t.Fatalf("shared again, and it is still hers: %+v", c)
	}
	if _, changed, err := ApplyCommons(c, steers(shares("Refunds", "tag:refund"), 4, anna), lead()); changed || err != nil {
		t.Errorf("the same once more: %v %v", changed, err)
	}
}

func TestOnlyWhoLeadsChangesWhatIsEverybodys(t *testing.T) {
	for _, role := range []Role{RoleAgent, RoleTrainer, RoleLead, RoleAdmin, "guest"} {
		for _, in := range []Intent{shares("Refunds", "tag:refund"), UnshareFilter{"f1"}} {
			c := Commons{Filter: Filter{ID: "f1", Name: text("x"), Query: "y", By: anna, Changed: anna, Version: 1}, Shared: 1}
			_, changed, err := ApplyCommons(c, steers(in, 1, anna), Facts{Now: noon(), Rights: RightsOf(role)})
			may := role == RoleLead || role == RoleAdmin
			if changed != may || !may && codeOf(err) != LeadsOnly {
				t.Errorf("%s %s: changed %v, %v", role, in.Kind(), changed, err)
			}
		}
	}
}

func TestAFilterThatCannotBeIsRefusedWithItsReason(t *testing.T) {
	there := Filter{ID: "f1", Name: text("Refunds"), Query: "tag:refund", By: berto, Changed: berto, Version: 5}
	for name, c := range map[string]struct {
		in     Intent
		before Commons
		base   Version
		want   Code
	}{
		"without a name":        {shares(" ", "tag:x"), Commons{}, 0, BadValue},
		"a long name":           {shares(strings.Repeat("x", MostFilterName+1), "tag:x"), Commons{}, 0, BadValue},
		"a name of two lines":   {shares("a\nb", "tag:x"), Commons{}, 0, BadValue},
		"without a query":       {shares("x", "  "), Commons{}, 0, BadValue},
		"a query of two lines":  {shares("x", "a\nb"), Commons{}, 0, BadValue},
		"a query without end":   {shares("x", strings.Repeat("x", MaxQuery+1)), Commons{}, 0, BadValue},
		"an id that is none":    {ShareFilter{ID: "a b", Name: text("x"), Query: "x"}, Commons{}, 0, BadValue},
		"one too many":          {shares("x", "x"), Commons{Shared: MostFilters}, 0, TooManyFilters},
		"changed meanwhile":     {shares("x", "x"), Commons{Filter: there, Shared: 1}, 4, FilterChanged},
		"changed, and unshared": {UnshareFilter{"f1"}, Commons{Filter: there, Shared: 1}, 4, FilterChanged},
		"no base":               {shares("x", "x"), Commons{}, -1, BadValue},
		"an intent of a ticket": {Follow{}, Commons{}, 0, BadValue},
	} {
		after, changed, err := ApplyCommons(c.before, steers(c.in, c.base, anna), lead())
		if codeOf(err) != c.want || changed || !reflect.DeepEqual(after, c.before) {
			t.Errorf("%s: %v, changed %v", name, err, changed)
		}
	}
}

func TestABreakIsKnownToOneselfWithItsTimesAndToOthersAsABreak(t *testing.T) {
	f := Facts{Now: noon(), Rights: RightsOf(RoleAgent)}
	op := func(in Intent, at time.Time) Op { return Op{ID: NewOpID(), Actor: anna, At: at, Intent: in} }
	c := Commons{Actor: Agent{ID: anna, Version: 3}}
	c = common(t, c, op(TakeBreak{}, noon().Add(-10*time.Minute)), f)
	if !c.Actor.Away || !c.Actor.Break.Since.Equal(noon().Add(-10*time.Minute)) || c.Actor.Version != 4 || c.Actor.Routable() {
		t.Fatalf("%+v", c.Actor)
	}
	if got := c.Actor.For(berto); got.Break != nil || !got.Away {
		t.Errorf("berto sees %+v", got)
	}
	if got := c.Actor.For(anna); got.Break == nil {
		t.Error("anna does not see her own")
	}
	if _, changed, err := ApplyCommons(c, op(TakeBreak{}, noon()), f); changed || err != nil {
		t.Errorf("twice: %v %v", changed, err)
	}
	c = common(t, c, op(EndBreak{}, noon().Add(time.Hour)), f) // a clock that runs ahead
	if c.Actor.Away || !c.Actor.Break.Ended.Equal(noon()) || !c.Actor.Routable() {
		t.Fatalf("%+v", c.Actor)
	}
	me := Me{ID: anna, Break: *c.Actor.Break}
	if d, known := me.SinceBreak(noon().Add(50 * time.Minute)); !known || d != 50*time.Minute {
		t.Errorf("since the break: %v %v", d, known)
	}
}

func TestTheDeskGivesNothingToWhoIsOnABreak(t *testing.T) {
	all := []Agent{{ID: anna, Away: true}, {ID: berto}, {ID: "cleo", Disabled: true}, {ID: "dora", Role: RoleLead}, {}}
	got := RoutableOf(all)
	if len(got) != 2 || got[0].ID != berto || got[1].ID != "dora" {
		t.Errorf("%+v", got)
	}
}

func TestCommonsHoldWhateverIsDoneToThem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Commons{Actor: Agent{ID: anna, Version: 1}}
		now := noon()
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 3600).Draw(t, "seconds")) * time.Second)
			in := rapid.SampledFrom([]Intent{
				shares("a", "x"), shares("b", "x"), shares("b", ""), UnshareFilter{"f1"}, TakeBreak{}, EndBreak{}, SetStatus{Status: Solved},
			}).Draw(t, "intent")
			op := Op{
				ID: NewOpID(), Actor: rapid.SampledFrom([]AgentID{anna, berto}).Draw(t, "actor"), Intent: in,
				Base: Version(rapid.IntRange(0, 9).Draw(t, "base")), At: now.Add(time.Duration(rapid.IntRange(-99999, 99).Draw(t, "skew")) * time.Second),
			}
			role := rapid.SampledFrom([]Role{RoleAgent, RoleLead}).Draw(t, "role")
			after, changed, err := ApplyCommons(c, op, Facts{Now: now, Rights: RightsOf(role)})
			switch {
			case err != nil && (changed || !reflect.DeepEqual(after, c) || codeOf(err) == CodeNone):
				t.Fatalf("refused with %v and yet changed", err)
			case changed != (after.Filter != c.Filter || after.Actor.Version != c.Actor.Version):
				t.Fatalf("changed %v", changed)
			case after.Filter != c.Filter && after.Filter.Version != c.Filter.Version+1:
				t.Fatalf("version %d to %d", c.Filter.Version, after.Filter.Version)
			case (after.Filter.Query != "") != after.Filter.Shared() || after.Shared < 0 || after.Shared > 1:
				t.Fatalf("%+v", after)
			}
			if b := after.Actor.Break; b != nil && (b.Since.After(now) || b.Ended.After(now) || b.Since.IsZero() == after.Actor.Away) {
				t.Fatalf("%+v at %v", *b, now)
			}
			c = after
		}
	})
}

func TestAnOperationIsWholeWithATicketOrWithout(t *testing.T) {
	for kind := range intentReaders {
		in, err := readIntent(kind, nil)
		if err != nil {
			t.Fatal(err)
		}
		with := Op{ID: NewOpID(), Ticket: NewTicketID(), Intent: in}
		without := Op{ID: NewOpID(), Intent: in}
		if (with.Lacks() == "") == with.OfDesk() || (without.Lacks() == "") != without.OfDesk() {
			t.Errorf("%s: with a ticket %v, without %v", kind, with.Lacks(), without.Lacks())
		}
		if !with.OfDesk() && (with.Lane() != Lane{Ticket: with.Ticket}) {
			t.Errorf("%s goes on %+v", kind, with.Lane())
		}
	}
}
