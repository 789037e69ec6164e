package desk

import (
	"strings"
	"testing"
)

func ourBoxes() []Mailbox {
	return []Mailbox{
		{Channel: Mail, Value: text("support@shop.example")},
		{Channel: Mail, Value: text("returns@shop.example"), Groups: []GroupID{"returns"}},
		{Channel: SMS, Value: text("+441632960100")},
	}
}

func mailTo(value string, role AddressRole) Address {
	return Address{Channel: Mail, Value: text(value), Role: role}
}

func TestAnAddressIsTakenOrItIsSaidWhatIsWrongWithIt(t *testing.T) {
	for value, want := range map[string]Flaw{
		"harper@example.org": NoFlaw, "jörg@bücher.example": NoFlaw, "иван@пример.рф": NoFlaw, "a+b.c@x-y.example": NoFlaw,
		"": FlawEmpty, " ": FlawEmpty, "harper@": FlawNoHost, "@example.org": FlawNoName, "harper": FlawNoAt,
		"a@b@example.org": FlawManyAt, "a b@example.org": FlawSpace, "a@example.org,b@example.org": FlawSpace,
		"Ada <ada@example.org>": FlawSpace, "a@example..org": FlawBadHost, "a@-x.org": FlawBadHost, "a@exa_mple.org": FlawBadHost,
		"a@localhost": FlawNoDot, "a@example.org\r\nBcc: x@y.example": FlawControl, "a\x00@example.org": FlawControl,
		"a\u202e@example.org": FlawControl, "a@exam\u200bple.org": FlawControl, "a\xff@example.org": FlawControl,
		"a\u115f@example.org": FlawControl, "a\ufe0f@example.org": FlawControl, "a@ex\u115fample.org": FlawControl, "a\u034f@example.org": FlawControl,
		"a\uffa0@example.org": FlawControl, "a\u2800@example.org": FlawControl, "a\u17b4@example.org": FlawControl,
		"a@\u0301example.org": FlawBadHost, "a@example.\u0301org": FlawBadHost, "a@e\u0301xample.org": NoFlaw,
		"|sh@example.org": FlawBadName, "-oQ/tmp@example.org": FlawBadName, "a-b|c@example.org": NoFlaw,
		strings.Repeat("a", 65) + "@example.org": FlawTooLong, "a@" + strings.Repeat("b.", 130) + "org": FlawTooLong,
	} {
		if got := MailFlaw(text(value)); got != want {
			t.Errorf("%q is %q and should be %q", value, got, want)
		}
	}
}

func TestMailGoesToManyAndTheRestToOne(t *testing.T) {
	f := facts()
	f.Mailboxes = ourBoxes()
	phone := Address{Channel: SMS, Value: text("+441632960111")}
	for name, c := range map[string]struct {
		to   []Address
		want Flaw
	}{
		"to, cc, bcc and from":    {[]Address{mailTo("a@b.example", AddressTo), mailTo("c@b.example", AddressCc), mailTo("d@b.example", AddressBcc), mailTo("Support@Shop.example", AddressFrom)}, NoFlaw},
		"nobody at all":           {nil, NoFlaw},
		"old data":                {[]Address{mailTo("a@b.example", "")}, NoFlaw},
		"a copy of nothing":       {[]Address{mailTo("c@b.example", AddressCc)}, FlawNobody},
		"from somebody else":      {[]Address{mailTo("a@b.example", AddressTo), mailTo("ceo@bank.example", AddressFrom)}, FlawNotOurs},
		"from two of ours":        {[]Address{mailTo("a@b.example", AddressTo), mailTo("support@shop.example", AddressFrom), mailTo("returns@shop.example", AddressFrom)}, FlawOneOnly},
		"an SMS":                  {[]Address{phone, ourBoxes()[2].From()}, NoFlaw},
		"an SMS to two":           {[]Address{phone, {Channel: SMS, Value: text("+441632960112")}}, FlawOneOnly},
		"an SMS with a copy":      {[]Address{phone, mailTo("c@b.example", AddressCc)}, FlawOneOnly},
		"a role that nobody has":  {[]Address{mailTo("a@b.example", "reply-to")}, FlawUnknown},
		"a second header":         {[]Address{mailTo("a@b.example\nBcc: c@b.example", AddressTo)}, FlawControl},
		"from us by another road": {[]Address{phone, mailTo("support@shop.example", AddressFrom)}, NoFlaw},
	} {
		before := waiting(Open)
		op := by(anna, before, Reply{Text: text("hello")})
		op.Recipients = c.to
		after, events, err := tryApply(t, before, op, f)
		switch {
		case c.want == NoFlaw && err != nil:
			t.Errorf("%s: %v", name, err)
		case c.want != NoFlaw && (codeOf(err) != BadAddress || !strings.Contains(err.Error(), string(c.want))):
			t.Errorf("%s: %v", name, err)
		case c.want == NoFlaw && len(events[0].Message.To) != len(c.to):
			t.Errorf("%s: the entry has %d addresses; %v", name, len(events[0].Message.To), after.Status)
		}
	}
}

