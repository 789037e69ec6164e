package desk_test

import (
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
)

func TestAPlaceByASortNeverSaysOtherThanTheRank(t *testing.T) {
	var all []desk.Excerpt
	for i, name := range []string{"", "A", "alexander berg", "Alexander Adler", "Émile", "水野", "zoe", "  Zoe", "\xff", "...", "42"} {
		at := time.Date(2026, 3, i+1, 12, 0, 0, 0, time.UTC)
		e := desk.Excerpt{ID: desk.TicketID{ID: desk.DeriveID(name)}, Name: desk.Foreign(name), CreatedAt: at, UpdatedAt: at}
		if i%2 == 0 {
			e.WaitingSince = at.Add(-time.Hour)
		}
		all = append(all, e)
	}
	for _, by := range desk.Sorts()[1:] {
		v := desk.ViewMine.By(by)
		for _, a := range all {
			for _, b := range all {
				if by.Rank(a).Compare(by.Rank(b)) < 0 && v.Order(a) > v.Order(b) {
					t.Errorf("by %s %+v stands before %+v and has a higher place", by, a, b)
				}
			}
		}
	}
}

func TestAViewInAnotherOrderIsTheSameView(t *testing.T) {
	for _, v := range desk.Views() {
		for _, by := range desk.Sorts() {
			if base, s := v.By(by).Sorted(); base != v || s != by {
				t.Errorf("%s by %q is %s by %q", v, by, base, s)
			}
		}
	}
	e := desk.Excerpt{Assignee: "ana", Status: desk.Open}
	if !desk.ViewMine.By(desk.ByNewest).Has(e, desk.Me{ID: "ana"}, time.Time{}) {
		t.Error("a ticket left its view by being sorted")
	}
}
