package screentest

import (
	"slices"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
)

// Turned checks what holds for every Follower: once it is turned to something else, and
// while that is being read, no key does anything to the ticket that still stands there,
// nor mixes it with the one that is wanted. build makes the screen on what it shows first,
// the ticket old; g is what it is turned to.
func Turned(t testing.TB, d *Desk, build func(*screen.Session) screen.Screen, old desk.TicketID, g screen.Go) {
	t.Helper()
	s := NewSession(d)
	st := Play(t, d, s, build(s), 80, 24)
	sc := st.Top()
	follower, ok := sc.(screen.Follower)
	if !ok {
		t.Fatalf("%T does not follow", sc)
	}
	st.Went, st.Hold = nil, true
	seen, ops, submitted := d.SeenThrough[old], idsOf(d.Ops), len(d.Submitted)
	st.Do(sc, follower.Follow(g))
	if w, ok := sc.(screen.Working); ok {
		if id, _ := w.Working(); !id.IsZero() {
			t.Errorf("%T tells colleagues of work on %v before it is shown", sc, id)
		}
	}
	for _, spec := range keymaps.Specs() {
		if spec.Action == keymaps.NextView || spec.Action == keymaps.PreviousView {
			continue // they turn the screen once more
		}
		if spec.Action == keymaps.Filters || spec.Action == keymaps.SaveFilter {
			continue // they are about no ticket
		}
		st.Act(spec.Action)
		if st.Top() != sc {
			t.Errorf("%s opens %T in %T for what is not wanted any more", spec.Action, st.Top(), sc)
			st.stack = st.stack[:1]
		}
	}
	st.unmixed(sc, old)
	st.Answer()
	if got := idsOf(d.Ops); !slices.Equal(got, ops) || len(d.Submitted) != submitted {
		t.Errorf("%T did something: %+v", sc, d.Ops)
	}
	if d.SeenThrough[old] != seen {
		t.Errorf("%T marks what it was turned away from as seen", sc)
	}
	if got, last := d.SeenThrough[g.Ticket], d.Tickets[g.Ticket].LastMessage; got > last {
		t.Errorf("%T marks %d as seen of a ticket whose last entry is %d", sc, got, last)
	}
}

// unmixed checks where a screen wanted to go.
func (s *Stage) unmixed(sc screen.Screen, old desk.TicketID) {
	s.t.Helper()
	for _, g := range s.Went {
		who := s.Desk.Tickets[g.Ticket].Requester
		switch {
		case g.Follow: // only where the cursor is
		case g.Ticket == old, !who.IsZero() && who == s.Desk.Tickets[old].Requester:
			s.t.Errorf("%T leads to what stood there before: %+v", sc, g)
		case !g.Ticket.IsZero() && !g.Who.IsZero() && g.Who != who:
			s.t.Errorf("%T mixes one's ticket with another's customer: %+v", sc, g)
		}
	}
}

func idsOf(ops []desk.PendingOp) []desk.OpID {
	ids := make([]desk.OpID, len(ops))
	for i, p := range ops {
		ids[i] = p.Op.ID
	}
	return ids
}
