package keys

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/zalando/go-keyring"

	"github.com/heed-desk/heed/cache/seal"
)

// cheap is a cost at which tests do not wait.
func cheap() cost { return cost{times: 1, memory: 1 << 10, threads: 1} }

func TestTheRightPassphraseOpensTheKeyAndNoOtherDoes(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	key := seal.NewStoreKey()
	if _, err := protect(dir, "correct horse", key, cheap()); err != nil {
		t.Fatal(err)
	}
	if again, err := Unlock(dir, "correct horse", anyFits); err != nil || again.Key != key {
		t.Fatalf("the right one: %v", err)
	}
	if _, err := Unlock(dir, "correct hors", anyFits); !errors.Is(err, ErrWrongPassphrase) {
		t.Errorf("the wrong one: %v", err)
	}
	if _, err := Protect(dir, "another"); !errors.Is(err, ErrKeyExists) {
		t.Errorf("a second key took the place of the first: %v", err)
	}
	if info, err := os.Stat(filepath.Join(dir, fileName)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file can be read by others: %v %v", info.Mode(), err)
	}
}

// inBoth writes the same in both copies of a key.
func inBoth(t testing.TB, dir string, b []byte) {
	t.Helper()
	for _, name := range []string{fileName, copyName} {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestADamagedKeyFileIsToldApartFromAWrongPassphrase(t *testing.T) {
	dir := t.TempDir()
	if _, err := protect(dir, "correct horse", seal.NewStoreKey(), cheap()); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, fileName)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for at := range whole {
		b := append([]byte(nil), whole...)
		b[at] ^= 0x10
		inBoth(t, dir, b)
		if _, err := Unlock(dir, "correct horse", anyFits); !errors.Is(err, ErrDamaged) {
			t.Fatalf("byte %d: %v", at, err)
		}
	}
	for _, n := range []int{0, 1, len(whole) - 1} {
		inBoth(t, dir, whole[:n])
		if _, err := Unlock(dir, "correct horse", anyFits); !errors.Is(err, ErrDamaged) {
			t.Fatalf("%d bytes: %v", n, err)
		}
		if !Protected(dir) {
			t.Fatalf("with %d bytes there is no key any more", n)
		}
	}
}

func TestOneDamagedCopyOfAKeyLosesNothingAndIsMadeAgain(t *testing.T) {
	key := seal.NewStoreKey()
	for _, name := range []string{fileName, copyName} {
		for what, spoil := range map[string]func(path string, whole []byte) error{
			"a bit": func(path string, whole []byte) error {
				b := append([]byte(nil), whole...)
				b[len(b)/2] ^= 1
				return os.WriteFile(path, b, 0o600)
			},
			"cut short": func(path string, whole []byte) error { return os.WriteFile(path, whole[:40], 0o600) },
			"emptied":   func(path string, _ []byte) error { return os.WriteFile(path, nil, 0o600) },
			"gone":      func(path string, _ []byte) error { return os.Remove(path) },
		} {
			dir := t.TempDir()
			if _, err := protect(dir, "correct horse", key, cheap()); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, name)
			whole, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := spoil(path, whole); err != nil {
				t.Fatal(err)
			}
			if _, err := Unlock(dir, "wrong horse", anyFits); !errors.Is(err, ErrWrongPassphrase) {
				t.Errorf("%s of %s: a wrong passphrase gives %v", what, name, err)
			}
			if got, err := Unlock(dir, "correct horse", anyFits); err != nil || got.Key != key {
				t.Errorf("%s of %s: %v", what, name, err)
			}
			if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, whole) {
				t.Errorf("%s of %s: it was not made again: %v", what, name, err)
			}
		}
	}
}

func TestWhereThereIsNoKeyNoneIsFound(t *testing.T) {
	dir := t.TempDir()
	if _, err := Unlock(dir, "x", anyFits); !errors.Is(err, ErrNoKey) || Protected(dir) {
		t.Error(err)
	}
}

