package backend_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/promise"
)

// page is how large a page of a desk's file is, and head how much of it says what lies where.
const page, head = 4096, 16

// TestAFlippedBitOfADeskIsNamedOrDoesNoHarm flips one bit after the other of a small desk's file,
// and reads all that a start and a first fill read: what fails says that the file is damaged.
func TestAFlippedBitOfADeskIsNamedOrDoesNoHarm(t *testing.T) {
	backend.AboutFiles(t)
	t.Parallel()
	count := promise.Counting(t, promise.Damage)
	n := promise.Size(t, 30, 150, 4000)
	const seed = 11
	count.Seeds("%d", seed)
	whole := smallDesk(t)
	rng := rand.New(rand.NewPCG(seed, 0))
	dir := t.TempDir()
	named := 0
	for i := range n {
		at, bit := rng.IntN(len(whole)), rng.IntN(8)
		if i%3 == 0 {
			at = at/page*page + at%head
		}
		for i%3 > 0 && whole[at] == 0 { // most of a small desk is room for more
			at = rng.IntN(len(whole))
		}
		spoilt := slices.Clone(whole)
		spoilt[at] ^= 1 << bit
		file := filepath.Join(dir, backend.File)
		if err := errors.Join(os.RemoveAll(dir), os.Mkdir(dir, 0o700), os.WriteFile(file, spoilt, 0o600)); err != nil {
			t.Fatal(err)
		}
		err := reads(t, dir)
		count.Run(1)
		switch {
		case err == nil:
		case errors.Is(backend.Trouble(err), backend.ErrDamaged):
			named++
		default:
			count.Violation()
			t.Errorf("bit %d of byte %d, of page %d, gives no reason: %v", bit, at, at/page+1, err)
		}
	}
	count.Figure("%d of %d flipped bits of a small desk said to be damage, the others did no harm to a start", named, n)
}

// smallDesk is the file of a desk at which a few things have happened.
func smallDesk(t *testing.T) []byte {
	t.Helper()
	dir := t.TempDir()
	s, err := backend.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Found(t.Context(), desk.Agent{ID: "ann", Role: desk.RoleAdmin}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.NewToken(t.Context(), "ann", "", time.Hour); err != nil {
		t.Fatal(err)
	}
	for i := range 6 {
		v, err := s.Intake(t.Context(), opens(fmt.Sprint("hello ", i)))
		if err != nil || v.Outcome != desk.Applied {
			t.Fatal(v, err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(filepath.Join(dir, backend.File))
	if err != nil {
		t.Fatal(err)
	}
	return whole
}

// reads opens the desk of a folder and reads what a start and a first fill read of it.
func reads(t *testing.T, dir string) (err error) {
	t.Helper()
	s, err := backend.Open(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	all, err := s.Agents(t.Context())
	if err == nil && len(all) == 0 {
		err = s.Found(t.Context(), desk.Agent{ID: "eve", Role: desk.RoleAdmin})
		if err == nil {
			t.Error("a desk whose accounts are gone is taken for a new one")
		}
	}
	if err != nil {
		return err
	}
	if _, err := s.Owner(t.Context()); err != nil && !errors.Is(err, desk.ErrNotFound) {
		return err
	}
	who := all[0].ID
	if _, err := s.HasToken(t.Context(), who); err != nil {
		return err
	}
	if _, err := s.NewToken(t.Context(), who, "", time.Hour); err != nil {
		return err
	}
	p, err := s.As(t.Context(), who)
	if err != nil {
		return err
	}
	return s.Snapshot(t.Context(), p, func([]byte) error { return nil })
}
