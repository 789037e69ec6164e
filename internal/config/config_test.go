package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/heed-desk/heed/keymaps"
)

// written is a config.toml with these lines.
func written(t *testing.T, lines ...string) (File, []*Flaw) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	f, flaws, err := Read(path)
	if err != nil {
		t.Fatal(err)
	}
	return f, flaws
}

func TestWhatIsWrongInTheFileIsRefusedWithItsLineAndTheNearestName(t *testing.T) {
	for name, c := range map[string]struct {
		lines []string
		line  int
		code  Code
		near  string
	}{
		"no TOML":            {[]string{`theme = "dark"`, `keymap = `}, 2, BadFile, ""},
		"brackets":           {[]string{`theme = ` + strings.Repeat("[", 1<<19)}, 1, BadFile, ""},
		"twice":              {[]string{`theme = "dark"`, ``, `theme = "light"`}, 3, Twice, ""},
		"no such setting":    {[]string{`# mine`, `teme = "dark"`}, 2, UnknownSetting, "theme"},
		"like nothing":       {[]string{`window_manager = "dark"`}, 1, UnknownSetting, ""},
		"no such table":      {[]string{`theme = "dark"`, `[kyes]`, `a = 1`}, 2, UnknownTable, "keys"},
		"no such value":      {[]string{`keymap = "emax"`}, 1, BadValue, "emacs"},
		"a number":           {[]string{`keymap = 3`}, 1, WrongKind, ""},
		"a word":             {[]string{`full_repaint = "yes"`}, 1, WrongKind, ""},
		"no such scope":      {[]string{`[keys.on_tiket]`, `solve = ["f9"]`}, 1, UnknownScope, "on_ticket"},
		"no scope at all":    {[]string{`[keys]`, `solve = ["f9"]`}, 2, UnknownScope, ""},
		"no such action":     {[]string{`[keys.on_ticket]`, `claim = ["c"]`, `slove = ["x"]`}, 3, UnknownAction, "solve"},
		"no such key":        {[]string{`[keys.on_ticket]`, `solve = ["hyper+x"]`}, 2, BadChord, ""},
		"no list":            {[]string{`[keys.on_ticket]`, `solve = "x"`}, 2, NotAList, ""},
		"in an inline table": {[]string{`[keys]`, `on_ticket = { claim = ["c"], slove = ["x"] }`}, 2, UnknownAction, "solve"},
	} {
		_, flaws := written(t, c.lines...)
		if len(flaws) != 1 || flaws[0].Line != c.line || flaws[0].Code != c.code || flaws[0].Near != c.near {
			t.Errorf("%s: %v", name, flaws)
		}
	}
}

func TestOwnKeysThatCannotWorkAreRefusedWithTheirLine(t *testing.T) {
	for name, c := range map[string]struct {
		lines []string
		line  int
		code  Code
	}{
		"taken everywhere":   {[]string{`[keys.on_ticket]`, `claim = ["c"]`, `tag = ["u"]`}, 3, SameKey},
		"taken twice":        {[]string{`[keys.on_ticket]`, `claim = ["f9"]`, ``, `tag = ["f9"]`}, 4, SameKey},
		"begins another":     {[]string{`[keys.on_ticket]`, `tag = ["g"]`}, 2, BeginsOther},
		"goes on from one":   {[]string{`[keys.everywhere]`, `palette = ["s s", "alt+x"]`}, 2, BeginsOther},
		"no key left":        {[]string{`[keys.on_ticket]`, `solve = []`}, 2, NoKeyLeft},
		"a letter":           {[]string{`[keys.composer]`, `send = ["x"]`}, 2, Letter},
		"only in a picker":   {[]string{`[keys.picker]`, `accept = ["x"]`}, 2, NoKeyLeft},
		"another key's name": {[]string{`[keys.on_ticket]`, `solve = ["ctrl+i"]`}, 2, IsAnotherKey},
	} {
		f, flaws := written(t, c.lines...)
		if len(flaws) > 0 {
			t.Errorf("%s: %v", name, flaws)
		}
		_, flaws = f.Table(keymaps.Default)
		if len(flaws) == 0 || flaws[0].Line != c.line || flaws[0].Code != c.code {
			t.Errorf("%s: %v", name, flaws)
		}
	}
}

