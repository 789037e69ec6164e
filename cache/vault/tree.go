package vault

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"

	"golang.org/x/sys/unix"
)

// errRing says that a page leads to one above it, or to one of another tree. bbolt goes from page
// to page by calling itself: it would go round until the process ends, which nothing can catch.
var errRing = errors.New("a page leads where it was come from")

// A page of bbolt begins with its number (8 bytes), what it is (2), how many entries it has (2)
// and how many pages it goes on over (4). An entry of a branch is where its key is (4), how long
// that is (4) and the page it leads to (8). One of a leaf is what it is (4), where its key is (4),
// and how long that (4) and the value behind it are (4); the value of a bucket begins with the
// page of its tree, 0 where the tree is in the value too.
const (
	pageHead    = 16
	entrySize   = 16
	isBranch    = 0x01
	isLeaf      = 0x02
	bucketEntry = 0x01
	rootAt      = metaAt + 16

	mostPages = 1 << 40 // no disk has as many
	mostMore  = 1 << 16 // no entry goes on over as many
)

// trees are those of a file, as far as they consist of branches. What cannot be read of them is
// left to bbolt, which stops there.
type trees struct {
	from     io.ReaderAt
	pageSize int
	branches map[uint64]bool
	holders  map[uint64]bool // leaves in which buckets stand
	leaves   []uint64        // where the lowest branches lead
}

// noRings makes sure that no page of the last transaction leads back to one above it. It reads
// the branches, of which there is one to about a hundred leaves, and of each leaf what it is.
// The caller is guarded.
func noRings(from *os.File, pageSize int) error {
	t := &trees{from: from, pageSize: pageSize, branches: map[uint64]bool{}, holders: map[uint64]bool{}}
	if err := t.grow(t.root()); err != nil {
		return err
	}
	return t.leavesAlone(from)
}

// leavesAlone makes sure that a branch is none of the leaves: a page that lies there as it was
// before the last write leads to pages that are something else by now, maybe the one it hangs
// from. It looks at the file as the kernel has it, which takes a tenth of what asking for every
// page takes.
func (t *trees) leavesAlone(from *os.File) error {
	info, err := from.Stat()
	if err != nil {
		return err
	}
	file, err := unix.Mmap(int(from.Fd()), 0, int(info.Size()), unix.PROT_READ, unix.MAP_SHARED)
	if err != nil {
		return os.NewSyscallError("mmap", err)
	}
	defer func() { _ = unix.Munmap(file) }()
	pages := uint64(len(file) / t.pageSize)
	for _, id := range t.leaves {
		if id < pages && isBranchPage(file[int(id)*t.pageSize:][:t.pageSize]) {
			return fmt.Errorf("%w: %d", errRing, id)
		}
	}
	return nil
}

// root is the page with which the last transaction begins; 0 where none can be read.
func (t *trees) root() (page uint64) {
	var last uint64
	for i := range 2 {
		b := make([]byte, metaLen)
		if _, err := t.from.ReadAt(b, int64(i*t.pageSize+metaAt)); err != nil {
			continue
		}
		if tx := binary.NativeEndian.Uint64(b[metaTx:]); tx >= last && sealed(b) {
			last, page = tx, binary.NativeEndian.Uint64(b[rootAt-metaAt:])
		}
	}
	return page
}

// grow goes through a tree level by level, and through those in it.
func (t *trees) grow(root uint64) error {
	level := []uint64{root}
	for t.branch(level[0]) || t.branch(level[len(level)-1]) { // all leaves of a tree are on one level
		var below []uint64
		for _, id := range level {
			page := t.page(id)
			if !isBranchPage(page) || t.branches[id] {
				return fmt.Errorf("%w: %d", errRing, id)
			}
			t.branches[id] = true
			for i := range entries(page) {
				below = append(below, binary.NativeEndian.Uint64(page[pageHead+i*entrySize+8:]))
			}
		}
		if len(below) == 0 {
			return nil
		}
		level = below
	}
	t.leaves = append(t.leaves, level...)
	return t.within(level)
}

// within goes through the trees of buckets that stand in leaves: those of a bucket hold buckets
// alone, or none.
func (t *trees) within(leaves []uint64) error {
	for _, id := range leaves {
		buckets := t.buckets(t.page(id))
		if len(buckets) == 0 {
			return nil
		}
		if t.holders[id] {
			return fmt.Errorf("%w: %d", errRing, id)
		}
		t.holders[id] = true
		for _, root := range buckets {
			if root == 0 {
				continue // it stands in the entry
			}
			if err := t.grow(root); err != nil {
				return err
			}
		}
	}
	return nil
}

// buckets are the roots of the trees in a leaf.
func (t *trees) buckets(page []byte) (roots []uint64) {
	if page == nil || flags(page)&isLeaf == 0 {
		return nil
	}
	for i := range entries(page) {
		e := page[pageHead+i*entrySize:]
		at := pageHead + i*entrySize + int(binary.NativeEndian.Uint32(e[4:])) + int(binary.NativeEndian.Uint32(e[8:]))
		if binary.NativeEndian.Uint32(e)&bucketEntry != 0 && at+8 <= len(page) {
			roots = append(roots, binary.NativeEndian.Uint64(page[at:]))
		}
	}
	return roots
}

// page reads a page with those that it goes on over; nil where it is not there.
func (t *trees) page(id uint64) []byte {
	b := make([]byte, t.pageSize)
	if id > mostPages {
		return nil
	}
	if _, err := t.from.ReadAt(b, int64(id)*int64(t.pageSize)); err != nil {
		return nil
	}
	more := int(binary.NativeEndian.Uint32(b[12:]))
	if more == 0 || flags(b)&(isBranch|isLeaf) == 0 || more > mostMore {
		return b
	}
	all := make([]byte, (1+more)*t.pageSize)
	if _, err := t.from.ReadAt(all, int64(id)*int64(t.pageSize)); err != nil {
		return b
	}
	return all
}

// branch reports whether a page can be read and is a branch.
func (t *trees) branch(id uint64) bool { return isBranchPage(t.page(id)) }

func isBranchPage(page []byte) bool { return page != nil && flags(page)&isBranch != 0 }

func flags(page []byte) uint16 { return binary.NativeEndian.Uint16(page[8:]) }

// entries is how many entries a page has, as far as there is room for them.
func entries(page []byte) int {
	return min(int(binary.NativeEndian.Uint16(page[10:])), (len(page)-pageHead)/entrySize)
}
