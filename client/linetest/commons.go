package linetest

import (
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
)

// breaks takes a break and ends it: both come back with the feed, and with a fill.
func breaks(t *testing.T, d Desk) {
	h := fill(t, d)
	for _, in := range []desk.Intent{desk.TakeBreak{}, desk.EndBreak{}} {
		_, away := in.(desk.TakeBreak)
		op := desk.Op{ID: desk.NewOpID(), Actor: d.Me(), At: time.Now().UTC(), Intent: in}
		v := apply(t, d, op, desk.Applied)
		if v.Ticket != nil || v.Agent == nil || v.Agent.ID != d.Me() || v.Agent.Away != away || v.Agent.Break == nil {
			t.Fatalf("%s: %+v", in.Kind(), v)
		}
		h.follow(t, d)
		filled := fill(t, d)
		for way, got := range map[string]desk.Agent{"feed": h.agents[d.Me()], "fill": filled.agents[d.Me()]} {
			if got.Away != away || got.Break == nil || got.Version != v.Agent.Version {
				t.Errorf("%s: the %s brings %+v", in.Kind(), way, got)
			}
		}
	}
}
