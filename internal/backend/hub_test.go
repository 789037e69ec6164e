package backend

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
)

func change(seq int64) desk.Hint { return desk.Hint{Seq: seq, Kind: desk.RecordTicket} }

func TestWhoeverIsSlowIsToldToPullInsteadOfWhatWasMissed(t *testing.T) {
	h := newHub()
	slow, quick := h.subscribe("ann", 0, time.Time{}), h.subscribe("ben", 0, time.Time{})
	for seq := int64(1); seq <= 1000; seq++ {
		h.publish(change(seq))
		if got, _ := h.take(quick); len(got) != 1 || got[0].Seq != seq {
			t.Fatalf("after %d: %+v", seq, got)
		}
	}
	if n := len(slow.waiting); n > maxHints {
		t.Errorf("%d hints wait for one", n)
	}
	if got, _ := h.take(slow); len(got) != 1 || !got[0].Reset || got[0].Seq != 1000 {
		t.Errorf("%+v", got)
	}
	h.publish(change(1001))
	if got, _ := h.take(slow); len(got) != 1 || got[0].Seq != 1001 {
		t.Errorf("after the reset: %+v", got)
	}
}

func TestWhoeverComesBackHearsWhatWasMissedOrIsToldToPull(t *testing.T) {
	h := newHub()
	h.startAt(1000)
	for seq := int64(1001); seq <= 1010; seq++ {
		h.publish(change(seq))
	}
	for _, c := range []struct {
		after int64
		n     int
		reset bool
	}{{1010, 0, false}, {1007, 3, false}, {1000, 10, false}, {999, 1, true}, {-1, 1, true}, {1011, 1, true}} {
		got, _ := h.take(h.subscribe("ann", c.after, time.Time{}))
		if len(got) != c.n || c.n > 0 && got[0].Reset != c.reset {
			t.Errorf("after %d: %+v", c.after, got)
		}
	}
	for seq := int64(1011); seq <= 1000+4*ringSize; seq++ {
		h.publish(change(seq))
		if n := len(h.ring); n > 2*ringSize {
			t.Fatalf("%d hints are kept", n)
		}
		oldest := h.ring[0].Seq
		if got, _ := h.take(h.subscribe("ann", oldest-2, time.Time{})); oldest > 1001 && (len(got) != 1 || !got[0].Reset) {
			t.Fatalf("at %d, after %d: %d hints as if that were all", seq, oldest-2, len(got))
		}
	}
	h.publish(desk.Hint{Seq: 9000, Reset: true})
	if got, _ := h.take(h.subscribe("ann", 8999, time.Time{})); len(got) != 1 || !got[0].Reset {
		t.Errorf("an import is told as a change: %+v", got)
	}
}

func TestColleaguesSeeEachOtherForHalfAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHub()
		ticket := desk.NewTicketID()
		ann := h.subscribe("ann", 0, time.Now())
		h.announce(desk.Presence{Agent: "ann", Ticket: ticket, Doing: desk.Viewing}, time.Now())
		if got, _ := h.take(ann); len(got) != 0 {
			t.Errorf("ann is told of herself: %+v", got)
		}
		ben := h.subscribe("ben", 0, time.Now())
		got, _ := h.take(ben)
		if len(got) != 1 || got[0].Presence.Agent != "ann" || time.Until(got[0].Presence.Until) != desk.PresenceHolds {
			t.Errorf("%+v", got)
		}
		h.announce(desk.Presence{Agent: "ann", Ticket: ticket, Doing: desk.Left}, time.Now())
		if got, _ := h.take(ben); len(got) != 1 || got[0].Presence.Doing != desk.Left {
			t.Errorf("%+v", got)
		}
		h.announce(desk.Presence{Agent: "ann", Ticket: ticket, Doing: desk.Writing}, time.Now())
		time.Sleep(desk.PresenceHolds)
		if got, _ := h.take(h.subscribe("cyd", 0, time.Now())); len(got) != 0 {
			t.Errorf("ann is still there: %+v", got)
		}
		h.announce(desk.Presence{Agent: "ben", Ticket: ticket, Doing: desk.Viewing}, time.Now())
		if len(h.presence) != 1 {
			t.Errorf("%d are remembered", len(h.presence))
		}
	})
}
