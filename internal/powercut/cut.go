package powercut

import (
	"bytes"
	"errors"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// How is what becomes of that which nobody had flushed when the power went.
type How string

// What can become of it.
const (
	Nothing   How = "nothing"   // none of it is there
	All       How = "all"       // all of it is, as after the end of the process alone
	Torn      How = "torn"      // all but a part of what was written last to each file
	LastAlone How = "last"      // what was written last to each file, and nothing before it
	Scattered How = "scattered" // any of the pages, each of any moment, some torn
	Grown     How = "grown"     // files have their new length, and zeros there
	Stale     How = "stale"     // files have their new length, and what the disk had there before
)

// Ways are all of them.
func Ways() []How { return []How{Nothing, All, Torn, LastAlone, Scattered, Grown, Stale} }

// A disk writes sectors; what remembers files writes pages.
const (
	sector   = 512
	pageSize = 4096
)

// Image is a folder as it is found after a power cut.
type Image struct {
	Folders []string // parents first
	Files   map[string][]byte
}

// Cut is what is found when the power goes now. The same source of chance makes the same.
func (d *Disk) Cut(how How, chance *rand.Rand) Image {
	names, folders := maps.Clone(d.lasting), maps.Clone(d.folders)
	for _, dir := range slices.Sorted(maps.Keys(d.pending)) {
		all := d.pending[dir]
		n := chance.IntN(len(all) + 1) // a folder's changes are written in order
		switch how {
		case Nothing:
			n = 0
		case All:
			n = len(all)
		case Torn, LastAlone, Scattered, Grown, Stale:
		}
		for _, name := range all[:n] {
			name.do(names, folders)
		}
	}
	image := Image{Folders: slices.Sorted(maps.Keys(folders)), Files: map[string][]byte{}}
	left := map[int][]byte{}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		id := names[name]
		if left[id] == nil {
			left[id] = d.files[id].left(how, chance)
		}
		if folders[path.Dir(name)] {
			image.Files[name] = left[id]
		}
	}
	return image
}

// left is what is left of a file; never nil.
func (f *file) left(how How, chance *rand.Rand) []byte {
	b := append(make([]byte, 0, len(f.lasting)+1), f.lasting...)
	n := len(f.pending)
	if n == 0 || how == Nothing {
		return b
	}
	switch how {
	case Torn:
		for _, w := range f.pending[:n-1] {
			b = w.do(b)
		}
		return f.pending[n-1].torn(chance).do(b)
	case LastAlone:
		return f.pending[n-1].do(b)
	case Scattered:
		return f.scattered(b, chance)
	case Grown, Stale:
		return f.grown(b, how == Stale, chance)
	default:
		for _, w := range f.pending {
			b = w.do(b)
		}
		return b
	}
}

// torn is the beginning or the end of a write, up to a sector or just a byte.
func (w write) torn(chance *rand.Rand) write {
	if len(w.data) < 2 {
		return w
	}
	at := 1 + chance.IntN(len(w.data)-1)
	if chance.IntN(2) == 0 {
		at = at / sector * sector
	}
	if chance.IntN(4) == 0 {
		return write{at: w.at + int64(at), data: w.data[at:]}
	}
	return write{at: w.at, data: w.data[:max(at, 1)]}
}

// settled does what has an order of its own: where a file was cut short or grown on purpose,
// what was written before came first. It returns what is still open.
func (f *file) settled(b []byte, chance *rand.Rand) ([]byte, []write) {
	open := f.pending[:1+chance.IntN(len(f.pending))]
	for i := len(open) - 1; i >= 0; i-- {
		if open[i].data == nil {
			for _, w := range open[:i+1] {
				b = w.do(b)
			}
			return b, open[i+1:]
		}
	}
	return b, open
}

// scattered has of each page what it was after any of the writes that nobody flushed.
func (f *file) scattered(b []byte, chance *rand.Rand) []byte {
	was := int64(len(b))
	b, open := f.settled(b, chance)
	was = max(was, int64(len(b)))
	for at := range pagesOf(open) {
		unit := int64(pageSize)
		if chance.IntN(3) == 0 {
			unit = sector
		}
		for from := at; from < at+pageSize; from += unit {
			for _, w := range open[:chance.IntN(len(open)+1)] {
				if part := w.within(from, from+unit); len(part.data) > 0 {
					b = part.do(b)
				}
			}
		}
	}
	if chance.IntN(3) == 0 && was < int64(len(b)) {
		return b[:was] // the bytes are on the disk, and the file does not know
	}
	return b
}

// pagesOf yields where the pages begin that were written to, in order.
func pagesOf(all []write) func(func(int64) bool) {
	pages := map[int64]bool{}
	for _, w := range all {
		for at := w.at / pageSize * pageSize; at < w.at+int64(len(w.data)); at += pageSize {
			pages[at] = true
		}
	}
	return slices.Values(slices.Sorted(maps.Keys(pages)))
}

// within is the part of a write that lies in a stretch of its file.
func (w write) within(from, to int64) write {
	from, to = max(from, w.at), min(to, w.at+int64(len(w.data)))
	if from >= to {
		return write{}
	}
	return write{at: from, data: w.data[from-w.at : to-w.at]}
}

// grown has the new length, and none of the bytes.
func (f *file) grown(b []byte, stale bool, chance *rand.Rand) []byte {
	was := len(b)
	now := int64(was)
	for _, w := range f.pending {
		now = max(now, w.at+int64(len(w.data)), w.size)
	}
	b = resized(b, now)
	if stale {
		for i := was; i < len(b); i++ {
			b[i] = byte(chance.Uint32())
		}
	}
	return b
}

// Put lays the image into a folder that is empty.
func (i Image) Put(dir string) error {
	var errs []error
	for _, name := range i.Folders {
		if name != "." {
			errs = append(errs, os.MkdirAll(filepath.Join(dir, name), 0o700))
		}
	}
	for name, b := range i.Files {
		errs = append(errs, os.WriteFile(filepath.Join(dir, name), b, 0o600))
	}
	return errors.Join(errs...)
}

// Same reports whether two images are the same to the byte.
func (i Image) Same(other Image) bool {
	return slices.Equal(i.Folders, other.Folders) && maps.EqualFunc(i.Files, other.Files, bytes.Equal)
}
