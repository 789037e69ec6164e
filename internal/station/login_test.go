package station

import (
	"errors"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/profile"
)

// serveDesk serves a desk with an account and returns its address and the account's token.
func serveDesk(t *testing.T) (url, token string) {
	t.Helper()
	store, err := backend.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := store.AddAgent(t.Context(), desk.Agent{ID: "mia", Role: desk.RoleAgent}); err != nil {
		t.Fatal(err)
	}
	k, err := store.NewToken(t.Context(), "mia", "", 0)
	if err != nil {
		t.Fatal(err)
	}
	server := backend.New(store, backend.Options{Version: "test"})
	web := httptest.NewServer(server.Handler())
	t.Cleanup(func() {
		server.Close()
		web.Close()
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return web.URL, k.Text
}

func TestADeskThatHasMovedIsLoggedInToAgainAndAnotherOneIsNot(t *testing.T) {
	keyring.MockInitWithError(errors.New("no bus"))
	home := t.TempDir()
	url, token := serveDesk(t)
	login := func(url, token string) error {
		_, err := Login(t.Context(), LoginAsk{Home: home, URL: url, Token: token, Secrets: Secrets{Passphrase: "correct horse"}})
		return err
	}
	moved := strings.Replace(url, "127.0.0.1", "localhost", 1)
	for _, at := range []string{url, url + "/", moved} {
		if err := login(at, token); err != nil {
			t.Fatalf("%s: %v", at, err)
		}
	}
	dir, err := profile.Named(home, profile.Default)
	if err != nil {
		t.Fatal(err)
	}
	if s, err := profile.Load(dir); err != nil || s.URL != moved {
		t.Errorf("the profile goes to %q, %v", s.URL, err)
	}
	other, key := serveDesk(t)
	if err := login(other, key); !errors.Is(err, ErrOtherAgent) {
		t.Errorf("another desk: %v", err)
	}
}
