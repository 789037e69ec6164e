package words

import (
	"strings"

	"github.com/heed-desk/heed/keymaps"
)

//go:generate go test . -run TestTheKeyListIsTheOneHeedUses -write

// KeyRow is a command with its keys in one scope.
type KeyRow struct {
	Scope   string // where they count, in words
	In      string // and by its stable name, for config.toml
	Keys    string // "up, k"
	Command string // the stable name, for the palette and the override file
	About   string // what it does
	Danger  bool   // takes something away: it asks, or can be undone
}

// KeyList is every key of a table, scope by scope, as help has it.
func (b *Book) KeyList(t *keymaps.Table) []KeyRow {
	var rows []KeyRow
	for _, scope := range keymaps.Scopes() {
		in := []keymaps.Scope{scope}
		for _, spec := range keymaps.Specs() {
			chords := make([]string, 0, 4)
			for _, c := range t.Keys(spec.Action, in) {
				chords = append(chords, string(c))
			}
			if spec.Action == keymaps.InsertReply && len(chords) > 0 && t.Trigger() != 0 {
				chords = append([]string{string(t.Trigger())}, chords...)
			}
			if len(chords) == 0 {
				continue
			}
			rows = append(rows, KeyRow{
				Scope: b.T("scope." + string(scope)), In: string(scope), Keys: strings.Join(chords, ", "),
				Command: string(spec.Action), About: b.About(string(spec.Action), string(scope)), Danger: spec.Danger,
			})
		}
	}
	return rows
}

// KeyDoc is the page of the documentation that lists all keys of all presets.
func (b *Book) KeyDoc() string {
	var out strings.Builder
	out.WriteString("# " + b.T("keys.heading") + "\n\n" + b.T("keys.intro") + "\n\n" + b.T("keys.trigger") + "\n")
	for _, preset := range keymaps.Presets() {
		out.WriteString("\n## " + b.T("keys.preset", "name", string(preset)) + "\n\n" + b.T("keymap."+string(preset)) + "\n")
		scope := ""
		for _, row := range b.KeyList(keymaps.New(preset)) {
			if row.Scope != scope {
				scope = row.Scope
				out.WriteString("\n### " + scope + " (`" + row.In + "`)\n\n| " + b.T("keys.key") + " | " + b.T("keys.what") + " | " + b.T("keys.command") + " |\n|---|---|---|\n")
			}
			about := row.About
			if row.Danger {
				about += " *"
			}
			out.WriteString("| " + codes(row.Keys) + " | " + about + " | `" + row.Command + "` |\n")
		}
	}
	out.WriteString("\n\\* " + b.T("keys.danger") + "\n")
	return out.String()
}

// codes puts each key between backticks; a bar would end the table's cell.
func codes(keys string) string {
	all := strings.Split(keys, ", ")
	for i, k := range all {
		all[i] = "`" + strings.ReplaceAll(k, "|", `\|`) + "`"
	}
	return strings.Join(all, " ")
}
