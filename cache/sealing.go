package cache

import (
	"fmt"
	"sync"

	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/desk"
)

// sealing holds the keys of one cache.db.
type sealing struct {
	box    *seal.Box // what belongs to no customer
	wrap   *seal.Box // the customers' keys
	names  *seal.Namer
	search *seal.Box
	terms  *seal.Namer

	mu    sync.RWMutex
	epoch int                     // counts what was forgotten
	boxes map[seal.Name]*seal.Box // of customers, as far as they were needed
	named map[desk.CustomerID]seal.Name
}

// boxesKept is how many customers' keys stay opened. Opening one costs a microsecond.
const boxesKept = 8192

func newSealing(key seal.StoreKey, id seal.StoreID, last lasting) *sealing {
	return &sealing{
		box:    seal.NewBox(key.Derive(seal.ForRecords, id), id),
		wrap:   seal.NewBox(key.Derive(seal.ForCustomers, id), id),
		names:  seal.NewNamer(last.names),
		search: seal.NewBox(key.Derive(seal.ForSearch, id), id),
		terms:  seal.NewNamer(last.terms),
		boxes:  map[seal.Name]*seal.Box{},
		named:  map[desk.CustomerID]seal.Name{},
	}
}

// nameOf is what stands for a customer in keys.
func (s *sealing) nameOf(id desk.CustomerID) seal.Name {
	s.mu.RLock()
	n, ok := s.named[id]
	s.mu.RUnlock()
	if ok {
		return n
	}
	n = s.names.Name('c', id.ID[:])
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.named) >= boxesKept {
		clear(s.named)
	}
	s.named[id] = n
	return n
}

// known returns a customer's box where it has been opened.
func (s *sealing) known(n seal.Name) *seal.Box {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.boxes[n]
}

// now is the epoch in which a transaction begins.
func (s *sealing) now() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.epoch
}

// learn keeps boxes that were opened in a transaction of an epoch. What has been forgotten
// since must not come back from an old one.
func (s *sealing) learn(epoch int, boxes map[seal.Name]*seal.Box) {
	if len(boxes) == 0 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if epoch != s.epoch {
		return
	}
	if len(s.boxes)+len(boxes) > boxesKept {
		clear(s.boxes)
	}
	for n, b := range boxes {
		if len(s.boxes) >= boxesKept {
			return
		}
		s.boxes[n] = b
	}
}

// forget drops customers' boxes.
func (s *sealing) forget(names []seal.Name) {
	if len(names) == 0 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.epoch++
	for _, n := range names {
		delete(s.boxes, n)
	}
}

func placeOfKeyRecord(n seal.Name) seal.Place { return seal.Place{Bucket: bucketKeys, Key: n[:]} }

// unwrapKey opens a customer's key that lies under a name.
func (s *sealing) unwrapKey(n seal.Name, v []byte) (key [seal.KeySize]byte, err error) {
	plain, err := s.wrap.Open(nil, placeOfKeyRecord(n), v)
	if err != nil || len(plain) != seal.KeySize {
		return key, fmt.Errorf("a customer's key: %w", seal.ErrSeal)
	}
	key = [seal.KeySize]byte(plain)
	clear(plain)
	return key, nil
}

// unwrap opens a customer's key.
func (s *sealing) unwrap(tx *bolt.Tx, id seal.StoreID, n seal.Name) (*seal.Box, error) {
	v := tx.Bucket([]byte(bucketKeys)).Get(n[:])
	if v == nil {
		return nil, nil
	}
	key, err := s.unwrapKey(n, v)
	if err != nil {
		return nil, err
	}
	return seal.NewBox(key, id), nil
}
