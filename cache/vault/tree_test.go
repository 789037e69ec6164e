package vault

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"testing"

	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/cache/seal"
)

// grown is a file with what is put into it, as it lies on the disk, and what its trees are.
func grown(t *testing.T, opt Options, put func(*bolt.Tx) error) (whole []byte, in *trees, err error) {
	t.Helper()
	f := opened(t, opt)
	if err := f.Update(put); err != nil {
		t.Fatal(err)
	}
	size := f.db.Info().PageSize
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if whole, err = os.ReadFile(opt.Path); err != nil {
		t.Fatal(err)
	}
	in = &trees{from: openedFile(t, opt.Path), pageSize: size, branches: map[uint64]bool{}, holders: map[uint64]bool{}}
	return whole, in, in.grow(in.root())
}

// TestAFileWhosePagesGoRoundInARingIsDamageAndNotTheEnd has each branch of a file lead to itself,
// and to branches of other trees.
func TestAFileWhosePagesGoRoundInARingIsDamageAndNotTheEnd(t *testing.T) {
	opt := options(t, seal.NewStoreKey())
	whole, in, err := grown(t, opt, func(tx *bolt.Tx) error {
		for _, name := range []string{"deep", "deeper"} {
			b, err := tx.CreateBucketIfNotExists([]byte(name))
			if err != nil {
				return err
			}
			within, err := b.CreateBucketIfNotExists([]byte("within"))
			if err != nil {
				return err
			}
			for n := range 200 {
				if err := within.Put(fmt.Appendf(nil, "%0600d", n), make([]byte, 20)); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil || len(in.branches) < 6 || len(in.leaves) < 50 {
		t.Fatalf("%d branches, %d leaves: %v", len(in.branches), len(in.leaves), err)
	}
	all := slices.Sorted(maps.Keys(in.branches))
	for _, from := range all {
		for _, to := range []uint64{from, all[0], all[len(all)-1]} {
			bad := append([]byte{}, whole...)
			page := bad[int(from)*in.pageSize:]
			last := int(binary.NativeEndian.Uint16(page[10:])) - 1
			binary.NativeEndian.PutUint64(page[pageHead+last*entrySize+8:], to)
			if err := os.WriteFile(opt.Path, bad, 0o600); err != nil {
				t.Fatal(err)
			}
			lead := binary.NativeEndian.Uint64(whole[int(from)*in.pageSize+pageHead+last*entrySize+8:]) == to
			again, err := Open(opt)
			if errors.Is(err, ErrDamaged) == lead {
				t.Errorf("page %d leads to %d: %v", from, to, err)
			}
			if !lead && !errors.Is(Peek(opt.Path, Head{}), ErrDamaged) {
				t.Errorf("page %d leads to %d, and that is not seen without opening it", from, to)
			}
			if again != nil {
				_ = again.Close()
			}
		}
	}
}

// TestABranchThatLiesAmongTheLeavesIsDamageAndNotTheEnd puts a branch, as one that was not written
// over, where a leaf is that is neither the first nor the last of its tree.
func TestABranchThatLiesAmongTheLeavesIsDamageAndNotTheEnd(t *testing.T) {
	opt := options(t, seal.NewStoreKey())
	whole, in, err := grown(t, opt, func(tx *bolt.Tx) error {
		b, err := tx.CreateBucket([]byte("wide"))
		if err != nil {
			return err
		}
		for n := range 2000 {
			if err := b.Put(fmt.Appendf(nil, "%0100d", n), make([]byte, 100)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil || len(in.leaves) < 50 {
		t.Fatalf("%d leaves: %v", len(in.leaves), err)
	}
	leaf := in.leaves[len(in.leaves)/2]
	for branch := range in.branches {
		bad := slices.Clone(whole)
		page := bad[int(leaf)*in.pageSize:][:in.pageSize]
		copy(page, whole[int(branch)*in.pageSize:][:in.pageSize])
		binary.NativeEndian.PutUint64(page, leaf)
		if err := os.WriteFile(opt.Path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(opt); !errors.Is(err, ErrDamaged) {
			t.Errorf("branch %d lies at leaf %d: %v", branch, leaf, err)
		}
		if err := Peek(opt.Path, Head{}); !errors.Is(err, ErrDamaged) {
			t.Errorf("branch %d lies at leaf %d, and that is not seen without opening it: %v", branch, leaf, err)
		}
	}
}

// TestABucketThatStandsInItselfIsDamageAndNotTheEnd has a leaf of buckets be the tree of one of them.
func TestABucketThatStandsInItselfIsDamageAndNotTheEnd(t *testing.T) {
	opt := options(t, seal.NewStoreKey())
	whole, in, err := grown(t, opt, func(tx *bolt.Tx) error {
		b, err := tx.CreateBucket([]byte("holds"))
		if err != nil {
			return err
		}
		within, err := b.CreateBucket([]byte("within"))
		if err != nil {
			return err
		}
		return within.Put([]byte("a"), make([]byte, 3000)) // too much to stand in the entry of the bucket
	})
	if err != nil || len(in.holders) < 1 {
		t.Fatalf("%d leaves with buckets: %v", len(in.holders), err)
	}
	for id := range in.holders {
		page := whole[int(id)*in.pageSize:][:in.pageSize]
		for i := range entries(page) {
			e := page[pageHead+i*entrySize:]
			root := pageHead + i*entrySize + int(binary.NativeEndian.Uint32(e[4:])) + int(binary.NativeEndian.Uint32(e[8:]))
			if binary.NativeEndian.Uint32(e)&bucketEntry == 0 {
				continue
			}
			bad := append([]byte{}, whole...)
			binary.NativeEndian.PutUint64(bad[int(id)*in.pageSize+root:], id)
			if err := os.WriteFile(opt.Path, bad, 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := Open(opt); !errors.Is(err, ErrDamaged) {
				t.Errorf("entry %d of page %d leads to that page: %v", i, id, err)
			}
		}
	}
}

func openedFile(t *testing.T, path string) *os.File {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}
