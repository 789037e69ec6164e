package cache

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"syscall"
)

// pageSize is how large the pages of the files are.
const pageSize = 4096

// harm is a way in which a file is spoiled.
type harm struct {
	name string
	// bytes spoils what is in the file. Older is what was in it earlier, other what is in the
	// same file of another profile.
	bytes func(r *rand.Rand, b, older, other []byte) []byte
	// place spoils where it lies. Safe is a folder outside the profile.
	place func(r *rand.Rand, path, safe string) error
	open  bool // it happens while the file is open
	only  string
}

// bits flips up to n bits.
func bits(n int) func(*rand.Rand, []byte, []byte, []byte) []byte {
	return func(r *rand.Rand, b, _, _ []byte) []byte {
		for range 1 + r.IntN(n) {
			b[r.IntN(len(b))] ^= 1 << r.IntN(8)
		}
		return b
	}
}

// pageAt is one of the pages; of what has none, a stretch.
func pageAt(r *rand.Rand, b []byte) []byte {
	size := min(pageSize, max(len(b)/4, 1))
	at := r.IntN(max(len(b)/size, 1)) * size
	return b[at:min(at+size, len(b))]
}

func letters(r *rand.Rand, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

// asItWas is what a disk leaves that said it had written a page, and had not.
const asItWas = "a page as it was earlier"

// harmful are the ways in which what is in a file is spoiled.
func harmful() []harm {
	return []harm{
		{name: "a flipped bit", bytes: bits(1)},
		{name: "flipped bits", bytes: bits(40)},
		{name: "a flipped bit in the first pages", bytes: func(r *rand.Rand, b, _, _ []byte) []byte {
			b[r.IntN(min(len(b), 2*pageSize))] ^= 1 << r.IntN(8)
			return b
		}},
		{name: "a damaged head", bytes: func(r *rand.Rand, b, _, _ []byte) []byte {
			at := r.IntN(2) * pageSize // of which a file of pages has two
			if at+80 < len(b) {
				b[at+16+r.IntN(64)] ^= 1 << r.IntN(8)
			}
			return b
		}},
		{name: "a zeroed page", bytes: func(r *rand.Rand, b, _, _ []byte) []byte { clear(pageAt(r, b)); return b }},
		{name: "a page of garbage", bytes: func(r *rand.Rand, b, _, _ []byte) []byte {
			p := pageAt(r, b)
			copy(p, letters(r, len(p)))
			return b
		}},
		{name: "a page in the place of another", bytes: func(r *rand.Rand, b, _, _ []byte) []byte {
			copy(pageAt(r, b), bytes.Clone(pageAt(r, b)))
			return b
		}},
		{name: "two pages that changed places", bytes: func(r *rand.Rand, b, _, _ []byte) []byte {
			one, two := pageAt(r, b), pageAt(r, b)
			n := min(len(one), len(two))
			was := bytes.Clone(one[:n])
			copy(one[:n], two[:n])
			copy(two[:n], was)
			return b
		}},
		{name: asItWas, bytes: func(r *rand.Rand, b, older, _ []byte) []byte {
			if n := min(len(b), len(older)); n > 0 {
				at := r.IntN(max(n/pageSize, 1)) * pageSize
				copy(b[at:], older[at:min(at+pageSize, n)])
			}
			return b
		}},
		{name: "as it was earlier", bytes: func(_ *rand.Rand, _, older, _ []byte) []byte { return older }},
		{name: "cut short", bytes: func(r *rand.Rand, b, _, _ []byte) []byte { return b[:r.IntN(len(b))] }},
		{name: "cut short at a page", bytes: func(r *rand.Rand, b, _, _ []byte) []byte {
			return b[:r.IntN(max(len(b)/pageSize, 1))*pageSize]
		}},
		{name: "garbage behind it", place: func(r *rand.Rand, path, _ string) error {
			f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
			if err != nil {
				return err
			}
			_, err = f.Write(letters(r, 1+r.IntN(20_000)))
			return errors.Join(err, f.Close())
		}},
		{name: "garbage before it", bytes: func(r *rand.Rand, b, _, _ []byte) []byte {
			return append(letters(r, 1+r.IntN(9000)), b...)
		}},
		{name: "garbage all over", bytes: func(r *rand.Rand, b, _, _ []byte) []byte { return letters(r, len(b)) }},
		{name: "zeroes all over", bytes: func(_ *rand.Rand, b, _, _ []byte) []byte { clear(b); return b }},
		{name: "empty", bytes: func(*rand.Rand, []byte, []byte, []byte) []byte { return nil }},
		{name: "another profile's", bytes: func(_ *rand.Rand, _, _, other []byte) []byte { return other }},
		{name: "of the other endianness", bytes: func(_ *rand.Rand, b, _, _ []byte) []byte {
			for w := range slices.Chunk(b, 8) {
				slices.Reverse(w)
			}
			return b
		}},
		{name: "of another page size", bytes: func(r *rand.Rand, b, _, _ []byte) []byte {
			for _, at := range []int{0, pageSize} {
				if at+80 < len(b) {
					binary.LittleEndian.PutUint32(b[at+16+8:], []uint32{512, 8192, 65536, 1 << 30, 0}[r.IntN(5)])
				}
			}
			return b
		}},
	}
}

// misplaced are the ways in which the place of a file is spoiled.
func misplaced() []harm {
	instead := func(lay func(path, safe string) error) func(*rand.Rand, string, string) error {
		return func(_ *rand.Rand, path, safe string) error {
			kept := filepath.Join(safe, "kept")
			return errors.Join(os.Rename(path, kept), lay(path, kept))
		}
	}
	return []harm{
		{name: "gone", place: instead(func(string, string) error { return nil })},
		{name: "shut to everybody", place: func(_ *rand.Rand, path, _ string) error { return os.Chmod(path, 0) }},
		{name: "shut to writers", place: func(_ *rand.Rand, path, _ string) error { return os.Chmod(path, 0o400) }},
		{name: "open to all", place: func(_ *rand.Rand, path, _ string) error { return os.Chmod(path, 0o666) }},
		{name: "somebody else's", only: "root", place: func(_ *rand.Rand, path, _ string) error {
			return errors.Join(os.Chown(path, 0, 0), os.Chmod(path, 0o600))
		}},
		{name: "in a folder that is shut to writers", place: func(_ *rand.Rand, path, _ string) error {
			return os.Chmod(filepath.Dir(path), 0o500)
		}},
		{name: "a link to it", place: instead(func(path, kept string) error { return os.Symlink(kept, path) })},
		{name: "a link to nothing", place: instead(func(path, kept string) error { return os.Symlink(kept+"-not", path) })},
		{name: "a link to a device", place: instead(func(path, _ string) error { return os.Symlink("/dev/zero", path) })},
		{name: "a pipe", place: instead(func(path, _ string) error { return syscall.Mkfifo(path, 0o600) })},
		{name: "a device", only: "root", place: instead(func(path, _ string) error {
			return errors.Join(syscall.Mknod(path, syscall.S_IFCHR|0o666, 1<<8|5), os.Chmod(path, 0o666))
		})},
		{name: "a folder", place: instead(func(path, _ string) error { return os.Mkdir(path, 0o700) })},
		{name: "a folder with something in it", place: instead(func(path, _ string) error {
			return errors.Join(os.Mkdir(path, 0o700), os.WriteFile(filepath.Join(path, "words"), []byte("kept"), 0o600))
		})},
		{name: "under a second name too", place: func(_ *rand.Rand, path, _ string) error {
			return os.Link(path, path+".second")
		}},
		{name: "huge, and nothing in it", place: func(_ *rand.Rand, path, _ string) error {
			return errors.Join(os.Truncate(path, 0), os.Truncate(path, 3<<30))
		}},
		{name: "huge, with nothing behind it", place: func(_ *rand.Rand, path, _ string) error { return os.Truncate(path, 3<<30) }},
	}
}

// sudden are what happens to a file while it is open.
func sudden() []harm {
	inPlace := func(name string, spoil func(r *rand.Rand, b []byte)) harm {
		return harm{name: name, open: true, place: func(r *rand.Rand, path, _ string) error {
			f, err := os.OpenFile(path, os.O_RDWR, 0)
			if err != nil {
				return err
			}
			c, err := contentOf(path)
			was := bytes.Clone(c.b)
			spoil(r, c.b)
			for at := range was { // no byte else: heed may be writing
				if was[at] != c.b[at] {
					_, werr := f.WriteAt(c.b[at:at+1], int64(at))
					err = errors.Join(err, werr)
				}
			}
			return errors.Join(err, f.Close())
		}}
	}
	cut := func(name string, to func(r *rand.Rand, size int64) int64) harm {
		return harm{name: name, open: true, place: func(r *rand.Rand, path, _ string) error {
			c, err := contentOf(path)
			return errors.Join(err, os.Truncate(path, to(r, int64(len(c.b)))))
		}}
	}
	return []harm{
		cut("emptied while it is open", func(*rand.Rand, int64) int64 { return 0 }),
		cut("cut short while it is open", func(r *rand.Rand, size int64) int64 { return r.Int64N(max(size, 1)) }),
		cut("cut short at a page while it is open", func(r *rand.Rand, size int64) int64 {
			return r.Int64N(max(size/pageSize, 1)) * pageSize
		}),
		{name: "removed while it is open", open: true, place: func(_ *rand.Rand, path, _ string) error { return os.Remove(path) }},
		inPlace("a bit that flips while it is open", func(r *rand.Rand, b []byte) {
			if len(b) > 0 {
				b[r.IntN(len(b))] ^= 1 << r.IntN(8)
			}
		}),
		inPlace("a page that is zeroed while it is open", func(r *rand.Rand, b []byte) {
			if len(b) > 0 {
				clear(pageAt(r, b))
			}
		}),
	}
}

// plan is one damage: what happens to which file.
type plan struct {
	harm
	seed uint64
}

// planned is the damage of a seed. Half of it is done to what is in a file, where most can go wrong.
func planned(seed uint64) plan {
	r := rand.New(rand.NewPCG(seed, 1))
	all := harmful()
	switch r.IntN(4) {
	case 0:
		all = misplaced()
	case 1:
		all = sudden()
	}
	return plan{harm: all[r.IntN(len(all))], seed: seed}
}

// target is the file of a profile that takes the damage.
func (p plan) target(parcels []string) string {
	r := rand.New(rand.NewPCG(p.seed, 2))
	files := []string{"cache.db", "cache.db", "cache.db", "outbox.db", "outbox.db", "outbox.log", "outbox.log", parcels[r.IntN(len(parcels))]}
	return files[r.IntN(len(files))]
}

// do does what happens to the place of a file.
func (p plan) do(path, safe string) error {
	return p.place(rand.New(rand.NewPCG(p.seed, 3)), path, safe)
}

// spoil does what happens to what is in it.
func (p plan) spoil(is, older, other content) content {
	b := p.bytes(rand.New(rand.NewPCG(p.seed, 3)), bytes.Clone(is.b), bytes.Clone(older.b), bytes.Clone(other.b))
	c := content{b: b, size: int64(len(b))}
	if len(b) == len(is.b) { // what is cut short is not filled up
		c.size = is.size
	}
	return c
}
