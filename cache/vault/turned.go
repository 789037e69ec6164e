package vault

import (
	"slices"

	bolt "go.etcd.io/bbolt"
)

// Turn says what stands in a copy in the place of a value; nil leaves it out. Path are the names
// of the buckets that it lies in.
type Turn func(path [][]byte, key, value []byte) ([]byte, error)

// CopyTurned copies a file to an empty one, packed tightly, each value as turn has it.
func CopyTurned(dst, src *bolt.DB, turn Turn) error {
	return src.View(func(tx *bolt.Tx) error {
		c := copier{dst: dst, turn: turn}
		if err := c.begin(); err != nil {
			return err
		}
		err := tx.ForEach(func(name []byte, b *bolt.Bucket) error { return c.bucket([][]byte{name}, b) })
		if err != nil {
			_ = c.tx.Rollback() // the copy does not count
			return err
		}
		return c.tx.Commit()
	})
}

// copier copies bucket by bucket, in transactions that are not too large.
type copier struct {
	dst  *bolt.DB
	turn Turn
	tx   *bolt.Tx
	size int
	to   *bolt.Bucket // where the bucket is copied to that is read; nil after a commit
}

func (c *copier) begin() (err error) {
	c.tx, err = c.dst.Begin(true)
	c.size, c.to = 0, nil
	return err
}

// bucket copies a bucket and those in it. Each is made before anything is put into it.
func (c *copier) bucket(path [][]byte, from *bolt.Bucket) error {
	if err := c.open(path).SetSequence(from.Sequence()); err != nil {
		return err
	}
	c.to = nil
	return from.ForEach(func(key, value []byte) error {
		if value == nil {
			err := c.bucket(append(slices.Clone(path), key), from.Bucket(key))
			c.to = nil
			return err
		}
		value, err := c.turn(path, key, value)
		if err != nil || value == nil {
			return err
		}
		if c.size += len(key) + len(value); c.size > compactStep {
			if err := c.tx.Commit(); err != nil {
				return err
			}
			if err := c.begin(); err != nil {
				return err
			}
		}
		if c.to == nil {
			c.to = c.open(path)
		}
		return c.to.Put(key, value)
	})
}

// open is a bucket of the copy, which is made where it is missing.
func (c *copier) open(path [][]byte) *bolt.Bucket {
	var b *bolt.Bucket
	for i, name := range path {
		var err error
		if i == 0 {
			b, err = c.tx.CreateBucketIfNotExists(name)
		} else {
			b, err = b.CreateBucketIfNotExists(name)
		}
		if err != nil {
			panic(err) // only for a name that is none, or a transaction that is over
		}
	}
	b.FillPercent = 1
	return b
}
