package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestWhatThePageOfScreenReadersSaysToTypeIsToldInWords types its lines and its other two ways, in a terminal, and
// the keys of its table.
func TestWhatThePageOfScreenReadersSaysToTypeIsToldInWords(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	s := m.joins(m.shop())
	lines := (&reader{machine: m}).lines("access.md")
	if len(lines) != 2 {
		t.Fatalf("it says to type %q", lines)
	}
	for _, line := range lines {
		m.told(strings.Fields(line)[1:]...)
	}
	m.with("HEED_LINEAR=true").told()
	config := filepath.Join(m.home, "linear.toml")
	if err := os.WriteFile(config, []byte("linear = true\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	m.told("--config", config)
	s.stop()
}

// told starts heed in a terminal and expects it in words, as docs/access.md has it.
func (m *machine) told(args ...string) {
	m.t.Helper()
	w := m.sit(args...)
	w.sees(`Row 1 of \d+. Ticket \d+`)
	if len(args) == 0 || args[0] != "demo" { // at which tickets come by themselves
		w.send("\x1b[B")
		w.sees(`Row 2 of 2. Ticket 4002. "Parcel says delivered". From`)
		w.send("\x1b[A")
		w.sees(`(?s)Row 2.*Row 1 of`)
		w.send("\x1b[A")
		w.sees(`No further`)
		w.send("\x0c")
		w.sees(`(?s)No further.*Row 1 of`)
	}
	w.send("?")
	w.sees(`question mark`)
	for _, sign := range []string{"\x1b[?1049h", "\x1b[38;", "\x1b]0;", "\x1b]2;"} { // another screen, colours, titles
		if strings.Contains(w.Wire(), sign) {
			m.t.Errorf("heed %q wrote %q", args, sign)
		}
	}
	w.send("\x03")
	w.ends(0)
}

// TestTheThemesOfThePageOfScreenReadersAreShownAsItSays looks at what --theme contrast and --theme none write.
func TestTheThemesOfThePageOfScreenReadersAreShownAsItSays(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	dir := m.shop()
	colour := regexp.MustCompile(`\x1b\[[0-9;]*[34]8;[25];`)
	for _, c := range []struct {
		m      *machine
		args   []string
		colour bool
	}{
		{m.with("COLORTERM=truecolor"), []string{"--theme", "contrast"}, true},
		{m.with("COLORTERM=truecolor"), []string{"--theme", "none"}, false},
		{m.with("COLORTERM=truecolor", "NO_COLOR=1"), nil, false},
	} {
		w := c.m.works(at(dir, c.args...)...)
		if found := colour.FindString(w.Wire()); (found != "") != c.colour {
			t.Errorf("%v, %q: it wrote the colour %q", c.m.env, c.args, found)
		}
		w.leaves()
	}
}
