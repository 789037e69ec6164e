package archive_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
)

// read returns the records of a text and the lines that were skipped.
func read(t *testing.T, text string) (records []archive.Record, bad []archive.BadLine) {
	t.Helper()
	r, err := archive.NewReader(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	for rec, err := range r.Records() {
		var line *archive.BadLine
		switch {
		case errors.As(err, &line):
			bad = append(bad, *line)
		case err != nil:
			t.Fatal(err)
		default:
			records = append(records, rec)
		}
	}
	return records, bad
}

// one returns the one record of a line.
func one(t *testing.T, line string) archive.Record {
	t.Helper()
	records, bad := read(t, strings.NewReplacer("\n", "", "\t", "").Replace(line))
	if len(records) != 1 || len(bad) != 0 {
		t.Fatalf("%d records, skipped %v", len(records), bad)
	}
	return records[0]
}

func TestWhatALineIs(t *testing.T) {
	for line, want := range map[string]string{
		`{"id":"1","messages":[]}`:                                    archive.KindTicket,
		`{"name":"hello","template":"Hello"}`:                         archive.KindReply,
		`{"id":"1","name":"Ann"}`:                                     archive.KindCustomer,
		`{"type":"ticket","id":"1"}`:                                  archive.KindTicket,
		`{"type":"reply","name":"hello","text":"Hello"}`:              archive.KindReply,
		`{"type":"customer","id":"1","name":"Ann","messages":"none"}`: archive.KindCustomer,
		`{"type":"agent","id":"tom"}`:                                 archive.KindAgent,
	} {
		if got := one(t, line).Kind(); got != want {
			t.Errorf("%s is a %s, want a %s", line, got, want)
		}
	}
}

func TestATicketIsReadWithItsThread(t *testing.T) {
	rec := one(t, `{"id":"A-1","subject":"Lamp","channel":"chat","status":"open","priority":"high","agent":"Tom B.","tags":["Late Parcel","x"],
		"opened_at":1700000000,"customer":{"id":"c1","name":"Ann","email":"ann@example.com","city":"Leeds","mood":"cross"},"flow":"returns","steps":[1, 2],
		"messages":[{"from":"customer","text":"Where is it?","at":1700000000},
		{"from":"agent","text":"On its way.","at":"2023-11-14T22:15:20+00:00","canned":"on-its-way"},
		{"from":"action","text":"looked up","at":1700000130},
		{"from":"note","text":"check","at":1700000140.5,"mood":"calm"},
		{"from":"customer","text":"Still not here","at":1700000200}]}`)
	k := rec.Ticket
	if k == nil {
		t.Fatal("no ticket")
	}
	at := func(sec int64) time.Time { return time.Unix(sec, 0).UTC() }
	kinds := []desk.MessageKind{desk.FromCustomer, desk.FromAgent, desk.Happening, desk.InternalNote, desk.FromCustomer}
	for i, m := range k.Messages {
		if m.Kind != kinds[i] || m.ID != desk.MessageID(i+1) || m.Ticket != k.ID || m.Channel != desk.Chat {
			t.Errorf("entry %d: %+v", i+1, m)
		}
	}
	if k.ID != archive.TicketIDOf("A-1") || k.Requester != archive.CustomerIDOf("c1") || k.Subject != desk.Foreign("Lamp") {
		t.Error("the ticket is not who it should be")
	}
	if k.Priority() != desk.PriorityHigh || k.Assignee != "tom-b." || !reflect.DeepEqual(k.Tags, []string{"late-parcel", "x"}) {
		t.Errorf("priority %v, assignee %q, tags %v", k.Priority(), k.Assignee, k.Tags)
	}
	if k.WaitingSince != at(1700000200) || k.FirstReplyAt != at(1700000120) || k.LastMessage != 5 || k.CreatedAt != at(1700000000) {
		t.Errorf("waiting %v, first reply %v, last %d, created %v", k.WaitingSince, k.FirstReplyAt, k.LastMessage, k.CreatedAt)
	}
	if k.Messages[1].Canned[0] != archive.CannedIDOf("on-its-way") || k.Messages[3].At.Nanosecond() != 500_000_000 {
		t.Error("the reply that was used, or a part of a second, was lost")
	}
	want := map[string]desk.Untrusted{"flow": desk.Foreign("returns"), "steps": desk.Foreign("[1,2]"), "messages.4.mood": desk.Foreign("calm")}
	if !reflect.DeepEqual(k.Attributes, want) {
		t.Errorf("kept of the rest: %d fields", len(k.Attributes))
	}
	if k.Customer.Place != desk.Foreign("Leeds") || k.Customer.Attributes["mood"] != desk.Foreign("cross") {
		t.Error("something of the customer was lost")
	}
}

func TestWhatIsNoNameIsKeptAsAnAttribute(t *testing.T) {
	const bad = "\x1b]0;owned\a"
	k := one(t, `{"id":"A-1","channel":"\u001b]0;owned\u0007","group":"\u001b]0;owned\u0007","assignee":"..","messages":[
		{"from":"customer","text":"a","at":1,"channel":"\u001b]0;owned\u0007","to":[{"channel":"!!","value":"x"}]}]}`).Ticket
	want := map[string]desk.Untrusted{"channel": desk.Foreign(bad), "group": desk.Foreign(bad), "messages.1.channel": desk.Foreign(bad)}
	if !reflect.DeepEqual(k.Attributes, want) {
		t.Errorf("%d attributes", len(k.Attributes))
	}
	if k.Channel != desk.Mail || k.Group != "" || k.Assignee != "" || k.Messages[0].Channel != desk.Mail || k.Messages[0].To[0].Channel != desk.Mail {
		t.Errorf("%q %q %q %+v", k.Channel, k.Group, k.Assignee, k.Messages[0])
	}
	k = one(t, `{"id":"A-1","channel":"Web Form","group":"Second Line","messages":[]}`).Ticket
	if k.Channel != "web-form" || k.Group != "second-line" || k.Attributes != nil {
		t.Errorf("%q %q", k.Channel, k.Group)
	}
	k = one(t, `{"id":"A-1","channel":null,"group":null,"messages":[]}`).Ticket
	if k.Channel != desk.Mail || k.Group != "" || k.Attributes != nil {
		t.Errorf("%q %q", k.Channel, k.Group)
	}
	if a := one(t, `{"type":"agent","id":"`+strings.Repeat("x", 90)+`","groups":["Tier 2","\u001b"]}`).Agent; !a.ID.Valid() || !reflect.DeepEqual(a.Groups, []desk.GroupID{"tier-2"}) {
		t.Errorf("%+v", a)
	}
}

func TestStatusFollowsFromTheThreadWhereTheLineHasNone(t *testing.T) {
	customer, agent := `{"from":"customer","text":"a","at":1}`, `{"from":"agent","text":"b","at":2,"agent":"tom"}`
	for thread, want := range map[string]desk.Status{
		customer:                                desk.New,
		customer + "," + agent:                  desk.Pending,
		customer + "," + agent + "," + customer: desk.Open,
	} {
		if got := one(t, `{"messages":[`+thread+`]}`).Ticket.Status; got != want {
			t.Errorf("%s: %s, want %s", thread, got, want)
		}
	}
	k := one(t, `{"closed_at":9,"messages":[`+customer+`]}`).Ticket
	if k.Status != desk.Solved || k.SolvedAt != time.Unix(9, 0).UTC() || !k.WaitingSince.IsZero() {
		t.Errorf("a closed one: %s at %v", k.Status, k.SolvedAt)
	}
}

func TestACustomerIsReadWithTheirOrders(t *testing.T) {
	c := one(t, `{"id":"ann","name":"Ann","email":"ann@example.com","member_level":"Gold","payment_methods":["card"],
		"address":{"city":"Leeds","state":"WY","zip":"1"},"orders":[{"order_id":"#1","status":"delivered","total":189.6,"tracking":["55"],
		"items":[{"name":"Kettle","price":94.8,"options":{"b":"red","a":"glass"}},{"name":"Cup","price":"94.80"}]},"#2"]}`).Customer
	want := []desk.Order{
		{
			Number: desk.Foreign("#1"), Status: desk.Foreign("delivered"), Total: "189.60", Tracking: []desk.Untrusted{desk.Foreign("55")},
			Items: []desk.OrderItem{{Name: desk.Foreign("Kettle (glass, red)"), Price: "94.80"}, {Name: desk.Foreign("Cup"), Price: "94.80"}},
		},
		{Number: desk.Foreign("#2")},
	}
	if !reflect.DeepEqual(c.Orders, want) || c.Tier != desk.Gold || c.Place != desk.Foreign("Leeds, WY") {
		t.Errorf("orders or place or tier %q differ", c.Tier)
	}
	if c.Attributes["payment_methods"] != desk.Foreign(`["card"]`) || c.Attributes["address"] != desk.Foreign(`{"city":"Leeds","state":"WY","zip":"1"}`) {
		t.Error("a field was lost")
	}
}

func TestABadLineIsNamedAndTheRestGoesOn(t *testing.T) {
	good := `{"name":"Ann"}`
	for line, want := range map[string]archive.BadLine{
		`{"name":`:                                                {Flaw: archive.NotJSON, Opens: true},
		`[1,2]`:                                                   {Flaw: archive.NotJSON},
		`null`:                                                    {Flaw: archive.NotJSON},
		`{"type":"letter"}`:                                       {Flaw: archive.UnknownType, Field: "type"},
		`{"id":"1"}`:                                              {Flaw: archive.Missing, Field: "name"},
		`{"type":"reply","name":"x"}`:                             {Flaw: archive.Missing, Field: "template"},
		`{"template":"x"}`:                                        {Flaw: archive.Missing, Field: "name"},
		`{"type":"agent"}`:                                        {Flaw: archive.Missing, Field: "id"},
		`{"messages":{}}`:                                         {Flaw: archive.NotAList, Field: "messages"},
		`{"messages":[{"from":"robot"}]}`:                         {Flaw: archive.UnknownValue, Field: "messages.1.from"},
		`{"messages":[{"from":"agent"},3]}`:                       {Flaw: archive.NotAnObject, Field: "messages.2"},
		`{"messages":[],"subject":[]}`:                            {Flaw: archive.NotText, Field: "subject"},
		`{"messages":[],"status":"odd"}`:                          {Flaw: archive.UnknownValue, Field: "status"},
		`{"messages":[],"priority":"p1"}`:                         {Flaw: archive.UnknownValue, Field: "priority"},
		`{"messages":[],"number":"four"}`:                         {Flaw: archive.NotNumber, Field: "number"},
		`{"messages":[],"opened_at":"noon"}`:                      {Flaw: archive.NotATime, Field: "opened_at"},
		`{"messages":[],"opened_at":1772443920000}`:               {Flaw: archive.FarTime, Field: "opened_at"},
		`{"messages":[],"closed_at":99999999999999999999}`:        {Flaw: archive.FarTime, Field: "closed_at"},
		`{"messages":[],"closed_at":"9999-12-31T23:59:59Z"}`:      {Flaw: archive.FarTime, Field: "closed_at"},
		`{"messages":[{"from":"customer","at":-62135596799}]}`:    {Flaw: archive.FarTime, Field: "messages.1.at"},
		`{"messages":[],"number":9223372036854775807}`:            {Flaw: archive.OutOfRange, Field: "number"},
		`{"messages":[],"number":9007199254740992}`:               {Flaw: archive.OutOfRange, Field: "number"},
		`{"messages":[],"number":92233720368547758070}`:           {Flaw: archive.OutOfRange, Field: "number"},
		`{"messages":[],"number":0}`:                              {Flaw: archive.OutOfRange, Field: "number"},
		`{"messages":[],"number":-4}`:                             {Flaw: archive.OutOfRange, Field: "number"},
		`{"messages":[],"rating":{"score":92233720368547758070}}`: {Flaw: archive.OutOfRange, Field: "rating.score"},
		`{"name":"A","template":"x","uses":-1}`:                   {Flaw: archive.OutOfRange, Field: "uses"},
		`{"messages":[],"rating":{"score":6}}`:                    {Flaw: archive.UnknownValue, Field: "rating.score"},
		`{"name":"A","orders":[{"items":[7]}]}`:                   {Flaw: archive.NotAnObject, Field: "orders.1.items.1"},
	} {
		records, bad := read(t, good+"\n\n"+line+"\r\n"+good)
		want.Line = 3
		if len(records) != 2 || len(bad) != 1 || bad[0] != want {
			t.Errorf("%s: %d records, skipped %v, want %v", line, len(records), bad, want)
		}
	}
}

func TestALineMayBeLongButNotEndless(t *testing.T) {
	long := `{"name":"` + strings.Repeat("a", archive.MaxLine) + `"}`
	fits := `{"name":"a"` + strings.Repeat(" ", archive.MaxLine-13) + "}"
	records, bad := read(t, long+"\n"+fits+"\n"+long)
	if len(records) != 1 || len(bad) != 2 || bad[0] != (archive.BadLine{Line: 1, Flaw: archive.TooLong}) || bad[1].Line != 3 {
		t.Fatalf("%d records, skipped %v", len(records), bad)
	}
}

func TestARecordThatIsTooLargeIsNamedWithWhatMakesItSo(t *testing.T) {
	quote := strings.Repeat(`"`, 1000) // as JSON, one that holds JSON is twice as long
	list := strings.Repeat(`{"from":"customer","text":"hi"},`, 2000)
	to := strings.Repeat(`{"value":"b"},`, desk.MaxAddresses) + `{"value":"a"}`
	words := make([]string, desk.MaxTags+1)
	for i := range words {
		words[i] = fmt.Sprintf(`"t%d"`, i)
	}
	tags := strings.Join(words, ",")
	long := strings.Repeat("a", desk.MaxField+1)
	huge := strings.Repeat("b", desk.MaxRecord)
	odd := strings.Repeat("<", 200<<10) // which a desk writes with six letters
	for line, want := range map[string]archive.BadLine{
		`{"messages":[],"raw":"` + huge + `","flow":"returns"}`:                {Flaw: archive.LargeRecord, Field: "raw"},
		`{"messages":[` + list + `{"from":"note","text":"` + huge + `"}]}`:     {Flaw: archive.LargeEntry, Field: "messages.2001"},
		`{"messages":[{"from":"note","text":"` + odd + `"}]}`:                  {Flaw: archive.LargeEntry, Field: "messages.1"},
		`{"messages":[],"customer":{"name":"Ann","notes":["` + huge + `"]}}`:   {Flaw: archive.LargeRecord, Field: "customer.notes"},
		`{"name":"Ann","orders":[{"number":"1","tracking":["` + huge + `"]}]}`: {Flaw: archive.LargeRecord, Field: "orders"},
		`{"name":"hello","template":"` + huge + `"}`:                           {Flaw: archive.LargeRecord, Field: "template"},
		`{"messages":[],"` + huge + `":1}`:                                     {Flaw: archive.LargeRecord, Field: huge[:60] + "…"},
		`{"messages":[],"subject":"` + long + `"}`:                             {Flaw: archive.LongField, Field: "subject"},
		`{"name":"` + long + `"}`:                                              {Flaw: archive.LongField, Field: "name"},
		`{"messages":[],"tags":[` + tags + `]}`:                                {Flaw: archive.TooMany, Field: "tags"},
		`{"messages":[{"from":"agent","to":[` + to + `]}]}`:                    {Flaw: archive.TooMany, Field: "messages.1.to"},
	} {
		want.Line = 1
		if records, bad := read(t, line); len(records) != 0 || len(bad) != 1 || bad[0] != want {
			t.Errorf("%.60s: %d records, skipped %v, want %v", line, len(records), bad, want)
		}
	}
	one(t, `{"messages":[{"from":"customer","text":"`+strings.Repeat("a", 900<<10)+`"},`+list+`{"from":"note","text":"x"}],"raw":[`+
		strings.ReplaceAll(quote, `"`, `"",`)+`""]}`)
}

func TestAnAddressOfMoreThanOneLineIsNotTakenIn(t *testing.T) {
	for line, field := range map[string]string{
		`{"email":"a@b.example\r\nBcc: c@d.example"}`:                        "email",
		`{"type":"customer","id":"c","name":"Ann","phones":["555\u0000"]}`:   "phones",
		`{"messages":[{"from":"agent","text":"x","to":[{"value":"a\nb"}]}]}`: "messages.1.to.1.value",
	} {
		want := archive.BadLine{Line: 1, Flaw: archive.BadAddress, Field: field}
		if records, bad := read(t, line); len(records) != 0 || len(bad) != 1 || bad[0] != want {
			t.Errorf("%s: %d records, skipped %v", line, len(records), bad)
		}
	}
	if c := one(t, `{"type":"customer","id":"c","name":"Ann","email":" ann@example.com\n"}`).Customer; c.Mails[0] != desk.Foreign("ann@example.com") {
		t.Error("what stands around an address belongs to none")
	}
}

func zipped(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestGzipIsKnownByItsContent(t *testing.T) {
	two := append(zipped(t, "\xef\xbb\xbf{\"name\":\"Ann\"}\n"), zipped(t, `{"name":"Ben"}`)...)
	if records, bad := read(t, string(two)); len(records) != 2 || len(bad) != 0 {
		t.Fatalf("%d records, skipped %v", len(records), bad)
	}
}

func TestAFileThatEndsInTheMiddleSaysSo(t *testing.T) {
	whole := zipped(t, strings.Repeat("{\"name\":\"Ann\"}\n", 5000))
	r, err := archive.NewReader(bytes.NewReader(whole[:len(whole)-20]))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	var end error
	for _, err := range r.Records() {
		if end = err; err == nil {
			n++
		}
	}
	if n == 0 || !errors.Is(end, io.ErrUnexpectedEOF) {
		t.Fatalf("%d records, then %v", n, end)
	}
	if _, err := r.Next(); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Fatalf("asked again: %v", err)
	}
	if _, err := archive.NewReader(strings.NewReader("\x1f\x8bnot gzip")); err == nil {
		t.Fatal("what only begins like gzip was opened")
	}
	if records, _ := read(t, ""); len(records) != 0 {
		t.Fatal("an empty file holds something")
	}
}

func TestTakingALineInTwiceGivesTheSameIDs(t *testing.T) {
	for _, line := range []string{
		`{"id":"7","messages":[]}`, `{"messages":[{"from":"customer","text":"no id"}]}`, `{"name":"Ann"}`, `{"template":"x","name":"y"}`,
	} {
		if a, b := one(t, line), one(t, line); !reflect.DeepEqual(a, b) {
			t.Errorf("%s differs from itself", line)
		}
	}
	ticket := one(t, `{"id":"7","messages":[]}`).Ticket.ID
	if ticket.ID == one(t, `{"id":"7","name":"Ann"}`).Customer.ID.ID {
		t.Error("a ticket and a customer of one number are one thing")
	}
	own := desk.NewTicketID()
	if got := one(t, `{"id":"`+own.String()+`","messages":[]}`).Ticket.ID; got != own {
		t.Error("an id of heed's own did not stay what it was")
	}
}

func TestNobodyIsAskedForWhereATicketNamesNobody(t *testing.T) {
	a := one(t, `{"id":"1","messages":[{"from":"customer","text":"x"}]}`).Ticket
	b := one(t, `{"id":"2","customer":{},"messages":[{"from":"customer","text":"x"}]}`).Ticket
	if a.Requester.IsZero() || b.Requester.IsZero() || a.Requester == b.Requester || b.Customer != nil {
		t.Error("two unknown customers are one")
	}
	byMail := one(t, `{"id":"3","customer":{"email":"Ann@Example.com"},"messages":[]}`).Ticket
	if byMail.Requester != one(t, `{"type":"customer","email":"ann@example.com"}`).Customer.ID {
		t.Error("an address without an id does not meet itself")
	}
}

func TestWhatSomebodyAskedUsToMindIsReadAndComesOutAgain(t *testing.T) {
	c := one(t, `{"id":"ann","name":"Ann","refuses":["Phone","phone","no visits before noon, please"],"needs":"large print"}`).Customer
	if !c.WantsNo(desk.Phone) || c.WantsNo(desk.Mail) || len(c.Refuses) != 1 {
		t.Errorf("they refuse %v", c.Refuses)
	}
	if want := []desk.Untrusted{desk.Foreign("large print"), desk.Foreign("no visits before noon, please")}; !reflect.DeepEqual(c.Needs, want) {
		t.Errorf("there are %d things to be minded", len(c.Needs))
	}
	var out strings.Builder
	w := archive.NewWriter(&out)
	if err := w.Write(archive.Record{Customer: c}); err != nil {
		t.Fatal(err)
	}
	again := one(t, strings.TrimSpace(out.String())).Customer
	if !reflect.DeepEqual(again.Needs, c.Needs) || !reflect.DeepEqual(again.Refuses, c.Refuses) {
		t.Errorf("written and read again: %s", out.String())
	}
}
