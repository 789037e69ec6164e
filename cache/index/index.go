package index

import (
	"errors"
	"sync"

	"github.com/heed-desk/heed/desk"
)

// ErrLost reports that a segment could not be read and was dropped: which tickets it
// held is not known, so all of them are to be noted again, by NoteAll.
var ErrLost = errors.New("a part of the search index is lost")

// Index is a full-text index. Search may be called by many goroutines at once; Load,
// Work and Check wait for each other.
type Index struct {
	store  Store
	seal   Sealer
	source Source
	limits limits
	rooms  sync.Pool // of *room

	work   sync.Mutex   // held by what changes the store
	memory sync.RWMutex // guards stock
	stock  *stock       // nil until loaded
}

// New returns an index over what the store holds. It reads nothing yet.
func New(store Store, seal Sealer, source Source) *Index {
	return &Index{store: store, seal: seal, source: source, limits: usual()}
}

// limits are the sizes that an index works with.
type limits struct {
	segment int // documents of a segment
	tail    int // documents of the tail before it is written as a segment
	bulk    int // waiting tickets from which on a segment is written at once
}

func usual() limits { return limits{segment: segmentDocs, tail: 1024, bulk: 512} }

// Note queues tickets that are new, have changed or are gone, in the caller's own
// transaction, so that they and the queue are committed together. Work does the rest.
func (x *Index) Note(w Writer, ids ...desk.TicketID) error {
	for _, id := range ids {
		seq, err := w.Next()
		if err != nil {
			return err
		}
		if err := w.Put(queueKey(seq), id.ID[:]); err != nil {
			return err
		}
	}
	return nil
}

// NoteAll is Note for every ticket there is, which ends ErrLost. What the index knows
// beside them is gone.
func (x *Index) NoteAll(w Writer, ids ...desk.TicketID) error {
	if err := x.Note(w, append(x.beside(ids), ids...)...); err != nil {
		return err
	}
	return w.Delete(lostKey())
}

// beside returns the tickets that can be found and are none of ids.
func (x *Index) beside(ids []desk.TicketID) []desk.TicketID {
	here := make(map[desk.TicketID]bool, len(ids))
	for _, id := range ids {
		here[id] = true
	}
	x.memory.RLock()
	defer x.memory.RUnlock()
	var others []desk.TicketID
	if x.stock != nil {
		for id := range x.stock.where {
			if !here[id] {
				others = append(others, id)
			}
		}
	}
	return others
}

// Forget has Work rewrite every segment that holds a ticket of these customers, without
// those. Like Note it belongs into the transaction in which the tickets leave the Source.
// What the store's file keeps of deleted records is the store's to destroy.
func (x *Index) Forget(w Writer, customers ...desk.CustomerID) error {
	for _, who := range customers {
		if err := w.Put(forgetKey(who), []byte{1}); err != nil {
			return err
		}
	}
	return nil
}

// Load reads which tickets are indexed; what the queue holds is for Work. Search and
// Work load by themselves. A segment that cannot be read is dropped: the index goes on
// without it, and Work says so.
func (x *Index) Load() error {
	x.work.Lock()
	defer x.work.Unlock()
	return x.load()
}

// Len is how many tickets can be found; 0 before Load.
func (x *Index) Len() int {
	x.memory.RLock()
	defer x.memory.RUnlock()
	if x.stock == nil {
		return 0
	}
	return len(x.stock.where)
}

// ready loads if that has not been done. The work lock must not be held.
func (x *Index) ready() error {
	x.memory.RLock()
	loaded := x.stock != nil
	x.memory.RUnlock()
	if loaded {
		return nil
	}
	return x.Load()
}

// load fills the stock. The work lock is held.
func (x *Index) load() error {
	x.memory.RLock()
	loaded := x.stock != nil
	x.memory.RUnlock()
	if loaded {
		return nil
	}
	var all []*segment
	var lost, doomed []uint64
	err := x.store.View(func(r Reader) error {
		if err := r.Scan([]byte{keyDoomed}, func(key, _ []byte) bool {
			if id, ok := number(key); ok {
				doomed = append(doomed, id)
			}
			return true
		}); err != nil {
			return err
		}
		return r.Scan([]byte{keySegment}, func(key, value []byte) bool {
			id, ok := number(key)
			if !ok {
				return true
			}
			seg, err := x.openSegment(id, key, value)
			if err != nil {
				lost = append(lost, id)
				return true
			}
			all = append(all, seg)
			return true
		})
	})
	if err != nil {
		return err
	}
	s := newStock(all...)
	if err := x.clear(lost, doomed); err != nil {
		return err
	}
	x.memory.Lock()
	x.stock = s
	x.memory.Unlock()
	return nil
}

// lost reports whether a segment is gone whose tickets have not been noted since.
func lost(r Reader) bool { return r.Get(lostKey()) != nil }

func (x *Index) openSegment(id uint64, key, value []byte) (*segment, error) {
	plain, err := x.seal.Open(nil, key, value)
	if err != nil {
		return nil, errors.Join(ErrDamaged, err)
	}
	has, docs, gone, err := decodeDocs(plain)
	if err != nil {
		return nil, err
	}
	return newSegment(id, has, docs, gone), nil
}

// clear deletes segments that could not be read, and the blocks of those that were
// replaced before the last end of the program. That something was lost is kept in the
// same transaction: whoever loads next, in this run or another, hears of it.
func (x *Index) clear(lost, doomed []uint64) error {
	if len(lost)+len(doomed) == 0 {
		return nil
	}
	return x.store.Update(func(w Writer) error {
		for _, id := range append(lost, doomed...) {
			if err := deleteSegment(w, id); err != nil {
				return err
			}
		}
		if len(lost) == 0 {
			return nil
		}
		return w.Put(lostKey(), []byte{1})
	})
}

// deleteSegment deletes every record of a segment.
func deleteSegment(w Writer, id uint64) error {
	for block := range blocks {
		if err := w.Delete(blockKey(id, uint8(block))); err != nil {
			return err
		}
	}
	if err := w.Delete(segmentKey(id)); err != nil {
		return err
	}
	return w.Delete(doomedKey(id))
}
