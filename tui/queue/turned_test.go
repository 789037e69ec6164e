package queue_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/queue"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
)

func TestWhileAnotherViewIsReadKeysTouchNoTicket(t *testing.T) {
	d := screentest.NewDesk(now)
	id := d.Open(1, "Refund", "Ann", "x", time.Minute)
	screentest.Turned(t, d, func(s *screen.Session) screen.Screen {
		return queue.New(queue.Needs{Session: s, Reads: d, People: d, Ledger: d})
	}, id, screen.Go{View: desk.ViewAll})
}

func TestARefreshThatBreaksOffIsFollowedByTheOneThatWaited(t *testing.T) {
	d := screentest.NewDesk(now)
	d.Open(1, "Refund", "Ann", "x", time.Minute)
	s := screentest.NewSession(d)
	st := screentest.Play(t, d, s, queue.New(queue.Needs{Session: s, Reads: d, People: d, Ledger: d}), 80, 24)
	st.Hold = true
	id := d.Open(2, "Parcel", "Bob", "x", 2*time.Minute)
	st.Changed(desk.ChangedTicket, id) // is under way
	st.Changed(desk.ChangedTicket, id) // waits behind it
	st.Hold = false
	st.Do(st.Top(), st.Top().Learn("fresh", errors.New("a job failed")))
	if got := st.Picture(); !strings.Contains(got, "1 new") {
		t.Errorf("the queue shows\n%s", got)
	}
}
