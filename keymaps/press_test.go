package keymaps_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/heed-desk/heed/keymaps"
)

var queue = []keymaps.Scope{keymaps.Queue, keymaps.OnTicket, keymaps.List, keymaps.Everywhere}

func TestAChordOfTwoKeysWaitsForTheSecond(t *testing.T) {
	table := keymaps.New(keymaps.Default)
	first := table.Press(queue, "", "g")
	if first.Pending != "g" || first.Action != "" {
		t.Fatalf("g gave %+v", first)
	}
	if got := table.Press(queue, first.Pending, "g"); got.Action != keymaps.First {
		t.Errorf("g g gave %+v", got)
	}
	if got := table.Press(queue, first.Pending, "y"); !got.None() {
		t.Errorf("g y gave %+v and should end the chord", got)
	}
}

func TestLettersAreTextInAField(t *testing.T) {
	table := keymaps.New(keymaps.Default)
	for _, scopes := range keymaps.Stacks() {
		if !has(scopes, keymaps.Field) {
			continue
		}
		for r := ' '; r <= '~'; r++ {
			if got := table.Press(scopes, "", string(r)); !got.None() {
				t.Errorf("%q in %v gave %+v", r, scopes, got)
			}
		}
	}
}

func has(scopes []keymaps.Scope, s keymaps.Scope) bool {
	for _, have := range scopes {
		if have == s {
			return true
		}
	}
	return false
}

func TestTheInnermostScopeHasTheSay(t *testing.T) {
	table := keymaps.New(keymaps.Default)
	dialog := []keymaps.Scope{keymaps.Dialog, keymaps.List, keymaps.Everywhere}
	if got := table.Press(dialog, "", "esc"); got.Action != keymaps.Cancel {
		t.Errorf("esc in a dialog gave %+v", got)
	}
	if got := table.Press(queue, "", "esc"); got.Action != keymaps.GoBack {
		t.Errorf("esc in the queue gave %+v", got)
	}
}

func TestAPersonsOwnKeysTakeTheOldOnesPlace(t *testing.T) {
	table := keymaps.New(keymaps.Default, keymaps.Binding{Scope: keymaps.OnTicket, Chord: "Q", Action: keymaps.Solve})
	if got := table.Press(queue, "", "Q"); got.Action != keymaps.Solve {
		t.Errorf("Q gave %+v", got)
	}
	if got := table.Press(queue, "", "s"); !got.None() {
		t.Errorf("s still gives %+v", got)
	}
	if got := table.Key(keymaps.Solve, queue); got != "Q" {
		t.Errorf("the footer shows %q", got)
	}
}

func TestOwnKeysThatCannotWorkAreFound(t *testing.T) {
	for _, c := range []struct {
		own  keymaps.Binding
		want keymaps.Fault
	}{
		{keymaps.Binding{Scope: keymaps.Field, Chord: "x", Action: keymaps.EditUndo}, keymaps.FieldPrinting},
		{keymaps.Binding{Scope: keymaps.Queue, Chord: "g", Action: keymaps.Density}, keymaps.PrefixOf},
		{keymaps.Binding{Scope: keymaps.Queue, Chord: "ctrl+i", Action: keymaps.Density}, keymaps.CannotBeSent},
		{keymaps.Binding{Scope: keymaps.Queue, Chord: "ctrl+enter", Action: keymaps.Density}, keymaps.Unreachable},
		{keymaps.Binding{Scope: keymaps.Queue, Chord: "r", Action: keymaps.Density}, keymaps.Hidden},
		{keymaps.Binding{Scope: keymaps.Queue, Chord: "x", Action: "fly"}, keymaps.UnknownAction},
		{keymaps.Binding{Scope: "moon", Chord: "x", Action: keymaps.Solve}, keymaps.UnknownScope},
		{keymaps.Binding{Scope: keymaps.Queue, Chord: "Ctrl-S", Action: keymaps.Density}, keymaps.BadChord},
	} {
		found := false
		for _, conflict := range keymaps.New(keymaps.Default, c.own).Check() {
			found = found || conflict.Why == c.want
		}
		if !found {
			t.Errorf("%+v: %s was not found", c.own, c.want)
		}
	}
}

func TestChordsAreWrittenInOneWay(t *testing.T) {
	for in, want := range map[string]keymaps.Chord{
		"Ctrl+S": "ctrl+s", "alt+ctrl+x": "ctrl+alt+x", "PageDown": "pgdown", "escape": "esc", "g  G": "g G",
		"shift+Tab": "shift+tab", "ctrl++": "ctrl++", ";": ";", " ": "", "hyper+x": "", "ctrl+nokey": "",
		"\x05": "", "ctrl+\x1b": "", "\u202e": "", "\u0301": "", "\u3164": "", "é": "é",
	} {
		got, err := keymaps.ParseChord(in)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q gave %q, %v", in, got, err)
		}
	}
}

func TestNoKeyIsEverLostBetweenPendingChords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := keymaps.New(rapid.SampledFrom(keymaps.Presets()).Draw(t, "preset"))
		scopes := rapid.SampledFrom(keymaps.Stacks()).Draw(t, "scopes")
		var pending keymaps.Chord
		for range 20 {
			key := rapid.SampledFrom([]string{"g", "q", "Z", "j", "esc", "ctrl+w", "ctrl+s", "tab", "x"}).Draw(t, "key")
			got := table.Press(scopes, pending, key)
			if got.Action != "" && got.Pending != "" || len(got.Pending.Keys()) > 2 {
				t.Fatalf("%q after %q gave %+v", key, pending, got)
			}
			pending = got.Pending
		}
	})
}

func FuzzAChordIsReadOrRefused(f *testing.F) {
	for _, s := range []string{"ctrl+s", "g g", "ctrl++", "+", "alt+", "é", "\x1b[A"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := keymaps.ParseChord(s)
		if err != nil {
			return
		}
		if again, err := keymaps.ParseChord(string(c)); err != nil || again != c {
			t.Errorf("%q became %q, and that %q, %v", s, c, again, err)
		}
	})
}

func TestTheKeyThatSuspendsSuspendsAlsoWhereOneTypes(t *testing.T) {
	for _, preset := range keymaps.Presets() {
		table := keymaps.New(preset)
		for _, scopes := range [][]keymaps.Scope{queue, {keymaps.Composer, keymaps.Field, keymaps.Everywhere}} {
			if got := table.Press(scopes, "", "ctrl+z"); got.Action != keymaps.Suspend {
				t.Errorf("%v: ctrl+z in %v is %s", preset, scopes, got.Action)
			}
		}
	}
}
