package text_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

func TestStructuredTextComesApartIntoNamesAndValues(t *testing.T) {
	for in, want := range map[string][]text.Pair{
		`{"zip":"0123","city":"Leeds"}`:        {{Name: "city", Value: "Leeds"}, {Name: "zip", Value: "0123"}},
		`["gift_card", 2, true, null]`:         {{Value: "gift_card, 2, true, –"}},
		`{"to":{"city":"Leeds","lift":[1,2]}}`: {{Name: "to city", Value: "Leeds"}, {Name: "to lift", Value: "1, 2"}},
		`{"a":{"b":{"c":{"d":1,"e":2}}}}`:      {{Name: "a b c", More: 2}},
		`{"n":12345678901234567890}`:           {{Name: "n", Value: "12345678901234567890"}},
		`{}`:                                   nil,
		`plain words`:                          nil,
		`{"half":`:                             nil,
		`{"a":1} and more`:                     nil,
		`"one"`:                                nil,
		strings.Repeat("[", 5000):              nil,
		`[{"a":1},{"a":2}]`:                    {{Name: "a", Value: "1"}, {Name: "a", Value: "2"}},
		`{"a":"\u001b]0;x\u0007\u202e\nb","\u001bk":1}`: {{Name: "␛k", Value: "1"}, {Name: "a", Value: "␛]0;x␇ b"}},
	} {
		if got := text.Pairs(desk.Foreign(in)); !slices.Equal(got, want) {
			t.Errorf("%.60s comes apart into %v, and should into %v", in, got, want)
		}
	}
}

func TestAStepWithStructuredTextIsToldInWords(t *testing.T) {
	for in, want := range map[string]string{
		`result: {"City": "Leeds", "Day": "Wednesday"}`: "result: City Leeds · Day Wednesday",
		"asked {the bank} again":                        "asked {the bank} again",
		"nothing to tell":                               "nothing to tell",
	} {
		if got := text.Told(desk.Foreign(in)); got != want {
			t.Errorf("%q is told as %q", in, got)
		}
	}
}
