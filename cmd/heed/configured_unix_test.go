//go:build unix

package main

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/heed-desk/heed/tui/screen"
)

// TestWhatWasKeptIsNotForgottenForWhatWasReadBefore: the file is read through a pipe, so that
// something is kept while it is read.
func TestWhatWasKeptIsNotForgottenForWhatWasReadBefore(t *testing.T) {
	const before = "keymap = \"vim\"\n"
	c, path := settled(t, before, nil)
	slow, file := path+".slow", filepath.Join(filepath.Dir(path), "moved")
	if err := syscall.Mkfifo(slow, 0o600); err != nil {
		t.Skip("no pipe can be made here: ", err)
	}
	for _, err := range []error{os.Rename(path, file), os.Rename(slow, path)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	read, kept := make(chan error, 1), make(chan error, 1)
	go func() {
		_, err := c.Sheet()
		read <- err
	}()
	pipe, err := os.OpenFile(path, os.O_WRONLY, 0) // it is being read by then
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(file, path); err != nil {
		t.Fatal(err)
	}
	keep := func() {
		_, err := c.Keep(screen.Set{Name: "keymap", Value: "emacs"})
		kept <- err
	}
	if c.files.TryLock() { // nothing makes it wait for what is being read
		c.files.Unlock()
		keep()
	} else {
		go keep()
	}
	if _, err := pipe.WriteString(before); err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{pipe.Close(), <-read, <-kept} {
		if err != nil {
			t.Error(err)
		}
	}
	if got := c.Row("keymap").Next.Value; got != "emacs" {
		t.Errorf("the next start is said to begin with %s", got)
	}
}
