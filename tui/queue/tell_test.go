package queue_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/screen"
)

func TestARowThatIsNoLongerThereIsToldWithoutAPlace(t *testing.T) {
	d := shop()
	st := play(t, d, 80, 24)
	number, _ := under(t, st)
	n, err := strconv.ParseInt(strings.TrimPrefix(number, "#"), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	id := ticket(t, d, n)
	told := func() string {
		var said []string
		for _, s := range st.Top().(screen.Teller).Tell(time.Time{}).Here {
			said = append(said, s.Text)
		}
		return strings.Join(said, " ")
	}
	if got := told(); !strings.HasPrefix(got, "Row 1 of ") {
		t.Fatalf("before: %s", got)
	}
	elsewhere(d, id, desk.Assign{To: "tom"})
	st.Changed(desk.ChangedTicket, id)
	if got := told(); strings.Contains(got, "Row ") || !strings.Contains(got, "No longer here") {
		t.Errorf("after: %s", got)
	}
}
