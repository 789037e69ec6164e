package cache

import (
	"errors"
	"fmt"
	"testing"

	"github.com/heed-desk/heed/desk"
)

func TestTheDesksOwnAddressesAreKnownOfflineAndAfterAFill(t *testing.T) {
	opt := options(t)
	l := opened(t, opt)
	boxes := []desk.Mailbox{{Channel: desk.Mail, Value: desk.Foreign("support@shop.example"), Groups: []desk.GroupID{"returns"}}}
	if err := l.Described(desk.Description{Mailboxes: boxes}); err != nil {
		t.Fatal(err)
	}
	if err := l.Resync(func(s desk.Shadow) error {
		if err := s.Take(page(1, 4)); err != nil {
			return err
		}
		return s.Done(3, "1")
	}); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := opened(t, opt).Mailboxes()
	if err != nil || len(again) != 1 || again[0].Value != boxes[0].Value || again[0].Groups[0] != "returns" {
		t.Errorf("%+v, %v", again, err)
	}
}

func TestAddressesThatOneWroteToAreOfferedUntilACustomerIsErased(t *testing.T) {
	l := opened(t, options(t))
	mine, theirs := said(1, 2, me, "hello"), said(2, 2, "tom", "hello")
	mine.To = []desk.Address{
		{Channel: desk.Mail, Value: desk.Foreign("casey@example.org")},
		{Channel: desk.Mail, Value: desk.Foreign("depot@house.example"), Role: desk.AddressCc},
		{Channel: desk.Mail, Value: desk.Foreign("support@shop.example"), Role: desk.AddressFrom},
	}
	theirs.To = []desk.Address{{Channel: desk.Mail, Value: desk.Foreign("other@house.example"), Role: desk.AddressCc}}
	p := page(1, 4)
	p.Messages = append(p.Messages, mine, theirs)
	p.Next = "1"
	if err := l.Take(p); err != nil {
		t.Fatal(err)
	}
	used, err := l.Addresses()
	if err != nil || len(used) != 1 || used[0].Value != desk.Foreign("depot@house.example") || used[0].Role != desk.AddressTo {
		t.Errorf("%+v, %v", used, err)
	}
	if err := l.Take(desk.Page{Gone: []desk.Tombstone{{Kind: desk.RecordCustomer, ID: customerID(3).String()}}, Next: "2"}); err != nil {
		t.Fatal(err)
	}
	if used, err := l.Addresses(); err != nil || len(used) != 0 {
		t.Errorf("after an erasure: %+v, %v", used, err)
	}
}

func TestTheAddressThatOneWroteToLastIsOfferedFirstWhateverOrderAFillBringsThemIn(t *testing.T) {
	l := opened(t, options(t))
	p := page(1, 6)
	for i, days := range []int{3, 1, 9} { // by ticket, as a fill brings them
		m := ago(i+1, 2, me, days)
		m.To = []desk.Address{{Channel: desk.Mail, Value: desk.Foreign(fmt.Sprintf("depot%d@house.example", days)), Role: desk.AddressCc}}
		p.Messages = append(p.Messages, m)
	}
	must(t, l.Resync(func(s desk.Shadow) error {
		must(t, s.Take(p))
		return s.Done(5, "1")
	}))
	used, err := l.Addresses()
	must(t, err)
	for i, want := range []string{"depot1@house.example", "depot3@house.example", "depot9@house.example"} {
		if i >= len(used) || used[i].Value.Raw() != want {
			t.Fatalf("%d is not %s: %+v", i, want, used)
		}
	}
}

func TestAWordThatComesLateBringsBackNoAddressOfWhatIsGone(t *testing.T) {
	for name, gone := range map[string]desk.Tombstone{
		"the ticket": {Kind: desk.RecordTicket, ID: ticketID(1).String()}, "its customer": {Kind: desk.RecordCustomer, ID: customerID(1).String()},
	} {
		l := filled(t, options(t), 3)
		must(t, l.Take(desk.Page{Gone: []desk.Tombstone{gone}, Next: "2"}))
		late := said(1, 2, me, "hello")
		late.To = []desk.Address{{Channel: desk.Mail, Value: desk.Foreign("daughter@house.example"), Role: desk.AddressCc}}
		must(t, l.Take(desk.Page{Messages: []desk.Message{late}, Next: "3"}))
		if used, err := l.Addresses(); err != nil || len(used) != 0 {
			t.Errorf("%s is gone: %+v, %v", name, used, err)
		}
		if _, err := l.Thread(ticketID(1), 9); !errors.Is(err, desk.ErrNotFound) {
			t.Errorf("%s is gone: the thread: %v", name, err)
		}
	}
}
