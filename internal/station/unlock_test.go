package station

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/heed-desk/heed/cache/keys"
	"github.com/heed-desk/heed/internal/profile"
)

func TestWhoGoesOnAtALockedScreenWritesNoKey(t *testing.T) {
	s := sealedStation(t)
	second := filepath.Join(s.dir, "key.sealed.copy")
	b := []byte("half of another key") // as it is for a moment while keys change
	if err := os.WriteFile(second, b, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.Unlock(t.Context(), "correct horse"); err != nil {
		t.Error(err)
	}
	if err := s.Unlock(t.Context(), "corect horse"); !errors.Is(err, ErrNotThisKey) {
		t.Error(err)
	}
	if now, err := os.ReadFile(second); err != nil || !bytes.Equal(now, b) {
		t.Error("the second copy of the key was written", err)
	}
}

// sealedStation is an open profile whose key "correct horse" seals.
func sealedStation(t *testing.T) *Station {
	t.Helper()
	s, err := Open(t.Context(), Options{Where: Where{Desk: t.TempDir(), User: "mia"}, Use: profile.Workstation, Secrets: Secrets{Passphrase: "correct horse"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestALockedScreenOpensToNoKeyButItsOwn(t *testing.T) {
	s, other := sealedStation(t), t.TempDir()
	if _, err := keys.Protect(other, "another horse"); err != nil {
		t.Fatal(err)
	}
	for _, name := range keys.Copies() {
		if err := os.Rename(filepath.Join(other, name), filepath.Join(s.dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, words := range []string{"another horse", "correct horse"} {
		if err := s.Unlock(t.Context(), words); !errors.Is(err, ErrNotThisKey) {
			t.Errorf("%s: %v", words, err)
		}
	}
}
