package cache

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/heed-desk/heed/cache/parcel"
	"github.com/heed-desk/heed/cache/vault"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/disk"
)

// openParcels opens the depot of what is attached, and drops what nothing names any more.
func (l *Ledger) openParcels() (err error) {
	dir := ""
	if l.opt.Dir != "" {
		dir = filepath.Join(l.opt.Dir, "parcels")
		if err := l.clearParcels(dir); err != nil {
			return fmt.Errorf("%w: %w", vault.ErrDisk, err)
		}
	}
	if l.parcels, err = parcel.Open(dir, l.opt.Key, l.out); err != nil {
		return fmt.Errorf("%w: %w", vault.ErrDisk, err)
	}
	if h := l.held.Load(); len(h.older) > 0 {
		if err := l.parcels.Rekey(h.key, h.older, l.out.Files()); err != nil {
			return fmt.Errorf("%w: %w", vault.ErrDisk, err)
		}
	}
	if l.salvaged {
		l.parcels.Spare()
	}
	l.dropFiles()
	return nil
}

// clearParcels sets aside what lies in the place of the depot and is no folder.
func (l *Ledger) clearParcels(dir string) error {
	if info, err := os.Stat(dir); err == nil && info.IsDir() {
		return nil
	}
	aside, err := disk.SetAside(dir, l.opt.Now())
	if aside != "" {
		l.opt.Log.Error("what lay in the place of the files that wait is no folder", "aside", filepath.Base(aside))
		l.moved(aside)
	}
	return err
}

// AddFile keeps a copy of a file, sealed, until nothing that waits names it: a draft or an
// operation must soon. Whoever attaches it may delete theirs. A *desk.Problem says that it is
// too large or empty, or that the disk would not take it; else the error is the source's.
func (l *Ledger) AddFile(from io.Reader) (desk.FileID, int64, error) {
	id, size, err := l.parcels.Put(from)
	switch {
	case errors.Is(err, parcel.ErrSize) && size == 0:
		return id, size, desk.Refuse(desk.FileEmpty)
	case errors.Is(err, parcel.ErrSize):
		return id, size, desk.Refuse(desk.FileTooLarge, size)
	case errors.Is(err, parcel.ErrDisk):
		return id, size, trouble(fmt.Errorf("%w: %w", vault.ErrDisk, err))
	}
	return id, size, err
}

// File begins reading a file that waits here; desk.ErrNotFound where it does not.
func (l *Ledger) File(id desk.FileID) (io.ReadCloser, error) { return l.parcels.Open(id) }

// dropFiles drops the files that nothing names any more: what they went with has arrived, or
// is no longer wanted.
func (l *Ledger) dropFiles() {
	if !l.parcels.Any() {
		return
	}
	if err := l.parcels.Keep(l.out.Files); err != nil {
		l.opt.Log.Warn("dropping files that have arrived", "err", err) // the next time tries again
	}
}
