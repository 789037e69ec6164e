package vault

import (
	"errors"
	"path/filepath"

	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/internal/disk"
)

func dirOf(path string) string { return filepath.Dir(path) }

// View runs fn in a reading transaction. What fn returns comes back; a *Damage where
// the file turned out to be damaged.
func (f *File) View(fn func(*bolt.Tx) error) error {
	db, life, err := f.hold()
	if err != nil {
		return err
	}
	err = guarded(func() error { return db.View(fn) })
	f.mu.RUnlock()
	return f.concluded(db, life, err)
}

// Update runs fn in a writing transaction and commits it. ErrDisk where the disk would
// not take it: then nothing of it counts, and the file has been opened anew.
func (f *File) Update(fn func(*bolt.Tx) error) error {
	f.writing.Lock()
	defer f.writing.Unlock()
	db, life, err := f.hold()
	if err != nil {
		return err
	}
	failed := false // the commit itself
	err = guarded(func() error {
		tx, err := db.Begin(true)
		if err != nil {
			return err
		}
		if err := fn(tx); err != nil {
			if rerr := tx.Rollback(); rerr != nil {
				return errors.Join(err, rerr)
			}
			return err
		}
		if err := f.opt.Writing.Do(tx.Commit); err != nil {
			failed = true
			_ = tx.Rollback() // where the commit was not come to; a second end says only that
			return err
		}
		return nil
	})
	f.mu.RUnlock()
	if failed {
		return f.failed(db, err)
	}
	return f.concluded(db, life, err)
}

// hold returns the handle, and which life of the file it is of, with the lock held for reading. A
// file that lost its handle to a failed commit is opened again here.
func (f *File) hold() (db *bolt.DB, life int, err error) {
	f.mu.RLock()
	if f.db != nil {
		return f.db, f.life, nil
	}
	f.mu.RUnlock()
	if err := f.revive(); err != nil {
		return nil, 0, err
	}
	f.mu.RLock()
	if f.db == nil {
		f.mu.RUnlock()
		return nil, 0, ErrClosed
	}
	return f.db, f.life, nil
}

// revive opens the file again where there is no handle.
func (f *File) revive() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case f.closed:
		return ErrClosed
	case f.db != nil:
		return nil
	case f.damage != nil:
		return f.damage
	default:
		return f.open()
	}
}

// concluded judges how a transaction of a life ended: another file may stand here by now, and is
// not to blame. A panic has left bbolt's locks in an unknown state: that handle is never used again.
func (f *File) concluded(db *bolt.DB, life int, err error) error {
	err = f.judge(life, err)
	var d *Damage
	if !errors.As(err, &d) {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.db == db {
		f.opt.Log.Error("a file is damaged", "file", f.name(), "err", d.Cause)
		f.abandon()
		f.damage = d
	}
	return err
}

// failed ends a handle whose commit failed: what reached the disk is not known, so the
// file is read afresh before anything else is believed of it.
func (f *File) failed(db *bolt.DB, cause error) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	err := error(&diskError{file: f.name(), cause: cause})
	if f.db != db {
		return err
	}
	f.opt.Log.Error("a commit failed", "file", f.name(), "err", cause)
	if f.opt.Path == "" {
		f.damage = f.damaged(f.life, cause) // nothing to open again: what was in memory is lost with the handle
		f.abandon()
		return err
	}
	if derr := f.disconnect(); derr != nil {
		f.opt.Log.Error("a file could not be closed", "file", f.name(), "err", derr)
	}
	return err
}

// judge turns what shows damage into a *Damage of a life.
func (f *File) judge(life int, err error) error {
	var d *Damage
	var p *fault
	switch {
	case err == nil, errors.As(err, &d):
		return err
	case errors.As(err, &p), f.opt.Shows != nil && f.opt.Shows(err):
		return f.damaged(life, err)
	default:
		return err
	}
}

func (f *File) damaged(life int, cause error) *Damage {
	return &Damage{File: f.name(), Cause: cause, life: life}
}

// Suspect is the damage of a file that opens and is not what it should be, by what is known
// from elsewhere: it can be replaced.
func (f *File) Suspect(cause error) *Damage {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.damaged(f.life, cause)
}

// Replace sets the file in which d was found aside and begins a new one, and reports
// whether it did: where that has happened already it does nothing. Aside is the name that
// the damaged file has now; empty where there is none.
func (f *File) Replace(d *Damage) (done bool, aside string, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed {
		return false, "", ErrClosed
	}
	if d.life != f.life {
		return false, "", nil
	}
	f.abandon()
	if f.opt.Path != "" {
		if aside, err = disk.SetAside(f.opt.Path, f.opt.Now()); err != nil {
			return false, "", err
		}
		if aside != "" {
			f.opt.Moved(aside)
		}
	}
	f.life++
	f.damage = nil
	if err := f.make(); err != nil {
		return true, aside, err
	}
	return true, aside, f.open()
}
