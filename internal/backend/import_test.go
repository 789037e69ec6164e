package backend_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
	"github.com/heed-desk/heed/internal/backend"
)

func imported(id string, number int64) *archive.Ticket {
	k := &archive.Ticket{Ticket: desk.Ticket{
		ID: desk.TicketID{ID: desk.DeriveID("t", id)}, Number: number, Subject: desk.Foreign(id), Channel: desk.Chat,
		Status: desk.Solved, Requester: desk.CustomerID{ID: desk.DeriveID("c", "kim")}, RequesterName: desk.Foreign("Kim"),
		CreatedAt: time.Date(2020, 5, 1, 10, 0, 0, 0, time.UTC), UpdatedAt: time.Date(2020, 5, 1, 11, 0, 0, 0, time.UTC),
	}}
	for i, m := range []desk.Message{
		{Kind: desk.FromCustomer, Text: desk.Foreign("where is it")},
		{Kind: desk.FromAgent, Author: desk.Author{Agent: "ben"}, Text: desk.Foreign("there")},
		{Kind: desk.Happening},
		{Kind: desk.FromCustomer, Text: desk.Foreign("thanks")},
	} {
		m.ID, m.Ticket, m.At = desk.MessageID(i+1), k.ID, k.CreatedAt
		k.Messages = append(k.Messages, m)
	}
	archive.Settle(k)
	return k
}

func TestAnImportBringsEveryKindOfRecordAndTwiceIsOnce(t *testing.T) {
	b := newBench(t)
	kim := imported("a", 0).Requester
	all := []archive.Record{
		{Ticket: imported("a", 0)},
		{Ticket: imported("b", 7000)},
		{Ticket: imported("c", 7000)},
		{Ticket: imported("d", 0)},
		{Customer: &desk.Customer{ID: kim, Name: desk.Foreign("Kim Lee"), Tier: desk.Gold}},
		{Customer: &desk.Customer{ID: desk.CustomerID{ID: desk.DeriveID("c", "lou")}, Name: desk.Foreign("Lou")}},
		{Reply: &desk.Canned{ID: desk.CannedID{ID: desk.DeriveID("r", "hello")}, Name: "hello", Text: "Hello"}},
		{Agent: &desk.Agent{ID: "cyd", Name: desk.Foreign("Cyd")}},
		{Agent: &desk.Agent{ID: "ann", Role: desk.RoleAdmin}},
		{},
	}
	got, err := b.store.Import(t.Context(), records(all...))
	if want := (backend.Imported{Tickets: 4, Customers: 1, Filled: 1, Replies: 1, Agents: 1, Known: 1}); err != nil || got != want {
		t.Errorf("%+v %v, want %+v", got, err, want)
	}
	m := b.fill(t)
	got, err = b.store.Import(t.Context(), records(all...))
	if want := (backend.Imported{Known: 9}); err != nil || got != want {
		t.Errorf("again: %+v %v", got, err)
	}
	before := m.cursor
	if m.follow(t, b); m.cursor != before {
		t.Error("importing twice changed something")
	}
	var numbers []int64
	for _, id := range []string{"a", "b", "c", "d"} {
		k := m.tickets[imported(id, 0).ID]
		numbers = append(numbers, k.Number)
		if want := []desk.Voice{{By: desk.CustomerSide, Last: 4}, {By: "ben", Last: 2}}; k.LastMessage != 4 || !slices.Equal(k.Voices, want) || k.Version != 1 {
			t.Errorf("%s", asJSON(t, k))
		}
	}
	if !slices.Equal(numbers, []int64{4001, 7000, 7001, 7002}) {
		t.Errorf("numbers %v", numbers)
	}
	if c := m.customers[kim]; c.Name != desk.Foreign("Kim Lee") || c.Tier != desk.Gold || c.Version != 2 {
		t.Errorf("%s", asJSON(t, c))
	}
	if k := b.ticket(t, "a new one"); k.Number != 7003 {
		t.Errorf("number %d", k.Number)
	}
	if all, err := b.store.Agents(t.Context()); err != nil || len(all) != 3 || all[2].ID != "cyd" || all[2].Role != desk.RoleAgent || all[0].Role != desk.RoleAgent {
		t.Errorf("%+v %v", all, err)
	}
}

