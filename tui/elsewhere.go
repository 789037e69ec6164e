package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/palette"
)

// grounds are the scopes of whole pages, in the order in which a key is looked for that
// means nothing where one is.
func grounds() []keymaps.Scope {
	return []keymaps.Scope{
		keymaps.OnTicket, keymaps.Queue, keymaps.Thread, keymaps.Customer, keymaps.List, keymaps.Outbox, keymaps.Day, keymaps.Floor,
		keymaps.Search, keymaps.FilterList, keymaps.Settings, keymaps.Saving, keymaps.Paths, keymaps.Composer, keymaps.Addressing,
		keymaps.Filling, keymaps.Phrases, keymaps.Phrase,
	}
}

// elsewhere are the commands that there are, but not where one is, each with its key there
// and where that is.
func (r *Root) elsewhere(here []palette.Command) []palette.Command {
	var all []palette.Command
	for _, spec := range keymaps.Specs() {
		if !looksUp(spec) || slices.ContainsFunc(here, func(c palette.Command) bool { return c.Action == spec.Action }) {
			continue
		}
		at := slices.IndexFunc(grounds(), func(s keymaps.Scope) bool { return slices.Contains(spec.Scopes, s) })
		if at < 0 {
			continue
		}
		scope := grounds()[at]
		all = append(all, palette.Command{
			Action: spec.Action, Key: string(r.table.Key(spec.Action, []keymaps.Scope{scope})), Elsewhere: true,
			Why: desk.Reason{Code: desk.NothingSelected, Args: []string{"elsewhere", string(scope)}},
		})
	}
	return all
}

// looksUp reports whether anybody looks an action up by its name: not what edits or moves a
// cursor, what answers a question, nor the palette itself.
func looksUp(spec keymaps.Spec) bool {
	return spec.Edit == "" && spec.Group != keymaps.GroupAsk && spec.Action != keymaps.Palette && !moves(spec.Action)
}

// unbound follows a key that means nothing where one is: it says where it would mean
// something. Who pressed it there meant to go on with what it opens: the letters that come
// in one breath with it are let be.
func (r *Root) unbound(st *seat, was keymaps.Chord, name string) {
	b, key := r.session.Book, r.spokenKey(string(was.With(keymaps.NormalKey(name))))
	for _, scope := range grounds() {
		if was != "" || slices.Contains(st.scopes(), scope) {
			continue
		}
		pressed := r.table.Press([]keymaps.Scope{scope}, "", name)
		if pressed.None() {
			continue
		}
		r.astray = keymaps.Printing(keymaps.NormalKey(name))
		where := b.T("where." + string(scope))
		if pressed.Action == "" {
			r.hint(b.T("unbound.begins", "key", key, "where", where))
		} else {
			r.hint(b.T("unbound.works", "key", key, "action", b.T("action."+string(pressed.Action)), "where", where))
		}
		return
	}
	if was != "" {
		r.astray = keymaps.Printing(keymaps.NormalKey(name))
	}
	if r.opts.Linear {
		r.hint(b.T("unbound", "key", key))
	}
}

// spokenKey is a key as it is shown, or said to somebody who hears heed.
func (r *Root) spokenKey(key string) string {
	if r.opts.Linear {
		return r.spoken(key)
	}
	return key
}

// letBe reports whether a key was typed in one breath with one that means nothing here. What
// is no letter, and what follows once the hands have rested, counts as ever.
func (r *Root) letBe(st *seat, key tea.KeyPressMsg) bool {
	r.astray = r.astray && !st.typing() && keymaps.Printing(keymaps.NormalKey(key.String()))
	return r.astray
}
