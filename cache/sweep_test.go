package cache

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/heed-desk/heed/cache/journal"
	"github.com/heed-desk/heed/cache/seal"
)

// sweep opens whatever the keys of today open in a folder, deleted or not: every record of every
// page of both bbolt files, also of pages that nothing leads to any more, the journal, and what
// waits as files. It knows no more than who has the store key and today's files.
type sweep struct {
	key    seal.StoreKey
	known  *secrets
	plain  bytes.Buffer
	opened map[string]int // records, by what they are
}

// secrets are what today's files give to who has the store key.
type secrets struct {
	id      seal.StoreID // of cache.db
	s       *sealing
	boxes   []*seal.Box // of customers
	by      map[seal.Name][]*seal.Box
	parcels map[[seal.KeySize]byte]bool
}

// swept opens a folder with a store key, and with what other files have given already; nil for
// nothing.
func swept(t testing.TB, dir string, key seal.StoreKey, known *secrets) *sweep {
	t.Helper()
	w := &sweep{key: key, known: known, opened: map[string]int{}}
	cache := got2(os.ReadFile(filepath.Join(dir, "cache.db")))
	if known == nil {
		w.known = &secrets{by: map[seal.Name][]*seal.Box{}, parcels: map[[seal.KeySize]byte]bool{}}
		w.learn(cache)
	}
	for _, e := range leaves(cache) {
		w.cache(e.key, e.value)
	}
	w.outbox(got2(os.ReadFile(filepath.Join(dir, "outbox.db"))))
	c, err := journal.Inspect(filepath.Join(dir, "outbox.log"), key)
	must(t, err)
	for _, f := range c.Frames {
		w.take("outbox.log", f.Data)
	}
	for _, name := range got2(filepath.Glob(filepath.Join(dir, "parcels", "*"))) {
		w.parcel(got2(os.ReadFile(name)))
		w.plain.WriteString(filepath.Base(name))
	}
	// What stands in clear anywhere counts too.
	w.plain.Write(bytes.TrimRight(cache, "\x00"))
	return w
}

func (w *sweep) take(what string, plain []byte) bool {
	w.opened[what]++
	w.plain.Write(plain)
	w.plain.WriteByte('\n')
	return true
}

// holds reports which of some words can be had.
func (w *sweep) holds(all [][]byte) (found []string) {
	for _, word := range all {
		if bytes.Contains(w.plain.Bytes(), word) {
			found = append(found, string(word))
		}
	}
	return found
}

// leaf is a record of a page.
type leaf struct{ key, value []byte }

// leaves are the records of all leaf pages of a bbolt file, whether anything leads to them or not.
func leaves(b []byte) (all []leaf) {
	const page = 4096
	for at := 2 * page; at+page <= len(b); at += page {
		all = leavesOf(all, b[at:])
	}
	return all
}

// leavesOf appends the records of a leaf page, and of the small buckets that lie in one.
func leavesOf(all []leaf, p []byte) []leaf {
	const head, element, isLeaf, isBucket = 16, 16, 0x02, 0x01
	if len(p) < head || binary.LittleEndian.Uint16(p[8:]) != isLeaf {
		return all
	}
	for i := range int(binary.LittleEndian.Uint16(p[10:])) {
		from := head + i*element
		if from+element > len(p) {
			break
		}
		e := p[from:]
		flags, pos := binary.LittleEndian.Uint32(e), int(binary.LittleEndian.Uint32(e[4:]))
		k, v := int(binary.LittleEndian.Uint32(e[8:])), int(binary.LittleEndian.Uint32(e[12:]))
		if pos+k+v > len(e) || k > 1<<10 {
			continue
		}
		key, value := e[pos:pos+k], e[pos+k:pos+k+v]
		if flags&isBucket != 0 && len(value) > head {
			all = leavesOf(all, value[head:])
			continue
		}
		all = append(all, leaf{key, value})
	}
	return all
}

