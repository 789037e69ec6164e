package backend_test

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/heed-desk/heed/client/api"
)

// TestTheExamplesOfThePageWorkAsTheyStand runs what docs/api.md tells people to type.
func TestTheExamplesOfThePageWorkAsTheyStand(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("curl is not here, and the examples are for it")
	}
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "api.md"))
	if err != nil {
		t.Fatal(err)
	}
	b := newBench(t)
	s := httptest.NewServer(b.server.Handler())
	defer s.Close()
	var examples []string
	for i, part := range strings.Split(string(text), "```") {
		if script, ok := strings.CutPrefix(part, "sh\n"); ok && i%2 == 1 {
			examples = append(examples, script)
		}
	}
	if len(examples) != 2 {
		t.Fatalf("%d examples", len(examples))
	}
	env := append(os.Environ(), "HEED_URL="+s.URL, "HEED_TOKEN="+b.intake(t))
	var taken api.TakenIn
	for i, script := range []string{examples[0], examples[0], examples[1], examples[1]} { // each twice, as they may be
		run := exec.CommandContext(t.Context(), "sh", "-c", script)
		run.Env = append(slices.Clone(env), "TICKET="+taken.Ticket.String())
		out, err := run.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		before := taken
		if err := json.Unmarshal(out, &taken); err != nil || taken.Number != 4001 || i%2 == 1 && taken != before {
			t.Fatalf("%v: %s", err, out)
		}
	}
	said := 0
	for _, m := range b.thread(t, taken.Ticket).Messages {
		if m.Kind.Public() {
			said++
		}
	}
	if said != 2 {
		t.Errorf("%d messages", said)
	}
}
