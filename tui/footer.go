package tui

import (
	"slices"

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
	hints := r.hints(st)
	if isBeside(st.place) && r.pressed() == "" && part.Crowds(hints, right, r.w) {
		right = ""
	}
	return part.Hints(r.session.Theme, hints, right, r.w)
}

func (r *Root) hints(st *seat) []part.Hint {
	var hints []part.Hint
	if st.place == screen.Search || st.place == screen.Settings {
		hints = append(hints, part.Hint{
			Key: r.keyAt(st, keymaps.Open), Label: r.label(st, keymaps.Open), Off: !r.why(st, keymaps.Open).None(),
		})
	}
	for _, h := range r.inFooter(st) {
		off := !r.why(st, h.Spec.Action).None()
		switch {
		case off && (onlyWhere(h.Spec) || r.opts.Alone != nil && h.Scope == keymaps.Everywhere):
			continue
		case h.Spec.Action == keymaps.GoBack && len(r.stack) == 1 && ownLabel(st, keymaps.GoBack) == "", h.Spec.Action == keymaps.GoSearch && st.place == screen.Search:
			continue // it leads nowhere from here
		}
		hints = append(hints, part.Hint{
			Key: string(h.Chord), Label: r.label(st, h.Spec.Action), Off: off, Keep: keeps(h.Spec.Action),
			Prefer: ownLabel(st, h.Spec.Action) != "" || ofPane(st, h),
		})
	}
	return hints
}

// inFooter are the keys for the footer, the most useful first: in a pane beside, what only that
// pane can do, then what is done to its ticket from everywhere.
func (r *Root) inFooter(st *seat) []keymaps.Hint {
	all := r.table.Footer(st.scopes())
	first := all[:0:0]
	for _, h := range all {
		if ofPane(st, h) {
			first = append(first, h)
		}
	}
	return append(first, slices.DeleteFunc(all, func(h keymaps.Hint) bool { return ofPane(st, h) })...)
}

// ofPane reports whether a key counts in one of the panes beside only.
func ofPane(st *seat, h keymaps.Hint) bool { return isBeside(st.place) && h.Scope == st.scopes()[0] }

// keeps reports whether a key stays in the footer however little room there is: those
// that lead to all others, and the one that leads back. Before the rest comes what a
// screen has a name of its own for.
func keeps(a keymaps.Action) bool {
	return a == keymaps.Help || a == keymaps.Palette || a == keymaps.GoBack || a == keymaps.NextBlank
}

// onlyWhere reports whether a key is shown only where it does something: where something is
// held or was refused, where a blank is open, and where a colleague changed what is written.
func onlyWhere(s keymaps.Spec) bool {
	switch s.Action {
	case keymaps.NextBlank, keymaps.PrevBlank, keymaps.Unfold, keymaps.TheirReply:
		return true
	default:
		return s.Group == keymaps.GroupOutbox
	}
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
		if off && onlyWhere(h.Spec) {
			continue
		}
		hint := part.Hint{Key: string(h.Chord), Label: r.label(st, h.Spec.Action), Off: off, Keep: h.Spec.Action == keymaps.Cancel}
		if slices.ContainsFunc(hints, func(p part.Hint) bool { return p.Label == hint.Label && p.Off == hint.Off }) {
			continue // another key does it
		}
		hints = append(hints, hint)
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