func TestAGroupWritesFromItsOwnMailbox(t *testing.T) {
	all := ourBoxes()
	for group, want := range map[GroupID]string{"": "support@shop.example", "returns": "returns@shop.example", "other": "support@shop.example"} {
		if m := MailboxFor(all, Form, group); m == nil || m.Value != text(want) {
			t.Errorf("%s writes from %v", group, m)
		}
	}
	if m := MailboxFor(all, SMS, "returns"); m == nil || m.Value != text("+441632960100") {
		t.Errorf("an SMS goes from %v", m)
	}
	if m := MailboxFor(all, Chat, ""); m != nil {
		t.Errorf("a chat goes from %v", m)
	}
}

func TestSendingOnAnswersNobody(t *testing.T) {
	before := waiting(New)
	op := by(anna, before, Forward{Text: text("please look"), Quoted: Quoted{Messages: []MessageID{1, 3}}})
	op.Recipients = []Address{mailTo("depot@house.example", AddressTo)}
	after, events := apply(t, before, op)
	if !after.WaitingSince.Equal(before.WaitingSince) || !after.FirstReplyAt.IsZero() || after.Status != New || after.Assignee != before.Assignee || len(after.Voices) != len(before.Voices) {
		t.Errorf("%+v", after)
	}
	if m := events[0].Message; len(events) != 1 || events[0].Kind != SentOn || m.Kind != Forwarded || m.Kind.Public() || m.Forward == nil || len(m.Forward.Messages) != 2 || len(m.To) != 1 {
		t.Errorf("%+v", events)
	}
	for name, change := range map[string]func(*Op){
		"to nobody":             func(op *Op) { op.Recipients = nil },
		"without a word":        func(op *Op) { op.Intent = Forward{} },
		"an entry twice":        func(op *Op) { op.Intent = Forward{Text: text("x"), Quoted: Quoted{Messages: []MessageID{1, 1}}} },
		"an entry not there":    func(op *Op) { op.Intent = Forward{Text: text("x"), Quoted: Quoted{Messages: []MessageID{9}}} },
		"by SMS":                func(op *Op) { op.Recipients = []Address{{Channel: SMS, Value: text("+441632960111")}} },
		"from somebody else":    func(op *Op) { op.Recipients = append(op.Recipients, mailTo("x@y.example", AddressFrom)) },
		"in copy to nobody":     func(op *Op) { op.Recipients[0].Role = AddressCc },
		"to a second header":    func(op *Op) { op.Recipients[0].Value = text("a@b.example\r\nX: y") },
		"to what is no address": func(op *Op) { op.Recipients[0].Value = text("depot") },
	} {
		op := by(anna, before, Forward{Text: text("please look")})
		op.Recipients = []Address{mailTo("depot@house.example", AddressTo)}
		change(&op)
		if _, _, err := tryApply(t, before, op, facts()); err == nil {
			t.Errorf("%s: it goes", name)
		}
	}
}

func TestAFirstMessageIsMadeOfCannedRepliesAndDoesWhatTheySay(t *testing.T) {
	canned := []CannedID{{DeriveID("c")}}
	op := Op{ID: NewOpID(), Ticket: NewTicketID(), Actor: anna, At: noon(), Intent: Create{
		Channel: Mail, Text: text("hello"), Outbound: true, Canned: canned, Do: Macro{Status: Solved, Priority: "high", Tags: []string{"recall"}},
	}}
	after, events := apply(t, Ticket{}, op)
	if after.Status != Solved || after.Priority() != PriorityHigh || len(after.Tags) != 1 || after.Assignee != anna {
		t.Errorf("%+v", after)
	}
	if m := events[0].Message; m == nil || len(m.Canned) != 1 {
		t.Errorf("%+v", events[0])
	}
	in, _ := op.Intent.(Create)
	in.Outbound = false
	op.Intent = in
	if _, _, err := tryApply(t, Ticket{}, op, facts()); codeOf(err) != BadValue {
		t.Errorf("a customer's first message does something: %v", err)
	}
}
