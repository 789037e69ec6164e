package host

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/disk"
	"github.com/heed-desk/heed/internal/profile"
)

// Errors of restoring.
var (
	// ErrDeskThere says that a folder has a desk, which nobody asked to be replaced.
	ErrDeskThere = errors.New("there is a desk in this folder")
	// ErrWhichStore says that the desk of a folder lies in a database, and it was not said in which
	// one the restored desk is to lie.
	ErrWhichStore = errors.New("the desk of this folder lies in a database")
)

// peek looks at the desk of a folder, or of a database, whatever process runs it. ErrNoDesk,
// ErrDeskGone, ErrStoreGone, backend.ErrEmptyDatabase, backend.ErrOpenElsewhere.
func peek(ctx context.Context, named string) (*backend.Source, error) {
	if InDatabase(named) {
		if _, err := unspoken(named); err != nil {
			return nil, err
		}
		return backend.PeekAt(ctx, named, backend.ConnectOptions{})
	}
	if missing(named) {
		return nil, fmt.Errorf("%w: %s", lack(named), named)
	}
	url, err := storeOf(named)
	if err != nil {
		return nil, err
	}
	if url != "" {
		src, err := backend.PeekAt(ctx, url, backend.ConnectOptions{})
		return src, gone(err)
	}
	if err := notElsewhere(named); err != nil {
		return nil, err
	}
	return backend.Peek(ctx, named)
}

// Backup writes all of a desk into one file, while it is served or not. The file takes
// nobody's place: fs.ErrExist.
func Backup(ctx context.Context, named, into string) (b backend.BackedUp, err error) {
	src, err := peek(ctx, named)
	if err != nil {
		return b, err
	}
	b, err = src.Backup(ctx, into)
	return b, errors.Join(err, src.Close())
}

// Restoring is what is to be restored, and where.
type Restoring struct {
	File, Dir string
	Store     string // the database in which the desk is to lie, which is empty; none for the folder
	Replace   bool   // a desk that is in the folder is set aside
	Erased    string // a further list of customers who were erased, as a desk's folder has one
}

// Restored says what a backup brought.
type Restored struct {
	backend.Copied
	At     time.Time // when the backup was made
	Erased int       // customers who were erased since, and are again
	Aside  string    // where what was in the folder lies now; none where nothing was
}

// Restore makes the desk of a folder what a backup holds, as a new epoch. It must not be
// served: *profile.Busy. What was in the folder is set aside whole, and only when the restored desk is.
// ErrNoFolder, ErrDeskThere, ErrWhichStore; backend.ErrNotEmpty where the database is not empty.
func Restore(ctx context.Context, r Restoring) (done Restored, err error) {
	if InDatabase(r.Dir) {
		return done, ErrNoFolder
	}
	if err := backend.Intact(r.File); err != nil {
		return done, err
	}
	src, b, err := backend.OpenBackup(ctx, r.File)
	if err != nil {
		return done, err
	}
	defer func() { err = errors.Join(err, src.Close()) }()
	done.At = b.At
	lock, err := profile.Take(r.Dir, profile.Importing)
	if err != nil {
		return done, err
	}
	defer func() { err = errors.Join(err, lock.Release()) }()
	kept, err := storeOf(r.Dir)
	switch {
	case err != nil:
		return done, err
	case !missing(r.Dir) && !r.Replace:
		return done, ErrDeskThere
	case kept != "" && r.Store == "":
		return done, ErrWhichStore
	}
	plain, err := unspoken(r.Store)
	if r.Store != "" && err != nil {
		return done, err
	}
	erased, err := r.erased(ctx)
	if err != nil {
		return done, err
	}
	temp := filepath.Join(r.Dir, restoring)
	if err := errors.Join(os.RemoveAll(temp), disk.MakeFolder(temp)); err != nil {
		return done, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(temp)) }()
	if done.Copied, done.Erased, err = restoreInto(ctx, src, temp, r.Store, erased); err != nil {
		return done, err
	}
	if err := remember(r.Dir, erased...); err != nil {
		return done, err
	}
	if done.Aside, err = setAside(r.Dir, time.Now()); err != nil {
		return done, err
	}
	if r.Store != "" {
		return done, disk.Replace(filepath.Join(r.Dir, storeFile), []byte(plain+"\n"))
	}
	return done, backend.MoveIn(temp, r.Dir)
}

// restoreInto restores a desk into a database, or a folder that is empty, and erases there who
// was erased since the backup was made.
func restoreInto(ctx context.Context, src *backend.Source, dir, store string, erased []desk.CustomerID) (sum backend.Copied, n int, err error) {
	open := func() (*backend.Store, error) { return backend.OpenForCopy(dir) }
	if store != "" {
		open = func() (*backend.Store, error) {
			return backend.Connect(ctx, store, backend.ConnectOptions{ForCopy: true})
		}
	}
	s, err := open()
	if err != nil {
		return sum, 0, err
	}
	work := filepath.Join(dir, "work")
	if err := disk.MakeFolder(work); err != nil {
		return sum, 0, errors.Join(err, s.Close())
	}
	sum, err = src.Restore(ctx, s, work)
	if err := errors.Join(err, s.Close()); err != nil {
		return sum, 0, err
	}
	if s, err = open(); err != nil {
		return sum, 0, err
	}
	known, err := s.ErasedCustomers(ctx)
	erased = slices.DeleteFunc(slices.Clone(erased), func(id desk.CustomerID) bool { return slices.Contains(known, id) })
	if err == nil && len(erased) > 0 {
		_, err = s.Erase(ctx, erased...)
	}
	if err == nil { // not before they are erased: nobody is ever to find them there
		err = s.Finish(ctx)
	}
	return sum, len(erased), errors.Join(err, s.Close())
}

// restoring is the folder, in a desk's, in which a backup becomes a desk.
const restoring = "restoring"

// replaced is how the folders are called in which a desk lies that another one replaced.
const replaced = "replaced-"

// sweep drops what a restoring that was killed has left in a folder that has its desk: nothing is
// erased in there. Where no desk is, nobody opens one before the next restoring: see lack. The lock of the
// folder is held.
func sweep(dir string) error {
	if missing(dir) {
		return nil
	}
	return os.RemoveAll(filepath.Join(dir, restoring))
}

// Replaced are the folders, in a desk's, in which lie desks that others replaced: what was
// erased since is in them still.
func Replaced(dir string) (names []string) {
	all, err := os.ReadDir(dir)
	if err != nil {
		return nil // whoever goes on with the folder is told
	}
	for _, e := range all {
		if e.IsDir() && strings.HasPrefix(e.Name(), replaced) {
			names = append(names, e.Name())
		}
	}
	return names
}

// setAside moves the desk of a folder, or what is left of one, into a folder in it, and returns that;
// none where nothing is.
func setAside(dir string, now time.Time) (aside string, err error) {
	var left []string
	for _, name := range []string{storeFile, backend.File, backend.File + "-wal", backend.File + "-shm", backend.FilesFolder} {
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			left = append(left, name)
		} else if !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	if len(left) == 0 {
		return "", nil
	}
	aside = filepath.Join(dir, replaced+now.UTC().Format("20060102-150405.000"))
	if err := disk.MakeFolder(aside); err != nil {
		return "", err
	}
	for _, name := range left {
		if err := os.Rename(filepath.Join(dir, name), filepath.Join(aside, name)); err != nil {
			return "", err
		}
	}
	return aside, errors.Join(disk.SyncFolder(aside), disk.SyncFolder(dir))
}
