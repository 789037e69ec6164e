package keymaps_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/heed-desk/heed/keymaps"
)

// layout is a keyboard: the signs that it has with at most shift, the letters aside. What it
// lacks there needs AltGr, which terminals and people mix up with alt, or is a dead key.
type layout struct{ name, plain, shift string }

func layouts() []layout {
	return []layout{
		{"US", "`1234567890-=[]\\;',./", "~!@#$%^&*()_+{}|:\"<>?"},
		{"German", "1234567890ß+#-,.<", "!\"§$%&/()=?*'_:;>"},
		{"Swiss", "1234567890'$-,.<", "+\"*%&/()=?!_:;>"},
		{"French", "&\"'(-_)=*$,;:!<", "1234567890+£%?./§>"},
		{"Spanish", "1234567890'+-,.<", "!\"·$%&/()=?*_:;>"},
		{"Italian", "1234567890'+-,.<\\", "!\"£$%&/()=?|^*_:;>"},
		{"Nordic", "1234567890+'-,.<", "!\"#%&/()=?*_:;>"},
	}
}

// has reports whether a keyboard sends a key without AltGr and without a dead key. With ctrl
// or alt a sign must not need shift too: that is where terminals differ.
func (l layout) has(key string) bool {
	base := key
	for _, m := range []string{"ctrl+", "alt+", "shift+"} {
		base = strings.TrimPrefix(base, m)
	}
	r, n := utf8.DecodeRuneInString(base)
	switch {
	case n != len(base), r < utf8.RuneSelf && unicode.IsLetter(r):
		return true // a key with a name, or a letter
	case base != key:
		return strings.ContainsRune(l.plain, r)
	default:
		return strings.ContainsRune(l.plain+l.shift, r)
	}
}

func TestEveryActionOfEveryKeymapHasAKeyThatEveryKeyboardSendsWithoutAltGr(t *testing.T) {
	everyKey(func(p keymaps.Preset, spec keymaps.Spec, scope keymaps.Scope, chords []keymaps.Chord) {
		common := func(c keymaps.Chord) bool {
			for _, l := range layouts() {
				if slices.ContainsFunc(c.Keys(), func(k string) bool { return !l.has(k) }) {
					return false
				}
			}
			return c.Plain()
		}
		if !slices.ContainsFunc(chords, common) {
			t.Errorf("%s: %s in %s has only %q: give it a key that is a letter or has a name", p, spec.Action, scope, chords)
		}
	})
}
