package backend_test

import (
	"testing"

	"github.com/heed-desk/heed/desk"
)

func TestAReplyByMailGoesOutOnlyWhereAnAddressOfTheCustomerIsKnown(t *testing.T) {
	b := newBench(t)
	v, err := b.store.Intake(t.Context(), opens("where is my lamp"))
	if err != nil || v.Outcome != desk.Applied {
		t.Fatal(v.Outcome, err)
	}
	k := *v.Ticket
	op := by(k, desk.Reply{Text: desk.Foreign("On its way.")})
	for _, when := range []string{"at first", "the same once more"} {
		v, err := b.line.Apply(t.Context(), op)
		if err != nil || v.Outcome != desk.Refused || v.Problem == nil || v.Problem.Code != desk.BadAddress || len(v.Problem.Args) != 1 || v.Problem.Args[0] != string(desk.FlawNobody) {
			t.Fatalf("%s: %s %v %v", when, v.Outcome, v.Problem, err)
		}
	}
	if page := b.thread(t, k.ID); len(page.Messages) != 1 || page.Tickets[0].Version != k.Version {
		t.Errorf("what was refused left %+v", page)
	}
	if v := b.do(t, by(k, desk.Note{Text: desk.Foreign("they have no address")})); v.Outcome != desk.Applied {
		t.Errorf("a note: %v", v.Problem)
	}
	said := op
	said.ID, said.Recipients = desk.NewOpID(), []desk.Address{{Channel: desk.Mail, Value: desk.Foreign("kim@mail.example")}}
	if v := b.do(t, said); v.Outcome != desk.Applied {
		t.Errorf("to an address that was said: %v", v.Problem)
	}
	known := ofDesk("ann", 1, desk.EditCustomer{Customer: k.Requester, Mails: []desk.Untrusted{desk.Foreign("kim@mail.example")}})
	if v := b.do(t, known); v.Outcome != desk.Applied {
		t.Fatal(v.Problem)
	}
	again := op
	again.ID = desk.NewOpID()
	if v := b.do(t, again); v.Outcome != desk.Applied {
		t.Errorf("once an address is known: %v", v.Problem)
	}
}

func TestAReplyThatDoesNotGoByMailNeedsNoAddress(t *testing.T) {
	b := newBench(t)
	op := opens("are you open")
	in := op.Intent.(desk.Create)
	in.Channel = desk.Chat
	op.Intent = in
	v, err := b.store.Intake(t.Context(), op)
	if err != nil || v.Outcome != desk.Applied {
		t.Fatal(v.Outcome, err)
	}
	if v := b.do(t, by(*v.Ticket, desk.Reply{Text: desk.Foreign("From 9.")})); v.Outcome != desk.Applied {
		t.Error(v.Problem)
	}
}
