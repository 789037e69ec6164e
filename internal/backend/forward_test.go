package backend_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
)

// addressed is a desk with a mailbox, and a ticket of a customer with a mail address on which
// ann has answered and left a note.
func addressed(t *testing.T) (*bench, desk.Ticket) {
	t.Helper()
	b := newBench(t)
	who := desk.CustomerID{ID: desk.NewID()}
	records := slices.Values([]archive.Record{
		{Customer: &desk.Customer{ID: who, Name: desk.Foreign("Harper"), Mails: []desk.Untrusted{desk.Foreign("harper@example.org"), desk.Foreign("h@bücher.example")}}},
		{Mailbox: &desk.Mailbox{Channel: desk.Mail, Value: desk.Foreign("support@shop.example")}},
	})
	if _, err := b.store.Import(t.Context(), func(yield func(archive.Record, error) bool) {
		for r := range records {
			if !yield(r, nil) {
				return
			}
		}
	}); err != nil {
		t.Fatal(err)
	}
	op := desk.Op{ID: desk.NewOpID(), Ticket: desk.NewTicketID(), Actor: "ann", Intent: desk.Create{
		Channel: desk.Mail, Requester: who, RequesterName: desk.Foreign("Harper"), Text: desk.Foreign("hello"), Outbound: true,
	}}
	k := *b.do(t, op).Ticket
	k = *b.do(t, by(k, desk.Note{Text: desk.Foreign("careful")})).Ticket
	return b, k
}

func mail(value string, role desk.AddressRole) desk.Address {
	return desk.Address{Channel: desk.Mail, Value: desk.Foreign(value), Role: role}
}

func TestADeskSendsFromItsOwnAddressesOnly(t *testing.T) {
	b, k := addressed(t)
	op := by(k, desk.Reply{Text: desk.Foreign("yes")})
	op.Recipients = []desk.Address{mail("harper@example.org", ""), mail("boss@shop.example", desk.AddressBcc), mail("support@shop.example", desk.AddressFrom)}
	v := b.do(t, op)
	if v.Outcome != desk.Applied || len(v.Messages) == 0 || len(v.Messages[0].To) != 3 {
		t.Fatalf("%s %v", v.Outcome, v.Problem)
	}
	forged := by(*v.Ticket, desk.Reply{Text: desk.Foreign("yes")})
	forged.Recipients = []desk.Address{mail("harper@example.org", ""), mail("ceo@bank.example", desk.AddressFrom)}
	if v := b.do(t, forged); v.Outcome != desk.Refused || v.Problem.Code != desk.BadAddress {
		t.Errorf("%s %v", v.Outcome, v.Problem)
	}
	d, err := b.lineOf(t, "ann").Describe(t.Context())
	if err != nil || len(d.Mailboxes) != 1 || d.Mailboxes[0].Value != desk.Foreign("support@shop.example") {
		t.Errorf("%+v, %v", d.Mailboxes, err)
	}
}

func TestANoteIsSentOnByChoiceOnlyAndNeverToTheCustomer(t *testing.T) {
	b, k := addressed(t)
	for name, c := range map[string]struct {
		quoted desk.Quoted
		to     string
		want   string
	}{
		"the conversation":         {desk.Quoted{Messages: []desk.MessageID{1}}, "depot@house.example", ""},
		"to the customer":          {desk.Quoted{Messages: []desk.MessageID{1}}, "harper@example.org", ""},
		"a note nobody chose":      {desk.Quoted{Messages: []desk.MessageID{1, 2}}, "depot@house.example", "with_note"},
		"a note that was chosen":   {desk.Quoted{Messages: []desk.MessageID{1, 2}, Notes: true}, "depot@house.example", ""},
		"a note to the customer":   {desk.Quoted{Messages: []desk.MessageID{2}, Notes: true}, "Harper@Example.org", "customer"},
		"in wide letters":          {desk.Quoted{Messages: []desk.MessageID{2}, Notes: true}, "harper@ｅxample.org", "customer"},
		"behind a plus":            {desk.Quoted{Messages: []desk.MessageID{2}, Notes: true}, "harper+tag@example.org", "customer"},
		"to their other address":   {desk.Quoted{Messages: []desk.MessageID{2}, Notes: true}, "h@xn--bcher-kva.example", "customer"},
		"a letter nobody sees":     {desk.Quoted{Messages: []desk.MessageID{2}, Notes: true}, "har\u115fper@example.org", "customer"},
		"an entry that is not one": {desk.Quoted{Messages: []desk.MessageID{99}}, "depot@house.example", "messages"},
	} {
		op := by(k, desk.Forward{Text: desk.Foreign("look"), Quoted: c.quoted})
		op.Recipients = []desk.Address{mail(c.to, "")}
		v := b.do(t, op)
		switch {
		case c.want == "" && v.Outcome != desk.Applied:
			t.Errorf("%s: %s %v", name, v.Outcome, v.Problem)
		case c.want != "" && (v.Outcome != desk.Refused || !strings.Contains(v.Problem.Error(), c.want)):
			t.Errorf("%s: %s %v", name, v.Outcome, v.Problem)
		}
	}
}
