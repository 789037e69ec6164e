package composer_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screentest"
)

// boxes are the addresses of the desk of these tests.
func boxes() []desk.Mailbox {
	return []desk.Mailbox{
		{Channel: desk.Mail, Value: desk.Foreign("support@shop.example"), Name: desk.Foreign("Support")},
		{Channel: desk.Mail, Value: desk.Foreign("returns@shop.example"), Name: desk.Foreign("Returns"), Groups: []desk.GroupID{"returns"}},
	}
}

func mailed() (*screentest.Desk, desk.TicketID) {
	d, id := lamp()
	d.Boxes = boxes()
	d.Staff = append(d.Staff, desk.Agent{ID: "ines", Name: desk.Foreign("Inés Marín"), Mail: desk.Foreign("ines@shop.example")})
	return d, id
}

// envelope is whom the last operation goes to, as role:value.
func envelope(t *testing.T, d *screentest.Desk) []string {
	t.Helper()
	if len(d.Submitted) == 0 {
		t.Fatal("nothing was sent")
	}
	var all []string
	for _, a := range d.Submitted[len(d.Submitted)-1].Recipients {
		all = append(all, string(a.Role)+":"+text.Line(a.Value))
	}
	return all
}

func goesTo(t *testing.T, d *screentest.Desk, want ...string) {
	t.Helper()
	if got := envelope(t, d); !slices.Equal(got, want) {
		t.Errorf("it goes to %q and should go to %q", got, want)
	}
}

func TestAReplyGoesFromTheMailboxOfItsGroup(t *testing.T) {
	for group, want := range map[desk.GroupID]string{"": "from:support@shop.example", "returns": "from:returns@shop.example"} {
		d, id := mailed()
		k := d.Tickets[id]
		k.Group = group
		d.Tickets[id] = k
		st := play(t, d, id, false, 110, 20)
		if got := st.Picture(); !strings.Contains(got, "to someone@example.org · "+strings.Replace(want, ":", " ", 1)) {
			t.Errorf("it shows\n%s", got)
		}
		st.Type("On its way.")
		st.Act(keymaps.Send)
		goesTo(t, d, ":someone@example.org", want)
	}
}

func TestWhoTypesBehindAnAddressThatIsThereMeansOneMore(t *testing.T) {
	for name, write := range map[string]func(*screentest.Stage){
		"typed":        func(st *screentest.Stage) { st.Type("tom@other.example") },
		"pasted":       func(st *screentest.Stage) { st.Paste("tom@other.example") },
		"with a comma": func(st *screentest.Stage) { st.Type(", tom@other.example") },
		"with a space": func(st *screentest.Stage) { st.Type(" tom@other.example") },
		"in two goes": func(st *screentest.Stage) {
			st.Type("tom@other")
			st.Act(keymaps.Cancel, keymaps.Addresses)
			st.Type(".example")
		},
		"after the rest": func(st *screentest.Stage) { st.Act(keymaps.NextField, keymaps.PrevField); st.Type("tom@other.example") },
	} {
		d, id := mailed()
		st := play(t, d, id, false, 110, 24)
		st.Type("On its way.")
		st.Act(keymaps.Addresses)
		write(st)
		st.Act(keymaps.Cancel, keymaps.Send)
		if len(d.Submitted) == 0 {
			t.Fatalf("%s: it says %q over\n%s", name, st.LastSaid(), st.Picture())
		}
		if goesTo(t, d, ":someone@example.org", ":tom@other.example", "from:support@shop.example"); t.Failed() {
			t.Fatal(name)
		}
	}
}

func TestAnAddressThatIsThereCanBeMended(t *testing.T) {
	d, id := mailed()
	st := play(t, d, id, false, 110, 24)
	st.Type("On its way.")
	st.Act(keymaps.Addresses)
	st.Key("backspace")
	st.Type("x.example")
	st.Act(keymaps.Cancel, keymaps.Send)
	goesTo(t, d, ":someone@example.orx.example", "from:support@shop.example")
}

