package desk

import (
	"reflect"
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

func TestAPageIsBareOnlyWhereNoFieldBringsAnything(t *testing.T) {
	if !(Page{Next: "7", More: true}).Bare() {
		t.Error("a cursor alone brings something")
	}
	for i, p := 0, reflect.TypeFor[Page](); i < p.NumField(); i++ {
		if p.Field(i).Type.Kind() != reflect.Slice {
			continue
		}
		var one Page
		reflect.ValueOf(&one).Elem().Field(i).Set(reflect.MakeSlice(p.Field(i).Type, 1, 1))
		if one.Bare() {
			t.Errorf("what %s has is nothing", p.Field(i).Name)
		}
	}
}
