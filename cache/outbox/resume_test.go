package outbox

import (
	"testing"

	"github.com/heed-desk/heed/desk"
)

func TestWhatAnEarlierProcessMayHaveHadIsKeptOnceAndLookedUpFirst(t *testing.T) {
	o := opened(t, options(t))
	r := op(1, reply("Hello there"))
	must(t, o.Submit(r, 0))
	must(t, o.Resume(r))
	if len(o.Pending()) != 1 || o.Unsure(r.ID) {
		t.Fatalf("%v, unsure %v: it never left", states(o), o.Unsure(r.ID))
	}
	// The process ends between the two copies: nobody was told that it is queued.
	late := op(2, reply("Goodbye"))
	o = cutOff(t, o, change{Put: []*entry{o.entry(late, 2, 0)}})
	late.At = late.At.Add(1) // asked again a moment later
	must(t, o.Resume(late))
	if len(o.Pending()) != 2 || !o.Unsure(late.ID) || o.Draft(ticket(2), false) != nil {
		t.Errorf("%v, unsure %v, a draft %q", states(o), o.Unsure(late.ID), text(o.Draft(ticket(2), false)))
	}
	// Words of somebody's own are no words of it.
	must(t, o.SaveDraft(desk.Draft{Ticket: ticket(3), Text: desk.Foreign("begun")}))
	must(t, o.Resume(op(3, reply("Yes"))))
	if got := text(o.Draft(ticket(3), false)); got != "begun" {
		t.Errorf("the draft is %q", got)
	}
}
