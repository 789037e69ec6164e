package story_test

import (
	"context"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/cache"
	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/courier"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/tuitest"
)

// sitAs starts heed of somebody besides mia, over a wire of their own.
func sitAs(t testing.TB, s *shop, a desk.Agent, w *wire, dir string) *sitting {
	t.Helper()
	ledger, err := cache.Open(cache.Options{
		Dir: dir, Key: seal.StoreKey{4, 5, 6}, Me: desk.Me{ID: a.ID, Role: a.Role}, Rights: desk.RightsOf(a.Role),
		Author: desk.Author{Agent: a.ID, Name: a.Name},
	})
	s.ok(err)
	line, err := client.New(client.Options{URL: "http://localhost", Transport: w})
	s.ok(err)
	c := courier.New(ledger, line, courier.Options{Rand: func() float64 { return 0.5 }})
	ctx, stop := context.WithCancel(t.Context())
	x := &sitting{scene: &scene{TB: t}, shop: s, dir: dir, ledger: ledger, line: line, stop: stop, done: make(chan error, 1)}
	go func() { x.done <- c.Run(ctx) }()
	synctest.Wait()
	x.Term = tuitest.Start(x.scene, tui.Options{Ledger: ledger, News: ledger.Subscribe(), Courier: c}, 140, 40)
	return x
}

// hires opens an account.
func (s *shop) hires(a desk.Agent) *wire {
	s.t.Helper()
	s.ok(s.store.AddAgent(context.Background(), a))
	return newWire(s.server.Transport(a.ID))
}

// lists looks whether a filter stands in the list of filters.
func (x *sitting) lists(name string, want bool) {
	x.Press("F")
	if want {
		x.Sees("find a filter, or make", name)
	} else {
		x.Sees("find a filter, or make")
		x.SeesNot(name)
	}
	x.Press("esc")
}

// TestAFilterThatALeadSharesOfflineArrivesAtAnAgentsScreen shares while there is no
// connection, ends heed, and shares on after the next start.
func TestAFilterThatALeadSharesOfflineArrivesAtAnAgentsScreen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shop := openShop(t)
		defer shop.close()
		shop.writes("Harper Moore", "Refund still not on my card", "I sent the lamp back three weeks ago.")
		shop.writes("Aarav Anderson", "Parcel says delivered, is not", "The tracking page says delivered.")
		lea := desk.Agent{ID: "lea", Name: desk.Foreign("Lea Brandt"), Role: desk.RoleLead}
		wire := shop.hires(lea)

		agent := sit(t, shop, t.TempDir())
		dir := t.TempDir()
		lead := sitAs(t, shop, lea, wire, dir)
		lead.Pass(5 * time.Second)
		wire.turn(cut)
		lead.Press("F")
		lead.Type("refund")
		lead.Press("enter", "ctrl+u")
		lead.Type("Money back")
		lead.Press("enter")
		lead.Sees("Money back stands behind the views now.")
		lead.Press("F", "alt+s")
		lead.Sees("shared by you", "Money back stands behind everybody's views now.", "outbox 1")
		lead.Press("esc", "g o")
		lead.Sees("Share a filter · Money back", "waiting")
		lead.Press("esc")
		agent.Pass(time.Minute)
		agent.lists("Money back", false)
		lead.leave()

		wire.turn(fair)
		lead = sitAs(t, shop, lea, wire, dir)
		lead.Pass(5 * time.Second)
		lead.Sees("outbox 0")
		lead.lists("Money back", true)
		agent.Pass(5 * time.Second)
		agent.Press("F")
		agent.Sees("Money back  refund · shared by Lea Brandt", " 1 ")
		agent.Press("alt+s")
		agent.Sees("Filters for everybody are in the hands of those who lead the desk")
		agent.Press("enter")
		agent.Sees("Money back · shared by Lea Brandt · by", "Refund still not on my card")

		lead.Press("F", "alt+s")
		lead.Sees("Money back is shared no longer.")
		lead.Pass(5 * time.Second)
		agent.Pass(5 * time.Second)
		agent.Sees("Mine · by due time")
		agent.lists("Money back", false)
		lead.Press("esc", "u")
		lead.Pass(5 * time.Second)
		agent.Pass(5 * time.Second)
		agent.lists("Money back", true)
		agent.leave()
		lead.leave()
	})
}