func TestACopyIsCompletedFromAFewLettersAndCounted(t *testing.T) {
	d, id := mailed()
	st := play(t, d, id, false, 110, 24)
	st.Type("On its way.")
	st.Act(keymaps.Addresses, keymaps.NextField)
	st.Type("in")
	if got := st.Picture(); !strings.Contains(got, "› Inés Marín · ines@shop.example") || !strings.Contains(got, "colleague") {
		t.Errorf("it offers\n%s", got)
	}
	st.Act(keymaps.Accept)
	st.Type("tom@other.example")
	st.Act(keymaps.NextField)
	st.Type("boss@shop.example")
	st.Act(keymaps.Cancel)
	if got := st.Picture(); !strings.Contains(got, "cc 2 · bcc 1 · from support@shop.example") || !strings.Contains(got, "2 of them have not been in this conversation") {
		t.Errorf("it shows\n%s", got)
	}
	st.Act(keymaps.Send)
	goesTo(t, d, ":someone@example.org", "cc:ines@shop.example", "cc:tom@other.example", "bcc:boss@shop.example", "from:support@shop.example")
}

func TestAnAddressThatIsNoneIsSaidAndNotSentTo(t *testing.T) {
	for typed, want := range map[string]string{
		"harper@":          "harper@ ends at the @. Type what comes behind it",
		"harper":           "harper has no @",
		"a b@example.org":  "is not one address",
		"harper@localhost": "has no dot behind the @",
	} {
		d, id := mailed()
		st := play(t, d, id, false, 110, 24)
		st.Type("On its way.")
		st.Act(keymaps.Addresses, keymaps.NextField)
		st.Type(typed)
		st.Act(keymaps.Cancel)
		if !strings.Contains(st.LastSaid(), want) {
			t.Errorf("of %q it says %q", typed, st.LastSaid())
		}
		st.Said = nil
		st.Act(keymaps.Send)
		if len(d.Submitted) != 0 || !strings.Contains(st.LastSaid(), want) {
			t.Errorf("%q: sent %d, said %q", typed, len(d.Submitted), st.LastSaid())
		}
		if got := st.Picture(); !strings.Contains(got, "Bcc") {
			t.Errorf("the fields are not open at it:\n%s", got)
		}
	}
}

func TestAPasteBringsNoSecondHeader(t *testing.T) {
	d, id := mailed()
	st := play(t, d, id, false, 110, 24)
	st.Type("On its way.")
	st.Act(keymaps.Addresses, keymaps.NextField)
	st.Paste("a@example.org\r\nBcc: x@evil.example")
	st.Act(keymaps.Cancel, keymaps.Send)
	for _, op := range d.Submitted {
		for _, a := range op.Recipients {
			if strings.ContainsAny(a.Value.Raw(), "\r\n") || a.Role == desk.AddressBcc {
				t.Errorf("it goes to %q as %q", a.Value.Raw(), a.Role)
			}
		}
	}
}

func TestAChangedEnvelopeIsInTheDraftWithinASecondAndComesBack(t *testing.T) {
	d, id := mailed()
	st := play(t, d, id, false, 110, 24)
	st.Type("On")
	st.Act(keymaps.Addresses, keymaps.NextField)
	st.Type("tom@other.example")
	st.Ring("save")
	if got := d.Drafts[id][0]; got == nil || len(desk.AddressesIn(got.To, desk.AddressCc)) != 1 {
		t.Fatalf("the draft is %+v", got)
	}
	st.Leave()
	again := play(t, d, id, false, 110, 24)
	if got := again.Picture(); !strings.Contains(got, "cc 1") {
		t.Errorf("it goes on with\n%s", got)
	}
	again.Act(keymaps.Send)
	goesTo(t, d, ":someone@example.org", "cc:tom@other.example", "from:support@shop.example")
	undo(t, d, d.Submitted[0])
	third := play(t, d, id, false, 110, 24)
	if got := third.Picture(); !strings.Contains(got, "cc 1") || !strings.Contains(got, "On") {
		t.Errorf("undo brought back\n%s", got)
	}
}

func TestAReplyToAllTakesInWhoeverGotTheLastMessage(t *testing.T) {
	d, id := mailed()
	d.Entries[id][0].To = []desk.Address{
		{Channel: desk.Mail, Value: desk.Foreign("support@shop.example")},
		{Channel: desk.Mail, Value: desk.Foreign("partner@example.org"), Role: desk.AddressCc},
	}
	st := play(t, d, id, false, 120, 24)
	if got := st.Picture(); !strings.Contains(got, "somebody else got the last message · ") {
		t.Errorf("it shows\n%s", got)
	}
	st.Type("On its way.")
	st.Act(keymaps.ReplyAll)
	if got := st.Picture(); !strings.Contains(got, "cc 1") {
		t.Errorf("it shows\n%s", got)
	}
	st.Act(keymaps.ReplyAll, keymaps.ReplyAll, keymaps.Send)
	goesTo(t, d, ":someone@example.org", "from:support@shop.example", "cc:partner@example.org")
}

