package backend_test

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
	"github.com/heed-desk/heed/internal/backend"
)

// person keeps a customer of a name, with a ticket of theirs.
func (b *bench) person(t *testing.T, name string) (desk.Customer, desk.Ticket) {
	t.Helper()
	c := desk.Customer{ID: desk.CustomerID{ID: desk.NewID()}, Name: desk.Foreign(name), Mails: []desk.Untrusted{desk.Foreign(name + "@example.org")}}
	if err := b.store.PutCustomer(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	v, err := backend.Opens(t.Context(), b.store, desk.Op{ID: desk.NewOpID(), Ticket: desk.NewTicketID(), Actor: desk.System, Intent: desk.Create{
		Subject: desk.Foreign("of " + name), Channel: desk.Mail, Requester: c.ID, RequesterName: c.Name, Text: desk.Foreign("said by " + name),
	}})
	if err != nil || v.Outcome != desk.Applied {
		t.Fatal(v, err)
	}
	return c, *v.Ticket
}

func TestWhatTwoAgentsWriteDownOfACustomerIsBothKeptAndReachesEverybody(t *testing.T) {
	dir := t.TempDir()
	b := openBench(t, dir)
	c, _ := b.person(t, "harper")
	_, cursor := filled(t, b.line)
	ops := []desk.Op{
		ofDesk("ann", 1, desk.EditCustomer{Customer: c.ID, Notes: []desk.Untrusted{desk.Foreign("prefers mail")}, Attributes: map[string]desk.Untrusted{"shoe": desk.Foreign("42")}}),
		ofDesk("ben", 1, desk.EditCustomer{
			Customer: c.ID, Notes: []desk.Untrusted{desk.Foreign("travels in June")}, Refuses: []desk.Channel{desk.Phone},
			Consents: []desk.Consent{{For: "recording", Given: true, How: desk.Foreign("asked on the phone")}},
		}),
	}
	var first []string
	for i, op := range ops {
		v := b.do(t, op)
		if want := desk.Version(2 + i); v.Made != want {
			t.Errorf("its version is said to be %d and not %d", v.Made, want)
		}
		first = append(first, asJSON(t, v))
	}
	page, err := b.line.Changes(t.Context(), cursor)
	if err != nil || len(page.Customers) != 1 {
		t.Fatalf("%+v %v", page.Customers, err)
	}
	is := page.Customers[0]
	if is.Version != 3 || len(is.Notes) != 2 || is.Attributes["shoe"].Raw() != "42" || !is.WantsNo(desk.Phone) ||
		len(is.Consents) != 1 || !is.Consents[0].Given || is.Consents[0].By != "ben" || is.Consents[0].At.IsZero() {
		t.Errorf("%s", asJSON(t, is))
	}
	b.do(t, ofDesk("ann", 3, desk.EditCustomer{
		Customer: c.ID, Unnote: is.Notes[:1], Attributes: map[string]desk.Untrusted{"shoe": {}}, Accepts: []desk.Channel{desk.Phone}, Consents: []desk.Consent{{For: "recording"}},
	}))
	now, err := b.store.Customer(t.Context(), c.ID)
	if err != nil || len(now.Notes) != 1 || len(now.Attributes) != 0 || now.WantsNo(desk.Phone) || now.Consents[0].Given {
		t.Errorf("%s %v", asJSON(t, now), err)
	}
	b.close(t)
	b = openBench(t, dir)
	for i, op := range ops {
		if again := asJSON(t, b.do(t, op)); again != first[i] {
			t.Errorf("once more: %s, first %s", again, first[i])
		}
	}
	if again, err := b.store.Customer(t.Context(), c.ID); err != nil || asJSON(t, again) != asJSON(t, now) {
		t.Errorf("it was done again: %s", asJSON(t, again))
	}
	for name, in := range map[string]desk.EditCustomer{
		"nobody": {Customer: desk.CustomerID{ID: desk.NewID()}}, "an empty note": {Customer: c.ID, Notes: []desk.Untrusted{desk.Foreign(" ")}},
		"no purpose": {Customer: c.ID, Consents: []desk.Consent{{Given: true}}}, "no channel": {Customer: c.ID, Refuses: []desk.Channel{"a b"}},
		"too much": {Customer: c.ID, Notes: []desk.Untrusted{desk.Foreign(strings.Repeat("x", desk.MaxField+1))}},
	} {
		if v := b.do(t, ofDesk("ann", 1, in)); v.Outcome != desk.Refused {
			t.Errorf("%s: %+v", name, v)
		}
	}
}

func TestACustomerWhoIsCalledOtherwiseIsSoOnEveryTicketAndFoundByTheNewAddress(t *testing.T) {
	b := newBench(t)
	c, k := b.person(t, "harper")
	m := b.fill(t)
	was := &desk.CustomerWas{Name: c.Name}
	ask := desk.EditCustomer{
		Customer: c.ID, Name: desk.Foreign("Harper Moore"), Was: was,
		Unmail: c.Mails, Mails: []desk.Untrusted{desk.Foreign("moore@example.org")}, Phones: []desk.Untrusted{desk.Foreign("+1 555 0100")},
	}
	if v := b.do(t, ofDesk("ann", 1, ask)); v.Outcome != desk.Applied {
		t.Fatalf("%+v", v)
	}
	late := ask
	late.Name = desk.Foreign("Harper Mohr")
	if v := b.do(t, ofDesk("ben", 1, late)); v.Outcome != desk.Refused || v.Problem.Code != desk.CustomerChanged {
		t.Errorf("who had seen the old name: %+v", v)
	}
	m.follow(t, b)
	if now := m.tickets[k.ID]; now.RequesterName.Raw() != "Harper Moore" || now.Version != k.Version+1 || now.Requester != c.ID {
		t.Errorf("%s", asJSON(t, now))
	}
	is, err := b.store.Customer(t.Context(), c.ID)
	if err != nil || is.Version != 2 || is.Mails[0].Raw() != "moore@example.org" || len(is.Mails) != 1 || len(is.Phones) != 1 {
		t.Errorf("%s %v", asJSON(t, is), err)
	}
}

func TestTwoRecordsOfOnePersonBecomeOneWithAllThatBothHave(t *testing.T) {
	dir := t.TempDir()
	b := openBench(t, dir)
	lea := led(t, b)
	from, early := b.person(t, "harper")
	into, _ := b.person(t, "moore")
	m := b.fill(t)
	merge := desk.MergeCustomer{Customer: from.ID, Into: into.ID}
	if v := b.do(t, ofDesk("ann", 1, merge)); v.Outcome != desk.Refused || v.Problem.Code != desk.LeadsOnly {
		t.Errorf("an agent: %+v", v)
	}
	for range 2 { // the second finds it merged
		if _, err := lea.Apply(t.Context(), ofDesk("lea", 1, merge)); err != nil {
			t.Fatal(err)
		}
	}
	is, err := b.store.Customer(t.Context(), into.ID)
	if err != nil || is.Version != 2 || !slices.Equal(is.Mails, append(slices.Clone(into.Mails), from.Mails...)) {
		t.Errorf("%s %v", asJSON(t, is), err)
	}
	if was, err := b.store.Customer(t.Context(), from.ID); err != nil || was.MergedInto != into.ID || !was.Name.IsEmpty() || len(was.Mails) > 0 {
		t.Errorf("%s %v", asJSON(t, was), err)
	}
	m.follow(t, b)
	if k := m.tickets[early.ID]; k.Requester != into.ID || k.RequesterName.Raw() != "moore" || k.Version != early.Version+1 {
		t.Errorf("%s", asJSON(t, k))
	}
	anew := b.do(t, desk.Op{ID: desk.NewOpID(), Ticket: desk.NewTicketID(), Actor: "ann", Intent: desk.Create{Subject: desk.Foreign("x"), Channel: desk.Mail, Requester: from.ID, RequesterName: from.Name, Text: desk.Foreign("x"), Outbound: true}})
	if anew.Outcome != desk.Applied || anew.Ticket.Requester != into.ID {
		t.Errorf("what was begun for the old record: %+v", anew)
	}
	if sum, err := b.store.Import(t.Context(), records(archive.Record{Customer: &from})); err != nil || sum.Customers+sum.Filled > 0 {
		t.Errorf("an import fills the old record: %+v %v", sum, err)
	}
	src := backend.PeekOn(t, dir)
	d, err := src.Dossier(t.Context(), into.ID, func(backend.HeldFile, io.Reader) error { return nil })
	if old, err := src.Dossier(t.Context(), from.ID, func(backend.HeldFile, io.Reader) error { return nil }); err != nil || old.Asked != from.ID || old.Customer == nil || old.Customer.ID != into.ID || len(old.Tickets) != 3 {
		t.Errorf("by the old record: %s, %v", asJSON(t, old), err)
	}
	if cerr := src.Close(); err != nil || cerr != nil || len(d.Tickets) != 3 {
		t.Errorf("%d tickets, %v %v", len(d.Tickets), err, cerr)
	}
	if done, err := b.store.Erase(t.Context(), into.ID); err != nil || done.Tickets != 3 {
		t.Errorf("%+v %v", done, err)
	}
	if left := remains(t, b, dir, []string{"harper", "moore", from.ID.String() + `","version`}); len(left) > 0 {
		t.Errorf("left are %q", left)
	}
	b.close(t)
}

func TestWhatTheRecordThatStaysDoesNotSayOfItselfComesFromTheOtherOne(t *testing.T) {
	b := newBench(t)
	lea := led(t, b)
	from, early := b.person(t, "harper")
	into, late := b.person(t, "moore")
	from.Tier, from.Place, from.Language, from.Version = desk.Gold, desk.Foreign("Leeds"), "en", 1
	into.Place, into.Version = desk.Foreign("York"), 1
	for _, c := range []desk.Customer{from, into} {
		if err := b.store.PutCustomer(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	m := b.fill(t)
	if v, err := lea.Apply(t.Context(), ofDesk("lea", 1, desk.MergeCustomer{Customer: from.ID, Into: into.ID})); err != nil || v.Outcome != desk.Applied {
		t.Fatal(v, err)
	}
	is, err := b.store.Customer(t.Context(), into.ID)
	if err != nil || is.Name != into.Name || is.Place != into.Place || is.Tier != desk.Gold || is.Language != "en" {
		t.Errorf("%s %v", asJSON(t, is), err)
	}
	m.follow(t, b)
	for _, id := range []desk.TicketID{early.ID, late.ID} {
		if k := m.tickets[id]; k.Tier != desk.Gold || k.Requester != into.ID || k.RequesterName != into.Name {
			t.Errorf("%s", asJSON(t, k))
		}
	}
}

func TestOfTwoRecordsThatBecomeOneStaysWhatTheLeadChoseOfEach(t *testing.T) {
	b := newBench(t)
	lea := led(t, b)
	from, early := b.person(t, "harper")
	into, late := b.person(t, "moore")
	from.Tier, from.Place, from.Language, from.Version = desk.Gold, desk.Foreign("Leeds"), "en", 1
	from.Attributes = map[string]desk.Untrusted{"shoe": desk.Foreign("41"), "club": desk.Foreign("red")}
	into.Tier, into.Place, into.Version = desk.Silver, desk.Foreign("York"), 1
	into.Attributes = map[string]desk.Untrusted{"shoe": desk.Foreign("42"), "club": desk.Foreign("blue"), "hat": desk.Foreign("M")}
	for _, c := range []desk.Customer{from, into} {
		if err := b.store.PutCustomer(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	m := b.fill(t)
	token := b.token(t, "lea", 0)
	for field, in := range map[string]desk.MergeCustomer{
		"takes":            {Customer: from.ID, Into: into.ID, Takes: []desk.CustomerPart{"shoes"}},
		"takes_attributes": {Customer: from.ID, Into: into.ID, TakesAttributes: make([]string, desk.MaxOfCustomer+1)},
	} {
		if status, p, _ := b.asks(t, http.MethodPost, api.Ops, token, asJSON(t, ofDesk("lea", 1, in))); status != http.StatusUnprocessableEntity || p == nil || p.Field != field {
			t.Errorf("%s: %d %+v", field, status, p)
		}
	}
	op := ofDesk("lea", 1, desk.MergeCustomer{
		Customer: from.ID, Into: into.ID, Takes: []desk.CustomerPart{desk.CustomerName, desk.CustomerTier, desk.CustomerZone}, TakesAttributes: []string{"shoe", "hat", "none"},
	})
	for range 2 { // the second is the same operation once more
		if v, err := lea.Apply(t.Context(), op); err != nil || v.Outcome != desk.Applied {
			t.Fatal(v, err)
		}
	}
	is, err := b.store.Customer(t.Context(), into.ID)
	if err != nil || is.Name != from.Name || is.Place != into.Place || is.Tier != desk.Gold || is.Language != "en" || len(is.Attributes) != 3 ||
		is.Attributes["shoe"].Raw() != "41" || is.Attributes["club"].Raw() != "blue" || is.Attributes["hat"].Raw() != "M" {
		t.Errorf("%s %v", asJSON(t, is), err)
	}
	m.follow(t, b)
	for _, id := range []desk.TicketID{early.ID, late.ID} {
		if k := m.tickets[id]; k.Tier != desk.Gold || k.Requester != into.ID || k.RequesterName != from.Name {
			t.Errorf("%s", asJSON(t, k))
		}
	}
}

func TestACustomersOwnTagIsWhatAnOperationOnThemAsksFor(t *testing.T) {
	b := newBench(t)
	c, _ := b.person(t, "harper")
	token := b.token(t, "ann", 0)
	status, _, h := b.asks(t, http.MethodGet, "/v1/customers/"+c.ID.String(), token, "")
	tag := h.Get("ETag")
	if status != http.StatusOK || tag == "" {
		t.Fatal(status, h)
	}
	note := func(text string) string {
		return asJSON(t, ofDesk("ann", 1, desk.EditCustomer{Customer: c.ID, Notes: []desk.Untrusted{desk.Foreign(text)}}))
	}
	if status, p, _ := b.asks(t, http.MethodPost, api.Ops, token, note("first"), "If-Match", tag); status != http.StatusOK {
		t.Error(status, p)
	}
	if status, p, _ := b.asks(t, http.MethodPost, api.Ops, token, note("second"), "If-Match", tag); status != http.StatusPreconditionFailed {
		t.Error("it is of another version by now:", status, p)
	}
	if status, p, _ := b.asks(t, http.MethodPost, api.Ops, token, note("third"), "If-Match", "*"); status != http.StatusOK {
		t.Error(status, p)
	}
	nobody := asJSON(t, ofDesk("ann", 1, desk.EditCustomer{Customer: desk.CustomerID{ID: desk.NewID()}, Notes: []desk.Untrusted{desk.Foreign("x")}}))
	if status, p, _ := b.asks(t, http.MethodPost, api.Ops, token, nobody, "If-Match", "*"); status != http.StatusPreconditionFailed {
		t.Error("there is nobody:", status, p)
	}
}

func TestWhatIsWrittenDownOfAMergedRecordIsWrittenDownOfTheOneThatStays(t *testing.T) {
	b := newBench(t)
	lea := led(t, b)
	from, _ := b.person(t, "harper")
	into, _ := b.person(t, "moore")
	last, _ := b.person(t, "last")
	for _, pair := range [][2]desk.CustomerID{{from.ID, into.ID}, {into.ID, last.ID}} {
		if v, err := lea.Apply(t.Context(), ofDesk("lea", 1, desk.MergeCustomer{Customer: pair[0], Into: pair[1]})); err != nil || v.Outcome != desk.Applied {
			t.Fatal(v, err)
		}
	}
	late := ofDesk("ann", 1, desk.EditCustomer{
		Customer: from.ID, Notes: []desk.Untrusted{desk.Foreign("rings twice")}, Mails: []desk.Untrusted{desk.Foreign("new@example.org")},
		Unmail: from.Mails, Consents: []desk.Consent{{For: "newsletter", Given: true}}, Was: &desk.CustomerWas{},
	})
	for range 2 { // the second is the same operation once more
		if v := b.do(t, late); v.Outcome != desk.Applied {
			t.Fatalf("%+v", v)
		}
	}
	is, err := b.store.Customer(t.Context(), last.ID)
	if err != nil || is.Version != 3 || len(is.Notes) != 1 || !is.ConsentTo("newsletter").Given || slices.Contains(is.Mails, from.Mails[0]) || !slices.Contains(is.Mails, desk.Foreign("new@example.org")) {
		t.Errorf("%s %v", asJSON(t, is), err)
	}
	renames := desk.EditCustomer{Customer: from.ID, Name: desk.Foreign("Harper Moore"), Was: &desk.CustomerWas{Name: from.Name}}
	if v := b.do(t, ofDesk("ann", 1, renames)); v.Outcome != desk.Refused || v.Problem.Code != desk.CustomerChanged {
		t.Errorf("who saw another name: %+v", v)
	}
	renames.Was = &desk.CustomerWas{Name: is.Name}
	if v := b.do(t, ofDesk("ann", 1, renames)); v.Outcome != desk.Applied {
		t.Errorf("who has seen the name of the one that stays: %+v", v)
	}
	if was, err := b.store.Customer(t.Context(), from.ID); err != nil || was.MergedInto != into.ID || !was.Name.IsEmpty() || len(was.Notes) > 0 {
		t.Errorf("the record that went has something again: %s %v", asJSON(t, was), err)
	}
}

func TestWhatIsRefusedOfACustomerIsNamedAsItWasSent(t *testing.T) {
	b := newBench(t)
	c, _ := b.person(t, "harper")
	token := b.token(t, "ann", 0)
	many := make([]desk.Untrusted, desk.MaxOfCustomer+1)
	nobody := desk.CustomerID{ID: desk.NewID()}
	for field, in := range map[string]desk.EditCustomer{
		"mails": {Customer: c.ID, Mails: []desk.Untrusted{desk.Foreign("harper at home")}}, "phones": {Customer: c.ID, Phones: []desk.Untrusted{desk.Foreign("1\n2")}},
		"notes": {Customer: c.ID, Notes: []desk.Untrusted{desk.Foreign(" ")}}, "consents": {Customer: c.ID, Consents: []desk.Consent{{Given: true}}},
		"attributes": {Customer: c.ID, Attributes: map[string]desk.Untrusted{" ": desk.Foreign("x")}}, "refuses": {Customer: c.ID, Refuses: []desk.Channel{"a b"}},
		"unmail": {Customer: nobody, Unmail: many}, // before it is looked for
	} {
		op := asJSON(t, ofDesk("ann", 1, in))
		for range 2 { // once more it is what was recorded
			if status, p, _ := b.asks(t, http.MethodPost, api.Ops, token, op); status != http.StatusUnprocessableEntity || p == nil || p.Field != field {
				t.Errorf("%s: %d %+v", field, status, p)
			}
		}
	}
	without := strings.Replace(asJSON(t, ofDesk("ann", 1, desk.EditCustomer{Customer: c.ID})), `"op_id"`, `"x_op_id"`, 1)
	_, rest, _ := strings.Cut(without, ",")
	if status, p, _ := b.asks(t, http.MethodPost, api.Ops, token, "{"+rest); status != http.StatusBadRequest || p == nil || p.Field != "op_id" {
		t.Errorf("without an id: %d %+v", status, p)
	}
}
