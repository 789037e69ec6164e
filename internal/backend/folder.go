package backend

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/disk"
)

// FilesFolder is the name of the folder of attachments, in a desk's folder.
const FilesFolder = "files"

// folder is a depot on the disk: files lie each under its hash. Its lock keeps who puts a
// file in its place from who takes it away.
type folder struct {
	dir string
	sync.Mutex
}

func newFolder(dir string) *folder { return &folder{dir: filepath.Join(dir, FilesFolder)} }

// path is where a file lies; nothing but its hash is in it.
func (f *folder) path(id desk.FileID) string {
	name := id.String()
	return filepath.Join(f.dir, name[:2], name)
}

// arriving begins a file whose name tells when it was begun by its time, for what a crash
// leaves behind.
func (f *folder) arriving(context.Context) (parcel, error) {
	if err := disk.MakeFolder(f.dir); err != nil {
		return nil, err
	}
	temp, err := os.OpenFile(filepath.Join(f.dir, ".new-"+rand.Text()), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600) //nolint:gosec // the folder is the owner's choice, the name is made here
	if err != nil {
		return nil, err
	}
	return &tempFile{temp, f}, nil
}

// tempFile is a file on its way to its place in a folder.
type tempFile struct {
	*os.File
	of *folder
}

// place gives a file that is whole and on the disk its name.
func (p *tempFile) place(_ *tx, id desk.FileID) error {
	path := p.of.path(id)
	if err := disk.MakeFolder(filepath.Dir(path)); err != nil {
		return err
	}
	if err := os.Rename(p.Name(), path); err != nil {
		return err
	}
	return errors.Join(disk.SyncFolder(filepath.Dir(path)), disk.SyncFolder(p.of.dir))
}

func (p *tempFile) drop() {
	_ = p.Close()           // it is flushed, or not wanted
	_ = os.Remove(p.Name()) // where it has not been moved
}

func (f *folder) open(_ context.Context, id desk.FileID, size int64) (io.ReadCloser, error) {
	file, err := os.Open(f.path(id)) //nolint:gosec // as above; there is nothing in it but a hash
	if errors.Is(err, fs.ErrNotExist) {
		return nil, desk.ErrNotFound // a backup without its files
	}
	if err != nil {
		return nil, err
	}
	if info, err := file.Stat(); err != nil || info.Size() != size {
		return nil, errors.Join(fmt.Errorf("%w: a file of it", ErrDamaged), err, file.Close())
	}
	return file, nil
}

func (f *folder) sweep(_ context.Context, stale []desk.FileID, known map[desk.FileID]bool, before time.Time) (int, error) {
	lost, err := f.unknown(known, before)
	stale = append(stale, lost...)
	errs := []error{err, f.sweepBegun(before)}
	for _, id := range stale {
		if err := os.Remove(f.path(id)); err != nil && !errors.Is(err, fs.ErrNotExist) { //nolint:gosec // as above
			errs = append(errs, err)
		}
	}
	return len(stale), errors.Join(errs...)
}

// unknown are the files that have been in their places since before an instant, and of which
// nobody knows.
func (f *folder) unknown(known map[desk.FileID]bool, before time.Time) ([]desk.FileID, error) {
	all, err := filepath.Glob(filepath.Join(f.dir, "??", "*"))
	var out []desk.FileID
	for _, path := range all {
		var id desk.FileID
		if id.UnmarshalText([]byte(filepath.Base(path))) != nil || f.path(id) != path || known[id] {
			continue // no file of ours, or one that somebody has
		}
		if info, serr := os.Lstat(path); serr == nil && info.Mode().IsRegular() && info.ModTime().Before(before) { //nolint:gosec // as above
			out = append(out, id)
		}
	}
	return out, err
}

// sweepBegun removes what was begun before an instant and never became a file.
func (f *folder) sweepBegun(before time.Time) error {
	all, err := filepath.Glob(filepath.Join(f.dir, ".new-*"))
	for _, path := range all {
		if info, serr := os.Lstat(path); serr == nil && info.ModTime().Before(before) { //nolint:gosec // as above
			err = errors.Join(err, os.Remove(path)) //nolint:gosec // as above
		}
	}
	return err
}
