package desk

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestAProblemHoldsNothingHarmful(t *testing.T) {
	long := strings.Repeat("x", 1000)
	for _, p := range []*Problem{Refuse(BadTag, "a\x1b[31m\u202eb\n"), Refuse(BadTag, long), Refuse(BadValue, text("secret"), 7)} {
		b, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		if s := p.Error(); strings.ContainsAny(s, "\x1b\n\u202e") || len(s) > 200 || strings.Contains(s, "secret") {
			t.Errorf("%q", s)
		}
		var back Problem
		if err := json.Unmarshal(b, &back); err != nil || back.Error() != p.Error() {
			t.Errorf("%s came back as %v, %v", b, &back, err)
		}
	}
	var p Problem
	if err := json.Unmarshal([]byte(`{"code":"bad_tag","args":["\u001b]0;x\u0007"]}`), &p); err != nil || p.Args[0] != "]0;x" {
		t.Errorf("%v, %v", p, err)
	}
}

func TestForeignTextIsNotPrintedByAccident(t *testing.T) {
	u := text("secret")
	for _, s := range []string{fmt.Sprint(u), fmt.Sprintf("%v %+v %#v %s %q %x", u, u, u, u, u, u), fmt.Sprintf("%v", Message{Text: u}), u.LogValue().String()} {
		if strings.Contains(s, "secret") || strings.Contains(s, fmt.Sprintf("%x", "secret")) {
			t.Errorf("printed %q", s)
		}
	}
	if u.Len() != 6 || u.IsEmpty() || !text("").IsEmpty() {
		t.Error("its length is wrong")
	}
	joined := Join(", ", text("a"), text(""), text("b"))
	if joined.Raw() != "a, b" {
		t.Errorf("joined: %q", joined.Raw())
	}
}

func TestAFailureOfTheLineKeepsItsCause(t *testing.T) {
	cause := errors.New("no route")
	err := error(&Temporary{Err: cause})
	if !errors.Is(err, cause) || !strings.Contains(err.Error(), "no route") || (&Temporary{}).Error() == "" {
		t.Error(err)
	}
}

func TestWhatARefusalNamesHasNoLetterWithoutEnd(t *testing.T) {
	for named, want := range map[string]string{
		strings.Repeat("\u1100", 60) + "\u1161": strings.Repeat("\u1100", 5) + "\u1161",
		"\u1100" + strings.Repeat("\u1183", 60): "\u1100" + strings.Repeat("\u1183", 5),
		"\u1112\u1161\u11ab\u1100\u116e\u11a8":  "\u1112\u1161\u11ab\u1100\u116e\u11a8", // two syllables, letter by letter
		"e" + strings.Repeat("\u0301", 60):      "e\u0301\u0301\u0301\u0301",
	} {
		if got := Plain(named); got != want {
			t.Errorf("%q is %q", named, got)
		}
	}
}
