package story_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/deskfile"
)

// exported is what heed desk export writes of the replies.
func (s *shop) exported() (desk.Setup, string) {
	s.t.Helper()
	all, err := s.store.Setup(context.Background())
	s.ok(err)
	return all, string(deskfile.Write(all, func(string) string { return "" }))
}

// TestAReplyThatALeadWritesOfflineArrivesInAnAgentsPicker writes while there is no connection,
// is killed over the next one, and finds what was begun.
func TestAReplyThatALeadWritesOfflineArrivesInAnAgentsPicker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shop := openShop(t)
		defer shop.close()
		lamp := shop.writes("Harper Moore", "Refund still not on my card", "I sent the lamp back three weeks ago.")
		lea := desk.Agent{ID: "lea", Name: desk.Foreign("Lea Brandt"), Role: desk.RoleLead}
		wire := shop.hires(lea)
		agent := sit(t, shop, t.TempDir())
		lead := sitAs(t, shop, lea, wire, t.TempDir())
		lead.Pass(5 * time.Second)
		wire.turn(cut)

		lead.Press("g r", "alt+n")
		lead.Sees("New reply")
		lead.Type("bank")
		lead.Press("tab")
		lead.Type("We ask the bank")
		lead.Press("tab", "tab", "tab", "right", "right", "tab", "tab", "tab", "tab")
		lead.Type("We have asked the bank, {{customer.first}}.")
		lead.Press("ctrl+s")
		lead.Sees("Everybody has the macro bank now.", "We ask the bank", "outbox 1")
		lead.Press("esc", "g o")
		lead.Sees("Save a reply for everybody · bank", "waiting")
		agent.Pass(time.Minute)
		agent.Press("g g", "r", ";")
		agent.SeesNot("We ask the bank")
		wire.turn(fair)
		lead.Pass(time.Minute)
		lead.Sees("outbox 0")
		agent.Pass(5 * time.Second)
		agent.Sees("We ask the bank", "pending")
		agent.Press("alt+q")
		agent.Sees("only those who lead the desk change them")
		agent.Press("enter")
		agent.Sees("We have asked the bank, Harper.")
		agent.Press("ctrl+s")
		agent.Pass(time.Minute)
		shop.customerHas(lamp, "We have asked the bank, Harper.")

		before, file := shop.exported()
		if !strings.Contains(file, "[[macro]]") || !strings.Contains(file, `"We have asked the bank, {{customer.first}}."`) {
			t.Errorf("the export is\n%s", file)
		}
		lead.Press("esc", "g r", "alt+q")
		lead.Type("Good news. ")
		lead.Pass(2 * time.Second)
		lead.leave()
		lead = sitAs(t, shop, lea, wire, lead.dir)
		lead.Pass(5 * time.Second)
		lead.Press("g r")
		lead.Sees("and not saved")
		lead.Press("alt+q")
		lead.Sees("Good news. We have asked the bank")

		// Meanwhile a file is applied that says something else.
		theirs := before
		theirs.Replies = slices.Clone(before.Replies)
		theirs.Replies[0].Text = "The bank knows."
		_, err := shop.store.Configure(context.Background(), backend.Principal{Agent: "lea", Role: desk.RoleLead}, before.Tag(), theirs)
		shop.ok(err)
		lead.Pass(5 * time.Second)
		lead.Sees("changed it meanwhile; alt+o shows theirs.")
		lead.Press("ctrl+s")
		lead.Sees("after that yours can be saved over it")
		lead.Press("alt+o")
		lead.Sees("The bank knows.")
		lead.Press("alt+o", "ctrl+s")
		lead.Sees("bank is saved for everybody.")
		lead.Pass(5 * time.Second)

		wanted, flaws := deskfile.Read([]deskfile.Source{{Name: "desk.toml", Bytes: []byte(file)}}, nil, time.Now())
		now, _ := shop.exported()
		after, more := wanted.Plan(now, false)
		if len(flaws)+len(more) > 0 {
			t.Fatal(flaws, more)
		}
		diff := deskfile.Compare(now, after)
		if len(diff) != 1 || diff[0].Kind != "macro" {
			t.Errorf("the old file says nothing of what it would change back: %+v", diff)
		}

		lead.Press("alt+k", "enter")
		lead.Sees("bank is taken away.")
		lead.Pass(5 * time.Second)
		agent.Pass(5 * time.Second)
		agent.Press("g r")
		agent.SeesNot("We ask the bank")
		lead.Press("esc", "u")
		lead.Pass(5 * time.Second)
		agent.Pass(5 * time.Second)
		agent.Sees("We ask the bank")

		// What was done to it before it was taken away is over: nothing is asked of the desk.
		lead.Press("u")
		lead.Sees("There is nothing to take back.")
		lead.Pass(5 * time.Second)
		lead.Sees("outbox 0")
		agent.leave()
		lead.leave()
	})
}
