package index

import (
	"bytes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"go.etcd.io/bbolt"
	"golang.org/x/crypto/chacha20poly1305"

	"github.com/heed-desk/heed/desk"
)

// boltStore keeps an index in a bucket of a file.
type boltStore struct{ db *bbolt.DB }

var bucket = []byte("index") //nolint:gochecknoglobals // the name of a bucket

func openBolt(t testing.TB) *boltStore {
	t.Helper()
	db, err := bbolt.Open(filepath.Join(t.TempDir(), "index.db"), 0o600, &bbolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	s := &boltStore{db}
	if err := db.Update(func(tx *bbolt.Tx) error { _, err := tx.CreateBucket(bucket); return err }); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *boltStore) View(read func(Reader) error) error {
	return s.db.View(func(tx *bbolt.Tx) error { return read(boltTx{tx.Bucket(bucket)}) })
}

func (s *boltStore) Update(write func(Writer) error) error {
	return s.db.Update(func(tx *bbolt.Tx) error { return write(boltTx{tx.Bucket(bucket)}) })
}

type boltTx struct{ b *bbolt.Bucket }

func (t boltTx) Get(key []byte) []byte       { return t.b.Get(key) }
func (t boltTx) Put(key, value []byte) error { return t.b.Put(key, value) }
func (t boltTx) Delete(key []byte) error     { return t.b.Delete(key) }
func (t boltTx) Next() (uint64, error)       { return t.b.NextSequence() }

func (t boltTx) Scan(prefix []byte, each func(key, value []byte) bool) error {
	c := t.b.Cursor()
	for k, v := c.Seek(prefix); k != nil && bytes.HasPrefix(k, prefix); k, v = c.Next() {
		if !each(k, v) {
			return nil
		}
	}
	return nil
}

// memoryStore is a store that costs nothing to make.
type memoryStore struct {
	records map[string][]byte
	next    uint64
}

func newMemory() *memoryStore { return &memoryStore{records: map[string][]byte{}} }

func (s *memoryStore) View(read func(Reader) error) error { return read(s) }
func (s *memoryStore) Get(key []byte) []byte              { return s.records[string(key)] }
func (s *memoryStore) Delete(key []byte) error            { delete(s.records, string(key)); return nil }
func (s *memoryStore) Next() (uint64, error)              { s.next++; return s.next, nil }

func (s *memoryStore) Update(write func(Writer) error) error {
	before := maps.Clone(s.records)
	err := write(s)
	if err != nil {
		s.records = before
	}
	return err
}

func (s *memoryStore) Put(key, value []byte) error {
	s.records[string(key)] = bytes.Clone(value)
	return nil
}

func (s *memoryStore) Scan(prefix []byte, each func(key, value []byte) bool) error {
	var keys []string
	for k := range s.records {
		if bytes.HasPrefix([]byte(k), prefix) {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	for _, k := range keys {
		if !each([]byte(k), s.records[k]) {
			return nil
		}
	}
	return nil
}

// sealed is a sealer as the ledger has one.
type sealed struct {
	box cipher.AEAD
	key []byte
}

func newSealed(t testing.TB) *sealed {
	t.Helper()
	key := make([]byte, chacha20poly1305.KeySize)
	_, _ = rand.Read(key)
	box, err := chacha20poly1305.NewX(key)
	if err != nil {
		t.Fatal(err)
	}
	return &sealed{box, key}
}

func (s *sealed) Seal(dst, key, plain []byte) []byte {
	var nonce [chacha20poly1305.NonceSizeX]byte
	_, _ = rand.Read(nonce[:])
	dst = append(dst, nonce[:]...)
	return s.box.Seal(dst, nonce[:], plain, key)
}

func (s *sealed) Open(dst, key, sealed []byte) ([]byte, error) {
	if len(sealed) < chacha20poly1305.NonceSizeX {
		return nil, errors.New("short")
	}
	return s.box.Open(dst, sealed[:chacha20poly1305.NonceSizeX], sealed[chacha20poly1305.NonceSizeX:], key)
}

func (s *sealed) Hash(term []byte) uint64 {
	h := hmac.New(sha256.New, s.key)
	h.Write(term)
	return binary.BigEndian.Uint64(h.Sum(nil))
}

// docsByID is a source.
type docsByID map[desk.TicketID]Doc

func (s docsByID) Docs(ids []desk.TicketID) ([]Doc, error) {
	var docs []Doc
	for _, id := range ids {
		if d, ok := s[id]; ok {
			docs = append(docs, d)
		}
	}
	return docs, nil
}

func (s docsByID) ids() []desk.TicketID {
	var ids []desk.TicketID
	for id := range s {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b desk.TicketID) int { return slices.Compare(a.ID[:], b.ID[:]) })
	return ids
}

// note queues tickets; work indexes all that is queued and tidies up.
func note(t testing.TB, x *Index, ids ...desk.TicketID) {
	t.Helper()
	if err := x.store.Update(func(w Writer) error { return x.Note(w, ids...) }); err != nil {
		t.Fatal(err)
	}
}

func work(t testing.TB, x *Index) {
	t.Helper()
	for {
		more, err := x.Work(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if !more {
			return
		}
	}
}

// plain is a sealer that only checks, so that a model of many steps is quick.
type plain struct{}

func newPlain() plain { return plain{} }

func (plain) Seal(dst, key, text []byte) []byte {
	sum := sha256.Sum256(append(bytes.Clone(key), text...))
	return append(append(dst, sum[:8]...), text...)
}

func (plain) Open(dst, key, sealed []byte) ([]byte, error) {
	if len(sealed) < 8 {
		return nil, errors.New("short")
	}
	sum := sha256.Sum256(append(bytes.Clone(key), sealed[8:]...))
	if !bytes.Equal(sum[:8], sealed[:8]) {
		return nil, errors.New("damaged")
	}
	return append(dst, sealed[8:]...), nil
}

func (plain) Hash(term []byte) uint64 {
	sum := sha256.Sum256(term)
	return binary.BigEndian.Uint64(sum[:])
}
