package text

import (
	"testing"

	"github.com/heed-desk/heed/desk"
)

func TestAddressesThatReachOnePersonAreTakenForOne(t *testing.T) {
	for name, pair := range map[string][2]string{
		"the case":               {"harper@example.org", " Harper@EXAMPLE.org "},
		"wide letters":           {"harper@example.org", "harper@ｅxample.org"},
		"a wide at":              {"harper@example.org", "harper＠example.org"},
		"a long s":               {"sam@example.org", "ſam@example.org"},
		"another full stop":      {"harper@example.org", "harper@example。org"},
		"a full stop at the end": {"harper@example.org", "harper@example.org."},
		"behind a plus":          {"harper@example.org", "harper+tag@example.org"},
		"another plus":           {"harper+shop@example.org", "harper+tag@example.org"},
		"as the network has it":  {"harper@bücher.example", "harper@xn--bcher-kva.example"},
		"in capitals, too":       {"harper@BÜCHER.example", "harper@XN--BCHER-KVA.example"},
		"in two pieces":          {"harper@bücher.example", "harper@bu\u0308cher.example"},
		"what nobody sees":       {"harper@example.org", "har\u00adper@exam\ufe0fple.org"},
	} {
		if a, b := desk.Foreign(pair[0]), desk.Foreign(pair[1]); !SameMailbox(a, b) || !SameMailbox(b, a) {
			t.Errorf("%s: %q and %q are two", name, mailbox(pair[0]), mailbox(pair[1]))
		}
	}
	for _, other := range []string{"harpe@example.org", "harper@example.com", "harper@mail.example.org", "+harper@example.org", "", "harper", "h@rper@example.org"} {
		if SameMailbox(desk.Foreign("harper@example.org"), desk.Foreign(other)) {
			t.Errorf("%q is taken for another", other)
		}
	}
}