// TestABreakTakenOfflineIsSeenByAColleagueAndItsTimesByNobodyElse takes a break with no
// connection; who gives tickets away sees it where they choose to whom.
func TestABreakTakenOfflineIsSeenByAColleagueAndItsTimesByNobodyElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shop := openShop(t)
		defer shop.close()
		shop.writes("Harper Moore", "Refund still not on my card", "I sent the lamp back three weeks ago.")
		tom := desk.Agent{ID: "tom", Name: desk.Foreign("Tom Okafor"), Role: desk.RoleAgent}
		wire := shop.hires(tom)
		x := sit(t, shop, t.TempDir())
		colleague := sitAs(t, shop, tom, wire, t.TempDir())
		colleague.Pass(5 * time.Second)
		wire.turn(cut)
		colleague.Press("g b")
		colleague.Sees("on a break since", "outbox 1")
		x.Press("a a")
		x.SeesNot("on a break")
		x.Press("esc")
		wire.turn(fair)
		colleague.Pass(time.Minute)
		colleague.Sees("outbox 0", "on a break since")
		x.Pass(5 * time.Second)
		x.Press("a a")
		x.Sees("Tom Okafor", "on a break · tom")
		x.Type("tom")
		x.Press("enter")
		x.Sees("is with Tom Okafor now")
		agents, err := x.ledger.Agents()
		shop.ok(err)
		for _, a := range agents {
			if a.ID == "tom" && (!a.Away || a.Break != nil) {
				t.Errorf("mia's computer has %+v of tom's break", a)
			}
		}
		colleague.Press("g b")
		colleague.Sees("You are back from your break.")
		colleague.Pass(5 * time.Second)
		x.Pass(5 * time.Second)
		if agents, err = x.ledger.Agents(); err != nil || len(desk.RoutableOf(agents)) != 2 {
			t.Errorf("%+v %v", agents, err)
		}
		x.leave()
		colleague.leave()
	})
}

// TestWhoIsNamedInANoteIsToldSoAndHearsWhatHappensThere names mia in a note on a ticket that
// is not hers; then the customer writes.
func TestWhoIsNamedInANoteIsToldSoAndHearsWhatHappensThere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shop := openShop(t)
		defer shop.close()
		lamp := shop.writes("Harper Moore", "Refund still not on my card", "I sent the lamp back three weeks ago.")
		shop.does(lamp, desk.Assign{To: "tom"})
		number := "#" + strconv.FormatInt(shop.ticket(lamp).Number, 10)

		x := sit(t, shop, t.TempDir())
		x.Pass(time.Minute)
		shop.does(lamp, desk.Note{Text: desk.Foreign("@mia do you know this one?"), Mentions: []desk.AgentID{mia}})
		x.Pass(5 * time.Second)
		x.Sees("Tom Okafor named you in a note on "+number+". You follow it now.", "following 1")
		x.SeesNot("do you know this one")
		x.Pass(time.Minute)
		shop.adds(lamp, "Is anybody there?")
		x.Pass(5 * time.Second)
		x.Sees(number + ", which you follow: the customer wrote.")
		for range 6 {
			x.Press("]")
		}
		x.Sees("Following · by due time", "Refund still not on my card")
		x.Press("enter", "H")
		x.Sees("Tom Okafor named")
		x.Press("esc", "f")
		x.Pass(5 * time.Second)
		x.Sees("following 0")
		if k := shop.ticket(lamp); len(k.Followers) != 0 {
			t.Errorf("followed by %v", k.Followers)
		}
		x.leave()
	})
}
