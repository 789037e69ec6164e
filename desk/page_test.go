package desk

import (
	"strings"
	"testing"
)

func TestAPageWeighsWhatPeopleWrote(t *testing.T) {
	kb := Foreign(strings.Repeat("x", 1000))
	p := Page{
		Tickets:   []Ticket{{Subject: kb, Attributes: map[string]Untrusted{"a": kb}}},
		Messages:  []Message{{Text: kb}, {Text: kb}},
		Customers: []Customer{{Notes: []Untrusted{kb}, Attributes: map[string]Untrusted{"a": kb}}},
		Canned:    []Canned{{Text: "hello"}},
	}
	if n := p.Weight(); n != 6007 {
		t.Errorf("%d", n)
	}
}
