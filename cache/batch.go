package cache

import (
	"encoding/binary"

	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/cache/outbox"
	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/desk"
)

// batch is one writing transaction on a generation. It gathers what must happen once it
// has been committed.
type batch struct {
	look
	view  viewer
	fresh map[seal.Name]*seal.Box // customers' boxes made or opened on the way
	gone  bool                    // something is remembered to be gone

	counts    [viewCount]int64 // what is to be added to the counts
	moves     []move
	tracks    bool    // which rows are filed is noted
	noted     []filed // those rows
	filed     int     // how many were filed
	news      news
	notes     map[desk.TicketID]bool     // for the search index
	forgotten []seal.Name                // customers whose keys went
	erased    []desk.CustomerID          // the same, for the search index
	erases    bool                       // something was erased whose traces are in the files
	lost      []desk.TicketID            // the tickets of those
	may       func(outbox.Waiting) error // what may stand against dropping what waits of those; nil for nothing
	txid      int                        // the transaction's number
	self      *desk.Agent                // the record of the ledger's own agent, where it came
	shared    bool                       // a filter that is shared has changed
	recalled  bool                       // the desk has news of somebody who was forgotten here alone
	whole     bool                       // another generation is the one that counts from now on
}

// move is a key that came into the order of a view, or left it.
type move struct {
	key []byte
	in  bool
}

// keyOf returns a customer's box and name, and makes the customer a key where there is none.
func (w *batch) keyOf(id desk.CustomerID) (*seal.Box, seal.Name, error) {
	n := w.seal.nameOf(id)
	box, err := w.keyNamed(n)
	return box, n, err
}

func (w *batch) keyNamed(n seal.Name) (*seal.Box, error) {
	if b := w.fresh[n]; b != nil {
		return b, nil
	}
	if w.fresh == nil {
		w.fresh = map[seal.Name]*seal.Box{}
	}
	// Not from the boxes that readers share: what is sealed now must open with the key
	// that this very transaction has.
	b, err := w.seal.unwrap(w.tx, w.id, n)
	if err != nil {
		return nil, err
	}
	if b != nil {
		w.fresh[n] = b
		return b, nil
	}
	key := seal.NewStoreKey()
	b = seal.NewBox(key, w.id)
	w.fresh[n] = b // others learn it when the transaction has been committed
	return b, w.tx.Bucket([]byte(bucketKeys)).Put(n[:], w.seal.wrap.Seal(nil, placeOfKeyRecord(n), key[:]))
}

// putOwned seals a record under its customer's key and puts it in its place.
func (w *batch) putOwned(box *seal.Box, owner seal.Name, in part, key []byte, version uint64, plain []byte) error {
	v := make([]byte, 0, ownedHead+len(plain)+seal.Overhead)
	v = append(v, owner[:]...)
	v = binary.BigEndian.AppendUint64(v, version)
	return w.bucket(in).Put(key, box.Seal(v, w.within(in, key, version), plain))
}

// putPlain seals a record that belongs to no customer.
func (w *batch) putPlain(in part, key []byte, version uint64, plain []byte) error {
	v := make([]byte, 0, 8+len(plain)+seal.Overhead)
	v = binary.BigEndian.AppendUint64(v, version)
	return w.bucket(in).Put(key, w.seal.box.Seal(v, w.within(in, key, version), plain))
}

// note queues a ticket for the search index.
func (w *batch) note(id desk.TicketID) {
	if w.notes == nil {
		w.notes = map[desk.TicketID]bool{}
	}
	w.notes[id] = true
}

// filling packs pages tightly: what a fill brings is appended.
func (w *batch) filling() {
	for _, p := range []part{partRows, partTickets, partThreads, partSearch} {
		w.bucket(p).FillPercent = 0.9
	}
}

// number returns the local number of a ticket, a new one where it has none yet.
func (w *batch) number(id desk.TicketID) (n local, isNew bool, err error) {
	n, there, err := w.local(id)
	if err != nil || there {
		return n, false, err
	}
	seq, err := w.bucket(partRows).NextSequence()
	if err != nil {
		return 0, false, err
	}
	n = local(seq)
	return n, true, w.bucket(partIDs).Put(id.ID[:], n.key())
}

// makeGeneration makes the buckets of a generation.
func makeGeneration(tx *bolt.Tx, g generation) error {
	root, err := tx.CreateBucket(g.bucket())
	if err != nil {
		return err
	}
	for p := range parts {
		if _, err := root.CreateBucket([]byte(p.String())); err != nil {
			return err
		}
	}
	return nil
}