func TestWhereAChannelHasOneEndTheFieldsAreDimmedWithAReason(t *testing.T) {
	d, id := mailed()
	k := d.Tickets[id]
	k.Channel = desk.Chat
	d.Tickets[id] = k
	st := play(t, d, id, false, 110, 24)
	why := st.Act(keymaps.Addresses)
	if said := st.Session.Book.Reason(why); !strings.Contains(said, "leads to one person") {
		t.Errorf("the reason is %q", said)
	}
	if why := play(t, d, id, true, 110, 24).Act(keymaps.Addresses); why.None() {
		t.Error("a note is addressed")
	}
}

func TestACustomerWhoRefusesTheChannelIsToldOfQuietly(t *testing.T) {
	d, id := mailed()
	who := d.Tickets[id].Requester
	c := d.Customers[who]
	c.Refuses = []desk.Channel{desk.Mail}
	d.Customers[who] = c
	st := play(t, d, id, false, 110, 24)
	if got := st.Picture(); !strings.Contains(got, "Harper Moore does not want to hear from us by mail") {
		t.Errorf("it shows\n%s", got)
	}
	st.Type("On its way.")
	if st.Act(keymaps.Send); len(d.Submitted) != 1 {
		t.Error("it stands in the way")
	}
}

func TestACustomerWhoWaitsForNothingIsNotWrittenToByAWayTheyRefuse(t *testing.T) {
	d, id := mailed()
	k := d.Tickets[id]
	k.WaitingSince = time.Time{}
	d.Tickets[id] = k
	c := d.Customers[k.Requester]
	c.Refuses = []desk.Channel{desk.Mail}
	d.Customers[k.Requester] = c
	st := play(t, d, id, false, 110, 24)
	st.Type("Would you like a newer lamp?")
	for _, a := range []keymaps.Action{keymaps.Send, keymaps.SendAndSolve, keymaps.SendLater} {
		if why := st.Act(a); why.None() || why.Args[0] != "unwanted" || len(d.Submitted) > 0 {
			t.Errorf("%s: %+v", a, why)
		}
	}
	note := play(t, d, id, true, 110, 24)
	note.Type("Asked for a newer lamp.")
	if why := note.Act(keymaps.Send); !why.None() {
		t.Errorf("a note is refused: %+v", why)
	}
	c.Refuses = nil
	d.Customers[k.Requester] = c
	st = play(t, d, id, false, 110, 24)
	st.Type("Would you like a newer lamp?")
	if why := st.Act(keymaps.Send); !why.None() {
		t.Errorf("once they do again: %+v", why)
	}
}

func TestTheFieldsFitEveryScreenWithAHundredAddresses(t *testing.T) {
	d, id := mailed()
	for i := range 60 {
		d.Used = append(d.Used, desk.Address{Channel: desk.Mail, Value: desk.Foreign("person" + strings.Repeat("x", i) + "@example.org")})
	}
	for _, typed := range []string{"", "per"} {
		st := play(t, d, id, false, 100, 24)
		st.Type("On its way.")
		st.Act(keymaps.Addresses, keymaps.NextField)
		for range 40 {
			st.Type("somebody.with.a.long.name@a-host-of-some-length.example, ")
		}
		st.Type(typed)
		st.Sweep()
		st.Act(keymaps.Cancel)
		st.Sweep()
	}
}

func TestAHeldReplyKeepsWhomItGoesTo(t *testing.T) {
	d, id := mailed()
	st := play(t, d, id, false, 110, 24)
	st.Type("On its way.")
	st.Act(keymaps.Addresses, keymaps.NextField)
	st.Type("partner@example.org")
	st.Act(keymaps.Cancel, keymaps.Send)
	for _, state := range []desk.OpState{desk.OpHeld, desk.OpRefused} {
		d.Ops[len(d.Ops)-1].State = state
		undo(t, d, d.Submitted[len(d.Submitted)-1])
		again := play(t, d, id, false, 110, 24)
		if got := again.Picture(); !strings.Contains(got, "cc 1") {
			t.Errorf("%s: it goes on with\n%s", state, got)
		}
		again.Act(keymaps.Send)
		goesTo(t, d, ":someone@example.org", "cc:partner@example.org", "from:support@shop.example")
	}
}
