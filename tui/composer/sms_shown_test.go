package composer_test

import (
	"strings"
	"testing"

	"github.com/heed-desk/heed/desk"
)

func TestTheLengthOfAnSMSIsShownWhileItIsWritten(t *testing.T) {
	d, id := lamp()
	k := d.Tickets[id]
	k.Channel = desk.SMS
	d.Tickets[id] = k
	st := play(t, d, id, false, 100, 16)
	st.Type("It is here.")
	if got := st.Picture(); !strings.Contains(got, "1 SMS · 149 letters left") {
		t.Errorf("it shows\n%s", got)
	}
	st.Type(strings.Repeat(" Дорогая Ада.", 9))
	if got := st.Picture(); !strings.Contains(got, "2 SMS · 6 letters left") {
		t.Errorf("it shows\n%s", got)
	}
	st.Sweep()
}
