package station

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/heed-desk/heed/cache"
	"github.com/heed-desk/heed/cache/keys"
	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/cache/vault"
	"github.com/heed-desk/heed/internal/profile"
)

func TestLookingThroughAProfileWhoseKeysChangeMeanwhileFindsItsFilesSound(t *testing.T) {
	dir := t.TempDir()
	sealed := Options{Where: Where{Desk: dir, User: "mia"}, Use: profile.Pipe, Secrets: Secrets{Passphrase: "correct horse"}}
	working := sealed
	working.Use = profile.Workstation
	s, err := Open(t.Context(), working)
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	o := sealed
	o.Secrets = Secrets{Ask: func(Question) (string, error) {
		asked++
		free, err := profile.Take(s.dir, profile.Pipe)
		if err == nil {
			t.Error("the key is looked for while anybody may change it", free.Release())
		}
		return "correct horse", nil
	}}
	fresh, second := seal.NewStoreKey(), filepath.Join(s.dir, "key.sealed.copy")
	var torn []byte
	looks := 0
	look := func(_ context.Context, opt cache.Options) (cache.Findings, error) {
		looks++
		switch {
		case looks == 1: // the owner changes its keys, and has come to the first copy
			held, err := keys.Find(s.dir, "correct horse", s.Ledger.Under)
			if err == nil {
				err = held.Keep(t.Context(), fresh, held.Key)
			}
			torn = []byte("as another process left it")
			if err = errors.Join(err, os.WriteFile(second, torn, 0o600)); err != nil {
				t.Error(err)
			}
			return cache.Findings{}, vault.ErrWrongKey
		case opt.Key != fresh:
			return cache.Findings{}, vault.ErrWrongKey
		}
		return cache.Findings{}, nil
	}
	if _, err := Verify(t.Context(), o, look, nil); err != nil || looks != 2 || asked != 1 {
		t.Errorf("looked %d times, asked %d times: %v", looks, asked, err)
	}
	if now, err := os.ReadFile(second); err != nil || !bytes.Equal(now, torn) {
		t.Error("the second copy of another process's key was written", err)
	}
	if left, err := filepath.Glob(filepath.Join(s.dir, cache.Copies+"*")); err != nil || len(left) > 0 {
		t.Errorf("%v is left, %v", left, err)
	}
	looks = 0
	wrong := func(context.Context, cache.Options) (cache.Findings, error) {
		looks++
		return cache.Findings{}, vault.ErrWrongKey
	}
	if _, err := Verify(t.Context(), sealed, wrong, nil); !errors.Is(err, vault.ErrWrongKey) || looks != 1 {
		t.Errorf("files of another key: %v, after %d looks", err, looks)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Verify(t.Context(), o, wrong, nil); !errors.Is(err, vault.ErrWrongKey) {
		t.Error("with nobody there:", err)
	}
}
