package station

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/zalando/go-keyring"

	"github.com/heed-desk/heed/cache/keys"
	"github.com/heed-desk/heed/internal/profile"
)

// wiped removes a profile whose key was not to be had.
func wiped(t *testing.T, at *site) Wiped {
	t.Helper()
	if err := os.WriteFile(filepath.Join(at.dir, "outbox.db"), []byte("words"), 0o600); err != nil {
		t.Fatal(err)
	}
	lock, err := profile.Take(at.dir, profile.Pipe)
	if err != nil {
		t.Fatal(err)
	}
	out, err := (&Wiping{Dir: at.dir, Closed: keys.ErrNoKeyring, at: at, lock: lock}).Do(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(at.dir); err != nil || len(left) != 1 {
		t.Errorf("left are %v, %v", left, err)
	}
	return out
}

func TestAWipeSaysThatTheKeyMayBeLeftOnlyWhereTheKeyringIsSilent(t *testing.T) {
	for name, settings := range map[string]profile.Settings{"a keyring": {Agent: "mia", Key: profile.InKeyring}, "settings that are lost": {Agent: "mia"}} {
		aKeyring(t)
		at := newSite(t)
		if err := errors.Join(keyring.Set("heed", at.name, "a key"), keyring.Set(ringService, at.name, "a token")); err != nil {
			t.Fatal(err)
		}
		at.settings = settings
		if wiped(t, at).KeyLeft {
			t.Errorf("%s: the keyring answers", name)
		}
		for _, service := range []string{"heed", ringService} {
			if _, err := keys.Secret(t.Context(), service, at.name); !errors.Is(err, keys.ErrNoKey) {
				t.Errorf("%s: %s is left: %v", name, service, err)
			}
		}
		aKeyringThatFails(t, errors.New("locked"))
		at = newSite(t)
		at.settings = settings
		if !wiped(t, at).KeyLeft {
			t.Errorf("%s: nobody knows whether the key is gone, and nobody is told", name)
		}
	}
	at := newSite(t)
	at.settings = profile.Settings{Agent: "mia", Key: profile.ByPassphrase}
	if wiped(t, at).KeyLeft {
		t.Error("a key that lay in the folder is said to be in the keyring")
	}
}
