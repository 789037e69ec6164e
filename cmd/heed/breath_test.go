package main

import (
	"strings"
	"testing"
)

// TestRepliesTypedInOneBreathAreAllHandedOver writes several replies and what sends each in one
// piece, as a slow wire or a macro of the terminal does.
func TestRepliesTypedInOneBreathAreAllHandedOver(t *testing.T) {
	t.Parallel()
	for name, burst := range map[string][]string{
		"on a ticket":   {"\r", "rFirst one\x13rSecond one\x13nA third one\x13"},
		"from the list": {"\rrFirst one\x13rSecond one\x13nA third one\x13"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newSealed(t)
			dir := m.shop()
			w := m.works(at(dir)...)
			for i, keys := range burst {
				if i > 0 {
					w.sees(`#400\d · open`)
				}
				w.send(keys)
			}
			w.sees(`Note on #4001 is kept`) // no sooner: who leaves before has a draft
			w.send("\x03")
			w.ends(0)
			for _, words := range []string{"First one", "Second one", "A third one"} {
				said := m.must(at(dir, "show", "4001")...) + m.must(at(dir, "show", "4002")...)
				if n := strings.Count(said, words); n != 1 {
					t.Errorf("%q is there %d times:\n%s", words, n, said)
				}
			}
		})
	}
}
