package keys

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/cache/seal"
)

// late is a keyring whose next Set waits until it is let go.
type late struct {
	book
	gate chan struct{}
}

func (l *late) Set(service, user, secret string) error {
	l.mu.Lock()
	gate := l.gate
	l.gate = nil
	l.mu.Unlock()
	if gate != nil {
		<-gate
	}
	return l.book.Set(service, user, secret)
}

func TestWhatAKeyringTakesLateNeverReplacesTheKeyThatCameAfterIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := &late{book: book{secrets: map[string]string{}}}
		h, err := fromRing(r, "p", true)
		if err != nil {
			t.Fatal(err)
		}
		k0, k1, k2 := h.Key, seal.NewStoreKey(), seal.NewStoreKey()
		gate := make(chan struct{})
		r.gate = gate
		for n := range 3 {
			if err := h.Keep(t.Context(), k1, k0); !errors.Is(err, ErrNoKeyring) {
				t.Fatalf("try %d, while the first is not answered: %v", n, err)
			}
			time.Sleep(10 * time.Minute)
		}
		close(gate)
		synctest.Wait()
		for _, all := range [][]seal.StoreKey{{k1, k0}, {k1}, {k2, k1}, {k2}} {
			if err := h.Keep(t.Context(), all...); err != nil {
				t.Fatal(err)
			}
		}
		synctest.Wait()
		if again, err := fromRing(r, "p", false); err != nil || again.Key != k2 || len(again.Older) > 0 {
			t.Error("the key that everything is sealed with is not the one in the keyring", err)
		}
	})
}

// forgetful is a keyring that says yes and keeps what it had.
type forgetful struct{ book }

func (f *forgetful) Set(_, _, _ string) error { return nil }
func (f *forgetful) Delete(_, _ string) error { return nil }

func TestAKeyringThatSaysYesAndKeepsAnotherKeyIsNotBelieved(t *testing.T) {
	r := &forgetful{book{secrets: map[string]string{}}}
	if _, err := fromRing(r, "p", true); !errors.Is(err, ErrNoKeyring) {
		t.Error("a first key:", err)
	}
	if _, err := fromRing(&r.book, "p", true); err != nil {
		t.Fatal(err)
	}
	h, err := fromRing(r, "p", false)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Keep(t.Context(), seal.NewStoreKey(), h.Key); !errors.Is(err, ErrNoKeyring) {
		t.Error("another key:", err)
	}
	if err := h.Keep(t.Context()); !errors.Is(err, ErrNoKeyring) {
		t.Error("a key that is to be destroyed:", err)
	}
}

func TestMoreKeysThanAreReadAgainAreNotWritten(t *testing.T) {
	for name, open := range homes(t) {
		h, err := open()
		if err != nil {
			t.Fatal(name, err)
		}
		all := []seal.StoreKey{h.Key}
		for len(all) < mostHeld {
			all = append(all, seal.NewStoreKey())
		}
		if err := h.Keep(t.Context(), all...); err != nil {
			t.Error(name, err)
		}
		if err := h.Keep(t.Context(), append(all, seal.NewStoreKey())...); !errors.Is(err, ErrTooMany) {
			t.Error(name, err)
		}
		if again, err := open(); err != nil || again.Key != all[0] || len(again.Older) != mostHeld-1 {
			t.Error(name, err)
		}
	}
}
