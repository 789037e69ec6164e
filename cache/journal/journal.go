// Package journal is the second copy of the outbox: a file to which sealed frames are
// appended, each flushed to the disk before anybody is told that it is there. Whatever
// happens to the first copy, replaying the frames in order gives everything back.
package journal

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/internal/disk"
)

// ErrClosed says that the journal has been closed, or lost its file to a failed write.
var ErrClosed = errors.New("the journal is closed")

// Frame is one entry of a journal.
type Frame struct {
	Seq  uint64 // grows by one with every frame of this file
	Data []byte
}

// Contents is what was found in a journal's file.
type Contents struct {
	Frames  []Frame
	Damaged bool // something that had been flushed does not open, or is missing
	Foreign bool // nothing opens at all: the head is damaged, or the key is another
	Fresh   bool // there was no file
}

// Options say where a journal lies.
type Options struct {
	// Path is where the file lies; empty for a journal that keeps nothing.
	Path string
	Key  seal.StoreKey
	// Older are keys that the file may still be sealed under; written anew it is under Key.
	Older []seal.StoreKey
	// Now is the clock that what is set aside is named by; time.Now where it is nil.
	Now func() time.Time
	// Moved is told the new name of what lay there and is no file.
	Moved func(aside string)
	// Opening is called with every descriptor that is opened; for tests, which break it.
	Opening func(*os.File)
	Writing disk.Writing
}

// Journal is an open journal. It belongs to one goroutine at a time.
type Journal struct {
	opt    Options
	box    *seal.Box
	file   *os.File
	size   int64  // bytes that are known to be good
	before int64  // how many they were before the newest frame; 0 where it cannot be taken back
	last   uint64 // the newest frame's number
}

// Open opens the journal, or makes it, and returns what stands in it. What lies there and
// is no file is set aside. A frame that the end of the process cut short is no damage:
// nobody was told of it, and it is cut off. Of a damaged file nothing is: it is for the
// caller to set aside.
func Open(opt Options) (*Journal, Contents, error) {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	j := &Journal{opt: opt}
	if opt.Path == "" {
		return j, Contents{Fresh: true}, nil
	}
	aside, err := disk.Clear(opt.Path, opt.Now())
	if err != nil {
		return nil, Contents{}, err
	}
	if aside != "" && opt.Moved != nil {
		opt.Moved(aside)
	}
	there, err := disk.Exists(opt.Path)
	if err != nil {
		return nil, Contents{}, err
	}
	if !there {
		if err := j.Rewrite(); err != nil {
			return nil, Contents{}, err
		}
		return j, Contents{Fresh: true}, nil
	}
	c, err := j.load()
	if err != nil {
		return nil, c, err
	}
	return j, c, nil
}

// load reads the file and makes it ready for the next frame.
func (j *Journal) load() (Contents, error) {
	f, err := disk.OpenPlain(j.opt.Path, os.O_RDWR, 0o600)
	if err != nil {
		return Contents{}, err
	}
	b, whole, err := readAll(f)
	if err != nil {
		_ = f.Close()
		return Contents{}, err
	}
	h, ok := readHead(b, append([]seal.StoreKey{j.opt.Key}, j.opt.Older...)...)
	if !ok {
		_ = f.Close()
		return Contents{Damaged: true, Foreign: true}, nil
	}
	j.box = h.box
	c, good := read(h, b[h.size:])
	c.Damaged = c.Damaged || !whole
	j.size = int64(h.size + good)
	if n := len(c.Frames); n > 0 {
		j.last = c.Frames[n-1].Seq
	} else if h.first > 0 {
		j.last = h.first - 1
	}
	j.adopt(f)
	if !c.Damaged && j.size < int64(len(b)) {
		if err := j.cut(); err != nil {
			return c, err
		}
	}
	return c, nil
}

// mostRead is more than a journal ever has, which is written anew at a fraction of it.
const mostRead = maxFrame + 4<<20

// readAll reads a file, and says whether that was all of it: what has far more than a journal
// is damaged, and need not be held in memory to find that out.
func readAll(from io.Reader) (b []byte, whole bool, err error) {
	b, err = io.ReadAll(io.LimitReader(from, mostRead+1))
	return b, len(b) <= mostRead, err
}

// adopt makes f the file that frames go to.
func (j *Journal) adopt(f *os.File) {
	if j.opt.Opening != nil {
		j.opt.Opening(f)
	}
	j.file = f
}

// Last is the number of the newest frame.
func (j *Journal) Last() uint64 { return j.last }

// Skip makes the next frame's number higher than seq.
func (j *Journal) Skip(seq uint64) { j.last = max(j.last, seq) }

// Size is how long the file is, in bytes.
func (j *Journal) Size() int64 { return j.size }

// Append writes a frame and flushes it to the disk. After an error the frame is not
// there, and the journal takes no more until it has been rewritten.
func (j *Journal) Append(data []byte) (seq uint64, err error) {
	if j.opt.Path == "" {
		j.last++
		return j.last, nil
	}
	if j.file == nil {
		return 0, ErrClosed
	}
	frame := j.frame(j.last+1, data)
	err = j.opt.Writing.Do(func() error {
		if _, err := j.file.WriteAt(frame, j.size); err != nil {
			return err
		}
		return j.file.Sync()
	})
	if err != nil {
		// What a failed flush left behind is not known. Cutting it off is tried once,
		// on the same handle; the handle is not believed again either way.
		_ = j.cut()
		_ = j.file.Close()
		j.file = nil
		return 0, fmt.Errorf("%s: %w", filepath.Base(j.opt.Path), err)
	}
	j.before = j.size
	j.size += int64(len(frame))
	j.last++
	return j.last, nil
}

// TakeBack takes the newest frame away, before anybody was told of it. It takes no room: a disk
// that is full has it done. It may be called once after an Append.
func (j *Journal) TakeBack() error {
	if j.file == nil || j.before == 0 {
		return nil
	}
	was := j.size
	j.size = j.before
	if err := j.cut(); err != nil {
		j.size = was
		return err
	}
	j.before = 0
	j.last--
	return nil
}

// cut takes away what stands behind the last good frame.
func (j *Journal) cut() error {
	if err := j.file.Truncate(j.size); err != nil {
		return err
	}
	return j.file.Sync()
}

// Rekey has the file be sealed under another key when it is next written anew.
func (j *Journal) Rekey(key seal.StoreKey) { j.opt.Key = key }

// Rewrite replaces the file by one that holds these frames alone, numbered on from the
// last one. The old file stands until the new one is whole.
func (j *Journal) Rewrite(data ...[]byte) error {
	if j.opt.Path == "" {
		return nil
	}
	id := seal.NewStoreID()
	next := &Journal{opt: j.opt, last: j.last, box: seal.NewBox(j.opt.Key.Derive(seal.ForJournal, id), id)}
	b := appendHead(nil, j.opt.Key, id, next.last+1)
	for _, d := range data {
		next.last++
		b = append(b, next.frame(next.last, d)...)
	}
	var f *os.File
	err := j.opt.Writing.Do(func() (err error) {
		f, err = disk.ReplaceOpen(j.opt.Path, b)
		return err
	})
	if err != nil {
		return err
	}
	if j.file != nil {
		_ = j.file.Close()
	}
	next.size = int64(len(b))
	*j = *next
	j.adopt(f)
	return nil
}

// Close closes the file.
func (j *Journal) Close() error {
	if j.file == nil {
		return nil
	}
	f := j.file
	j.file = nil
	return f.Close()
}
