package tui

import (
	"slices"
	"time"

	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/part"
)

// spellAfter is how long a chord waits for its next key before the footer says how it goes
// on: who knows it by heart sees nothing flicker.
const spellAfter = 250 * time.Millisecond

// pend notes the keys of a chord so far; none where it is whole, or is not one.
func (r *Root) pend(c keymaps.Chord) { r.pending, r.spelled = c, false }

// spell lets the footer say how the chord goes on, once it has waited long enough.
func (r *Root) spell(now time.Time) {
	if r.pressed() != "" && now.Sub(r.lastKey) >= spellAfter {
		r.spelled = true
	}
}

// spells is how long until spell has something to do; 0 where it has nothing.
func (r *Root) spells() time.Duration {
	if r.pressed() == "" || r.spelled {
		return 0
	}
	return max(spellAfter-time.Since(r.lastKey), time.Millisecond)
}

// goesOn draws the ways in which a chord goes on, and where not all of them have room the key
// that shows all.
func (r *Root) goesOn(hints []part.Hint) string {
	right := ""
	if part.Dropped(hints, r.w) > 0 {
		right = "…  " + r.keyAt(r.top(), keymaps.Help) + " " + r.session.Book.T("root.all_keys") + " "
	}
	return part.Hints(r.session.Theme, hints, right, r.w)
}

// rare ranks what can be done in a conversation alone behind what can be done to a ticket
// everywhere.
func rare(h keymaps.Hint) int {
	if h.Scope == keymaps.Thread && (h.Spec.Group == keymaps.GroupTicket || h.Spec.Group == keymaps.GroupView) {
		return 1
	}
	return 0
}

// continuations are the keys with which the chord goes on.
func (r *Root) continuations(st *seat) []part.Hint {
	if r.pending == "" {
		return r.countable(st)
	}
	var hints []part.Hint
	next := r.table.Next(st.scopes(), r.pending)
	slices.SortStableFunc(next, func(a, b keymaps.Hint) int { return rare(a) - rare(b) })
	for _, h := range next {
		hints = append(hints, part.Hint{Key: string(h.Chord), Label: r.label(st, h.Spec.Action), Off: !r.why(st, h.Spec.Action).None()})
	}
	return hints
}
