package composer_test

import (
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screentest"
)

// nameless is a ticket of a customer of whom neither a name nor an address is known.
func nameless(by desk.Channel) (*screentest.Desk, desk.TicketID) {
	d := screentest.NewDesk(now)
	d.Boxes = boxes()
	id := d.Open(4002, "", "", "Are you open on Saturday?", time.Hour, func(k *desk.Ticket) { k.Channel = by })
	who := d.Customers[d.Tickets[id].Requester]
	who.Mails = nil
	d.Customers[who.ID] = who
	return d, id
}

func TestAMailToACustomerWithoutAnAddressGoesNowhereBeforeOneIsGiven(t *testing.T) {
	d, id := nameless(desk.Mail)
	st := play(t, d, id, false, 110, 24)
	if got := st.Picture(); !strings.Contains(got, "Reply to Customer · mail") || !strings.Contains(got, "no address is known") {
		t.Errorf("it shows\n%s", got)
	}
	st.Type("Yes, from 9.")
	st.Act(keymaps.Send)
	if len(d.Submitted) > 0 {
		t.Fatalf("to nobody went %+v", d.Submitted[0])
	}
	if got := st.Picture(); !strings.Contains(got, " From support@shop.example") || strings.Contains(got, "no address") || !strings.Contains(st.LastSaid(), "goes to nobody yet") {
		t.Errorf("it says %q and shows\n%s", st.LastSaid(), got)
	}
	st.Type("kim@example.org")
	st.Act(keymaps.Cancel, keymaps.Send)
	goesTo(t, d, ":kim@example.org", "from:support@shop.example")
}

func TestAChatOfSomebodyWithoutAnAddressGoesAsEver(t *testing.T) {
	d, id := nameless(desk.Chat)
	st := play(t, d, id, false, 110, 24)
	st.Type("Yes, from 9.")
	st.Act(keymaps.Send)
	if len(d.Submitted) != 1 {
		t.Errorf("it says %q", st.LastSaid())
	}
}

func TestWhySendingStoppedStaysInSightUntilItIsSent(t *testing.T) {
	d, id := lamp()
	st := play(t, d, id, false, 80, 24)
	st.Type("It left us on the 3rd.")
	d.Arrive(desk.Op{ID: desk.NewOpID(), Ticket: id, Base: d.Tickets[id].Version, Seen: 1, Actor: "ines", At: now, Intent: desk.Reply{Text: desk.Foreign("It is on its way.")}})
	st.Changed(desk.ChangedTicket, id)
	st.Act(keymaps.Send)
	const why = "ines wrote meanwhile: read it above; send again sends yours"
	st.Type(" More tomorrow.")
	st.Ring("save")
	if got := st.Picture(); !strings.Contains(got, why) || !strings.Contains(got, "draft saved") {
		t.Errorf("with the draft saved it shows\n%s", got)
	}
	if st.Act(keymaps.Send); len(d.Submitted) != 1 || d.Submitted[0].Seen != 2 {
		t.Errorf("sent again it makes %+v", d.Submitted)
	}
}

func TestASentenceIsAddedInALineOfItsOwnWhereTheLastOneIsNotEnded(t *testing.T) {
	for typed, want := range map[string]string{
		"The lamp came back to us and the refund of it was sent to your card by us":   "sent to your card by us\n I am ",
		"The lamp came back to us and the refund of it was sent to your card by us.":  "sent to your card by us. I am ",
		"The lamp came back to us and the refund of it was sent to your card by us.)": "sent to your card by us.) I am ",
	} {
		d, id := lamp()
		st := play(t, d, id, false, 120, 16)
		st.Type(typed)
		st.Ring("save")
		st.Act(keymaps.AddSuggested)
		if got := st.Picture(); !strings.Contains(got, want) {
			t.Errorf("it shows\n%s", got)
		}
	}
}
