package tui

import (
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

// continuations are the keys with which the chord goes on.
func (r *Root) continuations(st *seat) []part.Hint {
	if r.pending == "" {
		return r.countable(st)
	}
	var hints []part.Hint
	for _, h := range r.table.Next(st.scopes(), r.pending) {
		hints = append(hints, part.Hint{Key: string(h.Chord), Label: r.label(st, h.Spec.Action), Off: !r.why(st, h.Spec.Action).None()})
	}
	return hints
}
