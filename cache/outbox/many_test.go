package outbox

import (
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
)

func TestWhatWasSubmittedTogetherSurvivesTogetherAndIsCancelledTogether(t *testing.T) {
	o := opened(t, options(t))
	var ops []desk.Op
	var ids []desk.OpID
	for n := range 300 {
		ops = append(ops, op(n, desk.Assign{To: "ana"}))
		ids = append(ids, ops[n].ID)
	}
	must(t, o.SubmitAll(ops, time.Hour))
	o = again(t, o)
	if all := o.Pending(); len(all) != 300 || all[0].Op.ID != ids[0] || all[299].Op.ID != ids[299] {
		t.Fatalf("%d are there after a restart, or in another order", len(all))
	}
	mine, err := o.Claim(ids[7])
	if must(t, err); !mine {
		t.Fatal("not claimed")
	}
	taken, err := o.CancelAll(ids)
	if must(t, err); len(taken) != 299 {
		t.Errorf("%d taken back", len(taken))
	}
	if o = again(t, o); len(o.Pending()) != 1 {
		t.Errorf("%d are there where one was claimed", len(o.Pending()))
	}
}
