package config

import (
	"strings"

	"github.com/heed-desk/heed/internal/words"
)

//go:generate go test . -run TestThePageOfSettingsIsTheTableHeedUses -write

// Example is a config.toml as the documentation shows it.
const Example = `theme = "light"
keymap = "vim"

[keys.on_ticket]
solve = ["f9"]
snooze = ["z", "alt+z"]

[keys.picker]
accept = ["enter", "ctrl+t"]
`

// Page is the page of the documentation that tells of every setting.
func Page(b *words.Book) string {
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
	line("\n    ", strings.ReplaceAll(strings.TrimSpace(Example), "\n", "\n    "))
	return strings.ReplaceAll(out.String(), "\n    \n", "\n\n")
}
