package backend

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"github.com/heed-desk/heed/internal/disk"
)

// ErrDamaged says that a desk's file does not hold what was written.
var ErrDamaged = errors.New("the file of the desk is damaged")

// Unfit says that what lies in the place of a desk's file is none, or damaged. It is
// ErrDamaged. Nothing was changed.
type Unfit struct {
	Path  string
	Cause error
}

// Error implements error.
func (u *Unfit) Error() string { return fmt.Sprintf("%s is no desk: %v", u.Path, u.Cause) }

// Is reports whether the target is ErrDamaged.
func (u *Unfit) Is(target error) bool { return target == ErrDamaged }

// Unwrap gives what showed it.
func (u *Unfit) Unwrap() error { return u.Cause }

// What can be wrong with a file before SQLite looks at it.
var (
	errNoFile  = errors.New("it is no file")
	errEmptied = errors.New("it is empty")
	errNoDesk  = errors.New("it is something else")
	errWithout = errors.New("its log is there and it is not")
)

// magic is how every file of SQLite begins.
const magic = "SQLite format 3\x00"

// lying looks at what lies in the place of a desk's file, and reports whether there is
// one. A file that is empty was a desk once: a new one is never seen before it is whole.
func lying(path string) (there bool, err error) {
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		if info, err := os.Lstat(path + "-wal"); err == nil && info.Size() > 0 {
			return false, &Unfit{Path: path, Cause: errWithout}
		}
		return false, nil
	}
	info, err := os.Stat(path) // a link to a desk is one
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, &Unfit{Path: path, Cause: errNoFile}
	case err != nil:
		return false, err
	case !info.Mode().IsRegular():
		return false, &Unfit{Path: path, Cause: errNoFile}
	case info.Size() == 0:
		return false, &Unfit{Path: path, Cause: errEmptied}
	}
	f, err := os.OpenFile(path, os.O_RDWR|syscall.O_NONBLOCK, 0)
	if err != nil {
		return false, err
	}
	defer func() { _ = f.Close() }() // it was only read
	head := make([]byte, len(magic))
	if _, err := io.ReadFull(f, head); err != nil || string(head) != magic {
		return false, &Unfit{Path: path, Cause: errNoDesk}
	}
	return true, nil
}

// create makes a new desk beside its place and moves it there when it is whole.
func create(path, name string) error {
	temp := path + ".new"
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(temp + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if err := touch(temp); err != nil {
		return err
	}
	s, err := open(temp, name, true)
	if err != nil {
		return err
	}
	if err := s.Close(); err != nil {
		return err
	}
	if err := os.Rename(temp, path); err != nil {
		return err
	}
	return disk.SyncFolder(filepath.Dir(path))
}

// Sound looks through the file: nil, or ErrDamaged with what it found. It may take seconds.
func (s *Store) Sound(ctx context.Context) error {
	var said string
	err := s.look(ctx, func(q query) error { return q.row(`PRAGMA quick_check(1)`).Scan(&said) })
	switch {
	case err == nil && said == "ok":
		return nil
	case err == nil:
		return fmt.Errorf("%w: %s", ErrDamaged, said)
	case Trouble(err) != nil:
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	default:
		return err
	}
}

// Trouble is what an error of a store says of its disk or its file: ErrDamaged, an error of
// package syscall or fs.ErrPermission; nil where it says nothing of them.
func Trouble(err error) error {
	var e *sqlite.Error
	if errors.Is(err, ErrDamaged) {
		return ErrDamaged
	}
	if !errors.As(err, &e) {
		return nil
	}
	if e.Code() == lib.SQLITE_IOERR_SHMSIZE {
		return syscall.ENOSPC // there is no room for the index of its log
	}
	switch e.Code() & 0xff {
	case lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB:
		return ErrDamaged
	case lib.SQLITE_FULL:
		return syscall.ENOSPC
	case lib.SQLITE_IOERR:
		return syscall.EIO
	case lib.SQLITE_READONLY, lib.SQLITE_CANTOPEN, lib.SQLITE_PERM:
		return fs.ErrPermission
	default:
		return nil
	}
}
