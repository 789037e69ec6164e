// Package parcel keeps the bytes of files that wait to be sent, each sealed piece by piece in
// a file of its own. Nothing of them is ever in clear on the disk: not their names, not what
// they are, and they are never whole in memory.
package parcel

import (
	"bufio"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/disk"
)

// ErrDisk says that the disk did not take a file, and not that its source failed.
var ErrDisk = errors.New("the disk did not take the file")

// ErrSize says that a file is empty or larger than desk.MaxFile.
var ErrSize = errors.New("the file is empty or too large")

const (
	magic  = "heedpar2"
	older  = "heedpar1" // sealed with a key that is worked out, as an earlier heed did
	piece  = 64 << 10   // plain bytes of a piece; only the last one may have fewer
	sealed = piece + seal.Overhead
	header = len(magic) + len(seal.StoreID{})
)

// Keys keep the key of each parcel, apart from it: without it the bytes are nobody's, also
// where a disk still has them.
type Keys interface {
	// ParcelKey is the key of a file, if there is one.
	ParcelKey(id desk.FileID) (key [seal.KeySize]byte, ok bool)
	// KeepParcelKey keeps one; once it returns nil the key lasts.
	KeepParcelKey(id desk.FileID, key [seal.KeySize]byte) error
	// DropParcelKeys drops all but those that stay.
	DropParcelKeys(stays func(desk.FileID) bool) error
}

// Depot holds parcels. Its methods may be called by any goroutine.
type Depot struct {
	dir   string // empty: in unnamed files that vanish with the process
	key   seal.StoreKey
	keys  Keys
	names *seal.Namer

	mu    sync.Mutex
	there map[desk.FileID]*parcel
	known map[string]bool // names on the disk that were there at the start, of which nobody has asked yet
	spare bool            // those stay
}

// parcel is one file in the depot.
type parcel struct {
	open  *os.File // in memory only
	fresh bool     // nothing that waits has named it yet
}

// Open opens a depot in a folder, or one in memory for the empty name, with the store's key, by
// which its parcels are named. The folder is made when the first parcel comes.
func Open(dir string, key seal.StoreKey, keys Keys) (*Depot, error) {
	s := &Depot{
		dir: dir, key: key, keys: keys, names: namer(key),
		there: map[desk.FileID]*parcel{}, known: map[string]bool{},
	}
	if dir == "" {
		return s, nil
	}
	all, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, e := range all {
		if strings.HasPrefix(e.Name(), temporary) {
			_ = os.Remove(filepath.Join(dir, e.Name())) // a crash left it; nothing names it
			continue
		}
		s.known[e.Name()] = true
	}
	return s, nil
}

// temporary is how the name of a parcel begins that is being made.
const temporary = ".new-"

func namer(key seal.StoreKey) *seal.Namer {
	return seal.NewNamer(key.Derive(seal.ForParcels, seal.StoreID{}))
}

func (s *Depot) name(id desk.FileID) string { return nameBy(s.names, id) }

func nameBy(names *seal.Namer, id desk.FileID) string {
	n := names.Name('f', id[:])
	return hex.EncodeToString(n[:])
}

// Put keeps the bytes of a source, at most desk.MaxFile, and says which file they are.
// Nothing is kept of a source that fails. ErrSize, ErrDisk, or the source's error.
func (s *Depot) Put(from io.Reader) (id desk.FileID, size int64, err error) {
	f, err := s.begin()
	if err != nil {
		return id, 0, fmt.Errorf("%w: %w", ErrDisk, err)
	}
	kept := false
	defer func() {
		if !kept {
			_ = f.Close()           // nothing of it counts
			_ = os.Remove(f.Name()) // where it has a name
		}
	}()
	sum, key := sha256.New(), [seal.KeySize]byte(seal.NewStoreKey())
	if size, err = s.write(f, key, io.TeeReader(io.LimitReader(from, desk.MaxFile+1), sum)); err != nil {
		return id, size, err
	}
	if size == 0 || size > desk.MaxFile {
		return id, size, ErrSize
	}
	id = desk.FileID(sum.Sum(nil))
	if kept, err = s.place(f, id, key); err != nil {
		return id, size, fmt.Errorf("%w: %w", ErrDisk, err)
	}
	return id, size, nil
}

