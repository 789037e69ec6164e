package composer_test

import (
	"strings"
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

func TestWhatIsMissingIsAddedOnceAndAtTheEnd(t *testing.T) {
	d, id := lamp()
	st := play(t, d, id, false, 100, 16)
	if why := st.Act(keymaps.AddSuggested); len(why.Args) != 1 || why.Args[0] != "too_short" {
		t.Errorf("without a text it says %v", why)
	}
	st.Type("The lamp came back to us and the refund of it was sent to your card by us.")
	if why := st.Act(keymaps.AddSuggested); len(why.Args) != 1 || why.Args[0] != "checking" {
		t.Errorf("before the text was looked over it says %v", why)
	}
	st.Key("left")
	st.Ring("save")
	st.Act(keymaps.AddSuggested)
	once := st.Picture()
	if !strings.Contains(once, "by us. ") || strings.Contains(once, "..") {
		t.Errorf("the text is\n%s", once)
	}
	if why := st.Act(keymaps.AddSuggested); len(why.Args) != 1 || why.Args[0] != "checking" {
		t.Errorf("a second press at once says %v", why)
	}
}
