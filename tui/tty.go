package tui

import (
	"github.com/charmbracelet/x/term"
)

// tty is the terminal's line discipline: raw while heed has it. Where the input is no
// terminal there is nothing to do; the zero tty is such a one.
type tty struct {
	fd     uintptr
	is     bool
	before *term.State
}

// file is what a terminal is reached by.
type file interface{ Fd() uintptr }

// ttyOf is the terminal behind a reader or writer, if there is one.
func ttyOf(f any) *tty {
	if f, ok := f.(file); ok && term.IsTerminal(f.Fd()) {
		return &tty{fd: f.Fd(), is: true}
	}
	return &tty{}
}

// raw has every key come at once and as it is. It remembers how the terminal was.
func (t *tty) raw() error {
	if !t.is {
		return nil
	}
	state, err := term.MakeRaw(t.fd)
	if err == nil && t.before == nil {
		t.before = state
	}
	return err
}

// restore puts the terminal back as raw found it.
func (t *tty) restore() {
	if t.before != nil {
		_ = term.Restore(t.fd, t.before) // there is nobody left to tell, nor anything to do
	}
}

// size is the terminal's size in cells; zeros where that is not known.
func (t *tty) size() (w, h int) {
	if !t.is {
		return 0, 0
	}
	w, h, err := term.GetSize(t.fd)
	if err != nil {
		return 0, 0
	}
	return w, h
}
