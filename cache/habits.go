package cache

import (
	"encoding/json"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/desk"
)

// bucketHabits holds how the agent left the queue. It is made when it is needed first; where
// the file must be built again it is gone, and views are seen as they come.
const bucketHabits = "habits"

func habitsKey() []byte { return []byte("queue") }

func placeOfHabits() seal.Place { return seal.Place{Bucket: bucketHabits, Key: habitsKey()} }

// Habits are how the agent left the queue; the zero Habits where nothing is known.
func (l *Ledger) Habits() (h desk.Habits, err error) {
	err = l.view(func(k *look) error {
		h = desk.Habits{}
		b := k.tx.Bucket([]byte(bucketHabits))
		if b == nil || b.Get(habitsKey()) == nil {
			return nil
		}
		plain, err := k.seal.box.Open(nil, placeOfHabits(), b.Get(habitsKey()))
		if err == nil && json.Unmarshal(plain, &h) != nil {
			h = desk.Habits{} // of a heed that had other habits
		}
		return err
	})
	return h, trouble(err)
}

// KeepHabits keeps how the agent left the queue. Nobody is told: it is for the next start.
func (l *Ledger) KeepHabits(h desk.Habits) error {
	plain, err := json.Marshal(h)
	if err != nil {
		return err
	}
	return trouble(l.update(func(w *batch) error {
		b, err := w.tx.CreateBucketIfNotExists([]byte(bucketHabits))
		if err != nil {
			return err
		}
		return b.Put(habitsKey(), w.seal.box.Seal(nil, placeOfHabits(), plain))
	}))
}
