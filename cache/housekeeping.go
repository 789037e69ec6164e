package cache

import (
	"encoding/binary"
	"time"
)

// How much of cache.db must be free before it is written anew, and how often that is
// looked at.
const (
	worthCompacting = 32 << 20
	housekeeping    = time.Hour
)

// keepHouse does what has time: it forgets what has been gone for long and gives the disk
// back what is free.
func (l *Ledger) keepHouse(now time.Time) {
	if !l.roomy.Swap(false) && now.Sub(l.kept) < housekeeping {
		return
	}
	l.kept = now
	if err := l.forgetGone(); err != nil {
		l.opt.Log.Error("forgetting what is gone", "err", err)
	}
	l.search.nudge() // what could not be removed from the files is tried again
	size, free, err := l.file.Room()
	if err == nil && free > worthCompacting && free > size/2 {
		err = l.compact()
	}
	if err != nil {
		l.opt.Log.Error("compacting the cache", "err", err)
		l.heal(err)
	}
}

// goneLife is how long it is remembered that something is gone: longer than any cursor
// is good, so that no late page brings it back.
const goneLife = 45 * 24 * time.Hour

func (l *Ledger) forgetGone() error {
	before := l.Now().Add(-goneLife).Unix()
	var old [][]byte
	if err := l.view(func(k *look) error {
		old = nil
		return k.bucket(partGone).ForEach(func(key, value []byte) error {
			if len(value) != 8 {
				return errIncoherent
			}
			if key[0] == goneAway {
				return nil // until the desk sends all of it, or its words would come without their beginning
			}
			if int64(binary.BigEndian.Uint64(value)) < before {
				old = append(old, append([]byte(nil), key...))
			}
			return nil
		})
	}); err != nil || len(old) == 0 {
		return err
	}
	return l.update(func(w *batch) error {
		for _, key := range old {
			if err := w.bucket(partGone).Delete(key); err != nil {
				return err
			}
		}
		return nil
	})
}
