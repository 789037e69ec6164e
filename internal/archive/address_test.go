package archive_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
)

func readLine(t *testing.T, line string) archive.Record {
	t.Helper()
	in, err := archive.NewReader(strings.NewReader(line))
	if err != nil {
		t.Fatal(err)
	}
	r, err := in.Next()
	if err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	return r
}

func TestAnEnvelopeIsReadAsItStandsAndComesBack(t *testing.T) {
	r := readLine(t, `{"messages":[{"from":"customer","text":"hello","to":"support@shop.example","cc":["boss@house.example",{"value":"ada@house.example","name":"Ada"}]},`+
		`{"from":"agent","text":"hello","agent":"tom","to":[{"value":"c@house.example"}],"bcc":"lead@shop.example","sent_from":{"value":"support@shop.example"}},`+
		`{"from":"forward","agent":"tom","text":"look","to":"depot@house.example","forward":{"messages":[1,2],"notes":true}}]}`)
	mail := func(value string, role desk.AddressRole) desk.Address {
		return desk.Address{Channel: desk.Mail, Value: desk.Foreign(value), Role: role}
	}
	ada := mail("ada@house.example", desk.AddressCc)
	ada.Name = desk.Foreign("Ada")
	want := [][]desk.Address{
		{mail("support@shop.example", ""), mail("boss@house.example", desk.AddressCc), ada},
		{mail("c@house.example", ""), mail("lead@shop.example", desk.AddressBcc), mail("support@shop.example", desk.AddressFrom)},
		{mail("depot@house.example", "")},
	}
	for range 2 { // as it was read, and as it was written and read
		for i, m := range r.Ticket.Messages {
			if !reflect.DeepEqual(m.To, want[i]) {
				t.Errorf("message %d went to %d addresses: %+v", i+1, len(m.To), m.To)
			}
		}
		if m := r.Ticket.Messages[2]; m.Kind != desk.Forwarded || m.Author.Agent != "tom" || m.Forward == nil || !m.Forward.Notes || len(m.Forward.Messages) != 2 {
			t.Errorf("%+v", m)
		}
		r = again(t, r)
	}
}

func TestAMailboxOfTheDeskIsReadAndComesBack(t *testing.T) {
	r := readLine(t, `{"type":"mailbox","address":"returns@shop.example","name":"Returns","groups":["returns"]}`)
	if m := r.Mailbox; m == nil || m.Channel != desk.Mail || m.Value != desk.Foreign("returns@shop.example") || len(m.Groups) != 1 || r.Kind() != archive.KindMailbox {
		t.Fatalf("%+v", r)
	}
	if back := again(t, r); !reflect.DeepEqual(r, back) {
		t.Errorf("%+v", back.Mailbox)
	}
}

func TestAnAddressThatIsNoneIsToldOfALine(t *testing.T) {
	for _, line := range []string{
		`{"type":"mailbox","address":"returns@"}`, `{"type":"mailbox"}`, `{"type":"mailbox","address":"a@b.example\r\nX: y"}`,
		`{"messages":[{"from":"customer","text":"hi","cc":"a@b.example\nBcc: c@d.example"}]}`,
		`{"messages":[{"from":"customer","text":"hi","to":[{"value":"a@b.example","role":"reply-to"}]}]}`,
	} {
		in, err := archive.NewReader(strings.NewReader(line))
		if err != nil {
			t.Fatal(err)
		}
		if r, err := in.Next(); err == nil {
			t.Errorf("%s is read as a %s", line, r.Kind())
		}
	}
}
