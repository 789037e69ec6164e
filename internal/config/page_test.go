package config

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/keymaps"
)

//go:generate go test . -run TestThePageOfSettingsIsTheTableHeedUses -write

var write = flag.Bool("write", false, "write docs/config.md anew")

func TestThePageOfSettingsIsTheTableHeedUses(t *testing.T) {
	const page = "../../docs/config.md"
	want := settingsPage(words.English())
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
	f, flaws := written(t, strings.Split(example, "\n")...)
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

// example is a config.toml as the documentation shows it.
const example = `theme = "light"
keymap = "vim"

[keys.on_ticket]
solve = ["f9"]
snooze = ["z", "alt+z"]

[keys.picker]
accept = ["enter", "ctrl+t"]
`

// settingsPage is the page of the documentation that tells of every setting.
func settingsPage(b *words.Book) string {
	var out strings.Builder
	line := func(s ...string) { out.WriteString(strings.Join(s, "") + "\n") }
	line("# ", b.T("config.doc.heading"), "\n\n", b.T("config.doc.intro"), "\n\n", b.T("config.doc.table"))
	for _, s := range Settings() {
		takes := b.T("config.doc.any")
		if wants := s.Wants(); len(wants) > 0 {
			takes = "`" + strings.Join(wants, "` `") + "`"
		}
		if s.Kind == Span {
			takes = b.T("config.doc.hours")
		}
		without := ""
		if s.Default != "" {
			without = "`" + s.Default + "`"
		}
		line("| `", s.Name, "` | `--", s.Flag(), "` | `", s.Variable(), "` | ", takes, " | ", without, " | ", b.T("setting."+s.Name), " |")
	}
	line("\n", b.T("config.doc.where"), "\n\n", b.T("config.doc.language"), "\n\n", b.T("config.doc.others"), "\n\n", b.T("config.doc.notify"), "\n\n", b.T("config.doc.log"))
	line("\n## ", b.T("config.doc.screen"), "\n\n", b.T("config.doc.screen.is"), "\n\n", b.T("config.doc.screen.file"))
	line("\n## ", b.T("config.doc.keys"), "\n\n", b.T("config.doc.keys.is"), "\n\n", b.T("config.doc.keys.no"))
	line("\n    ", strings.ReplaceAll(strings.TrimSpace(example), "\n", "\n    "))
	return strings.ReplaceAll(out.String(), "\n    \n", "\n\n")
}
