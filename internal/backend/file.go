package backend

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"syscall"

	"github.com/heed-desk/heed/internal/disk"
)

// ErrDamaged says that a desk's file does not hold what was written.
var ErrDamaged = errors.New("the file of the desk is damaged")

// ErrLocked says that another program keeps a desk's file locked for longer than heed waits.
var ErrLocked = errors.New("another program keeps the file of the desk locked")

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
	return true, errors.Join(beside(path+"-wal"), beside(path+"-shm"))
}

// beside looks at what lies in the place of a file that SQLite keeps beside a desk's. It says of
// none which one it could not open, and waits at a pipe.
func beside(path string) error {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return &disk.Obstacle{Path: path, Cause: errNoFile}
	}
	f, err := os.OpenFile(path, os.O_RDWR|syscall.O_NONBLOCK, 0)
	if err != nil {
		return err
	}
	return f.Close()
}

// refuseNewer says ErrNewerDesk of a file that a newer heed wrote, and writes nothing to find
// that out. Of a file that cannot be read so whoever opens it hears why.
func refuseNewer(path string) error {
	all, err := migrationTexts()
	if err != nil {
		return err
	}
	q := url.Values{"mode": {"ro"}, "_pragma": {"busy_timeout(5000)"}}
	if _, err := os.Lstat(path + "-wal"); errors.Is(err, fs.ErrNotExist) {
		q.Set("immutable", "1") // nobody has it open: else a log would be left beside it
	}
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: path, RawQuery: q.Encode()}).String())
	if err != nil {
		return err
	}
	var version int
	if err := db.QueryRowContext(context.Background(), `SELECT version FROM desk`).Scan(&version); err == nil && version > len(all) {
		return errors.Join(ErrNewerDesk, db.Close())
	}
	return db.Close()
}

// create makes a new desk beside its place and moves it there when it is whole.
func create(path, name string, forCopy bool) error {
	temp := path + ".new"
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(temp + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if err := touch(temp); err != nil {
		return err
	}
	s, err := open(temp, name, true, forCopy)
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
	err := s.look(ctx, func(q query) error { return q.row(s.dialect.Check).Scan(&said) })
	switch {
	case err == nil && said == "ok":
		return nil
	case err == nil:
		return fmt.Errorf("%w: %s", ErrDamaged, said)
	case errors.Is(Trouble(err), ErrDamaged), errors.Is(Trouble(err), syscall.EIO):
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	default:
		return err
	}
}
