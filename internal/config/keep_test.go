package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// kept keeps a setting in a file with this text and returns what the file says then.
func kept(t testing.TB, text, name string, value *string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	f, flaws, err := Read(path)
	if err != nil || len(flaws) > 0 {
		t.Fatalf("%q: %v, %v", text, flaws, err)
	}
	if _, err := f.Keep(name, value); err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestChangingASettingLeavesEveryOtherByteOfTheFile(t *testing.T) {
	light, on, hours := "light", "true", "22:00-07:00"
	for _, c := range []struct {
		text, name string
		value      *string
		want       string
	}{
		{"", "theme", &light, "theme = \"light\"\n"},
		{"# mine\n", "theme", &light, "# mine\ntheme = \"light\"\n"},
		{"# mine", "theme", &light, "# mine\ntheme = \"light\"\n"},
		{"keymap = \"vim\"", "theme", &light, "keymap = \"vim\"\ntheme = \"light\"\n"},
		{"keymap = 'vim' # hjkl\n\n# keys\n[keys.list]\nup = [\"k\"]\n", "theme", &light, "keymap = 'vim' # hjkl\ntheme = \"light\"\n\n# keys\n[keys.list]\nup = [\"k\"]\n"},
		{"# heed\n\n# keys\n[keys.list]\nup = [\"k\"]\n", "theme", &light, "# heed\n\ntheme = \"light\"\n\n# keys\n[keys.list]\nup = [\"k\"]\n"},
		{"[keys.list]\nup = [\"k\"]", "theme", &light, "theme = \"light\"\n\n[keys.list]\nup = [\"k\"]"},
		{"  theme   =  'dark'   # at night\nkeymap=\"vim\"\n", "theme", &light, "  theme   =  \"light\"   # at night\nkeymap=\"vim\"\n"},
		{"\"theme\" = \"\"\"\ndark\"\"\"\nkeymap='vim'\n", "theme", &light, "\"theme\" = \"light\"\nkeymap='vim'\n"},
		{"full_repaint = false # no", "full_repaint", &on, "full_repaint = true # no"},
		{"theme = \"dark\"\r\n", "quiet", &hours, "theme = \"dark\"\r\nquiet = \"22:00-07:00\"\r\n"},
		{"\ufefftheme = \"dark\"\n", "theme", &light, "\ufefftheme = \"light\"\n"},
		{"keys.list.up = [\n  'k', # ]\n]\n", "theme", &light, "theme = \"light\"\n\nkeys.list.up = [\n  'k', # ]\n]\n"},
		{"theme = \"dark\" # at night\nkeymap = \"vim\"\n", "theme", nil, "# theme = \"dark\" # at night\nkeymap = \"vim\"\n"},
		{"theme = \"\"\"\ndark\"\"\"\n", "theme", nil, "# theme = \"\"\"\n# dark\"\"\"\n"},
		{"keymap = \"vim\"\n", "theme", nil, "keymap = \"vim\"\n"},
	} {
		if got := kept(t, c.text, c.name, c.value); got != c.want {
			t.Errorf("%q became\n%q, wants\n%q", c.text, got, c.want)
		}
	}
}

func TestAnEditedFileSaysWhatItSaidButForTheOneSetting(t *testing.T) {
	lines := []string{
		"# a word [keys.list]\n", "\n", "keymap = \"vim\"\n", "  density='two' # dense\n", "quiet = \"22:00-07:00\"\r\n", "full_repaint = true\n",
		"theme = \"dark\"\n", "log = \"\"\"\n# no comment\n/tmp/x\"\"\"\n", "keys.on_ticket.solve = [\"f9\", # ]\n]\n",
	}
	tables := []string{"# keys\n", "[keys.picker]\n", "accept = [\"ctrl+t\",\n \"enter\"]\n", "[keys]\nlist.first = ['f7']\n"}
	rapid.Check(t, func(r *rapid.T) {
		text := strings.Join(rapid.SliceOfNDistinct(rapid.SampledFrom(lines), 0, len(lines), rapid.ID[string]).Draw(r, "lines"), "") +
			strings.Join(tables[:rapid.IntRange(0, len(tables)).Draw(r, "tables")], "")
		name := rapid.SampledFrom([]string{"theme", "log", "full_repaint", "keymap"}).Draw(r, "name")
		value := map[string]string{"theme": "light", "log": "/var/\"odd\" \\ name\t", "full_repaint": "false", "keymap": "emacs"}[name]
		set := &value
		if rapid.Bool().Draw(r, "away") {
			set = nil
		}
		before := File{Values: map[string]Value{}}
		if len(before.parse([]byte(text))) > 0 {
			return // no file of ours
		}
		out, err := edit([]byte(text), name, set)
		if err != nil {
			r.Fatalf("%q: %v", text, err)
		}
		for _, line := range strings.Split(text, "\n") {
			if !strings.Contains(line, name) && !strings.Contains(line, "/tmp/x") && !strings.Contains(line, "no comment") && !strings.Contains(string(out), line) {
				r.Fatalf("%q lost %q: %q", text, line, out)
			}
		}
	})
}

func TestAFileThatWasChangedByHandMeanwhileIsNotWrittenOver(t *testing.T) {
	light := "light"
	path := filepath.Join(t.TempDir(), "config.toml")
	write := func(s string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	says := func(want string) {
		t.Helper()
		if b, err := os.ReadFile(path); err != nil || string(b) != want {
			t.Errorf("the file says %q, %v", b, err)
		}
	}
	write("theme = \"dark\"\n")
	f, _, err := Read(path)
	if err != nil {
		t.Fatal(err)
	}
	write("theme = \"contrast\" # tonight\n")
	now, err := f.Keep("theme", &light)
	if !errors.Is(err, ErrMeanwhile) || now.Values["theme"].Text != "contrast" {
		t.Errorf("got %+v, %v", now, err)
	}
	says("theme = \"contrast\" # tonight\n")
	write("keymap = \"vim\"\ntheme = \"contrast\" # tonight\n") // another line of it is nobody's business
	if now, err = now.Keep("theme", &light); err != nil || now.Values["theme"].Line != 2 {
		t.Errorf("got %+v, %v", now, err)
	}
	says("keymap = \"vim\"\ntheme = \"light\" # tonight\n")
	write("theme = \"light\nkeymap\n")
	var flaw *Flaw
	if _, err := now.Keep("keymap", &light); !errors.As(err, &flaw) || flaw.Line != 1 || flaw.Path != path {
		t.Errorf("a file that is no TOML gave %v", err)
	}
	says("theme = \"light\nkeymap\n")
}

func TestALinkedFileStaysALinkAndTheFileIsForItsOwnerAlone(t *testing.T) {
	light := "light"
	home, dotfiles := t.TempDir(), filepath.Join(t.TempDir(), "dotfiles")
	path := filepath.Join(home, "config.toml")
	if err := os.Symlink(filepath.Join(dotfiles, "heed.toml"), path); err != nil {
		t.Fatal(err)
	}
	for range 2 { // first there is nothing at its end, then there is a file
		f, _, err := Read(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Keep("theme", &light); err != nil {
			t.Fatal(err)
		}
		link, err := os.Lstat(path)
		if err != nil || link.Mode()&os.ModeSymlink == 0 {
			t.Errorf("the link is %v, %v", link.Mode(), err)
		}
		file, err := os.Stat(path)
		if err != nil || file.Mode().Perm() != 0o600 {
			t.Errorf("the file is %v, %v", file.Mode(), err)
		}
		if left, err := filepath.Glob(filepath.Join(dotfiles, ".*")); err != nil || len(left) > 0 {
			t.Errorf("beside it lies %v, %v", left, err)
		}
		light = "dark"
	}
}
