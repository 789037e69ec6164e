package archive_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
)

// examples are the lines of the ```jsonl blocks of the page that describes the format.
func examples(t *testing.T) string {
	t.Helper()
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "import.md"))
	if err != nil {
		t.Fatal(err)
	}
	var lines strings.Builder
	for _, block := range strings.Split(string(page), "```jsonl\n")[1:] {
		code, _, _ := strings.Cut(block, "```")
		lines.WriteString(code)
	}
	return lines.String()
}

func TestTheExamplesOfTheDocumentationAreRead(t *testing.T) {
	records, bad := read(t, examples(t))
	if len(bad) > 0 {
		t.Fatalf("skipped: %v", bad)
	}
	kinds := map[string]int{}
	for _, r := range records {
		kinds[r.Kind()]++
	}
	if kinds[archive.KindTicket] != 2 || kinds[archive.KindCustomer] != 1 || kinds[archive.KindReply] != 1 || kinds[archive.KindAgent] != 1 {
		t.Fatalf("%v", kinds)
	}
	first, person := records[0].Ticket, records[2].Customer
	if first.Requester != person.ID {
		t.Error("the ticket of the page is not its customer's")
	}
	if first.Messages[1].Canned[0] != records[3].Reply.ID {
		t.Error("the ticket of the page does not use its reply")
	}
	if first.Status != desk.Open || first.WaitingSince != first.Messages[4].At || first.Messages[3].Author.Agent != "ines" {
		t.Error("the ticket of the page is not what the page says")
	}
	if person.Place != desk.Foreign("Whitby") || person.Tier != desk.Silver || person.Orders[0].Total != "94.80" {
		t.Error("the customer of the page is not what the page says")
	}
	if got := records[1].Ticket; got.Status != desk.New || got.Subject != desk.Foreign("Are you open on Saturday?") {
		t.Error("the shortest ticket is not what the page says")
	}
}

func TestTheDocumentationNamesEveryFieldThatIsRead(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "import.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"ticket.go", "message.go", "customer.go", "decode.go"} {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, call := range []string{".text(", ".foreign(", ".prose(", ".texts(", ".list(", ".instant(", ".integer(", ".object(", ".money("} {
			for _, rest := range strings.Split(string(source), call)[1:] {
				args, _, _ := strings.Cut(rest, ")")
				for i, field := range strings.Split(args, `"`) {
					if i%2 == 1 && !strings.Contains(string(page), "`"+field+"`") && !strings.Contains(string(page), `"`+field+`"`) {
						t.Errorf("%s reads %q, which docs/import.md does not name", name, field)
					}
				}
			}
		}
	}
}
