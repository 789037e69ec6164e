package main

import (
	"os"

	"github.com/heed-desk/heed/internal/shell"
)

// hushed is a terminal that does not show what is typed, from the first secret that is asked for
// to the last: also between two tries, while a key is made of the one before.
type hushed struct {
	fd    uintptr
	again func() error     // has the terminal as it was before
	asked <-chan os.Signal // the person asks for the shell; a shell must not be left mute
	end   func()           // ends asked
}

func (h *hushed) off() (err error) {
	h.again, err = shell.Hush(h.fd)
	return err
}

// hush has the terminal show nothing of what is typed, until shown.
func (a *app) hush() error {
	if a.hushed != nil {
		return nil
	}
	h := &hushed{fd: a.in.Fd()}
	if err := h.off(); err != nil {
		return err
	}
	h.asked, h.end = shell.Asked()
	a.hushed = h
	return nil
}

// shown has the terminal show again what is typed, where hush had it not to.
func (a *app) shown() error {
	if a.hushed == nil {
		return nil
	}
	a.hushed.end()
	err := a.hushed.again()
	a.hushed = nil
	return err
}
