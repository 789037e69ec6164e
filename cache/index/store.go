package index

import "github.com/heed-desk/heed/desk"

// Reader reads the index's records inside one transaction.
type Reader interface {
	// Get returns the value under key, or nil. It is good until the transaction ends.
	Get(key []byte) []byte
	// Scan calls each for every key that begins with prefix, in ascending order, until
	// each returns false. What each is given is good until the transaction ends; each
	// must not write.
	Scan(prefix []byte, each func(key, value []byte) bool) error
}

// Writer changes the index's records inside one transaction.
type Writer interface {
	Reader
	Put(key, value []byte) error
	Delete(key []byte) error
	// Next returns a number greater than all it has returned before, for ever.
	Next() (uint64, error)
}

// Store gives an index the place where it keeps its records, which is nobody else's.
type Store interface {
	// View runs read in a read transaction.
	View(read func(Reader) error) error
	// Update runs write in a write transaction, which is committed when write returns nil.
	Update(write func(Writer) error) error
}

// Sealer seals records. It is used by several goroutines at once.
type Sealer interface {
	// Seal appends the sealed plain text to dst. It is bound to key: under another key it does not open.
	Seal(dst, key, plain []byte) []byte
	// Open appends the plain text to dst, or fails where the record is damaged or lies under another key.
	Open(dst, key, sealed []byte) ([]byte, error)
	// Hash is a keyed hash of a term: without the key nothing can be learned from it.
	Hash(term []byte) uint64
}

// Source gives an index what it indexes.
type Source interface {
	// Docs returns the tickets as they stand now. One that is gone is left out; the order
	// does not matter. At most 200 are asked for at once.
	Docs(ids []desk.TicketID) ([]Doc, error)
}

// Doc is a ticket with everything that it can be found by.
type Doc struct {
	Ticket   desk.Ticket
	Customer desk.Customer // the requester's record; zero where it is not held
	Messages []desk.Message
}
