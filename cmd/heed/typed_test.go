package main

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// helps is what the built heed says of itself: the options of each command, by what is typed for it.
type helps map[string][]string

// asks has heed say what a command takes, and those under it.
func (h helps) asks(m *machine, path ...string) {
	m.t.Helper()
	said := m.must(append(slices.Clone(path), "--help")...)
	var options []string
	for _, found := range regexp.MustCompile(`(?m)^ {2,6}(?:-[a-z], )?(--[a-z-]+)`).FindAllStringSubmatch(said, -1) {
		options = append(options, found[1])
	}
	h[strings.Join(path, " ")] = options
	_, list, _ := strings.Cut(said, "\nCommands:\n")
	list, _, _ = strings.Cut(list, "\n\n")
	for _, found := range regexp.MustCompile(`(?m)^  ([a-z]+) `).FindAllStringSubmatch(list, -1) {
		h.asks(m, append(slices.Clone(path), found[1])...)
	}
}

// wrong says what a command line has that heed has not; empty where all of it is there.
func (h helps) wrong(line string) string {
	path := ""
	word := regexp.MustCompile(`^[a-z]+$`)
	words := strings.Fields(line)
	for i, w := range words {
		next := strings.TrimSpace(path + " " + w)
		if _, is := h[next]; is && path == strings.Join(words[:i], " ") {
			path = next
		} else if word.MatchString(w) && path == strings.Join(words[:i], " ") && h.parts(path) {
			return "no command " + next
		}
		if name, _, _ := strings.Cut(w, "="); strings.HasPrefix(name, "--") && len(name) > 2 && !slices.Contains(h[path], name) {
			return "no option " + name + " of heed " + path
		}
	}
	return ""
}

// parts reports whether a command is one of which another one has to be named.
func (h helps) parts(path string) bool {
	for other := range maps.Keys(h) {
		if rest, is := strings.CutPrefix(other, path); is && strings.TrimSpace(rest) != "" {
			return true
		}
	}
	return false
}

// typed are the command lines of heed in a page, without the word heed, and the options that stand alone.
func typed(page string) (lines, options []string) {
	heed := regexp.MustCompile(`(?:^|&& |-- |=/usr/local/bin/)heed( .*)?$`)
	for line := range strings.Lines(page) {
		code := regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(line, -1)
		if indented, is := strings.CutPrefix(line, "    "); is || strings.HasPrefix(line, "ExecStart=") {
			indented, _, _ = strings.Cut(indented, "#")
			code = nil
			for part := range strings.SplitSeq(strings.NewReplacer("ExecStart=/usr/local/bin/", "", "[", " ", "]", " ").Replace(indented), " && ") {
				code = append(code, []string{"", part})
			}
		}
		for _, c := range code {
			text := strings.TrimSpace(c[1])
			if strings.HasPrefix(text, "--") {
				options = append(options, strings.Fields(text)[0])
			} else if found := heed.FindStringSubmatch(text); found != nil {
				lines = append(lines, strings.TrimSpace(found[1]))
			}
		}
	}
	return lines, options
}

// TestEveryCommandLineAndOptionOfThePagesIsOneThatHeedHas reads README.md, the pages of docs/ and the units of
// systemd, and asks the built heed of each.
func TestEveryCommandLineAndOptionOfThePagesIsOneThatHeedHas(t *testing.T) {
	t.Parallel()
	h := helps{}
	h.asks(newMachine(t))
	for line, wrong := range map[string]string{
		"": "", "--linear": "", "login URL --profile NAME": "", "desk user add ann --role agent --desk /srv/desk": "", "set 4821 group=returns -waiting": "",
		"--liner": "no option --liner of heed ", "desk backups --desk DIR FILE": "no command desk backups", "frob": "no command frob", "queue --replace": "no option --replace of heed queue",
	} {
		if said := h.wrong(line); said != wrong {
			t.Fatalf("of heed %s is said %q, not %q", line, said, wrong)
		}
	}
	pages, err := filepath.Glob(filepath.Join("..", "..", "docs", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	units, err := filepath.Glob(filepath.Join("..", "..", "docs", "systemd", "*"))
	if err != nil {
		t.Fatal(err)
	}
	looked := 0
	for _, path := range slices.Concat(pages, units, []string{filepath.Join("..", "..", "README.md")}) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		lines, options := typed(string(text))
		for _, line := range lines {
			if wrong := h.wrong(line); wrong != "" {
				t.Errorf("%s says %q: there is %s", filepath.Base(path), "heed "+line, wrong)
			}
		}
		for _, option := range options {
			if !slices.ContainsFunc(slices.Collect(maps.Values(h)), func(of []string) bool { return slices.Contains(of, option) }) {
				t.Errorf("%s says %s, which no command takes", filepath.Base(path), option)
			}
		}
		looked += len(lines) + len(options)
	}
	if looked < 200 {
		t.Errorf("only %d were found in %d pages", looked, len(pages))
	}
	t.Logf("%d command lines and options of %d pages and units; heed has %d commands", looked, len(pages)+len(units)+1, len(h))
}
