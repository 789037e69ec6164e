package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// program makes a program of a name and returns its path.
func (m *machine) program(name, script string) string {
	m.t.Helper()
	path := filepath.Join(m.home, name)
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script), 0o700); err != nil {
		m.t.Fatal(err)
	}
	return path
}

// left are the texts that lie in the runtime folder.
func (m *machine) left() []string {
	m.t.Helper()
	all, err := filepath.Glob(filepath.Join(m.home, "run", "heed", "text-*"))
	if err != nil {
		m.t.Fatal(err)
	}
	return all
}

func TestATextIsWrittenOnInOnesOwnEditor(t *testing.T) {
	t.Parallel()
	m := newMachine(t).with("HEED_PASSPHRASE=correct-horse")
	editor := m.program("editor", `
test -t 0 && test -t 1 || exit 3
stat -c 'may be read: %a' "$2"
cat "$2"
echo "press enter"
read -r key
echo "and $1 the editor" >> "$2"
`)
	dir := m.shop()
	w := m.with("EDITOR="+editor+" from").sit("--desk", dir, "--as", "owner")
	w.sees(`▌.*(?s:.*)\d+ of \d+`)
	w.send("r")
	w.sees(`Reply to`)
	w.send("Half a sentence")
	w.sees(`Half a sentence`)
	w.send("\x1be")
	w.sees(`may be read: 600(?s:.*)Half a sentence(?s:.*)press enter`)
	w.send("\n")
	w.sees(`Reply to(?s:.*)Half a sentence(?s:.*)and from the editor`)
	if left := m.left(); len(left) > 0 {
		t.Errorf("%v was left behind", left)
	}
	w.send(" goes on")
	w.sees(`and from the editor goes on`)
	w.send("\x1b")
	w.sees(`▌.*(?s:.*)1 of 2`)
	w.leaves()
}

func TestAnEditorThatEndsAtOnceOrFailsTakesNothingWithIt(t *testing.T) {
	t.Parallel()
	m := newMachine(t).with("HEED_PASSPHRASE=correct-horse")
	quick := m.program("quick", `
n=$(cat "$HOME/n" 2>/dev/null || echo 0); n=$((n+1)); echo $n > "$HOME/n"
test $n -eq 4 && exit 1
printf '%d times\n' $n >> "$1"
`)
	dir := m.shop()
	w := m.with("VISUAL="+quick).sit("--desk", dir, "--as", "owner")
	w.sees(`▌.*(?s:.*)\d+ of \d+`)
	w.send("r")
	w.sees(`Reply to`)
	w.send("Here")
	for _, want := range []string{"1 times", "1 times(?s:.*)2 times", "2 times(?s:.*)3 times"} {
		w.sees(`Here`)
		w.send("\x1be")
		w.sees(want)
	}
	w.send("\x1be")
	w.sees(`gave no text back`)
	w.send(" and on")
	w.sees(`3 times and on`)
	if left := m.left(); len(left) > 0 {
		t.Errorf("%v was left behind", left)
	}
	w.send("\x1b")
	w.sees(`▌.*(?s:.*)1 of 2`)
	w.leaves()
}

func TestNoEditorIsOpenedOverSSHUnlessOneSaysSo(t *testing.T) {
	t.Parallel()
	for setting, want := range map[string]string{"auto": `No editor of yours can be opened here`, "on": `over there`} {
		t.Run(setting, func(t *testing.T) {
			m := newMachine(t).with("HEED_PASSPHRASE=correct-horse") // each has its own: what one leaves is a draft to the other
			m = m.with("EDITOR=" + m.program("editor", `echo over there >> "$1"`)).with("SSH_CONNECTION=10.0.0.1 1 10.0.0.2 22")
			w := m.sit("--desk", m.shop(), "--as", "owner", "--editor", setting)
			w.sees(`▌.*(?s:.*)\d+ of \d+`)
			w.send("r")
			w.sees(`Reply to`)
			w.send("\x1be")
			w.sees(want)
			if strings.Contains(w.Screen(), "over there") != (setting == "on") {
				t.Errorf("it shows\n%s", w.Screen())
			}
			w.send("\x1b")
			w.sees(`▌.*(?s:.*)1 of 2`)
			w.leaves()
		})
	}
}
