package cache

import (
	"bytes"
	"slices"
	"sort"
	"sync"
	"sync/atomic"
)

// blockRows is how many rows a block of the ranks has at first. A block that grows to
// blockMost is reason to make the blocks anew.
const (
	blockRows = 256
	blockMost = 1024
)

// ranks tells how many rows stand before one without walking over all of them: for each
// view the keys at which blocks begin, and how many rows each block has. It is made after
// the first look at a long view and kept by what every transaction moves.
type ranks struct {
	wanted [viewCount]atomic.Bool

	mu    sync.RWMutex
	views [viewCount]*blocks
}

// blocks are the ranks of one view.
type blocks struct {
	gen    generation
	at     int // the transaction whose result they tell
	starts [][]byte
	sizes  []int
}

// rank is how many rows of the file stand before a key; -1 where that is not known now.
func (r *ranks) rank(k *look, view int, key []byte) int {
	if !r.mu.TryRLock() {
		return -1
	}
	defer r.mu.RUnlock()
	b := r.views[view]
	if b == nil || b.gen != k.gen {
		return -1
	}
	i := b.find(key)
	n := 0
	for _, size := range b.sizes[:i] {
		n += size
	}
	return n + walk(k, b.starts[i], key)
}

// walk counts the rows from one key of the order to before another.
func walk(k *look, from, to []byte) int {
	n := 0
	c := k.bucket(partOrder).Cursor()
	for at, _ := c.Seek(from); at != nil && bytes.Compare(at, to) < 0; at, _ = c.Next() {
		n++
	}
	return n
}

// find is the block in which a key stands.
func (b *blocks) find(key []byte) int {
	i := sort.Search(len(b.starts), func(i int) bool { return bytes.Compare(b.starts[i], key) > 0 })
	return max(i-1, 0)
}

// want asks for the ranks of a view. It never waits.
func (r *ranks) want(view int) { r.wanted[view].Store(true) }

// take returns the views whose ranks were asked for.
func (r *ranks) take() (views []int) {
	for v := range r.wanted {
		if r.wanted[v].Swap(false) {
			views = append(views, v)
		}
	}
	return views
}

// drop forgets everything.
func (r *ranks) drop() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.views = [viewCount]*blocks{}
}

// moved takes in what a transaction changed in the order.
func (r *ranks) moved(gen generation, tx int, moves []move) {
	if len(moves) == 0 {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, m := range moves {
		view := int(m.key[0])
		b := r.views[view]
		if b == nil || b.gen != gen || tx <= b.at {
			continue
		}
		i := b.find(m.key)
		if m.in {
			b.sizes[i]++
		} else {
			b.sizes[i]--
		}
		if b.sizes[i] > blockMost {
			r.views[view] = nil
		}
	}
}

// make walks over a view once, if that has not been done, and reports whether it did.
// Nothing is moved meanwhile: whoever moves waits for the lock.
func (r *ranks) make(l *Ledger, view int) (made bool, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	err = l.file.View(l.looking(0, func(k *look) error {
		if b := r.views[view]; b != nil && b.gen == k.gen {
			return nil // it was asked for once more while it was made
		}
		made = true
		b := &blocks{gen: k.gen, at: k.tx.ID()}
		c := k.bucket(partOrder).Cursor()
		n := 0
		for key, _ := c.Seek([]byte{byte(view)}); key != nil && key[0] == byte(view); key, _ = c.Next() {
			if n%blockRows == 0 {
				b.starts = append(b.starts, slices.Clone(key))
				b.sizes = append(b.sizes, 0)
			}
			b.sizes[len(b.sizes)-1]++
			n++
		}
		if len(b.starts) > 0 {
			r.views[view] = b
		}
		counts, err := k.readCounts()
		if err == nil && counts[view] != int64(n) {
			err = errIncoherent
		}
		return err
	}))
	return made, err
}
