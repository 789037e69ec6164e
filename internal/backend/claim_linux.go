package backend

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// claimedAt is the byte of a desk's file that is locked while it is open: one that SQLite locks
// for nothing, and that no file has.
const claimedAt = 1 << 40

// claim marks a desk's file as open until what it returns is closed, which is to be after SQLite
// has closed it. ErrOpenElsewhere where it is open already: under whatever name, since it is the
// file that is locked and no name of it.
func claim(path string) (io.Closer, error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	// The lock is the open file's, not the process's: that would end with any closing of the file.
	lock := claimed()
	switch err := unix.FcntlFlock(f.Fd(), unix.F_OFD_SETLK, &lock); {
	case errors.Is(err, unix.EAGAIN), errors.Is(err, unix.EACCES):
		return nil, errors.Join(ErrOpenElsewhere, f.Close())
	case err != nil:
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

func claimed() unix.Flock_t {
	return unix.Flock_t{Type: unix.F_WRLCK, Whence: io.SeekStart, Start: claimedAt, Len: 1}
}

// IsOpen reports whether the file of a folder's desk is open anywhere, under whatever name. It must
// not be in this process: what SQLite has locked would end with the look. False where there is no file.
func IsOpen(dir string) (open bool, err error) {
	f, err := os.OpenFile(filepath.Join(dir, File), os.O_RDWR|unix.O_NONBLOCK, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	lock := claimed()
	err = unix.FcntlFlock(f.Fd(), unix.F_OFD_GETLK, &lock)
	return lock.Type != unix.F_UNLCK, errors.Join(err, f.Close())
}
