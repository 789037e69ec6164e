package config

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/keymaps"
)

var write = flag.Bool("write", false, "write docs/config.md anew")

func TestThePageOfSettingsIsTheTableHeedUses(t *testing.T) {
	const page = "../../docs/config.md"
	want := Page(words.English())
	if *write {
		if err := os.WriteFile(page, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(page)
	if err != nil || string(got) != want {
		t.Errorf("docs/config.md is stale (%v): run go generate ./internal/config", err)
	}
}

func TestTheExampleOfThePageIsAGoodFile(t *testing.T) {
	f, flaws := written(t, strings.Split(Example, "\n")...)
	_, more := f.Table(keymaps.Vim)
	if len(flaws)+len(more) > 0 {
		t.Error(flaws, more)
	}
}

func TestEverySettingAndEveryFlawHasWords(t *testing.T) {
	book := words.English()
	for _, s := range Settings() {
		if about := book.T("setting." + s.Name); strings.Contains(about, "setting.") {
			t.Errorf("nobody says what %s does", s.Name)
		}
	}
	for _, c := range []Code{
		BadFile, Twice, UnknownSetting, UnknownTable, UnknownScope, UnknownAction, BadValue, WrongKind,
		WrongKind + ".text", NotAList, BadChord, Letter, SameKey, BeginsOther, NoKeyLeft, IsAnotherKey,
	} {
		if said := book.T("config." + string(c)); strings.HasPrefix(said, "config.") {
			t.Errorf("%s has no sentence", c)
		}
	}
}
