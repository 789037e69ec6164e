package station

import (
	"errors"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/heed-desk/heed/cache"
	"github.com/heed-desk/heed/cache/vault"
	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/disk"
	"github.com/heed-desk/heed/internal/profile"
)

// serveDesk serves a desk with an account, mia or another, and returns its address and the
// account's token.
func serveDesk(t *testing.T, agent ...desk.AgentID) (url, token string) {
	t.Helper()
	url, tokens := serveDeskTo(t, append(agent, "mia")[0])
	return url, tokens[0]
}

// serveDeskTo serves a desk with accounts and returns its address and their tokens.
func serveDeskTo(t *testing.T, agents ...desk.AgentID) (url string, tokens []string) {
	t.Helper()
	store, err := backend.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range agents {
		if err := store.AddAgent(t.Context(), desk.Agent{ID: id, Role: desk.RoleAgent}); err != nil {
			t.Fatal(err)
		}
		k, err := store.NewToken(t.Context(), id, "", 0)
		if err != nil {
			t.Fatal(err)
		}
		tokens = append(tokens, k.Text)
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
	return web.URL, tokens
}

func TestADeskThatHasMovedIsLoggedInToAgainAndAnotherOneIsNot(t *testing.T) {
	aKeyringThatFails(t, errors.New("no bus"))
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

// loggedIn is a profile with a ledger, opened and closed once.
func loggedIn(t *testing.T, home, url, token string) (dir string) {
	t.Helper()
	secrets := Secrets{Passphrase: "correct horse"}
	if _, err := Login(t.Context(), LoginAsk{Home: home, URL: url, Token: token, Secrets: secrets}); err != nil {
		t.Fatal(err)
	}
	s := openHome(t, home, secrets)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	dir, err := profile.Named(home, profile.Default)
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func openHome(t *testing.T, home string, secrets Secrets) *Station {
	t.Helper()
	s, err := Open(t.Context(), Options{Where: Where{Home: home}, Use: profile.Pipe, Secrets: secrets})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestLoggingInWritesBrokenSettingsAnewForTheAccountWhoseOutboxItIs(t *testing.T) {
	aKeyringThatFails(t, errors.New("no bus"))
	secrets := Secrets{Passphrase: "correct horse"}
	for name, spoil := range map[string]func(path string) error{
		"half":     func(path string) error { return os.WriteFile(path, []byte("{"), 0o600) },
		"empty":    func(path string) error { return os.WriteFile(path, nil, 0o600) },
		"a folder": func(path string) error { return errors.Join(os.Remove(path), os.Mkdir(path, 0o700)) },
		"gone":     os.Remove,
	} {
		t.Run(name, func(t *testing.T) {
			home := t.TempDir()
			url, token := serveDesk(t)
			dir := loggedIn(t, home, url, token)
			if err := spoil(profile.SettingsFile(dir)); err != nil {
				t.Fatal(err)
			}
			var broken *profile.Broken
			if _, err := Open(t.Context(), Options{Where: Where{Home: home}, Use: profile.Pipe, Secrets: secrets}); !errors.As(err, &broken) || errors.Is(err, profile.ErrNone) {
				t.Errorf("before that: %v", err)
			}
			stranger, key := serveDesk(t, "tom")
			if _, err := Login(t.Context(), LoginAsk{Home: home, URL: stranger, Token: key, Secrets: secrets}); !errors.Is(err, vault.ErrOtherAccount) {
				t.Errorf("another account: %v", err)
			}
			if _, err := Login(t.Context(), LoginAsk{Home: home, URL: url, Token: token, Secrets: secrets}); err != nil {
				t.Fatalf("its own: %v", err)
			}
			if left := disk.Aside(profile.SettingsFile(dir)); name != "gone" && len(left) != 1 {
				t.Errorf("aside %v", left)
			}
			if s := openHome(t, home, secrets); !s.Kept || len(s.Remarks()) != 0 {
				t.Errorf("kept %v, remarks %v", s.Kept, s.Remarks())
			}
		})
	}
}

func TestALostTokenBarsTheDeskAndNotWhatIsHere(t *testing.T) {
	aKeyringThatFails(t, errors.New("no bus"))
	home := t.TempDir()
	url, token := serveDesk(t)
	dir := loggedIn(t, home, url, token)
	path := filepath.Join(dir, tokenFile)
	for name, spoil := range map[string]func() error{
		"gone":     func() error { return os.Remove(path) },
		"garbage":  func() error { return os.WriteFile(path, []byte("garbage"), 0o600) },
		"a pipe":   func() error { return errors.Join(os.Remove(path), syscall.Mkfifo(path, 0o600)) },
		"a device": func() error { return errors.Join(os.Remove(path), os.Symlink("/dev/zero", path)) },
	} {
		t.Run(name, func(t *testing.T) {
			if err := spoil(); err != nil {
				t.Skip("no such thing here:", err)
			}
			s := openHome(t, home, Secrets{Passphrase: "correct horse"})
			if _, err := s.Ledger.Counts(); err != nil {
				t.Errorf("reading: %v", err)
			}
			if err := s.Courier().Sync(t.Context()); !errors.Is(err, desk.ErrNoToken) {
				t.Errorf("asking the desk: %v", err)
			}
			if r := s.Remarks(); len(r) != 1 || r[0].Key != KeyTokenLost {
				t.Errorf("remarks %v", r)
			}
			if l := s.Ledger.Link(); l.State != desk.LinkDenied {
				t.Errorf("the connection is %s", l.State)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
			if _, err := Login(t.Context(), LoginAsk{Home: home, URL: url, Token: token, Secrets: Secrets{Passphrase: "correct horse"}}); err != nil {
				t.Errorf("logging in again: %v", err)
			}
		})
	}
}

func TestNothingIsSentWithTheTokenOfAnotherAccount(t *testing.T) {
	aKeyringThatFails(t, errors.New("no bus"))
	home := t.TempDir()
	url, tokens := serveDeskTo(t, "mia", "tom")
	loggedIn(t, home, url, tokens[0])
	s := openHome(t, home, Secrets{Passphrase: "correct horse", Token: tokens[1]})
	if err := s.Courier().Sync(t.Context()); !errors.Is(err, desk.ErrOtherAccount) {
		t.Errorf("tom's token: %v", err)
	}
	if l := s.Ledger.Link(); l.State != desk.LinkDenied {
		t.Errorf("the connection is %s", l.State)
	}
}

func TestWhatWasSetAsideIsRemarkedOnce(t *testing.T) {
	both := aboutRepairs([]cache.Repair{
		{File: "outbox.db", Aside: "outbox.db.corrupt.1"},
		{File: "cache.db", Aside: "cache.db.corrupt.1"},
		{File: "outbox.log", Aside: "outbox.log.corrupt.1"},
		{File: "cache.db", Aside: "cache.db.corrupt.2"},
	})
	if len(both) != 2 || both[0].Key != "cli.repair.cache" || both[0].Args["aside"] != "cache.db.corrupt.2" || both[1].Key != "cli.repair.outbox_both" {
		t.Errorf("%+v", both)
	}
	if one := aboutRepairs([]cache.Repair{{File: "outbox.db", Aside: "outbox.db.corrupt.1"}}); len(one) != 1 || one[0].Key != "cli.repair.outbox" {
		t.Errorf("%+v", one)
	}
}

func TestWhatCanBeNoTokenOrNoPortIsToldWithoutAskingAnybody(t *testing.T) {
	for _, c := range []struct {
		url, token string
		want       error
	}{
		{"http://127.0.0.1:99999", "heed_agent_1", client.ErrPort},
		{"http://127.0.0.1:0", "heed_agent_1", client.ErrPort},
		{"http://127.0.0.1:8470", "heed_agent_\x1b[201~1", ErrToken},
		{"http://127.0.0.1:8470", "heed_agent_1\nheed_agent_2", ErrToken},
		{"http://127.0.0.1:8470", "heed_agent_ä", ErrToken},
	} {
		if _, err := Who(t.Context(), c.url, c.token); !errors.Is(err, c.want) {
			t.Errorf("%s with %q: %v", c.url, c.token, err)
		}
	}
}
