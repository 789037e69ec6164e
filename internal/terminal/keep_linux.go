package terminal

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// keepOutput has the line keep what is on its way when ctrl+c is typed. By itself it throws
// that away just after it has told the program, whose last words are then lost at times.
func keepOutput(tty *os.File) error {
	raw, err := tty.SyscallConn()
	if err != nil {
		return err
	}
	var kept error
	return errors.Join(raw.Control(func(fd uintptr) {
		state, err := unix.IoctlGetTermios(int(fd), unix.TCGETS)
		if err != nil {
			kept = os.NewSyscallError("tcgetattr", err)
			return
		}
		state.Lflag |= unix.NOFLSH
		kept = os.NewSyscallError("tcsetattr", unix.IoctlSetTermios(int(fd), unix.TCSETS, state))
	}), kept)
}
