package outbox

import (
	"os"
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

func TestWhatIsPutOffCanBeStoppedThoughNothingIsKnownOfTries(t *testing.T) {
	opt := options(t)
	o := opened(t, opt)
	later, now := op(1, reply("tomorrow")), op(2, reply("now"))
	must(t, o.Later(later, 20*time.Hour))
	must(t, o.Submit(now, 8*time.Second))
	file := o.path("outbox.db")
	must(t, o.Close())
	must(t, os.Remove(file))
	o = opened(t, opt)
	if _, err := o.Cancel(now.ID); err == nil {
		t.Error("what may have been sent was taken back")
	}
	if _, err := o.Cancel(later.ID); err != nil {
		t.Error(err)
	}
}

// The monotonic reading stands still while the machine sleeps; a time without one is compared
// by the wall.
func TestWhatIsPutOffWaitsForAMomentOnTheWall(t *testing.T) {
	opt := options(t)
	opt.Now = nil
	o := opened(t, opt)
	must(t, o.Later(op(1, reply("tomorrow")), 15*time.Hour))
	if until := o.Pending()[0].Until; until != until.Round(0) {
		t.Errorf("it waits until %v", until)
	}
}
