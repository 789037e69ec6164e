package composer_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/composer"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
)

// told is a ticket on which the customer, an agent and a colleague's note have spoken.
func told() (*screentest.Desk, desk.TicketID) {
	d, id := mailed()
	for _, m := range []desk.Message{
		{ID: 2, Kind: desk.FromAgent, Author: desk.Author{Agent: "tom"}, Text: desk.Foreign("It is at the warehouse."), At: now},
		{ID: 3, Kind: desk.InternalNote, Author: desk.Author{Agent: "tom"}, Text: desk.Foreign("They lost it once before."), At: now},
	} {
		m.Ticket = id
		d.Entries[id] = append(d.Entries[id], m)
	}
	k := d.Tickets[id]
	k.LastMessage = 3
	d.Tickets[id] = k
	return d, id
}

func sendOn(t *testing.T, d *screentest.Desk, id desk.TicketID) *screentest.Stage {
	t.Helper()
	s := screentest.NewSession(d)
	return screentest.Play(t, d, s, composer.New(composer.Needs{Session: s, Reads: d, Writes: d, Ticket: id, Forward: true}), 110, 24)
}

func quotes(t *testing.T, d *screentest.Desk) desk.Forward {
	t.Helper()
	if len(d.Submitted) == 0 {
		t.Fatal("nothing was sent")
	}
	in, ok := d.Submitted[len(d.Submitted)-1].Intent.(desk.Forward)
	if !ok {
		t.Fatalf("%T was sent", d.Submitted[len(d.Submitted)-1].Intent)
	}
	return in
}

func TestWhatWasSaidIsSentOnWithoutNotesToSomebodyOutside(t *testing.T) {
	d, id := told()
	st := sendOn(t, d, id)
	if got := st.Picture(); !strings.Contains(got, "Send #4821 on · 2 messages go along") || !strings.Contains(got, "Bcc") {
		t.Errorf("it begins with\n%s", got)
	}
	st.Type("depot@house.example")
	st.Act(keymaps.Cancel)
	st.Type("Please look for it.")
	st.Act(keymaps.Send)
	goesTo(t, d, ":depot@house.example", "from:support@shop.example")
	if in := quotes(t, d); !slices.Equal(in.Messages, []desk.MessageID{1, 2}) || in.Notes {
		t.Errorf("%+v goes along", in.Quoted)
	}
	if !strings.Contains(st.LastSaid(), "#4821 is kept and goes on to them.") || st.LastWent().To != screen.Back {
		t.Errorf("it says %q and goes to %+v", st.LastSaid(), st.LastWent())
	}
}

func TestNotesGoAlongOnlyWhenChosenAndNeverToTheCustomer(t *testing.T) {
	d, id := told()
	st := sendOn(t, d, id)
	st.Type("depot@house.example, someone@example.org")
	st.Act(keymaps.Cancel)
	st.Type("Please look for it.")
	st.Act(keymaps.ForwardWhat)
	st.Type("only colleagues")
	st.Act(keymaps.Accept)
	if !strings.Contains(st.LastSaid(), "someone@example.org is the customer's") {
		t.Errorf("it says %q", st.LastSaid())
	}
	if st.Act(keymaps.Send); len(d.Submitted) != 0 {
		t.Fatal("a note went to the customer")
	}
	for range len(", someone@example.org") {
		st.Key("backspace")
	}
	st.Act(keymaps.Cancel, keymaps.Send)
	if in := quotes(t, d); !slices.Equal(in.Messages, []desk.MessageID{1, 2, 3}) || !in.Notes {
		t.Errorf("%+v goes along", in.Quoted)
	}
}

func TestNotesDoNotReachTheCustomerHoweverTheAddressIsWritten(t *testing.T) {
	for _, theirs := range []string{"someone@ｅxample.org", "someone+notes@example.org", "ſomeone@example.org", "SOMEONE@example.org."} {
		d, id := told()
		st := sendOn(t, d, id)
		st.Type(theirs)
		st.Act(keymaps.Cancel)
		st.Type("Please look for it.")
		st.Act(keymaps.ForwardWhat)
		st.Type("only colleagues")
		st.Act(keymaps.Accept, keymaps.Send)
		if len(d.Submitted) != 0 {
			t.Errorf("a note went to %s", theirs)
		}
	}
}

func TestOneMessageAloneCanBeSentOn(t *testing.T) {
	d, id := told()
	st := sendOn(t, d, id)
	st.Type("depot@house.example")
	st.Act(keymaps.Cancel)
	st.Type("This one.")
	st.Act(keymaps.ForwardWhat)
	st.Type("warehouse")
	st.Act(keymaps.Accept, keymaps.Send)
	if in := quotes(t, d); !slices.Equal(in.Messages, []desk.MessageID{2}) {
		t.Errorf("%+v goes along", in.Quoted)
	}
}

func TestWhatIsToBeSentOnStandsBesideTheReplyThatWasBegun(t *testing.T) {
	d, id := told()
	reply := play(t, d, id, false, 110, 24)
	reply.Type("Dear Harper")
	reply.Ring("save")
	reply.Leave()
	st := sendOn(t, d, id)
	st.Type("depot@house.example")
	st.Act(keymaps.Cancel)
	st.Type("Please look")
	st.Ring("save")
	st.Leave()
	again := sendOn(t, d, id)
	if got := again.Picture(); !strings.Contains(got, "Please look") || !strings.Contains(got, "to depot@house.example") {
		t.Errorf("it goes on with\n%s", got)
	}
	again.Act(keymaps.Send)
	holds(t, d, id, 0, "Dear Harper")
	undo(t, d, d.Submitted[0])
	if third := sendOn(t, d, id).Picture(); !strings.Contains(third, "Please look") || !strings.Contains(third, "depot@house.example") {
		t.Errorf("undo brought back\n%s", third)
	}
}

func TestWhatIsSentOnNeedsSomebodyToGoTo(t *testing.T) {
	d, id := told()
	st := sendOn(t, d, id)
	st.Act(keymaps.Cancel)
	st.Type("Please look for it.")
	st.Act(keymaps.Send)
	if len(d.Submitted) != 0 || !strings.Contains(st.LastSaid(), "It goes to nobody yet") {
		t.Errorf("sent %d, said %q", len(d.Submitted), st.LastSaid())
	}
	if why := st.Act(keymaps.ToggleNote); why.None() {
		t.Error("it becomes a note")
	}
	st.Sweep()
}

func TestWhatIsSentOnIsNotAskedToSaySorry(t *testing.T) {
	d, id := told()
	st := sendOn(t, d, id)
	st.Act(keymaps.Cancel)
	st.Type("The lamp came back broken and the customer waits; I will write to you again, please look for the parcel in your hall today.")
	st.Ring("save")
	if got := st.Picture(); strings.Contains(got, "says sorry") || strings.Contains(got, "add?") {
		t.Errorf("it is checked as an answer:\n%s", got)
	}
}