func TestOwnKeysCountInPickersToo(t *testing.T) {
	f, flaws := written(t, `keymap = "vim"`, `[keys.picker]`, `accept = ["Ctrl+T", "enter"]`, `[keys]`, `on_ticket.solve = [`, `  "f9", # like that`, `]`)
	if len(flaws) > 0 {
		t.Fatal(flaws)
	}
	table, flaws := f.Table(keymaps.Vim)
	if len(flaws) > 0 {
		t.Fatal(flaws)
	}
	picker := []keymaps.Scope{keymaps.Picker, keymaps.Field}
	if got := table.Press(picker, "", "ctrl+t"); got.Action != keymaps.Accept {
		t.Errorf("ctrl+t gave %+v", got)
	}
	if got := f.Line(keymaps.OnTicket, keymaps.Solve); got != 5 {
		t.Errorf("solve is on line %d", got)
	}
	if got := f.Line(keymaps.OnTicket, keymaps.Claim); got != 0 {
		t.Errorf("claim is on line %d", got)
	}
}

func TestAFlagStandsAboveAVariableAndThatAboveTheFile(t *testing.T) {
	f, flaws := written(t, `theme = "light"`, `keymap = "vim"`, `full_repaint = true`)
	if len(flaws) > 0 {
		t.Fatal(flaws)
	}
	env := map[string]string{"HEED_THEME": "dark", "HEED_KEYMAP": "emacs", "HEED_PROFILE": ""}
	all, flaws := f.Effective(map[string]string{"keymap": "one-hand"}, func(name string) string { return env[name] })
	if len(flaws) > 0 {
		t.Fatal(flaws)
	}
	got := map[string]Effective{}
	for _, e := range all {
		got[e.Name] = e
	}
	for name, want := range map[string]struct {
		value  string
		source Source
		line   int
	}{
		"keymap": {"one-hand", FromFlag, 0}, "theme": {"dark", FromVariable, 0},
		"full_repaint": {"true", FromFile, 3}, "profile": {"", FromDefault, 0},
	} {
		if e := got[name]; e.Value != want.value || e.Source != want.source || e.Line != want.line {
			t.Errorf("%s: %+v", name, e)
		}
	}
	env["HEED_THEME"] = "drak"
	if _, flaws := f.Effective(nil, func(name string) string { return env[name] }); len(flaws) != 1 || flaws[0].Path != "HEED_THEME" || flaws[0].Near != "dark" {
		t.Errorf("%v", flaws)
	}
}

func TestNoFileSaysNothing(t *testing.T) {
	f, flaws, err := Read(filepath.Join(t.TempDir(), "config.toml"))
	if err != nil || len(flaws) > 0 || f.There || len(f.Values)+len(f.Keys) > 0 {
		t.Errorf("%+v, %v, %v", f, flaws, err)
	}
}

func FuzzAnyFileIsReadOrRefused(f *testing.F) {
	for _, s := range []string{`theme = "dark"`, "[keys.list]\nup = [\"k\"]", "[[keys]]\n", "keys.list.up = {a = [1]}", "[keys.list.up]\na = 1", "\ufeffa = 1", "[a.b]\nc.d = 1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		file := File{Values: map[string]Value{}}
		for _, w := range file.parse([]byte(s)) {
			if w.Line < 1 || w.Line > 1+strings.Count(s, "\n") {
				t.Errorf("line %d of %q: %v", w.Line, s, w)
			}
		}
		file.Table(keymaps.Default)
	})
}
