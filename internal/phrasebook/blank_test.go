package phrasebook

import (
	"slices"
	"strings"
	"testing"

	"github.com/heed-desk/heed/desk"
)

func facts() Facts {
	return Facts{
		Ticket: desk.Ticket{Number: 4821, Subject: desk.Foreign("Refund still not\non my card")},
		Customer: desk.Customer{
			Name: desk.Foreign("Harper Moore"), Place: desk.Foreign("Jacksonville, FL"),
			Mails:  []desk.Untrusted{desk.Foreign("harper@example.com")},
			Orders: []desk.Order{{Number: desk.Foreign("#W5964460"), Items: []desk.OrderItem{{Name: desk.Foreign("Lamp")}}}},
		},
		Agent: desk.Agent{Name: desk.Foreign("Tom Berg")},
	}
}

func TestFactsFillTheBlanksAndWhatOnlyTheAgentKnowsStaysOpen(t *testing.T) {
	s, open := Fill("Hello {{customer.first|there}}, {{order.number}} ({{ order.item }}) comes {{?the day you promise}}.\n{{agent.first}}, {{order.tracking}}", facts())
	want := "Hello Harper, #W5964460 (Lamp) comes {{?the day you promise}}.\nTom, {{order.tracking}}"
	if s != want {
		t.Errorf("%q", s)
	}
	if len(open) != 2 || open[0].Label() != "the day you promise" || open[1].Label() != "order.tracking" {
		t.Fatalf("open are %+v", open)
	}
	for _, b := range open {
		if part := s[b.Span.From:b.Span.To]; !strings.HasPrefix(part, "{{") || !strings.HasSuffix(part, "}}") {
			t.Errorf("a blank is said to be at %q", part)
		}
	}
}

func TestAFallbackStandsWhereAFactIsNotKnown(t *testing.T) {
	for in, want := range map[string]string{
		"Hello {{customer.first|there}},": "Hello there,",
		"Hello {{customer.first|}},":      "Hello,",
		"Hello {{customer.first|}}.":      "Hello.",
		"{{ticket.number|your ticket}}":   "your ticket",
	} {
		if got, open := Fill(in, Facts{}); got != want || len(open) != 0 {
			t.Errorf("%q became %q", in, got)
		}
	}
}

func TestWithTwoOrdersNobodyGuessesWhichIsMeant(t *testing.T) {
	f := facts()
	f.Customer.Orders = append(f.Customer.Orders, desk.Order{Number: desk.Foreign("#W2")})
	if s, open := Fill("{{order.number}}", f); s != "{{order.number}}" || len(open) != 1 {
		t.Errorf("it became %q", s)
	}
	f.Order = &f.Customer.Orders[1]
	if s, _ := Fill("{{order.number}}", f); s != "#W2" {
		t.Errorf("it became %q", s)
	}
}

func TestNobodyIsGreetedByAnAddressOrANumber(t *testing.T) {
	for name, want := range map[string]string{
		"Harper Moore": "Harper", "Moore, Harper": "Harper", "harper@example.com": "", "H. Moore": "", "4711": "", "": "",
		"Anne-Marie d'Or": "Anne-Marie", "José": "José", "李 小龙": "", "علی\u200cرضا احمدی": "علی\u200cرضا", "\x1b[31mEve": "",
	} {
		if got := first(desk.Foreign(name)); got != want {
			t.Errorf("%q is greeted as %q", name, got)
		}
	}
}

func TestAHostileNameBringsNoBlankAndNoControlIntoAReply(t *testing.T) {
	for _, name := range []string{"{{agent.name}}", "{{{{x}}}}", "{", "}", "a{{?b", "\x1b]0;x\x07{{y}}", "two\nlines"} {
		f := Facts{Customer: desk.Customer{Name: desk.Foreign(name)}}
		s, open := Fill("Dear {{customer.name|you}}, {{{customer.name}}}", f)
		if len(open) != 0 || len(Unfilled(s)) != 0 {
			t.Errorf("%q left blanks in %q", name, s)
		}
		if strings.ContainsAny(s, "\x1b\x07\n") {
			t.Errorf("%q left a control in %q", name, s)
		}
	}
}

func TestWhatIsNoBlankIsText(t *testing.T) {
	for _, s := range []string{"{{ .Values.x }}", "{x}", "{{", "}}", "{{a", "{{a\nb}}", "{{A b}}", "{{" + strings.Repeat("a", 300) + "}}", "{{#each}}"} {
		if b := Unfilled(s); len(b) != 0 {
			t.Errorf("%q has %+v", s, b)
		}
	}
	if b := Unfilled("{{}} {{?}} {{x.y}} {{{z}}}"); len(b) != 4 {
		t.Errorf("%+v", b)
	}
}

func FuzzFillingLeavesExactlyTheBlanksThatItNames(f *testing.F) {
	f.Add("Hello {{customer.first|there}} {{?x}}", "Harper")
	f.Add("{{?a {{customer.name}}}}", "}}{{")
	f.Add("{{{customer.name|}}}", "{")
	f.Fuzz(func(t *testing.T, s, name string) {
		in := facts()
		in.Customer.Name = desk.Foreign(name)
		out, open := Fill(s, in)
		if !slices.Equal(open, Unfilled(out)) {
			t.Fatalf("%q", out)
		}
		at := 0
		for _, b := range open {
			if b.Span.From < at || b.Span.To > len(out) || !strings.HasPrefix(out[b.Span.From:], "{{") {
				t.Fatalf("%+v in %q", b, out)
			}
			at = b.Span.To
		}
		for _, n := range []string{
			"customer.first", "customer.name", "customer.mail", "customer.place",
			"order.number", "order.status", "order.item", "order.total", "order.tracking",
			"ticket.number", "ticket.subject", "agent.first", "agent.name",
		} {
			if v := in.fact(n); strings.Contains(v, "{{") || strings.ContainsAny(v, "\n\x1b") {
				t.Fatalf("%s is %q", n, v)
			}
		}
	})
}
