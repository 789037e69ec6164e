package vault

import (
	"errors"
	"fmt"
	"os"

	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/internal/disk"
)

// compactStep is how many bytes are copied in one transaction.
const compactStep = 4 << 20

// Room is how large the file is and how much of it is free, in bytes.
func (f *File) Room() (size, free int64, err error) {
	db, err := f.hold()
	if err != nil {
		return 0, 0, err
	}
	defer f.mu.RUnlock()
	err = guarded(func() error {
		return db.View(func(tx *bolt.Tx) error {
			size = tx.Size()
			return nil
		})
	})
	s := db.Stats()
	return size, int64(s.FreePageN+s.PendingPageN) * int64(db.Info().PageSize), f.judge(err)
}

// Compact writes the file anew without what was deleted, and puts it in its place. Reading
// goes on meanwhile, writing waits. Swapped is called before anything is written to the
// new file; its transactions are counted from the beginning. Readers go on while it runs:
// it may wait for one of them.
func (f *File) Compact(swapped func()) error {
	if f.opt.Path == "" {
		return nil
	}
	f.writing.Lock()
	defer f.writing.Unlock()
	temp := f.opt.Path + ".new"
	db, err := f.hold()
	if err != nil {
		return err
	}
	err = disk.Vacate(temp, f.opt.Now())
	if err == nil {
		err = guarded(func() error { return copyTo(temp, db, f.opt.Check) })
	}
	f.mu.RUnlock()
	if err != nil {
		_ = os.Remove(temp)
		return f.concluded(db, err)
	}
	done, err := f.swap(db, temp)
	if done {
		swapped()
	}
	return err
}

// swap puts a compacted copy in the place of the file, and reports whether it did. The
// caller keeps writers out, so that it can still tell of it before anything is written.
func (f *File) swap(db *bolt.DB, temp string) (done bool, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.db != db {
		_ = os.Remove(temp)
		return false, nil // it was closed, or found damaged, in between
	}
	if err := f.disconnect(); err != nil {
		f.opt.Log.Error("a file could not be closed", "file", f.name(), "err", err)
	}
	if err := os.Rename(temp, f.opt.Path); err != nil {
		return false, errors.Join(fmt.Errorf("naming a compacted file: %w", err), f.open())
	}
	if err := disk.SyncFolder(dirOf(f.opt.Path)); err != nil {
		return true, err
	}
	return true, f.open()
}

// copyTo copies a file to a new one and makes sure that the copy is good.
func copyTo(path string, src *bolt.DB, check func(*bolt.Tx) error) error {
	dst, err := bolt.Open(path, 0o600, &bolt.Options{Timeout: lockPatience, NoSync: true})
	if err != nil {
		return err
	}
	if err = bolt.Compact(dst, src, compactStep); err == nil {
		err = dst.View(check)
	}
	if err == nil {
		err = dst.Sync()
	}
	return errors.Join(err, dst.Close())
}
