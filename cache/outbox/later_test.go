package outbox

import (
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
)

func TestWhatIsToGoOutLaterIsInNobodysWay(t *testing.T) {
	o := opened(t, options(t))
	reply, claim := op(1, reply("tomorrow")), op(1, desk.Assign{To: "ana"})
	must(t, o.SaveDraft(desk.Draft{Ticket: ticket(1), Text: desk.Foreign("tomorrow")}))
	must(t, o.Later(reply, 20*time.Hour))
	must(t, o.Submit(claim, 0))
	o = again(t, o)
	if o.Draft(ticket(1), false) != nil || !o.Pending()[0].PutOff() {
		t.Errorf("%+v", o.Pending())
	}
	ready, next := o.Ready(noon())
	if len(ready) != 1 || ready[0].ID != claim.ID || !next.Equal(noon().Add(20*time.Hour)) {
		t.Errorf("ready are %v, then %v", ready, next)
	}
	_, err := o.Claim(claim.ID)
	must(t, err)
	then := noon().Add(21 * time.Hour)
	if ready, _ := o.Ready(then); len(ready) != 0 {
		t.Errorf("two of one ticket are under way: %v", ready)
	}
	must(t, o.Settled(claim.ID))
	if ready, _ := o.Ready(then); len(ready) != 1 || ready[0].ID != reply.ID {
		t.Errorf("its hour has come, and ready are %v", ready)
	}
}
