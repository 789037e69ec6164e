package cache

import (
	"encoding/binary"
	"math/rand/v2"
)

// openBit is a place in a file of pages that no seal covers.
type openBit struct {
	at   int
	what string
}

// flip flips a bit there, as a harm does.
func (o openBit) flip(r *rand.Rand, b, _, _ []byte) []byte {
	b[o.at] ^= 1 << r.IntN(8)
	return b
}

// openBits are places in every page that counts: in its head, and in the head and the key of each
// of its records. Which bytes of those is left to chance, the same way every time.
func openBits(b []byte) (all []openBit) {
	const head, element = 16, 16
	r := rand.New(rand.NewPCG(1, 4))
	in := func(from, size int, what string) {
		if size > 0 {
			all = append(all, openBit{from + r.IntN(size), what})
		}
	}
	for at := 2 * pageSize; at+pageSize <= len(b); at += pageSize {
		kind := pageKinds()[binary.LittleEndian.Uint16(b[at+8:])]
		if kind == "" || binary.LittleEndian.Uint64(b[at:]) != uint64(at/pageSize) {
			continue
		}
		in(at, head, "a flipped bit in the head of "+kind)
		for i := range int(binary.LittleEndian.Uint16(b[at+10:])) {
			e := at + head + i*element
			if e+element > len(b) {
				break
			}
			pos, key := binary.LittleEndian.Uint32(b[e:]), binary.LittleEndian.Uint32(b[e+4:])
			if kind == leafPage {
				pos, key = binary.LittleEndian.Uint32(b[e+4:]), binary.LittleEndian.Uint32(b[e+8:])
			}
			in(e, element, "a flipped bit in the head of a record in "+kind)
			if k := e + int(pos); k+int(key) <= len(b) {
				in(k, int(key), "a flipped bit in a key in "+kind)
			}
		}
	}
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

const leafPage = "a page of records"

// pageKinds are the pages that lead to records, by their flags.
func pageKinds() map[uint16]string {
	return map[uint16]string{1: "a page that leads to others", 2: leafPage}
}
