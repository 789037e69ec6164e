package act_test

import (
	"strings"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
)

func TestACallToSomebodyWhoWantsNoneIsWarnedOf(t *testing.T) {
	st, d := play(t)
	for _, k := range d.Tickets {
		d.Customers[k.Requester] = desk.Customer{ID: k.Requester, Refuses: []desk.Channel{desk.Phone}}
	}
	st.Act(keymaps.LogCall)
	st.Type("12")
	for _, line := range strings.Split(st.Picture(), "\n") {
		if strings.Contains(line, "We called") != strings.Contains(line, "▲ wants no calls") {
			t.Errorf("it says %q in\n%s", line, st.Picture())
		}
	}
}
