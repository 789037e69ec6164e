package archive_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode"

	"pgregory.net/rapid"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
)

// again writes a record and reads it back.
func again(t interface {
	Helper()
	Fatal(...any)
}, r archive.Record,
) archive.Record {
	t.Helper()
	var b bytes.Buffer
	if err := archive.NewWriter(&b).Write(r); err != nil {
		t.Fatal(err)
	}
	if bytes.Count(b.Bytes(), []byte("\n")) != 1 {
		t.Fatal("a record is not one line")
	}
	in, err := archive.NewReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	got, err := in.Next()
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRecord(t)
		once := again(t, r)
		once.Turned = nil // which names are no logins
		if !reflect.DeepEqual(r, once) {
			t.Fatalf("a %s came back as another one", r.Kind())
		}
	})
}

func drawRecord(t *rapid.T) archive.Record {
	switch rapid.IntRange(0, 3).Draw(t, "kind") {
	case 0:
		c := drawCustomer(t)
		return archive.Record{Customer: &c}
	case 1:
		return archive.Record{Reply: &desk.Canned{
			ID: desk.CannedID{ID: desk.NewID()}, Name: "n", Title: "t", Text: rapid.StringN(1, 9, -1).Draw(t, "text") + "x",
			Tags: []string{"a", "b"}, Language: "de", Uses: 3,
			Then: desk.Macro{Status: desk.OnHold, Priority: "high", Tags: []string{"c"}, Mine: rapid.Bool().Draw(t, "mine")},
		}}
	case 2:
		return archive.Record{Agent: &desk.Agent{
			ID: "tom", Name: drawText(t, "name"), Role: desk.RoleLead, Groups: []desk.GroupID{"bench"}, Disabled: rapid.Bool().Draw(t, "off"),
		}}
	default:
		return archive.Record{Ticket: drawTicket(t)}
	}
}

func drawText(t *rapid.T, what string) desk.Untrusted {
	return desk.Foreign("x" + strings.ToValidUTF8(rapid.StringN(0, 20, -1).Draw(t, what), ""))
}

// drawAddress draws what may stand in an address: letters of one line.
func drawAddress(t *rapid.T, what string) desk.Untrusted {
	return desk.Foreign("x" + strings.TrimSpace(rapid.StringOfN(rapid.RuneFrom(nil, unicode.Letter, unicode.Digit, unicode.Punct), 0, 20, -1).Draw(t, what)))
}

func drawTime(t *rapid.T, what string) time.Time {
	return time.Unix(rapid.Int64Range(1, 4e9).Draw(t, what), rapid.Int64Range(0, 999).Draw(t, "ms")*1e6).UTC()
}

func drawCustomer(t *rapid.T) desk.Customer {
	return desk.Customer{
		ID: desk.CustomerID{ID: desk.NewID()}, Name: drawText(t, "name"), Mails: []desk.Untrusted{drawAddress(t, "mail")}, Place: drawText(t, "place"),
		Zone: "Europe/London", Language: "en", Tier: desk.Silver, Since: drawTime(t, "since"), Notes: []desk.Untrusted{drawText(t, "note")},
		Orders: []desk.Order{{
			Number: drawText(t, "number"), Status: drawText(t, "status"), At: drawTime(t, "ordered"), Total: "1.50",
			Items: []desk.OrderItem{{Name: drawText(t, "item"), Price: "1.50"}},
		}},
		Attributes: map[string]desk.Untrusted{"subject": drawText(t, "attribute")},
	}
}

func drawTicket(t *rapid.T) *archive.Ticket {
	level := rapid.SampledFrom([]desk.Level{desk.Low, desk.Normal, desk.High})
	k := &archive.Ticket{Ticket: desk.Ticket{
		ID: desk.NewTicketID(), Number: rapid.Int64Range(0, 99999).Draw(t, "number"), Subject: drawText(t, "subject"), Channel: desk.SMS,
		Status: rapid.SampledFrom(desk.Statuses()).Draw(t, "status"), Urgency: level.Draw(t, "urgency"), Impact: level.Draw(t, "impact"),
		Assignee: rapid.SampledFrom([]desk.AgentID{"", "tom", "ann.b"}).Draw(t, "assignee"), Group: "bench", Tags: []string{"a", "b"},
		Followers: []desk.AgentID{"ann.b"}, CreatedAt: drawTime(t, "created"), SnoozedUntil: drawTime(t, "snoozed"),
		Rating:     &desk.Rating{Score: 4, Comment: drawText(t, "comment"), At: drawTime(t, "rated")},
		Attributes: map[string]desk.Untrusted{"messages": drawText(t, "attribute")},
	}}
	if rapid.Bool().Draw(t, "merged") {
		k.MergedInto = desk.NewTicketID()
	}
	if rapid.Bool().Draw(t, "agent named") {
		k.Agent = "Ann B"
	}
	c := drawCustomer(t)
	k.Customer, k.Requester, k.RequesterName, k.Tier = &c, c.ID, c.Name, c.Tier
	for range rapid.IntRange(0, 4).Draw(t, "entries") {
		k.Messages = append(k.Messages, drawMessage(t, k))
	}
	archive.Settle(k)
	return k
}

