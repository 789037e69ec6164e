package vault

import (
	"os"

	"golang.org/x/sys/unix"
)

// unnamed opens a file that has no name on any disk and is gone with its last user.
func unnamed() (*os.File, error) {
	fd, err := unix.MemfdCreate("heed", unix.MFD_CLOEXEC)
	if err != nil {
		return nil, os.NewSyscallError("memfd_create", err)
	}
	return os.NewFile(uintptr(fd), "memory"), nil
}
