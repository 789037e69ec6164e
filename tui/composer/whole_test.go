package composer_test

import (
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
)

// copies are those in copy of a draft.
func copies(d *desk.Draft) (all []string) {
	if d == nil {
		return nil
	}
	for _, a := range desk.AddressesIn(d.To, desk.AddressCc) {
		all = append(all, text.Line(a.Value))
	}
	return all
}

func TestAnAddressThatIsChangedWhileTheDraftIsWrittenIsKeptToo(t *testing.T) {
	d, id := mailed()
	st := play(t, d, id, false, 110, 24)
	st.Type("On")
	st.Hold = true
	st.Ring("save")
	st.Act(keymaps.Addresses, keymaps.NextField)
	st.Type("tom@other.example")
	st.Answer()
	st.Hold = false
	st.Ring("save")
	if got := copies(d.Drafts[id][0]); len(got) != 1 {
		t.Errorf("in copy: %q", got)
	}
}

func TestANoteThatBecomesAReplyGoesToWhomThatWasToGo(t *testing.T) {
	d, id := mailed()
	to := []desk.Address{
		{Channel: desk.Mail, Value: desk.Foreign("someone@example.org")},
		{Channel: desk.Mail, Role: desk.AddressCc, Value: desk.Foreign("tom@other.example")},
	}
	for _, words := range []string{"begun before", ""} {
		_ = d.SaveDraft(desk.Draft{Ticket: id, Text: desk.Foreign(words), To: to, Attachments: []desk.Attachment{file("receipt.txt", 5)}})
		st := play(t, d, id, true, 110, 24)
		st.Type("psst")
		st.Act(keymaps.ToggleNote)
		if got := d.Drafts[id][0]; len(copies(got)) != 1 || names(got.Attachments) != "receipt.txt" {
			t.Errorf("with %q the draft is %+v", words, got)
		}
		st.Act(keymaps.Send)
		goesTo(t, d, ":someone@example.org", "cc:tom@other.example")
		if got := names(d.Submitted[len(d.Submitted)-1].Attachments()); got != "receipt.txt" {
			t.Errorf("with %q there go %q", words, got)
		}
	}
}