func TestTheThrowawayKeyStaysTheSameAndSaysWhatItIs(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	key, err := Throwaway(dir, true)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := Throwaway(dir, true); err != nil || again.Key != key.Key {
		t.Fatal("another key", err)
	}
	if err := os.WriteFile(filepath.Join(dir, throwawayName), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Throwaway(dir, true); !errors.Is(err, ErrDamaged) {
		t.Error(err)
	}
}

func TestAKeyFileThatIsALinkIsNotFollowed(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	if _, err := Throwaway(other, true); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(other, throwawayName), filepath.Join(dir, throwawayName)); err != nil {
		t.Skip("no links here:", err)
	}
	if _, err := Throwaway(dir, true); err == nil {
		t.Error("it was followed")
	}
}

// book is a keyring in memory.
type book struct {
	mu      sync.Mutex
	secrets map[string]string
	err     error
	stuck   chan struct{}
}

func (b *book) Get(_, user string) (string, error) {
	if b.stuck != nil {
		<-b.stuck
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.err != nil {
		return "", b.err
	}
	s, ok := b.secrets[user]
	if !ok {
		return "", keyring.ErrNotFound
	}
	return s, nil
}

func (b *book) Set(_, user, secret string) error {
	if b.stuck != nil {
		<-b.stuck
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.secrets[user] = secret
	return b.err
}

func (b *book) Delete(_, user string) error {
	if b.stuck != nil {
		<-b.stuck
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, ok := b.secrets[user]; !ok {
		return keyring.ErrNotFound
	}
	delete(b.secrets, user)
	return b.err
}

func TestAKeyringKeepsOneKeyForEachProfile(t *testing.T) {
	r := &book{secrets: map[string]string{}}
	a, err := fromRing(r, "a", true)
	if err != nil {
		t.Fatal(err)
	}
	b, err := fromRing(r, "b", true)
	if err != nil || a.Key == b.Key {
		t.Fatal("one key for two", err)
	}
	if again, err := fromRing(r, "a", true); err != nil || again.Key != a.Key {
		t.Fatal("another key", err)
	}
	r.secrets["a"] = "nonsense"
	if _, err := fromRing(r, "a", true); !errors.Is(err, ErrDamaged) {
		t.Error(err)
	}
	if _, err := fromRing(&book{err: errors.New("no bus")}, "a", true); !errors.Is(err, ErrNoKeyring) {
		t.Error(err)
	}
}

func TestAKeyringThatNeverAnswersIsNoKeyring(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := &book{secrets: map[string]string{}, stuck: make(chan struct{})}
		for what, ask := range map[string]func() error{
			"a key":        func() error { _, err := fromRing(r, "a", true); return err },
			"a secret":     func() error { _, err := secret(r, "token", "a"); return err },
			"to be a safe": func() error { return keepSecret(r, "token", "a", "x") },
		} {
			begin := time.Now()
			if _, err := inTime(t.Context(), func() (int, error) { return 0, ask() }); !errors.Is(err, ErrNoKeyring) || time.Since(begin) != ringPatience {
				t.Errorf("asked for %s: %v after %v", what, err, time.Since(begin))
			}
		}
		close(r.stuck)
	})
}

func TestASecretThatIsNotThereIsToldFromAKeyringThatIsNot(t *testing.T) {
	r := &book{secrets: map[string]string{}}
	if _, err := secret(r, "token", "a"); !errors.Is(err, ErrNoKey) || errors.Is(err, ErrNoKeyring) {
		t.Error("nothing there:", err)
	}
	if err := keepSecret(r, "token", "a", "x"); err != nil {
		t.Error(err)
	}
	if s, err := secret(r, "token", "a"); err != nil || s != "x" {
		t.Error(s, err)
	}
	r.err = errors.New("no bus")
	if _, err := secret(r, "token", "a"); !errors.Is(err, ErrNoKeyring) {
		t.Error("no keyring:", err)
	}
	if err := keepSecret(r, "token", "a", "x"); !errors.Is(err, ErrNoKeyring) {
		t.Error("no keyring to put it in:", err)
	}
}

// anyFits stands for a folder in which nothing tells one key from another.
func anyFits(...seal.StoreKey) bool { return true }
