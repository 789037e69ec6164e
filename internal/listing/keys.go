package listing

import (
	"slices"
	"strings"

	"github.com/heed-desk/heed/keymaps"
)

// Origin tells where the keys of an action in a scope come from.
type Origin func(keymaps.Scope, keymaps.Action) string

// Keys writes every action of a keymap with its keys and where they come from, group by group.
func (t *Text) Keys(keys *keymaps.Table, from Origin) error {
	for i, g := range keymaps.Groups() {
		head := paint(t.Out, strong, t.Book.T("group."+string(g))) + "\n"
		if i > 0 {
			head = "\n" + head
		}
		if err := t.print(head); err != nil {
			return err
		}
		tab := &table{columns: []column{{}, {}, {}, {}}}
		for _, s := range keymaps.Specs() {
			if s.Group == g {
				tab.add(cell{strings.Join(keysOf(keys, s), "  "), strong}, cell{t.Book.T(s.Title()), bare}, cell{strings.Join(originsOf(keys, s, from), " "), dim}, cell{t.Book.T("about." + string(s.Action)), dim})
			}
		}
		if err := tab.write(t.Out, t.Out, t.Width); err != nil {
			return err
		}
	}
	return nil
}

// scopesOf are the scopes in which an action has a key: those that its spec promises and
// those that a keymap adds.
func scopesOf(table *keymaps.Table, s keymaps.Spec) []keymaps.Scope {
	all := slices.Clone(s.Scopes)
	for _, scope := range keymaps.Scopes() {
		if !slices.Contains(all, scope) && len(table.Keys(s.Action, []keymaps.Scope{scope})) > 0 {
			all = append(all, scope)
		}
	}
	return all
}

// keysOf is every chord of an action, each once.
func keysOf(table *keymaps.Table, s keymaps.Spec) []string {
	var all []string
	seen := map[keymaps.Chord]bool{}
	for _, scope := range scopesOf(table, s) {
		for _, c := range table.Keys(s.Action, []keymaps.Scope{scope}) {
			if !seen[c] {
				seen[c] = true
				all = append(all, string(c))
			}
		}
	}
	return all
}

// originsOf is where the keys of an action come from, each place once.
func originsOf(table *keymaps.Table, s keymaps.Spec, from Origin) []string {
	var all []string
	for _, scope := range scopesOf(table, s) {
		if o := from(scope, s.Action); !slices.Contains(all, o) {
			all = append(all, o)
		}
	}
	return all
}

// Keys writes an action a line: its name, its keys, where they count and come from.
func (j *JSON) Keys(table *keymaps.Table, from Origin) error {
	for _, s := range keymaps.Specs() {
		var o object
		o.str("action", string(s.Action))
		o.str("group", string(s.Group))
		o.list("keys", keysOf(table, s))
		var scopes []string
		for _, sc := range scopesOf(table, s) {
			scopes = append(scopes, string(sc))
		}
		o.list("scopes", scopes)
		o.list("from", originsOf(table, s, from))
		o.flag("danger", s.Danger)
		if err := o.line(j.w); err != nil {
			return err
		}
	}
	return nil
}