func TestAFileMakesNobodyAnAdmin(t *testing.T) {
	b := newBench(t)
	if _, err := b.store.Import(t.Context(), records(archive.Record{Agent: &desk.Agent{ID: "aaron", Role: desk.RoleAdmin}})); err != nil {
		t.Fatal(err)
	}
	all, err := b.store.Agents(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range all {
		if a.ID == "aaron" && a.Role != desk.RoleLead {
			t.Errorf("aaron is %q", a.Role)
		}
	}
}

func TestWhatATicketSaysOfItsCustomerFillsGapsOnly(t *testing.T) {
	b := newBench(t)
	one, two := imported("a", 0), imported("b", 0)
	one.Customer = &desk.Customer{ID: one.Requester, Name: desk.Foreign("Kim"), Mails: []desk.Untrusted{desk.Foreign("kim@example.com")}}
	two.Customer = &desk.Customer{ID: two.Requester, Name: desk.Foreign("K."), Phones: []desk.Untrusted{desk.Foreign("555")}}
	if _, err := b.store.Import(t.Context(), records(archive.Record{Ticket: one}, archive.Record{Ticket: two})); err != nil {
		t.Fatal(err)
	}
	c, err := b.store.Customer(t.Context(), one.Requester)
	if err != nil || c.Name != desk.Foreign("Kim") || len(c.Mails) != 1 || len(c.Phones) != 1 || c.Version != 2 {
		t.Errorf("%s %v", asJSON(t, c), err)
	}
}

func TestATicketThatNamesItsCustomerByIDAloneStandsUnderTheirNameInTheQueue(t *testing.T) {
	b := newBench(t)
	nameless := func(id, of string) *archive.Ticket {
		k := imported(id, 0)
		k.Requester, k.RequesterName = desk.CustomerID{ID: desk.DeriveID("c", of)}, desk.Untrusted{}
		k.Customer = &desk.Customer{ID: k.Requester}
		return k
	}
	whole := func(of, name string) archive.Record {
		return archive.Record{Customer: &desk.Customer{ID: desk.CustomerID{ID: desk.DeriveID("c", of)}, Name: desk.Foreign(name), Tier: desk.Gold}}
	}
	named := imported("named", 0)
	named.Requester, named.RequesterName = desk.CustomerID{ID: desk.DeriveID("c", "ada")}, desk.Foreign("A. Marlow")
	if _, err := b.store.Import(t.Context(), records(whole("kim", "Kim Lee"), archive.Record{Ticket: nameless("behind", "kim")}, archive.Record{Ticket: nameless("before", "lou")})); err != nil {
		t.Fatal(err)
	}
	m := b.fill(t)
	if _, err := b.store.Import(t.Context(), records(whole("lou", "Lou Ito"), archive.Record{Ticket: named}, whole("ada", "Ada Marlow"))); err != nil {
		t.Fatal(err)
	}
	m.follow(t, b)
	for id, name := range map[string]string{"behind": "Kim Lee", "before": "Lou Ito", "named": "A. Marlow"} {
		k := m.tickets[desk.TicketID{ID: desk.DeriveID("t", id)}]
		if k.RequesterName.Raw() != name || k.Excerpt().Name.Raw() != name || id != "named" && k.Tier != desk.Gold {
			t.Errorf("%s: %s", id, asJSON(t, k))
		}
	}
	who := desk.CustomerID{ID: desk.DeriveID("c", "kim")}
	v := b.do(t, desk.Op{ID: desk.NewOpID(), Ticket: desk.NewTicketID(), Actor: "ann", Intent: desk.Create{Subject: desk.Foreign("x"), Channel: desk.Mail, Requester: who, Text: desk.Foreign("x"), Outbound: true}})
	if v.Outcome != desk.Applied || v.Ticket.RequesterName.Raw() != "Kim Lee" || v.Ticket.Tier != desk.Gold {
		t.Errorf("one that is opened: %+v", v)
	}
}

func TestAnImportThatBreaksOffKeepsWhatCame(t *testing.T) {
	b := newBench(t)
	broken := errors.New("the file is damaged")
	got, err := b.store.Import(t.Context(), func(yield func(archive.Record, error) bool) {
		if yield(archive.Record{Ticket: imported("a", 0)}, nil) {
			yield(archive.Record{}, broken)
		}
	})
	if !errors.Is(err, broken) || got.Tickets != 1 || len(b.fill(t).tickets) != 1 {
		t.Errorf("%+v %v", got, err)
	}
}

func TestAPersonsRecordIsKeptInPlaceOfTheOlderOne(t *testing.T) {
	b := newBench(t)
	m := b.fill(t)
	c := desk.Customer{ID: desk.CustomerID{ID: desk.NewID()}, Name: desk.Foreign("Kim")}
	reply := desk.Canned{ID: desk.CannedID{ID: desk.NewID()}, Name: "hello", Text: "Hello"}
	for range 2 {
		if err := errors.Join(b.store.PutCustomer(t.Context(), c), b.store.PutCanned(t.Context(), reply)); err != nil {
			t.Fatal(err)
		}
	}
	page, err := b.line.Changes(t.Context(), m.cursor)
	if err != nil || len(page.Customers) != 1 || page.Customers[0].Version != 2 || len(page.Canned) != 1 || page.Canned[0].Version != 2 {
		t.Errorf("%s %v", asJSON(t, page), err)
	}
	for _, login := range []desk.AgentID{"", "Ann", "a b", "system", "ä", "a/b", ".", "..", "-f"} {
		if err := b.store.AddAgent(t.Context(), desk.Agent{ID: login, Role: desk.RoleAgent}); !errors.Is(err, backend.ErrLogin) {
			t.Errorf("%q: %v", login, err)
		}
	}
	err = b.store.AddAgent(t.Context(), desk.Agent{ID: "dan", Role: desk.RoleAgent, Groups: []desk.GroupID{"\x1b[2J"}})
	if p := new(desk.Problem); !errors.As(err, &p) || p.Code != desk.BadValue {
		t.Errorf("a group of any name: %v", err)
	}
	if err := b.store.AddAgent(t.Context(), desk.Agent{ID: "dan", Role: "king"}); err == nil {
		t.Error("anybody can be king")
	}
}
