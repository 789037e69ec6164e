package keymaps_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/heed-desk/heed/keymaps"
)

// everyKey calls f for every key that every preset promises: an action, one of its scopes, and
// its chords there.
func everyKey(f func(p keymaps.Preset, spec keymaps.Spec, scope keymaps.Scope, chords []keymaps.Chord)) {
	for _, p := range keymaps.Presets() {
		table := keymaps.New(p)
		for _, spec := range keymaps.Specs() {
			for _, scope := range spec.Scopes {
				f(p, spec, scope, table.Keys(spec.Action, []keymaps.Scope{scope}))
			}
		}
	}
}

func TestALeftHandReachesEverythingInOneHand(t *testing.T) {
	everyKey(func(p keymaps.Preset, spec keymaps.Spec, scope keymaps.Scope, chords []keymaps.Chord) {
		left := func(c keymaps.Chord) bool { return c.LeftHand() && c.Plain() }
		if p == keymaps.OneHand && !slices.ContainsFunc(chords, left) {
			t.Errorf("%s in %s has only %q: give it a key of the left hand in preset_onehand.go", spec.Action, scope, chords)
		}
	})
}

// Layouts with AltGr have these on a third level or as dead keys, or not at all.
const notEverywhere = "[]{}\\|@#~^`$"

func TestNoActionNeedsACharacterThatManyKeyboardsLack(t *testing.T) {
	everyKey(func(p keymaps.Preset, spec keymaps.Spec, scope keymaps.Scope, chords []keymaps.Chord) {
		common := func(c keymaps.Chord) bool { return c.Plain() && !strings.ContainsAny(string(c), notEverywhere) }
		if !slices.ContainsFunc(chords, common) {
			t.Errorf("%s: %s in %s has only %q", p, spec.Action, scope, chords)
		}
	})
}
