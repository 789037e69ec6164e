package words_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/keymaps"
)

func TestTheKeyListIsTheOneHeedUses(t *testing.T) {
	const page = "../../docs/keys.md"
	want := words.English().KeyDoc()
	if flag.Lookup("write").Value.String() == "true" {
		if err := os.WriteFile(page, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(page)
	if err != nil || string(got) != want {
		t.Errorf("docs/keys.md is stale (%v): run go generate ./internal/words", err)
	}
}

func TestEveryActionStandsInTheKeyList(t *testing.T) {
	for _, preset := range keymaps.Presets() {
		listed := map[string]bool{}
		for _, row := range words.English().KeyList(keymaps.New(preset)) {
			listed[row.Command] = true
			if strings.Contains(row.About, "about.") || strings.Contains(row.Scope, "scope.") {
				t.Errorf("%s has no words: %+v", row.Command, row)
			}
		}
		for _, spec := range keymaps.Specs() {
			if !listed[string(spec.Action)] {
				t.Errorf("%s: %s is not in the list", preset, spec.Action)
			}
		}
	}
}

var _ = flag.Bool("write", false, "write docs/keys.md anew")
