package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestColoursAndKeysAreTurnedWhileHeedRunsAndTheFileKeepsWhatAPersonWrote(t *testing.T) {
	m := newMachine(t)
	path := filepath.Join(m.home, "mine.toml")
	write := func(s string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("# heed, as I like it\nkeymap = 'default'   # so far\n\n[keys.on_ticket]\nsolve = [\"f9\"] # never by accident\n")
	s := m.sit("demo", "--traffic", "off", "--config", path, "--theme", "dark")
	s.sees("mine [0-9]+")
	s.send("gk")
	s.sees("as heed comes|letters for what is done most")
	s.send("\x1b[B")
	s.sees("as in vim")
	s.send("\r")
	s.sees("keymap: vim. Kept in mine.toml.")
	s.send("gl\x1b[B")
	s.sees("dark words on a light ground")
	s.send("\r")
	s.sees("theme: light until you leave. It is kept in mine.toml, but --theme stands above that.")
	want := "# heed, as I like it\nkeymap = \"vim\"   # so far\ntheme = \"light\"\n\n[keys.on_ticket]\nsolve = [\"f9\"] # never by accident\n"
	says(t, path, want)
	write(strings.Replace(want, "light", "contrast", 1)) // by hand, meanwhile
	s.send("gL")
	s.sees("was changed by somebody else meanwhile")
	says(t, path, strings.Replace(want, "light", "contrast", 1))
	s.send("gs")
	s.sees("keymap +vim +mine.toml, line 2")
	s.send("\x1b")
	s.sees("f9 solve")
	s.send("ZZ") // as in vim, at once
	s.ends(0)
}
