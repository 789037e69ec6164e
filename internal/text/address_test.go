package text

import (
	"testing"

	"github.com/heed-desk/heed/desk"
)

func TestAnAddressOfMixedScriptsIsShownAsTheNetworkHasIt(t *testing.T) {
	for in, want := range map[string]string{
		"harper@example.org":         "harper@example.org",
		"jörg@bücher.example":        "jörg@bücher.example",
		"иван@пример.рф":             "иван@пример.рф",
		"taro@例え.jp":                 "taro@例え.jp",
		"pay@\u0440aypal.com":        "pay@xn--aypal-uye.com",
		"pay@\u0430\u0440\u0440.com": "pay@xn--80a6aa.com",
		"a@\u202eexample.org":        Line(desk.Foreign("a@\u202eexample.org")),
	} {
		if got := Address(desk.Foreign(in)); got != want {
			t.Errorf("%q is shown as %q, not %q", in, got, want)
		}
	}
}

func TestPunycodeIsThatOfTheStandard(t *testing.T) {
	for in, want := range map[string]string{
		"bücher": "bcher-kva", "ليهمابتكلموشعربي؟": "egbpdaj6bu4bxfgehfvwxn", "他们为什么不说中文": "ihqwcrb4cv8a8dqg056pqjye",
	} {
		if got := punycode(in); got != want {
			t.Errorf("%q is %q, not %q", in, got, want)
		}
	}
}
