package tui

import (
	"time"

	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// noticeLine draws what heed last had to say.
func (r *Root) noticeLine(now time.Time) string {
	t, b := r.session.Theme, r.session.Book
	n, ok := r.notice(now)
	if !ok {
		return part.Fit(nil, r.w, 1)
	}
	ink, mark := t.Text, " "
	switch n.Level {
	case screen.Good:
		ink, mark = t.Good, "✓"
	case screen.Warning:
		ink, mark = t.Soon, "·"
	case screen.Failure:
		ink, mark = t.Late, "×"
	case screen.Info:
	}
	right := ""
	switch {
	case !n.Undo.IsZero() && n.Until.After(now):
		right = b.T("root.takes_back", "key", r.keyAt(r.top(), keymaps.Undo))
		if left := n.Until.Sub(now); n.Text == "" || left <= time.Minute {
			right = b.T("root.sending_in", "span", b.Short(left+time.Second-time.Nanosecond)) + " · " + right
		}
	case n.Action != "" && r.keyAt(r.top(), n.Action) != "":
		right = r.keyAt(r.top(), n.Action) + " " + b.T("action."+string(n.Action))
	}
	room := r.w - text.Width(right) - 4
	return part.Spread(" "+ink.Render(mark+" "+text.Truncate(n.Text, max(room, 1))), t.Dim.Render(right)+" ", r.w)
}

// footer draws the keys that count where one is.
func (r *Root) footer() string {
	st := r.top()
	right := ""
	if r.pending != "" {
		right = r.session.Book.T("root.pending", "chord", r.pending)
	} else if p, ok := st.screen.(screen.Placed); ok {
		right = p.Standing()
	}
	return part.Hints(r.session.Theme, r.hints(st), right+" ", r.w)
}

func (r *Root) hints(st *seat) []part.Hint {
	var hints []part.Hint
	for _, h := range r.table.Footer(st.scopes()) {
		off := !r.why(st, h.Spec.Action).None()
		switch {
		case off && h.Spec.Group == keymaps.GroupOutbox:
			continue // shown where something is held or was refused
		case h.Spec.Action == keymaps.GoBack && len(r.stack) == 1, h.Spec.Action == keymaps.GoSearch && st.place == screen.Search:
			continue // it leads nowhere from here
		}
		hints = append(hints, part.Hint{Key: string(h.Chord), Label: r.label(h.Spec.Action, st.scopes()), Off: off})
	}
	return hints
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
		hints = append(hints, part.Hint{Key: string(h.Chord), Label: r.label(h.Spec.Action, st.scopes()), Off: off})
	}
	return hints
}

// label is the short name of an action, by the innermost scope that has one of its own.
func (r *Root) label(a keymaps.Action, scopes []keymaps.Scope) string {
	key := "action." + string(a)
	for _, s := range scopes {
		if special := key + "." + string(s); r.session.Book.Has(special) {
			return r.session.Book.T(special)
		}
	}
	return r.session.Book.T(key)
}