// learn takes every key from today's cache.db that the store key gives.
func (w *sweep) learn(cache []byte) {
	k := w.known
	all := leaves(cache)
	for _, e := range all { // the head first: it has the id
		if string(e.key) == "head" && len(e.value) > 36 && seal.Name(e.value[20:36]) == w.key.Mark(seal.StoreID(e.value[4:20])) {
			k.id = seal.StoreID(e.value[4:20])
		}
	}
	last := lasting{names: w.key.Derive(seal.ForNames, k.id), terms: w.key.Derive(seal.ForTerms, k.id)}
	for _, e := range all {
		if b, err := lastingBox(w.key, k.id).Open(nil, placeOfLasting(), e.value); err == nil {
			copy(last.names[:], b[8:])
			copy(last.terms[:], b[8+seal.KeySize:])
		}
	}
	k.s = newSealing(w.key, k.id, last)
	for _, e := range all {
		if len(e.key) != len(seal.Name{}) {
			continue
		}
		n := seal.Name(e.key)
		if key, err := k.s.unwrapKey(n, e.value); err == nil {
			box := seal.NewBox(key, k.id)
			k.boxes, k.by[n] = append(k.boxes, box), append(k.by[n], box)
		}
	}
}

// cache tries to open a record of cache.db as whatever it may be.
func (w *sweep) cache(key, value []byte) bool {
	k := w.known
	try := func(box *seal.Box, at seal.Place, sealed []byte) bool {
		plain, err := box.Open(nil, at, sealed)
		if err != nil {
			return false
		}
		if at.Bucket == partSearch.String() && key[0] == 'b' {
			plain = words(plain)
		}
		return w.take(at.Bucket, plain)
	}
	for _, at := range []seal.Place{placeOfDeed(key), placeOfHabits(), {Bucket: "head", Key: key}, searchPlace(key)} {
		if len(key) > 0 && try(k.s.box, at, value) || len(key) > 0 && try(k.s.search, at, value) {
			return true
		}
	}
	if len(value) < ownedHead {
		return false
	}
	for g := generation(1); g <= 2; g++ {
		for _, in := range []part{partState, partCanned, partAgents, partFilters} {
			if try(k.s.box, placeWithin(nil, g, in, key, binary.BigEndian.Uint64(value)), value[8:]) {
				return true
			}
		}
		o, _ := splitOwned(value)
		for _, box := range k.by[o.owner] {
			for _, in := range []part{partRows, partTickets, partThreads, partCustomers} {
				if try(box, placeWithin(nil, g, in, key, o.version), o.sealed) {
					return true
				}
			}
		}
	}
	return false
}

// words are the terms of a block of the search index, which says only how each differs from the
// one before.
func words(block []byte) []byte {
	var out, term []byte
	number := func() int {
		n, size := binary.Uvarint(block)
		block = block[max(size, 0):]
		return int(n)
	}
	for len(block) > 0 {
		shared, rest := number(), number()
		if shared > len(term) || rest > len(block) {
			return out
		}
		term = append(term[:shared], block[:rest]...)
		block = block[rest:]
		out = append(append(out, term...), '\n')
		number()
		block = block[min(number(), len(block)):]
	}
	return out
}

// outbox opens the records of outbox.db, and learns the keys of files that wait.
func (w *sweep) outbox(b []byte) {
	var box *seal.Box
	all := leaves(b)
	for _, e := range all {
		if string(e.key) == "head" && len(e.value) > 36 {
			id := seal.StoreID(e.value[4:20])
			box = seal.NewBox(w.key.Derive(seal.ForOutbox, id), id)
		}
	}
	for _, e := range all {
		for _, bucket := range []string{"ops", "drafts", "filters", "parcels"} {
			if plain, err := box.Open(nil, seal.Place{Bucket: bucket, Key: e.key}, e.value); err == nil {
				w.take(bucket, plain)
				var p struct{ Key []byte }
				if json.Unmarshal(plain, &p) == nil && len(p.Key) == seal.KeySize {
					w.known.parcels[[seal.KeySize]byte(p.Key)] = true
				}
			}
		}
	}
}

// parcel opens a file that waits.
func (w *sweep) parcel(b []byte) {
	if len(b) < 24 {
		return
	}
	own := seal.StoreID(b[8:24])
	for key := range w.known.parcels {
		at := seal.Place{Bucket: "parcel", Key: make([]byte, 8), Version: 1}
		if plain, err := seal.NewBox(key, own).Open(nil, at, b[24:]); err == nil {
			w.take("a file", plain)
		}
	}
}
