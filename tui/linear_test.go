package tui_test

import (
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/tuitest"
)

// hearing is somebody at a terminal who hears what is written to it.
type hearing struct {
	*tuitest.Term
	t *testing.T
}

// heard is what was written since it was last asked, as it stands there.
func (h hearing) heard() string {
	h.t.Helper()
	var paper tuitest.Heard
	if err := paper.Write(h.Wire()); err != nil {
		h.t.Fatal(err)
	}
	said := paper.Text()
	if os.Getenv("HEED_LOOK") != "" {
		h.t.Log("\n" + said)
	}
	return said
}

// hears holds what was written since it was last asked.
func (h hearing) hears(want ...string) {
	h.t.Helper()
	said := strings.Join(strings.Fields(h.heard()), " ")
	for _, w := range want {
		if !strings.Contains(said, w) {
			h.t.Errorf("%q is not said, but\n%s", w, said)
		}
	}
}

func listen(t *testing.T, o tui.Options) hearing {
	t.Helper()
	o.Linear, o.Zone = true, time.UTC
	return hearing{tuitest.Start(t, o, 80, 24), t}
}

func TestWhoHearsTheQueueHearsTheRowTheyAreOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := listen(t, tui.Options{Ledger: shop()})
		h.hears("Mine, 4 tickets, by due time. Row 1 of 4. Ticket 4811.", "\"Two charges for one order\".", "From Olivia Lopez, mail.", "Waits 3 hours, due in 5 hours.")
		h.Press("down")
		if got := h.heard(); strings.Contains(got, "Mine") || !strings.HasPrefix(got, "Row 2 of 4. Ticket 4821.") {
			t.Errorf("a step says %q", got)
		}
		h.Pass(time.Hour)
		if got := h.heard(); got != "" {
			t.Errorf("time alone says %q", got)
		}
	})
}

func TestWhoHearsATicketHearsWhoWroteWhatAndWalksThroughIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := listen(t, tui.Options{Ledger: shop()})
		h.Press("down")
		h.heard()
		h.Press("enter")
		h.hears("Ticket 4821. \"Refund still not on my card\". Status open. Priority normal.", "Customer Harper Moore wrote, yesterday 22:00: I sent the lamp back")
		h.Press("up")
		h.hears("Beginning of the ticket. Customer Harper Moore wrote")
	})
}

func TestWhatIsWrittenStandsInTheLineOfTheCaret(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := listen(t, tui.Options{Ledger: shop()})
		h.Press("r")
		h.hears("Reply to Olivia Lopez. Mail, to someone@example.org. Reply:")
		h.Send("Hi")
		h.Settle()
		if got := h.Wire(); got != "Hi" {
			t.Errorf("two letters write %q", got)
		}
		h.Press("left")
		if got := h.Wire(); got != "\b" {
			t.Errorf("a step back writes %q", got)
		}
		h.Press("right")
		if got := h.Wire(); got != "i" {
			t.Errorf("a step on writes %q", got)
		}
		h.Press("backspace")
		if got := h.Wire(); got != "\b\x1b[K" {
			t.Errorf("taking a letter away writes %q", got)
		}
		h.Press("ctrl+s")
		if got := h.Wire(); !strings.HasPrefix(got, "\r\nReply to ticket 4811 is kept and goes out. Sending in 8 seconds, u takes it\r\n  back.\r\nBack. Mine") {
			t.Errorf("sending says %q", got)
		}
	})
}

func TestAKeySaysWhereOneIsAndWhichKeysCount(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := listen(t, tui.Options{Ledger: shop()})
		h.heard()
		h.Press("f2")
		h.hears("Mine, 4 tickets, by due time. Row 1 of 4. Ticket 4811.", "Desk: synced.", "Keys: r: reply; n: note;", "question mark: keys.")
		h.Press("ctrl+l")
		if got := h.heard(); strings.Contains(got, "Keys") || !strings.Contains(got, "Row 1 of 4") {
			t.Errorf("saying it again says %q", got)
		}
	})
}

func TestKeysAreHeardInTheirCaseAndByTheNamesOfTheirSigns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := listen(t, tui.Options{Ledger: shop()})
		h.heard()
		h.Press("?")
		h.hears("x, space: Mark the row", " shift+x: Mark from the row", " c: Take the ticket", " shift+c: ", "slash, f3: ", "star a: ")
		h.Press("esc")
		h.Pass(time.Second)
		h.heard()
		h.Press("x")
		h.hears("Ticket 4811. Marked.")
		h.Press("x")
		h.hears("Ticket 4811. Not marked.")
	})
}

func TestWhoMarksManyHearsHowMany(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := listen(t, tui.Options{Ledger: shop()})
		h.hears("Mine, 4 tickets")
		for _, c := range []struct {
			keys []string
			said string
		}{{[]string{"*", "a"}, "4 tickets marked."}, {[]string{"*", "n"}, "No ticket marked."}, {[]string{"*", "i"}, "4 tickets marked."}} {
			h.Press(c.keys...)
			h.hears(c.said)
		}
		h.Press("9", "9", "9", "9", "#")
		h.hears("There is no ticket 9999 here.")
	})
}
