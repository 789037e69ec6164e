package station

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"

	"github.com/heed-desk/heed/cache/keys"
	"github.com/heed-desk/heed/internal/profile"
)

// person answers questions with what is in a list.
func person(t *testing.T, answers ...string) func(Question) (string, error) {
	t.Helper()
	return func(Question) (string, error) {
		if len(answers) == 0 {
			t.Error("asked once too often")
			return "", nil
		}
		a := answers[0]
		answers = answers[1:]
		return a, nil
	}
}

// onABus makes it look as if there was a session with a bus, to whom nobody talks.
func onABus(t *testing.T) {
	t.Helper()
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
}

// aKeyring is one in memory from here on.
func aKeyring(t *testing.T) {
	t.Helper()
	onABus(t)
	keyring.MockInit()
}

// aKeyringThatFails answers with an error from here on.
func aKeyringThatFails(t *testing.T, err error) {
	t.Helper()
	onABus(t)
	keyring.MockInitWithError(err)
}

func newSite(t *testing.T) *site {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "p")
	s := profile.Settings{Agent: "mia"}
	if err := profile.Save(dir, s); err != nil {
		t.Fatal(err)
	}
	return &site{dir: dir, name: "p", settings: s}
}

// again is the same profile as the next process finds it.
func again(t *testing.T, s *site) *site {
	t.Helper()
	settings, err := profile.Load(s.dir)
	if err != nil {
		t.Fatal(err)
	}
	return &site{dir: s.dir, name: s.name, settings: settings}
}

func TestAKeyStaysWhereItWasMade(t *testing.T) {
	for name, tc := range map[string]struct {
		ring    bool
		secrets Secrets
		home    profile.KeyHome
	}{
		"keyring":     {true, Secrets{}, profile.InKeyring},
		"environment": {false, Secrets{Passphrase: "correct horse"}, profile.ByPassphrase},
		"both":        {true, Secrets{Passphrase: "correct horse"}, profile.ByPassphrase},
		"asked":       {false, Secrets{Ask: person(t, "correct horse", "correct horse")}, profile.ByPassphrase},
		"throw-away":  {true, Secrets{Throwaway: true}, profile.Thrown},
	} {
		t.Run(name, func(t *testing.T) {
			aKeyring(t)
			if !tc.ring {
				aKeyringThatFails(t, errors.New("no bus"))
			}
			at := newSite(t)
			first, err := tc.secrets.unlock(t.Context(), at)
			if err != nil || !first.kept || first.home != tc.home {
				t.Fatalf("%+v, %v", first, err)
			}
			if err := keepToken(t.Context(), at, first, "heed_agent_x"); err != nil {
				t.Fatal(err)
			}
			second, err := tc.secrets.unlock(t.Context(), again(t, at))
			if err != nil || second.without() != first.without() {
				t.Errorf("the second time %+v, %v", second, err)
			}
			token, err := tc.secrets.token(t.Context(), again(t, at), second)
			if err != nil || token != "heed_agent_x" {
				t.Errorf("token %q, %v", token, err)
			}
			holdsNoSecret(t, at.dir)
		})
	}
}

// holdsNoSecret looks for a token in every file of a profile.
func holdsNoSecret(t *testing.T, dir string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(b), "heed_agent_x") {
			t.Errorf("%s holds the token for all to read", path)
		}
	}
}

func TestWithoutAnyKeyEverythingLivesInMemory(t *testing.T) {
	aKeyringThatFails(t, errors.New("no bus"))
	for name, s := range map[string]Secrets{"headless": {}, "empty passphrase": {Ask: person(t, "")}} {
		at := newSite(t)
		u, err := s.unlock(t.Context(), at)
		if err != nil || u.kept || again(t, at).settings.Key != profile.NoKeyYet {
			t.Errorf("%s: %+v, %v", name, u, err)
		}
	}
}

