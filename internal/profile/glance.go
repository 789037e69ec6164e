package profile

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/heed-desk/heed/internal/disk"
)

// mostLock is more than any lock has in it.
const mostLock = 4 << 10

// Glance is Take for whoever writes nothing in the folder. Nothing is made, what the owner before
// left in the lock stands there again after Release, and on a disk that can only be read it is
// held all the same. Where there is no lock nobody has the folder.
func Glance(dir string) (*Lock, error) {
	path := filepath.Join(dir, lockFile)
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &Lock{}, nil
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, &disk.Obstacle{Path: path, Cause: disk.ErrUnsafe}
	}
	l := &Lock{}
	l.f, err = os.OpenFile(path, os.O_RDWR|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	if errors.Is(err, syscall.EROFS) || errors.Is(err, fs.ErrPermission) {
		l.only = true
		l.f, err = os.OpenFile(path, os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	}
	if err != nil {
		return nil, err
	}
	return l.glance(dir)
}

// glance locks what was opened.
func (l *Lock) glance(dir string) (*Lock, error) {
	err := hold(l.f, dir)
	if err == nil && !l.only {
		l.left = readSignature(l.f).pid != 0
		if l.was, err = io.ReadAll(io.LimitReader(l.f, mostLock)); err == nil {
			err = sign(l.f, dir, Pipe)
		}
	}
	if err != nil {
		return nil, errors.Join(err, l.f.Close())
	}
	return l, nil
}
