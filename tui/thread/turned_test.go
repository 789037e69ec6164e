package thread_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
	"github.com/heed-desk/heed/tui/thread"
)

// of makes the thread of a ticket.
func of(d *screentest.Desk, id desk.TicketID) func(*screen.Session) screen.Screen {
	return func(s *screen.Session) screen.Screen {
		return thread.New(thread.Needs{Session: s, Reads: d, People: d, Writes: d, Seer: d, Ticket: id})
	}
}

func TestWhileAnotherTicketIsReadKeysTouchNeither(t *testing.T) {
	d, id, _ := held(t)
	other := d.Open(5000, "Another one", "Zoe", "Hello", time.Minute)
	screentest.Turned(t, d, of(d, id), id, screen.Go{Ticket: other})

	d, id = long(200)
	other = d.Open(5000, "Another one", "Zoe", "Hello", time.Minute)
	screentest.Turned(t, d, of(d, id), id, screen.Go{Ticket: other})
}

func TestAThreadIsReadyOnceItsTicketStandsThereOrCannotBeRead(t *testing.T) {
	d, id := lamp()
	other := d.Open(5000, "Another one", "Zoe", "Hello", time.Minute)
	st := play(t, d, id, 60, 24)
	unready := func() bool { return st.Top().(screen.Unready).Unready() }
	if unready() {
		t.Error("a thread that shows its ticket is not ready")
	}
	st.Hold = true
	st.Do(st.Top(), st.Top().(screen.Follower).Follow(screen.Go{Ticket: other}))
	if !unready() {
		t.Error("it is ready while another ticket is read")
	}
	d.Err = errors.New("bad block")
	st.Answer()
	if unready() {
		t.Error("it is never ready where the disk is broken")
	}
}

func TestAReadThatBreaksOffIsSaidAndDoneAgainWithTheNextNews(t *testing.T) {
	d, id := lamp()
	s := screentest.NewSession(d)
	st := screentest.PlayHeld(t, d, s, of(d, id)(s), 60, 24)
	st.Do(st.Top(), st.Top().Learn("thread", errors.New("a job failed")))
	if got := st.Picture(); strings.TrimSpace(got) == "" {
		t.Error("a thread whose read broke off shows nothing at all")
	}
	st.Hold = false
	st.Changed(desk.ChangedTicket, id)
	if got := st.Picture(); !strings.Contains(got, "Anyone there?") {
		t.Errorf("the next news brings nothing:\n%s", got)
	}
}

// counting counts the reads of customers.
type counting struct {
	*screentest.Desk
	customers int
}

func (c *counting) Customer(id desk.CustomerID) (desk.Customer, error) {
	c.customers++
	return c.Desk.Customer(id)
}

func TestTheCustomerIsReadOnlyWhereTheThreadShowsThem(t *testing.T) {
	d, id := lamp()
	other := d.Open(5000, "Another one", "Zoe", "Hello", time.Minute)
	c := &counting{Desk: d}
	s := screentest.NewSession(d)
	st := screentest.Play(t, d, s, thread.New(thread.Needs{Session: s, Reads: c, People: d, Writes: d, Seer: d, Ticket: id}), 60, 30)
	st.Do(st.Top(), st.Top().(screen.Folding).Fold(false))
	c.customers = 0
	st.Do(st.Top(), st.Top().(screen.Follower).Follow(screen.Go{Ticket: other}))
	st.Changed(desk.ChangedCustomer, desk.TicketID{})
	st.Do(st.Top(), st.Top().(screen.Follower).Follow(screen.Go{Ticket: id}))
	if c.customers != 0 {
		t.Errorf("%d customers were read beside the pane that shows them", c.customers)
	}
	st.Do(st.Top(), st.Top().(screen.Folding).Fold(true))
	if got := st.Picture(); !strings.Contains(got, "customer since 2023 · 09:32 there") {
		t.Errorf("folded again it shows\n%s", got)
	}
}