// begin makes the file of a parcel of which nobody knows yet what it is.
func (s *Depot) begin() (*os.File, error) {
	if s.dir == "" {
		f, err := os.CreateTemp("", "heed-")
		if err != nil {
			return nil, err
		}
		return f, os.Remove(f.Name())
	}
	if err := disk.Folder(s.dir); err != nil {
		return nil, err
	}
	return os.OpenFile(filepath.Join(s.dir, temporary+rand.Text()), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
}

// write seals a source into a file, and flushes it.
func (s *Depot) write(f *os.File, key [seal.KeySize]byte, from io.Reader) (size int64, err error) {
	own := seal.NewStoreID()
	if _, err := f.Write(append([]byte(magic), own[:]...)); err != nil {
		return 0, fmt.Errorf("%w: %w", ErrDisk, err)
	}
	box := seal.NewBox(key, own)
	in := bufio.NewReaderSize(from, piece)
	plain, out := make([]byte, piece), make([]byte, 0, sealed)
	for n := uint64(0); ; n++ {
		got, err := io.ReadFull(in, plain)
		size += int64(got)
		switch {
		case errors.Is(err, io.EOF) && n == 0:
			return 0, nil
		case err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF):
			return size, err
		}
		_, err = in.Peek(1)
		last := errors.Is(err, io.EOF)
		if err != nil && !last {
			return size, err
		}
		out = box.Seal(out[:0], placeOf(n, last), plain[:got])
		if _, err := f.Write(out); err != nil {
			return size, fmt.Errorf("%w: %w", ErrDisk, err)
		}
		if last {
			break
		}
	}
	if err := f.Sync(); err != nil {
		return size, fmt.Errorf("%w: %w", ErrDisk, err)
	}
	return size, nil
}

// placeOf binds a piece to its place in its file, and says whether it is the last one: what
// was cut off, put in another order or taken from elsewhere does not open.
func placeOf(n uint64, last bool) seal.Place {
	at := seal.Place{Bucket: "parcel", Key: binary.BigEndian.AppendUint64(nil, n)}
	if last {
		at.Version = 1
	}
	return at
}

// place gives a parcel that is whole its name; kept says that the file stays open, in memory.
func (s *Depot) place(f *os.File, id desk.FileID, key [seal.KeySize]byte) (kept bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.find(id); p != nil {
		if r, err := s.open(p, id); err == nil {
			p.fresh = true
			return false, r.close() // the same bytes are here already
		}
	}
	if err := s.keys.KeepParcelKey(id, key); err != nil {
		return false, err
	}
	if s.dir == "" {
		s.there[id] = &parcel{open: f, fresh: true}
		return true, nil
	}
	if err := f.Close(); err != nil {
		return false, err
	}
	if err := os.Rename(f.Name(), filepath.Join(s.dir, s.name(id))); err != nil {
		return false, err
	}
	s.there[id] = &parcel{fresh: true}
	return false, disk.SyncFolder(s.dir)
}

// find returns a parcel; nil where it is not here. The caller holds the lock.
func (s *Depot) find(id desk.FileID) *parcel {
	if p := s.there[id]; p != nil {
		return p
	}
	if len(s.known) == 0 || !s.known[s.name(id)] {
		return nil
	}
	delete(s.known, s.name(id))
	p := &parcel{}
	s.there[id] = p
	return p
}

// Open begins reading a file; desk.ErrNotFound where it is not here. What is damaged ends with
// an error before its end: only after io.EOF it was the file, whole.
func (s *Depot) Open(id desk.FileID) (io.ReadCloser, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.find(id)
	if p == nil {
		return nil, desk.ErrNotFound
	}
	r, err := s.open(p, id)
	if err != nil {
		return nil, err // and no reader that is nil
	}
	return r, nil
}

