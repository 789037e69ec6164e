package composer_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/heed-desk/heed/keymaps"
)

func TestAddressesAreTakenAsMailProgramsWriteThem(t *testing.T) {
	for pasted, want := range map[string]string{
		`"Moore, Harper" <h@example.org>`:                                            "h@example.org",
		`"Moore, Harper" <h@example.org>, "Reed, Tom" <t@example.org>`:               "h@example.org t@example.org",
		`Moore, Harper <h@example.org>; Reed, Tom <t@example.org>`:                   "h@example.org t@example.org",
		`Moore, Harper <h@example.org>, Reed, Tom <t@example.org>`:                   "h@example.org t@example.org",
		`Moore, Harper [mailto:h@example.org]`:                                       "h@example.org",
		`“Moore, Harper” <h@example.org>, t@example.org`:                             "h@example.org t@example.org",
		`"Moore \"H, M\" Harper" <h@example.org>, t@example.org`:                     "h@example.org t@example.org",
		`h@example.org (Moore, Harper), t@example.org`:                               "h@example.org t@example.org",
		`Harper Moore (Sales, Berlin) <h@example.org>, t@example.org`:                "h@example.org t@example.org",
		`'h@example.org'; 'Tom O'Neil' <t.o'neil@example.org>`:                       "h@example.org t.o'neil@example.org",
		`Harper <mailto:h@example.org>, MAILTO:t@example.org`:                        "h@example.org t@example.org",
		"h@example.org\nt@example.org\r\n\r\n\"Moore, I\" <i@example.org>\n":         "h@example.org t@example.org i@example.org",
		"h@example.org,\nt@example.org;\n":                                           "h@example.org t@example.org",
		`<h@example.org>,<t@example.org>,`:                                           "h@example.org t@example.org",
		`"Moore, Harper <h@example.org>, t@example.org`:                              "h@example.org t@example.org",
		`h@example.org, Moore, Harper`:                                               "h@example.org Moore Harper",
		`harper, t@example.org`:                                                      "harper t@example.org",
		strings.Repeat(`"A, B" <a@example.org>; `, 3) + `"Moore, H" <h@example.org>`: "a@example.org h@example.org",
	} {
		d, id := mailed()
		st := play(t, d, id, false, 110, 24)
		st.Act(keymaps.Addresses, keymaps.NextField)
		st.Paste(pasted)
		st.Ring("save")
		got := copies(d.Drafts[id][0])
		if !slices.Equal(got, strings.Fields(want)) {
			t.Errorf("%s\n is taken for %q", pasted, got)
		}
	}
}

func TestANameWithACommaIsStillCompletedBehind(t *testing.T) {
	d, id := mailed()
	st := play(t, d, id, false, 110, 24)
	st.Act(keymaps.Addresses, keymaps.NextField)
	st.Paste(`"Moore, Harper" <h@example.org>, `)
	st.Type("in")
	st.Act(keymaps.Accept)
	st.Ring("save")
	if got := copies(d.Drafts[id][0]); !slices.Equal(got, []string{"h@example.org", "ines@shop.example"}) {
		t.Errorf("it goes to %q", got)
	}
}