func drawMessage(t *rapid.T, k *archive.Ticket) desk.Message {
	m := desk.Message{
		Kind: rapid.SampledFrom([]desk.MessageKind{desk.FromCustomer, desk.FromAgent, desk.InternalNote, desk.Happening, desk.PhoneCall, desk.Forwarded}).Draw(t, "kind"),
		Text: drawText(t, "text"), At: drawTime(t, "at"), Channel: rapid.SampledFrom([]desk.Channel{desk.SMS, desk.Mail}).Draw(t, "channel"),
		Author: desk.Author{Agent: "tom", Name: drawText(t, "author")},
	}
	switch m.Kind {
	case desk.FromCustomer:
		m.Author = desk.Author{Customer: k.Requester, Name: drawText(t, "customer")}
		if rapid.Bool().Draw(t, "somebody else") {
			m.Author.Customer = desk.CustomerID{ID: desk.NewID()}
		}
	case desk.FromAgent:
		m.Canned = []desk.CannedID{{ID: desk.NewID()}}
		m.To = []desk.Address{{Channel: desk.Mail, Value: drawAddress(t, "to"), Role: rapid.SampledFrom(desk.AddressRoles()).Draw(t, "role")}}
	case desk.Forwarded:
		m.To = []desk.Address{{Channel: desk.Mail, Value: drawAddress(t, "to")}}
		m.Forward = &desk.Quoted{Messages: []desk.MessageID{1}, Notes: rapid.Bool().Draw(t, "notes")}
	case desk.Happening:
		m.Change = &desk.FieldChange{Field: "status", From: "open", To: "solved"}
	case desk.PhoneCall:
		m.Call = &desk.Call{Way: rapid.SampledFrom([]desk.CallWay{desk.CallIn, desk.CallOut}).Draw(t, "way"), Minutes: rapid.IntRange(0, 90).Draw(t, "minutes")}
	case desk.InternalNote:
	}
	return m
}

func TestFillingTwiceIsOnceAndNothingIsOverwritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		full, stub := drawCustomer(t), drawCustomer(t)
		stub.Orders = append(stub.Orders, desk.Order{Number: full.Orders[0].Number})
		filled := archive.Fill(full, stub)
		if filled.Name != full.Name || !reflect.DeepEqual(filled.Orders[0], full.Orders[0]) || filled.Attributes["subject"] != full.Attributes["subject"] {
			t.Fatal("what was known was overwritten")
		}
		if !reflect.DeepEqual(archive.Fill(filled, stub), filled) || !reflect.DeepEqual(archive.Fill(filled, full), filled) {
			t.Fatal("filling again changed something")
		}
		bare := desk.Customer{ID: full.ID, Orders: []desk.Order{{Number: full.Orders[0].Number}}}
		if got := archive.Fill(bare, full); !reflect.DeepEqual(got.Orders, full.Orders) || got.Name != full.Name {
			t.Fatal("a bare record was not filled")
		}
	})
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"id":"1","messages":[{"from":"customer","text":"x","at":1,"canned":["a"],"to":[{"value":"b"}],"change":{"field":"status"}}]}`))
	f.Add([]byte(`{"name":"Ann","orders":[{"order_id":1,"items":[{"name":"x","price":1e3,"options":{"a":{}}}]},"#2"],"address":{"city":"L"}}`))
	f.Add([]byte("{\"template\":\"x\",\"name\":\"y\"}\n\n{\"type\":\"agent\",\"id\":\"Tom B\"}"))
	f.Add([]byte("\x1f\x8b"))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := archive.NewReader(bytes.NewReader(b))
		if err != nil {
			return
		}
		for rec, err := range r.Records() {
			if err != nil {
				continue
			}
			once := again(t, rec)
			if twice := again(t, once); !reflect.DeepEqual(once, twice) {
				t.Fatalf("writing a %s twice changes it", rec.Kind())
			}
		}
	})
}