// open is Open for a parcel that is here. The caller holds the lock.
func (s *Depot) open(p *parcel, id desk.FileID) (*reader, error) {
	r := &reader{id: id, sum: sha256.New(), close: func() error { return nil }}
	var from io.Reader
	if p.open != nil {
		info, err := p.open.Stat()
		if err != nil {
			return nil, err
		}
		from = io.NewSectionReader(p.open, 0, info.Size())
	} else {
		f, err := disk.OpenPlain(filepath.Join(s.dir, s.name(id)), os.O_RDONLY, 0)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, desk.ErrNotFound
		}
		if err != nil {
			return nil, err
		}
		from, r.close = f, f.Close
	}
	r.in = bufio.NewReaderSize(from, sealed)
	var head [header]byte
	_, err := io.ReadFull(r.in, head[:])
	own := seal.StoreID(head[len(magic):])
	key, ok := s.keys.ParcelKey(id)
	if !ok && string(head[:len(magic)]) == older {
		key, ok = s.key.Derive(seal.ForParcels, own), true
	}
	if err != nil || !ok || string(head[:len(magic)]) != magic && string(head[:len(magic)]) != older {
		return nil, errors.Join(seal.ErrSeal, r.close())
	}
	r.box = seal.NewBox(key, own)
	return r, nil
}

// reader opens the pieces of a parcel one by one.
type reader struct {
	id    desk.FileID
	in    *bufio.Reader
	box   *seal.Box
	sum   hash.Hash
	n     uint64
	rest  []byte // of the piece that was opened last
	room  []byte
	ended bool
	close func() error
}

// Read implements io.Reader.
func (r *reader) Read(b []byte) (int, error) {
	if len(r.rest) == 0 {
		if err := r.next(); err != nil {
			return 0, err
		}
	}
	n := copy(b, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

func (r *reader) next() error {
	if r.ended {
		if desk.FileID(r.sum.Sum(nil)) != r.id {
			return seal.ErrSeal
		}
		return io.EOF
	}
	if r.room == nil {
		r.room = make([]byte, sealed)
	}
	n, err := io.ReadFull(r.in, r.room)
	switch {
	case err == nil, errors.Is(err, io.ErrUnexpectedEOF):
	case errors.Is(err, io.EOF):
		return seal.ErrSeal // cut off, and no end of the file
	default:
		return errors.Join(seal.ErrSeal, err)
	}
	_, err = r.in.Peek(1)
	r.ended = err != nil
	plain, err := r.box.Open(r.room[:0:0], placeOf(r.n, r.ended), r.room[:n])
	if err != nil {
		return err
	}
	r.n++
	r.rest = plain
	_, _ = r.sum.Write(plain) // never fails
	return nil
}

// Close implements io.Closer.
func (r *reader) Close() error { return r.close() }

// Any reports whether there is anything in the depot.
func (s *Depot) Any() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.there)+len(s.known) > 0
}

// Spare has what was in the depot at the start stay until the next one, though nothing names
// it: what names it may be in a file that was set aside.
func (s *Depot) Spare() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.spare = true
}

// Keep drops every parcel but those that are wanted, as they are while nobody else drops any.
// One that nothing has named since it was put here stays: what names it is being written.
func (s *Depot) Keep(named func() map[desk.FileID]bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	wanted := named()
	for id := range wanted {
		if p := s.find(id); p != nil {
			p.fresh = false
		}
	}
	var errs []error
	for id, p := range s.there {
		switch {
		case wanted[id] || p.fresh:
			continue
		case p.open != nil:
			errs = append(errs, p.open.Close())
		default:
			errs = append(errs, s.remove(s.name(id)))
		}
		delete(s.there, id)
	}
	if s.spare {
		return errors.Join(errs...)
	}
	for name := range s.known { // from before, and nothing names it
		errs = append(errs, s.remove(name))
		delete(s.known, name)
	}
	errs = append(errs, s.keys.DropParcelKeys(func(id desk.FileID) bool { return s.there[id] != nil }))
	return errors.Join(errs...)
}

func (s *Depot) remove(name string) error {
	err := os.Remove(filepath.Join(s.dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// Close lets go of what is kept in memory.
func (s *Depot) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var errs []error
	for _, p := range s.there {
		if p.open != nil {
			errs = append(errs, p.open.Close())
		}
	}
	return errors.Join(errs...)
}
