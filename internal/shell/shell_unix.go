//go:build unix

package shell

import (
	"os"
	"os/signal"
	"syscall"

	"github.com/charmbracelet/x/term"
	"golang.org/x/sys/unix"
)

// Behind reports whether there is a shell that could bring this process back. There is none
// where it is of the group that leads the session, as where a terminal was started with heed in
// a shell's place: the system stops nobody there who could not be told to go on.
func Behind() bool {
	session, err := unix.Getsid(0)
	return err == nil && session != unix.Getpgrp()
}

// Asked tells of each time that the person asks for the shell, until end is called. Until then
// they are not given it by the system.
func Asked() (asked <-chan os.Signal, end func()) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGTSTP)
	return c, func() { signal.Stop(c) }
}

// Suspend stops this process, and returns when it is told to go on.
func Suspend() error {
	again := make(chan os.Signal, 1)
	signal.Notify(again, syscall.SIGCONT)
	defer signal.Stop(again)
	if err := syscall.Kill(os.Getpid(), syscall.SIGSTOP); err != nil {
		return err
	}
	<-again
	return nil
}

// Hush has a terminal show nothing of what is typed and pass it on line by line, until again is
// called, which has it as it was before. What was typed and not read yet stays.
func Hush(fd uintptr) (again func() error, err error) {
	before, err := term.GetState(fd)
	if err != nil {
		return nil, err
	}
	mute := *before
	mute.Lflag = mute.Lflag&^unix.ECHO | unix.ICANON | unix.ISIG
	mute.Iflag |= unix.ICRNL
	return func() error { return term.Restore(fd, before) }, term.SetState(fd, &mute)
}
