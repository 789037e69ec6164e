package powercut

import (
	"fmt"
	"path"
)

// Disk is a folder on a disk, as it is for who reads it now, and what of it lasts. A file's
// bytes last once the file was flushed, a file's name once its folder was synced: neither does
// for the other. What was flushed is believed to be on the disk.
type Disk struct {
	files   map[int]*file
	names   map[string]int // what a reader finds
	lasting map[string]int // what is found after a power cut, before any of pending
	pending map[string][]naming
	folders map[string]bool // those that last
}

// file is the bytes of one file.
type file struct {
	lasting []byte
	pending []write
}

// write is a change of a file's bytes that nobody has flushed. Without data it is a new size.
type write struct {
	at   int64
	data []byte
	size int64
}

// naming is a change of a folder that nobody has synced: a name of a file, or of none any
// more.
type naming struct {
	name string
	file int // 0 for none
	gone string
	made bool // a folder
}

// NewDisk is an empty folder.
func NewDisk() *Disk {
	return &Disk{
		files: map[int]*file{}, names: map[string]int{}, lasting: map[string]int{},
		pending: map[string][]naming{}, folders: map[string]bool{".": true},
	}
}

// Do does what a program did. An error says that the log is not whole.
func (d *Disk) Do(e Event) error {
	switch e.Kind {
	case Made:
		d.files[e.File] = &file{}
		d.name(naming{name: e.Path, file: e.File})
	case Folder:
		d.name(naming{name: e.Path, made: true})
	case Wrote, Resized, Flushed:
		return d.change(e)
	case FolderSynced:
		for _, n := range d.pending[e.Path] {
			n.do(d.lasting, d.folders)
		}
		delete(d.pending, e.Path)
	case Renamed, Linked:
		id, there := d.names[e.Path]
		if !there {
			return fmt.Errorf("%s has no such file: %s", e.Kind, e.Path)
		}
		n := naming{name: e.To, file: id}
		if e.Kind == Renamed {
			n.gone = e.Path
		}
		d.name(n)
	case Removed:
		d.name(naming{gone: e.Path})
	case Marked:
	}
	return nil
}

func (d *Disk) change(e Event) error {
	f := d.files[e.File]
	switch {
	case f == nil:
		return fmt.Errorf("%s: no file %d", e.Kind, e.File)
	case e.Kind == Wrote:
		f.pending = append(f.pending, write{at: e.At, data: e.Data})
	case e.Kind == Resized:
		f.pending = append(f.pending, write{size: e.Size})
	default:
		for _, w := range f.pending {
			f.lasting = w.do(f.lasting)
		}
		f.pending = nil
	}
	return nil
}

// do changes bytes, in place where there is room.
func (w write) do(b []byte) []byte {
	if w.data == nil {
		return resized(b, w.size)
	}
	if end := w.at + int64(len(w.data)); end > int64(len(b)) {
		b = resized(b, end)
	}
	copy(b[w.at:], w.data)
	return b
}

func resized(b []byte, size int64) []byte {
	if size <= int64(len(b)) {
		return b[:size:size]
	}
	return append(b, make([]byte, size-int64(len(b)))...)
}

// name changes what a reader finds, and has it last when the folder is synced.
func (d *Disk) name(n naming) {
	n.do(d.names, map[string]bool{})
	dir := path.Dir(n.name)
	if n.name == "" {
		dir = path.Dir(n.gone)
	}
	d.pending[dir] = append(d.pending[dir], n)
}

func (n naming) do(names map[string]int, folders map[string]bool) {
	if n.gone != "" {
		delete(names, n.gone)
		delete(folders, n.gone)
	}
	switch {
	case n.made:
		folders[n.name] = true
	case n.file != 0:
		names[n.name] = n.file
	}
}

// Called reports whether a file has this name now.
func (d *Disk) Called(file int, name string) bool { return file != 0 && d.names[name] == file }
