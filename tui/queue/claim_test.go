package queue_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/queue"
	"github.com/heed-desk/heed/tui/screentest"
)

// restless is a desk on which something may happen after every read.
type restless struct {
	*screentest.Desk
	then func()
}

func (r restless) Window(v desk.ViewID, at desk.Anchor, before, after int) (desk.Window, error) {
	defer r.then()
	return r.Desk.Window(v, at, before, after)
}

func (r restless) Rows(v desk.ViewID, ids []desk.TicketID) ([]desk.Row, error) {
	defer r.then()
	return r.Desk.Rows(v, ids)
}

func (r restless) Counts() (map[desk.ViewID]int, error) {
	defer r.then()
	return r.Desk.Counts()
}

func (r restless) Glance(v desk.ViewID, ids []desk.TicketID, at desk.Anchor, before, after int) (desk.Glance, error) {
	defer r.then()
	return r.Desk.Glance(v, ids, at, before, after)
}

// TestAClaimIsNoNewsWheneverTheListIsReadMeanwhile claims tickets, by the agent and by
// colleagues, between any two reads of the list. Nothing came, so nothing is new.
func TestAClaimIsNoNewsWheneverTheListIsReadMeanwhile(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := busy(rapid.IntRange(1, 40).Draw(rt, "tickets"))
		for id, k := range d.Tickets {
			k.Assignee = ""
			d.Tickets[id] = k
		}
		alone := rapid.Bool().Draw(rt, "alone") // no colleague is about, whose claim the desk would hold against one made here
		happens := func() {
			w, _ := d.Window(desk.ViewUnassigned, desk.Anchor{}, 0, 50)
			switch what := rapid.SampledFrom([]string{"nothing", "nothing", "kim claims", "tom claims", "settled"}).Draw(rt, "meanwhile"); {
			case what == "settled":
				d.Settle()
			case len(w.Rows) == 0 || what == "nothing":
			default:
				r := w.Rows[rapid.IntRange(0, len(w.Rows)-1).Draw(rt, "which")]
				op := desk.Op{ID: desk.NewOpID(), Ticket: r.ID, Base: r.Base, Seen: r.Seen, Actor: "kim", At: d.Clock, Intent: desk.Assign{To: "kim"}}
				if alone || what == "kim claims" {
					if err := d.Submit(op, 0); err != nil {
						rt.Fatal(err)
					}
				} else {
					elsewhere(d, r.ID, desk.Assign{To: "tom"})
				}
			}
		}
		busy := restless{Desk: d, then: happens}
		s := screentest.NewSession(d)
		st := screentest.Play(t, d, s, queue.New(queue.Needs{Session: s, Reads: busy, People: d, Ledger: d, View: desk.ViewUnassigned}), 60, 24)
		rt.Repeat(map[string]func(*rapid.T){
			"down": func(*rapid.T) { st.Act(keymaps.Down) },
			"claim": func(*rapid.T) {
				if alone {
					st.Act(keymaps.Claim)
				}
			},
			"heard": func(*rapid.T) { st.Changed(desk.ChangedOutbox, desk.TicketID{}) },
			"": func(*rapid.T) {
				if got := st.Picture(); strings.Contains(got, " new ") {
					rt.Fatalf("nothing came, and it shows\n%s", got)
				}
			},
		})
	})
}
