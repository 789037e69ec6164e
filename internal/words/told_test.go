package words_test

import (
	"strings"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/keymaps"
)

func TestTheKeyListTellsAnActionAsItsOwnScreenTellsIt(t *testing.T) {
	for _, b := range []*words.Book{words.English(), words.German()} {
		for _, row := range b.KeyList(keymaps.New(keymaps.Presets()[0])) {
			if want := b.About(row.Command, row.In); row.About != want {
				t.Errorf("%s in %s is told as %q, not %q", row.Command, row.In, row.About, want)
			}
		}
	}
}

func TestAnEmptyDeskAsksNobodyToLeave(t *testing.T) {
	if said := words.English().T("queue.empty.desk"); strings.Contains(said, "leave") || !strings.Contains(said, "heed import") {
		t.Errorf("it says %q", said)
	}
}

func TestAKeyIsNeverPartedFromWhereItLeads(t *testing.T) {
	for _, b := range []*words.Book{words.English(), words.German()} {
		for w := 20; w <= 60; w++ {
			for _, line := range text.Wrap(b.N("queue.look_unassigned", 30, "key", "]"), w) {
				if strings.HasSuffix(strings.TrimSpace(line), "]") {
					t.Errorf("in %d cells a line ends %q", w, line)
				}
			}
		}
	}
}

func TestTheHintOfTheSearchNamesEveryFieldThatItKnows(t *testing.T) {
	for _, b := range []*words.Book{words.English(), words.German()} {
		help := b.T("search.help")
		for _, field := range strings.Fields("from: status: tag: channel: assignee: group: priority: before: after: is:open is:unassigned #4821 P-41616") {
			if !strings.Contains(help, field) {
				t.Errorf("%s is not in\n%s", field, help)
			}
		}
	}
}

func TestAnAddressOfACustomerThatIsNoneIsNotToldAsOneThatNothingWasSentTo(t *testing.T) {
	for _, b := range []*words.Book{words.English(), words.German()} {
		unsent := b.Problem(desk.Refuse(desk.BadAddress, desk.FlawTooLong))
		for _, field := range []string{"mails", "phones"} {
			said := b.Problem(desk.Refuse(desk.BadAddress, desk.FlawTooLong, field))
			if said == unsent || !strings.Contains(said, "changed") && !strings.Contains(said, "geändert") {
				t.Errorf("%s: %q", field, said)
			}
		}
	}
}
