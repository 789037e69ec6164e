package keymaps_test

import (
	"testing"

	"github.com/heed-desk/heed/keymaps"
)

func TestAPersonsOwnKeysAreRefusedWhereTheyCannotWork(t *testing.T) {
	for name, c := range map[string]struct {
		own  []keymaps.Binding
		want keymaps.Fault
	}{
		"taken here":       {[]keymaps.Binding{{Scope: keymaps.List, Chord: "j", Action: keymaps.Up}}, keymaps.Hidden},
		"taken everywhere": {[]keymaps.Binding{{Scope: keymaps.OnTicket, Chord: "u", Action: keymaps.AddTag}}, keymaps.Hidden},
		"begins another":   {[]keymaps.Binding{{Scope: keymaps.OnTicket, Chord: "g", Action: keymaps.AddTag}}, keymaps.PrefixOf},
		"none left":        {[]keymaps.Binding{{Scope: keymaps.OnTicket, Action: keymaps.Solve}}, keymaps.Unreachable},
		"only a letter":    {[]keymaps.Binding{{Scope: keymaps.Picker, Chord: "x", Action: keymaps.Accept}}, keymaps.Unreachable},
		"that is enter":    {[]keymaps.Binding{{Scope: keymaps.OnTicket, Chord: "ctrl+m", Action: keymaps.Solve}}, keymaps.CannotBeSent},
		"swapped": {[]keymaps.Binding{
			{Scope: keymaps.OnTicket, Chord: "s", Action: keymaps.Claim},
			{Scope: keymaps.OnTicket, Chord: "c", Action: keymaps.Solve},
		}, ""},
		"a second key gone":        {[]keymaps.Binding{{Scope: keymaps.Queue, Action: keymaps.Quit}}, ""},
		"a key of a good terminal": {[]keymaps.Binding{{Scope: keymaps.OnTicket, Chord: "ctrl+enter", Action: keymaps.Solve}}, ""},
		"in a picker":              {[]keymaps.Binding{{Scope: keymaps.Picker, Chord: "ctrl+t", Action: keymaps.Accept}}, ""},
	} {
		_, found := keymaps.Over(keymaps.Default, c.own)
		if c.want == "" && len(found) > 0 || c.want != "" && (len(found) == 0 || found[0].Why != c.want) {
			t.Errorf("%s: %v", name, found)
		}
	}
}
