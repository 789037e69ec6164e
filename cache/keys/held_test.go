package keys

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/heed-desk/heed/cache/seal"
)

// homes are the places where a key can live: each opens what is there now.
func homes(t *testing.T) map[string]func() (*Held, error) {
	t.Helper()
	sealed, open := t.TempDir(), t.TempDir()
	r := &book{secrets: map[string]string{}}
	if _, err := protect(sealed, "correct horse", seal.NewStoreKey(), cheap()); err != nil {
		t.Fatal(err)
	}
	return map[string]func() (*Held, error){
		"a keyring":        func() (*Held, error) { return fromRing(r, "a", true) },
		"a passphrase":     func() (*Held, error) { return Unlock(sealed, "correct horse", anyFits) },
		"a throw-away key": func() (*Held, error) { return Throwaway(open, true) },
	}
}

func TestAKeyIsChangedInItsHomeWithoutThePassphrase(t *testing.T) {
	for name, open := range homes(t) {
		h, err := open()
		if err != nil {
			t.Fatal(name, err)
		}
		old, fresh := h.Key, seal.NewStoreKey()
		for _, all := range [][]seal.StoreKey{{fresh, old}, {fresh}, {old, fresh, seal.NewStoreKey()}, {old}} {
			if err := h.Keep(t.Context(), all...); err != nil {
				t.Fatal(name, err)
			}
			if h, err = open(); err != nil || !slices.Equal(append([]seal.StoreKey{h.Key}, h.Older...), all) {
				t.Fatalf("%s: of %d keys %v, %v", name, len(all), h, err)
			}
		}
		if err := h.Keep(t.Context()); err != nil {
			t.Fatal(name, err)
		}
		if again, err := open(); err == nil && again.Key == old {
			t.Errorf("%s: a key that was destroyed is still there", name)
		}
	}
}

func TestOfTwoWholeCopiesOfAKeyThatDifferTheFirstCountsAndTheOtherFollows(t *testing.T) {
	dir := t.TempDir()
	h, err := protect(dir, "correct horse", seal.NewStoreKey(), cheap())
	if err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(filepath.Join(dir, copyName))
	if err != nil {
		t.Fatal(err)
	}
	fresh := seal.NewStoreKey()
	if err := h.Keep(t.Context(), fresh); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, copyName), before, 0o600); err != nil { // as if the power had gone in between
		t.Fatal(err)
	}
	if got, err := Unlock(dir, "correct horse", anyFits); err != nil || got.Key != fresh {
		t.Error(err)
	}
	first, err := os.ReadFile(filepath.Join(dir, fileName))
	if err != nil {
		t.Fatal(err)
	}
	if now, err := os.ReadFile(filepath.Join(dir, copyName)); err != nil || !slices.Equal(now, first) {
		t.Error("the old key is still in the second copy", err)
	}
	other := t.TempDir()
	if _, err := protect(other, "another horse", seal.NewStoreKey(), cheap()); err != nil {
		t.Fatal(err)
	}
	strange, err := os.ReadFile(filepath.Join(other, fileName))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, copyName), strange, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Unlock(dir, "correct horse", anyFits); err != nil {
		t.Error(err)
	}
	if now, err := os.ReadFile(filepath.Join(dir, copyName)); err != nil || !slices.Equal(now, strange) {
		t.Error("a copy behind another passphrase was written over", err)
	}
}

func TestAKeyFileWithSeveralKeysThatIsDamagedIsToldFromAWrongPassphrase(t *testing.T) {
	dir := t.TempDir()
	h, err := protect(dir, "correct horse", seal.NewStoreKey(), cheap())
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Keep(t.Context(), seal.NewStoreKey(), h.Key); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(filepath.Join(dir, fileName))
	if err != nil {
		t.Fatal(err)
	}
	for at := range whole {
		b := slices.Clone(whole)
		b[at] ^= 0x10
		inBoth(t, dir, b)
		if _, err := Unlock(dir, "correct horse", anyFits); err == nil {
			t.Fatalf("byte %d: it opens", at)
		}
	}
}

func TestToFindAKeyAgainWritesNothing(t *testing.T) {
	dir := t.TempDir()
	h, err := protect(dir, "correct horse", seal.NewStoreKey(), cheap())
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, copyName)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	fresh := seal.NewStoreKey()
	if err := h.Keep(t.Context(), fresh); err != nil {
		t.Fatal(err)
	}
	for what, b := range map[string][]byte{"as it was before a change": whole, "damaged": whole[:40]} {
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := Find(dir, "correct horse", anyFits)
		if err != nil || got.Key != fresh || (got.Repair != nil) != (what == "damaged") {
			t.Errorf("%s: %+v, %v", what, got, err)
		}
		if _, err := Find(dir, "corect horse", anyFits); !errors.Is(err, ErrWrongPassphrase) {
			t.Error(what, err)
		}
		if now, err := os.ReadFile(path); err != nil || !slices.Equal(now, b) {
			t.Errorf("a copy that is %s was written: %v", what, err)
		}
	}
}