func TestAKeyringThatHasGoneAwayLeavesTheProfileAlone(t *testing.T) {
	aKeyring(t)
	at := newSite(t)
	if _, err := (Secrets{}).unlock(t.Context(), at); err != nil {
		t.Fatal(err)
	}
	aKeyringThatFails(t, errors.New("locked"))
	if u, err := (Secrets{}).unlock(t.Context(), again(t, at)); err != nil || u.kept {
		t.Errorf("headless: %+v, %v", u, err)
	}
	if _, err := (Secrets{Passphrase: "x"}).unlock(t.Context(), again(t, at)); err != nil {
		t.Errorf("with a passphrase that was never set: %v", err)
	}
	if _, err := (Secrets{Ask: person(t)}).unlock(t.Context(), again(t, at)); !errors.Is(err, ErrRingSilent) {
		t.Errorf("a person was told %v", err)
	}
	if keys.Protected(at.dir) {
		t.Error("a second key was made")
	}
}

func TestAMistypedPassphraseMayBeTypedAgain(t *testing.T) {
	aKeyringThatFails(t, errors.New("no bus"))
	at := newSite(t)
	first, err := (Secrets{Passphrase: "correct horse"}).unlock(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	if u, err := (Secrets{Ask: person(t, "corect horse", "correct horse")}).unlock(t.Context(), again(t, at)); err != nil || u.without() != first.without() {
		t.Errorf("%+v, %v", u, err)
	}
	if _, err := (Secrets{Ask: person(t, "a", "b", "c")}).unlock(t.Context(), again(t, at)); !errors.Is(err, keys.ErrWrongPassphrase) {
		t.Errorf("after three tries: %v", err)
	}
	if _, err := (Secrets{Passphrase: "wrong"}).unlock(t.Context(), again(t, at)); !errors.Is(err, keys.ErrWrongPassphrase) {
		t.Errorf("a wrong one in the environment: %v", err)
	}
	if u, err := (Secrets{}).unlock(t.Context(), again(t, at)); err != nil || u.kept {
		t.Errorf("headless without it: %+v, %v", u, err)
	}
}

func TestADamagedTokenIsSaidAndNotTakenForAnother(t *testing.T) {
	aKeyringThatFails(t, errors.New("no bus"))
	at := newSite(t)
	s := Secrets{Passphrase: "correct horse"}
	u, err := s.unlock(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range []string{"", "short", strings.Repeat("x", 100), strings.Repeat("x", 1<<20)} {
		if err := os.WriteFile(filepath.Join(at.dir, tokenFile), []byte(b), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := s.token(t.Context(), at, u); !errors.Is(err, ErrTokenLost) {
			t.Errorf("%q gave %v", b, err)
		}
	}
	s.Token = "heed_agent_env"
	if token, err := s.token(t.Context(), at, u); err != nil || token != "heed_agent_env" {
		t.Errorf("the environment's token: %q, %v", token, err)
	}
}

func TestATokenInAKeyringThatDoesNotAnswerIsNotLost(t *testing.T) {
	aKeyring(t)
	at := newSite(t)
	u, err := (Secrets{}).unlock(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (Secrets{}).token(t.Context(), at, u); !errors.Is(err, ErrTokenLost) || tokenless(err, "p").Key != KeyTokenLost {
		t.Errorf("there is none: %v", err)
	}
	if err := keepToken(t.Context(), at, u, "heed_agent_ring"); err != nil {
		t.Fatal(err)
	}
	if token, err := (Secrets{}).token(t.Context(), at, u); err != nil || token != "heed_agent_ring" {
		t.Errorf("%q, %v", token, err)
	}
	aKeyringThatFails(t, errors.New("no bus"))
	if _, err := (Secrets{}).token(t.Context(), at, u); !errors.Is(err, ErrTokenSilent) || errors.Is(err, ErrTokenLost) || tokenless(err, "p").Key != KeyTokenSilent {
		t.Errorf("nobody answers: %v", err)
	}
	if err := keepToken(t.Context(), at, u, "heed_agent_ring"); !errors.Is(err, ErrTokenSilent) {
		t.Errorf("nobody takes it: %v", err)
	}
}

func TestWithoutItsPassphraseATokenIsSaidToBeSealedAndNotUnknown(t *testing.T) {
	aKeyringThatFails(t, errors.New("no bus"))
	at := newSite(t)
	if _, err := (Secrets{Passphrase: "correct horse"}).unlock(t.Context(), at); err != nil {
		t.Fatal(err)
	}
	at = again(t, at)
	u, err := (Secrets{}).unlock(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (Secrets{}).token(t.Context(), at, u); !errors.Is(err, ErrLocked) {
		t.Errorf("it says %v", err)
	}
	if token, err := (Secrets{Token: "heed_agent_env"}).token(t.Context(), at, u); err != nil || token != "heed_agent_env" {
		t.Errorf("the environment's token: %q, %v", token, err)
	}
}

func TestALostKeyIsSaidAndNoOtherIsMade(t *testing.T) {
	for name, tc := range map[string]struct {
		secrets Secrets
		lose    func(t *testing.T, at *site)
	}{
		"passphrase in the environment": {Secrets{Passphrase: "correct horse"}, remove("key.sealed", "key.sealed.copy")},
		"passphrase asked for":          {Secrets{Ask: func(Question) (string, error) { return "correct horse", nil }}, remove("key.sealed", "key.sealed.copy")},
		"throw-away":                    {Secrets{Throwaway: true}, remove("throw-away.key")},
		"keyring": {Secrets{}, func(t *testing.T, at *site) {
			t.Helper()
			if err := keyring.Delete("heed", at.name); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		for _, settings := range []bool{true, false} {
			t.Run(name, func(t *testing.T) {
				aKeyring(t)
				if name == "passphrase asked for" {
					aKeyringThatFails(t, errors.New("no bus"))
				}
				at := newSite(t)
				if _, err := tc.secrets.unlock(t.Context(), at); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(at.dir, "outbox.db"), []byte("words"), 0o600); err != nil {
					t.Fatal(err)
				}
				tc.lose(t, at)
				if !settings { // those are lost too
					if err := profile.Save(at.dir, profile.Settings{Agent: "mia"}); err != nil {
						t.Fatal(err)
					}
				}
				secrets := tc.secrets
				secrets.Throwaway = secrets.Throwaway && settings
				var gone *KeyGone
				_, err := secrets.unlock(t.Context(), again(t, at))
				if name == "passphrase asked for" && !settings {
					if !errors.Is(err, ErrRingSilent) { // it may have been there
						t.Errorf("with settings lost: %v", err)
					}
				} else if !errors.As(err, &gone) || gone.Dir != at.dir {
					t.Errorf("settings %v: %v", settings, err)
				}
				if keys.Protected(at.dir) || keys.Thrown(at.dir) {
					t.Error("another key was made")
				}
			})
		}
	}
}

func remove(names ...string) func(*testing.T, *site) {
	return func(t *testing.T, at *site) {
		t.Helper()
		for _, name := range names {
			if err := os.Remove(filepath.Join(at.dir, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestASettingsFileThatIsLostDoesNotLoseTheKey(t *testing.T) {
	for name, secrets := range map[string]Secrets{
		"passphrase": {Passphrase: "correct horse"}, "keyring": {}, "throw-away": {Throwaway: true},
	} {
		aKeyring(t)
		at := newSite(t)
		first, err := secrets.unlock(t.Context(), at)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(at.dir, "outbox.db"), []byte("words"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := profile.Save(at.dir, profile.Settings{Agent: "mia"}); err != nil {
			t.Fatal(err)
		}
		secrets.Throwaway = false
		if u, err := secrets.unlock(t.Context(), again(t, at)); err != nil || u.without() != first.without() {
			t.Errorf("%s: %+v, %v", name, u, err)
		}
	}
}

// without is what was unlocked but for where it came from, which is another one each time.
func (u unlocked) without() unlocked {
	u.held = nil
	return u
}
