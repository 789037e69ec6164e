package desk

import (
	"errors"
	"testing"
)

func TestAReplyByMailToACustomerWithoutAnAddressIsRefused(t *testing.T) {
	k := waiting(Open)
	somebody, nobody := Customer{ID: k.Requester, Mails: []Untrusted{text("kim@mail.example")}}, Customer{ID: k.Requester, Phones: []Untrusted{text("+441632960111")}}
	for name, c := range map[string]struct {
		by  Channel
		who *Customer
		to  []Address
		bad bool
	}{
		"no address":                  {Mail, &nobody, nil, true},
		"a form":                      {Form, &nobody, nil, true},
		"no customer":                 {Mail, &Customer{}, nil, true},
		"what is no address":          {Mail, &Customer{ID: k.Requester, Mails: []Untrusted{text("at home")}}, nil, true},
		"an address":                  {Mail, &somebody, nil, false},
		"an address on a local host":  {Mail, &Customer{ID: k.Requester, Mails: []Untrusted{text("kim@house")}}, nil, false},
		"one that was said":           {Mail, &nobody, []Address{mailTo("kim@mail.example", AddressTo)}, false},
		"a record that is not there":  {Mail, nil, nil, false},
		"a chat":                      {Chat, &nobody, nil, false},
		"a call":                      {Phone, &Customer{}, nil, false},
		"a chat with nobody at all":   {Chat, &Customer{}, nil, false},
		"a message to a number":       {SMS, &nobody, nil, false},
		"a message without a number":  {SMS, &somebody, nil, false},
		"a page on which people meet": {Social, &nobody, nil, false},
	} {
		k.Channel = c.by
		op, f := by(anna, k, Reply{Text: text("On its way.")}), facts()
		op.Recipients, f.Customer = c.to, c.who
		_, _, err := tryApply(t, k, op, f)
		var p *Problem
		if errors.As(err, &p); (err != nil) != c.bad || c.bad && (p.Code != BadAddress || p.Args[0] != string(FlawNobody)) {
			t.Errorf("%s: it says %v", name, err)
		}
	}
}

func TestANoteToColleaguesAsksForNoAddress(t *testing.T) {
	k, f := waiting(Open), facts()
	f.Customer = &Customer{}
	if _, _, err := tryApply(t, k, by(anna, k, Note{Text: text("they call back")}), f); err != nil {
		t.Error(err)
	}
}

func TestAChannelLeadsToTheFirstAddressThatSomethingCanBeSentTo(t *testing.T) {
	c := Customer{ID: CustomerID{DeriveID("c")}, Mails: []Untrusted{text("at home"), text("kim@mail.example")}, Phones: []Untrusted{text("+441632960111")}}
	for by, want := range map[Channel]string{Mail: "kim@mail.example", Form: "kim@mail.example", SMS: "+441632960111", Phone: "+441632960111", Chat: c.ID.String()} {
		if a, ok := Reach(by, c); !ok || a.Value.Raw() != want || a.Channel != by || a.Role != AddressTo {
			t.Errorf("%s leads to %v, %t", by, a, ok)
		}
	}
}
