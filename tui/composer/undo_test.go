package composer_test

import (
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
)

func TestAChatReplyThatWaitsCanBeTakenBackThoughNothingHoldsIt(t *testing.T) {
	d, id := lamp()
	k := d.Tickets[id]
	k.Channel = desk.Chat
	d.Tickets[id] = k
	st := play(t, d, id, false, 80, 24)
	st.Type("It left us on the 3rd.")
	st.Act(keymaps.Send)
	if n := st.Said[len(st.Said)-1]; n.Undo != d.Submitted[0].ID || !n.Until.IsZero() {
		t.Errorf("it says %+v", n)
	}
}
