package tui

import (
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// footer draws the keys that count where one is.
func (r *Root) footer() string {
	st := r.top()
	if r.spelled {
		lead := part.Hint{Key: r.pressed(), Label: "…"}
		return r.goesOn(append([]part.Hint{lead}, r.continuations(st)...))
	}
	right := ""
	if keys := r.pressed(); keys != "" {
		right = r.session.Book.T("root.pending", "chord", keys)
	} else if p, ok := st.screen.(screen.Placed); ok {
		right = p.Standing()
	}
	if right != "" {
		right += " "
	}
	return part.Hints(r.session.Theme, r.hints(st), right, r.w)
}

func (r *Root) hints(st *seat) []part.Hint {
	var hints []part.Hint
	if st.place == screen.Search || st.place == screen.Settings {
		hints = append(hints, part.Hint{
			Key: r.keyAt(st, keymaps.Open), Label: r.label(st, keymaps.Open), Off: !r.why(st, keymaps.Open).None(),
		})
	}
	for _, h := range r.table.Footer(st.scopes()) {
		off := !r.why(st, h.Spec.Action).None()
		switch {
		case off && (onlyWhere(h.Spec) || r.opts.Alone != nil && h.Scope == keymaps.Everywhere):
			continue
		case h.Spec.Action == keymaps.GoBack && len(r.stack) == 1, h.Spec.Action == keymaps.GoSearch && st.place == screen.Search:
			continue // it leads nowhere from here
		}
		hints = append(hints, part.Hint{
			Key: string(h.Chord), Label: r.label(st, h.Spec.Action), Off: off, Keep: keeps(h.Spec.Action),
			Prefer: ownLabel(st, h.Spec.Action) != "",
		})
	}
	return hints
}

// keeps reports whether a key stays in the footer however little room there is: those
// that lead to all others, and the one that leads back. Before the rest comes what a
// screen has a name of its own for.
func keeps(a keymaps.Action) bool {
	return a == keymaps.Help || a == keymaps.Palette || a == keymaps.GoBack || a == keymaps.Unfold || a == keymaps.NextBlank
}

// onlyWhere reports whether a key is shown only where it does something: where something is
// held or was refused, and where a blank is open.
func onlyWhere(s keymaps.Spec) bool {
	return s.Group == keymaps.GroupOutbox || s.Action == keymaps.NextBlank || s.Action == keymaps.PrevBlank || s.Action == keymaps.Unfold
}

// dialogHints are the keys in a dialog's panel.
func (r *Root) dialogHints(st *seat) []part.Hint {
	if _, ok := st.screen.(screen.Telling); ok {
		return []part.Hint{{Key: r.key(keymaps.Cancel), Label: r.session.Book.T("root.close")}}
	}
	var hints []part.Hint
	for _, h := range r.table.Footer(st.scopes()) {
		if h.Scope == keymaps.Everywhere {
			continue
		}
		off := !r.why(st, h.Spec.Action).None()
		hints = append(hints, part.Hint{Key: string(h.Chord), Label: r.label(st, h.Spec.Action), Off: off})
	}
	return hints
}

// label is the short name of an action: the screen's own, else that of the innermost
// scope that has one.
func (r *Root) label(st *seat, a keymaps.Action) string {
	if own := ownLabel(st, a); own != "" {
		return own
	}
	key := "action." + string(a)
	for _, s := range st.scopes() {
		if special := key + "." + string(s); r.session.Book.Has(special) {
			return r.session.Book.T(special)
		}
	}
	return r.session.Book.T(key)
}

// ownLabel is the name that a screen itself has for an action; empty where it has none.
func ownLabel(st *seat, a keymaps.Action) string {
	if l, ok := st.screen.(screen.Labelled); ok {
		return l.Label(a)
	}
	return ""
}
