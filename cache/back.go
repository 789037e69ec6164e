package cache

import (
	"bytes"

	bolt "go.etcd.io/bbolt"
)

// stepBack goes from where a cursor stands, the key at, to the key before; from nil, behind the last
// key, to that. No key comes out where there is none.
//
// In a transaction that writes, bbolt's own cursor stops going back at a page of which that
// transaction has deleted all, as if there were nothing before it, and looks for the last key for
// ever where it has deleted all of them.
func stepBack(c *bolt.Cursor, at []byte) (key, value []byte) {
	if c.Bucket().Writable() {
		if first, _ := c.Bucket().Cursor().First(); first == nil || bytes.Equal(at, first) {
			return nil, nil
		}
	}
	if at == nil {
		return c.Last()
	}
	for key, value = c.Prev(); key == nil && c.Bucket().Writable(); {
		key, value = c.Prev()
	}
	return key, value
}
