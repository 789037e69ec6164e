package parcel_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/heed-desk/heed/cache/parcel"
	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/desk"
)

// keyring keeps the keys of parcels, as the outbox does.
type keyring map[desk.FileID][seal.KeySize]byte

func (k keyring) ParcelKey(id desk.FileID) (key [seal.KeySize]byte, ok bool) {
	key, ok = k[id]
	return key, ok
}

func (k keyring) KeepParcelKey(id desk.FileID, key [seal.KeySize]byte) error {
	k[id] = key
	return nil
}

func (k keyring) DropParcelKeys(stays func(desk.FileID) bool) error {
	maps.DeleteFunc(k, func(id desk.FileID, _ [seal.KeySize]byte) bool { return !stays(id) })
	return nil
}

// secrets are what a depot is opened with.
type secrets struct {
	seal.StoreKey
	ring keyring
}

func newSecrets() secrets { return secrets{seal.NewStoreKey(), keyring{}} }

func depot(t testing.TB, dir string, key secrets) *parcel.Depot {
	t.Helper()
	s, err := parcel.Open(dir, key.StoreKey, key.ring)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// bytesOf are n bytes that nothing makes smaller.
func bytesOf(n int) []byte {
	b := make([]byte, n)
	r := rand.New(rand.NewPCG(1, uint64(n)))
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

func put(t testing.TB, s *parcel.Depot, b []byte) desk.FileID {
	t.Helper()
	id, size, err := s.Put(bytes.NewReader(b))
	if err != nil || size != int64(len(b)) || id != sha256.Sum256(b) {
		t.Fatalf("%d of %d bytes, %v", size, len(b), err)
	}
	return id
}

func read(s *parcel.Depot, id desk.FileID) ([]byte, error) {
	r, err := s.Open(id)
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(r)
	return b, errors.Join(err, r.Close())
}

// files are the paths of what lies in a folder.
func files(t testing.TB, dir string) []string {
	t.Helper()
	all, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, e := range all {
		paths = append(paths, filepath.Join(dir, e.Name()))
	}
	return paths
}

func TestAFileComesBackAsItWasWhateverItsSizeAndAlsoAfterARestart(t *testing.T) {
	for _, memory := range []bool{false, true} {
		dir, key := filepath.Join(t.TempDir(), "parcels"), newSecrets()
		if memory {
			dir = ""
		}
		s := depot(t, dir, key)
		for _, n := range []int{1, 100, 64<<10 - 1, 64 << 10, 64<<10 + 1, 128 << 10, 300_000} {
			b := bytesOf(n)
			id := put(t, s, b)
			if again := put(t, s, b); again != id {
				t.Error("the same twice is two")
			}
			if got, err := read(s, id); err != nil || !bytes.Equal(got, b) {
				t.Errorf("%d bytes: %d came back, %v", n, len(got), err)
			}
			if memory {
				continue
			}
			if got, err := read(depot(t, dir, key), id); err != nil || !bytes.Equal(got, b) {
				t.Errorf("%d bytes, after a restart: %d came back, %v", n, len(got), err)
			}
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestNothingOfAFileIsInClearOnTheDisk(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "parcels")
	words := strings.Repeat("IBAN of Harper Moore ", 10_000)
	id := put(t, depot(t, dir, newSecrets()), []byte(words))
	for _, path := range files(t, dir) {
		b, err := os.ReadFile(path)
		info, serr := os.Stat(path)
		if err != nil || serr != nil || info.Mode() != 0o600 || bytes.Contains(b, []byte("Harper")) {
			t.Error(path, info.Mode(), err)
		}
		if strings.Contains(path, id.String()[:16]) || strings.Contains(string(b), id.String()) {
			t.Error("its hash can be read")
		}
	}
}

func TestAFileThatWasTouchedIsNeverTakenForWhole(t *testing.T) {
	dir, key := filepath.Join(t.TempDir(), "parcels"), newSecrets()
	id := put(t, depot(t, dir, key), bytesOf(200_000))
	path := files(t, dir)[0]
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const block = 64<<10 + seal.Overhead
	for name, spoil := range map[string]func([]byte) []byte{
		"a bit in the head":   func(b []byte) []byte { b[9] ^= 1; return b },
		"a bit in a piece":    func(b []byte) []byte { b[70_000] ^= 1; return b },
		"cut between pieces":  func(b []byte) []byte { return b[:24+2*block] },
		"cut behind the head": func(b []byte) []byte { return b[:24] },
		"cut in a piece":      func(b []byte) []byte { return b[:24+block+99] },
		"more behind it":      func(b []byte) []byte { return append(b, 0) },
		"two pieces swapped": func(b []byte) []byte {
			return slices.Concat(b[:24], b[24+block:24+2*block], b[24:24+block], b[24+2*block:])
		},
		"empty":               func([]byte) []byte { return nil },
		"sealed by other key": nil,
	} {
		k := key
		if spoil == nil {
			k, spoil = newSecrets(), func(b []byte) []byte { return b }
		}
		if err := os.WriteFile(path, spoil(bytes.Clone(whole)), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := read(depot(t, dir, k), id); err == nil || errors.Is(err, io.EOF) {
			t.Errorf("%s: %d bytes were taken for the file: %v", name, len(got), err)
		}
	}
}

func TestWhatNothingNamesAnyMoreGoesAndWhatWasJustAddedStays(t *testing.T) {
	for _, memory := range []bool{false, true} {
		dir, key := filepath.Join(t.TempDir(), "parcels"), newSecrets()
		if memory {
			dir = ""
		}
		s := depot(t, dir, key)
		sent, waits, fresh := put(t, s, []byte("sent")), put(t, s, []byte("waits")), put(t, s, []byte("fresh"))
		keep := func(s *parcel.Depot, ids ...desk.FileID) {
			named := map[desk.FileID]bool{}
			for _, id := range ids {
				named[id] = true
			}
			if err := s.Keep(func() map[desk.FileID]bool { return named }); err != nil {
				t.Fatal(err)
			}
		}
		keep(s, sent, waits)
		keep(s, waits)
		for id, want := range map[desk.FileID]bool{sent: false, waits: true, fresh: true} {
			if _, err := read(s, id); (err == nil) != want {
				t.Errorf("memory %v: want %v: %v", memory, want, err)
			}
		}
		if !memory {
			s = depot(t, dir, key)
			keep(s, waits)
			if left := files(t, dir); len(left) != 1 {
				t.Error("after a restart:", left)
			}
			if _, err := read(s, waits); err != nil {
				t.Error(err)
			}
		}
		keep(s)
		if s.Any() != memory { // what was just added stays until the end
			t.Error("something is left, or too little")
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestNothingIsKeptOfWhatIsEmptyTooLargeOrBreaksOff(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "parcels")
	s := depot(t, dir, newSecrets())
	broken := errors.New("the stick was pulled")
	for name, c := range map[string]struct {
		from io.Reader
		want error
	}{
		"empty":      {strings.NewReader(""), parcel.ErrSize},
		"too large":  {io.LimitReader(zeros{}, desk.MaxFile+1), parcel.ErrSize},
		"breaks off": {io.MultiReader(bytes.NewReader(bytesOf(100_000)), iotest.ErrReader(broken)), broken},
	} {
		if _, _, err := s.Put(c.from); !errors.Is(err, c.want) || errors.Is(err, parcel.ErrDisk) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if left := files(t, dir); len(left) > 0 || s.Any() {
		t.Error("left behind:", left)
	}
	if _, _, err := s.Put(io.LimitReader(zeros{}, desk.MaxFile)); err != nil {
		t.Error("the largest that fits:", err)
	}
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

func TestWhatACrashLeftHalfMadeIsGoneAtTheNextStart(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, ".new-half"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	depot(t, dir, newSecrets())
	if left := files(t, dir); len(left) > 0 {
		t.Error(left)
	}
}

func TestAFileWhoseKeyIsGoneDoesNotComeBackThoughTheDiskStillHasItsBytes(t *testing.T) {
	dir, key := filepath.Join(t.TempDir(), "parcels"), newSecrets()
	s := depot(t, dir, key)
	id := put(t, s, []byte("IBAN of Harper Moore"))
	path := files(t, dir)[0]
	bytesOnDisk, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, named := range []map[desk.FileID]bool{{id: true}, {}} {
		if err := s.Keep(func() map[desk.FileID]bool { return named }); err != nil {
			t.Fatal(err)
		}
	}
	if len(key.ring) != 0 {
		t.Error("its key stays")
	}
	if err := os.WriteFile(path, bytesOnDisk, 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := read(depot(t, dir, key), id); err == nil {
		t.Errorf("%q came back", got)
	}
	s = depot(t, dir, key)
	if again := put(t, s, []byte("IBAN of Harper Moore")); again != id {
		t.Error("it is another file")
	}
	if got, err := read(s, id); err != nil || string(got) != "IBAN of Harper Moore" {
		t.Errorf("what does not open stands in the way of the same, attached again: %q, %v", got, err)
	}
}

func TestAFileThatAnEarlierHeedPutHereIsRead(t *testing.T) {
	dir, key := t.TempDir(), newSecrets()
	text, own := []byte("94.80"), seal.NewStoreID()
	id := desk.FileID(sha256.Sum256(text))
	box := seal.NewBox(key.Derive(seal.ForParcels, own), own)
	name := seal.NewNamer(key.Derive(seal.ForParcels, seal.StoreID{})).Name('f', id[:])
	sealed := box.Seal(nil, seal.Place{Bucket: "parcel", Key: make([]byte, 8), Version: 1}, text)
	if err := os.WriteFile(filepath.Join(dir, hex.EncodeToString(name[:])), slices.Concat([]byte("heedpar1"), own[:], sealed), 0o600); err != nil {
		t.Fatal(err)
	}
	s := depot(t, dir, key)
	if err := s.Keep(func() map[desk.FileID]bool { return map[desk.FileID]bool{id: true} }); err != nil {
		t.Fatal(err)
	}
	if got, err := read(s, id); err != nil || !bytes.Equal(got, text) {
		t.Errorf("%q, %v", got, err)
	}
}
