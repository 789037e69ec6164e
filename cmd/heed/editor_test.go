package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
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
	all, err := filepath.Glob(filepath.Join(m.home, "run", "heed", "open-*", "*"))
	if err != nil {
		m.t.Fatal(err)
	}
	return all
}

func TestATextIsWrittenOnInOnesOwnEditor(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	editor := m.program("editor", `
test -t 0 && test -t 1 || exit 3
test -z "$HEED_PASSPHRASE$HEED_TOKEN" || exit 4
stat -c 'may be read: %a' "$2"
cat "$2"
echo "press enter"
read -r key
echo "and $1 the editor" >> "$2"
`)
	dir := m.shop()
	w := m.with("EDITOR=" + editor + " from").with("HEED_TOKEN=of-another-desk").works(at(dir)...)
	w.begins("Half a sentence")
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
	m := newSealed(t)
	quick := m.program("quick", `
n=$(cat "$HOME/n" 2>/dev/null || echo 0); n=$((n+1)); echo $n > "$HOME/n"
test $n -eq 4 && exit 1
printf '%d times\n' $n >> "$1"
`)
	dir := m.shop()
	w := m.with("VISUAL=" + quick).works(at(dir)...)
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
			m := newSealed(t) // each has its own: what one leaves is a draft to the other
			m = m.with("EDITOR=" + m.program("editor", `echo over there >> "$1"`)).with("SSH_CONNECTION=10.0.0.1 1 10.0.0.2 22")
			w := m.works("--desk", m.shop(), "--as", "owner", "--editor", setting)
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

func TestATextThatWasInAnEditorAsHeedWasKilledDoesNotLieAroundForLong(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	m = m.with("EDITOR=" + m.program("editor", "echo opened; read -r key\n"))
	dir := m.shop()
	w := m.works(at(dir)...)
	w.begins("Half a sentence")
	w.send("\x1be")
	w.sees(`opened`)
	w.kill()
	left := m.left()
	if len(left) != 1 {
		t.Fatalf("there is nothing to be swept: %v", left)
	}
	if err := os.Chtimes(filepath.Dir(left[0]), time.Time{}, time.Now().Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	w = m.works(at(dir)...)
	for began := time.Now(); len(m.left()) > 0; <-time.After(10 * time.Millisecond) {
		if time.Since(began) > patience {
			t.Fatalf("%v lies there still", m.left())
		}
	}
	w.kill()
}
