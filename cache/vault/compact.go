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
	db, life, err := f.hold()
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
	return size, int64(s.FreePageN+s.PendingPageN) * int64(db.Info().PageSize), f.judge(life, err)
}

// Compact writes the file anew without what was deleted, and puts it in its place. Reading
// goes on meanwhile, writing waits. Swapped is called before anything is written to the
// new file; its transactions are counted from the beginning. Readers go on while it runs:
// it may wait for one of them.
func (f *File) Compact(swapped func()) error {
	return f.Rewrite(func(dst, src *bolt.DB) error { return bolt.Compact(dst, src, compactStep) }, f.opt.Check, swapped)
}

// Rewrite is Compact for a new file that write makes of the old one, and check finds good.
// Nothing of the old one is left in it but what write puts there.
func (f *File) Rewrite(write func(dst, src *bolt.DB) error, check func(*bolt.Tx) error, swapped func()) error {
	if f.opt.Path == "" {
		return nil
	}
	f.writing.Lock()
	defer f.writing.Unlock()
	temp := f.opt.Path + ".new"
	db, life, err := f.hold()
	if err != nil {
		return err
	}
	err = disk.Vacate(temp, f.opt.Now())
	if err == nil {
		err = f.opt.Writing.Do(func() error {
			return guarded(func() error { return copyTo(temp, db, write, check) })
		})
	}
	f.mu.RUnlock()
	if err != nil {
		_ = os.Remove(temp)
		return f.concluded(db, life, err)
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
	err = f.opt.Writing.Do(func() error {
		if err := os.Rename(temp, f.opt.Path); err != nil {
			return fmt.Errorf("naming a compacted file: %w", err)
		}
		done = true
		return disk.SyncFolder(dirOf(f.opt.Path))
	})
	if err != nil {
		err = &diskError{file: f.name(), cause: err}
	}
	return done, errors.Join(err, f.open())
}

// copyTo copies a file to a new one and makes sure that the copy is good.
func copyTo(path string, src *bolt.DB, write func(dst, src *bolt.DB) error, check func(*bolt.Tx) error) error {
	dst, err := bolt.Open(path, 0o600, &bolt.Options{Timeout: lockPatience, NoSync: true})
	if err != nil {
		return err
	}
	if err = write(dst, src); err == nil {
		err = dst.View(check)
	}
	if err == nil {
		err = dst.Sync()
	}
	return errors.Join(err, dst.Close())
}

// Copy writes the file as it stands now to another place, where nothing lies yet. Reading and
// writing go on meanwhile.
func (f *File) Copy(to string) error {
	return f.View(func(tx *bolt.Tx) error {
		out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return &diskError{file: to, cause: err}
		}
		_, err = tx.WriteTo(out)
		if err = errors.Join(err, out.Close()); err != nil {
			return &diskError{file: to, cause: err}
		}
		return nil
	})
}
