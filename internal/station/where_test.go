package station

import (
	"errors"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/profile"
)

// inFolder opens the account of a desk in a folder.
func inFolder(t *testing.T, dir string) (*Station, error) {
	t.Helper()
	return Open(t.Context(), Options{Where: Where{Desk: dir, User: "mia"}, Use: profile.Workstation, Secrets: Secrets{Throwaway: true}})
}

func TestTheSettingsOfAProfileThatAnotherHasOpenAreLeftAlone(t *testing.T) {
	dir := t.TempDir()
	s, err := inFolder(t, dir)
	if err != nil {
		t.Fatal(err)
	}
	settings := s.Settings
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	home, err := profile.InDesk(dir, settings.Agent)
	if err != nil {
		t.Fatal(err)
	}
	settings.Name = desk.Foreign("as it was called before")
	if err := profile.Save(home, settings); err != nil {
		t.Fatal(err)
	}
	lock, err := profile.Take(home, profile.Workstation)
	if err != nil {
		t.Fatal(err)
	}
	var busy *profile.Busy
	if _, err := inFolder(t, dir); !errors.As(err, &busy) {
		t.Fatal(err)
	}
	if is, err := profile.Load(home); err != nil || is.Name != settings.Name {
		t.Errorf("they were written while another had it: %+v, %v", is, err)
	}
	if err := lock.Release(); err != nil {
		t.Fatal(err)
	}
	if s, err = inFolder(t, dir); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if is, err := profile.Load(home); err != nil || is.Name == settings.Name || is.Key != profile.Thrown {
		t.Errorf("they were not brought up to what the desk says: %+v, %v", is, err)
	}
}

func TestWhereAKeyLivesIsNotForgottenBetweenTwoOwners(t *testing.T) {
	for name, who := range map[string]*desk.Agent{"a name": nil, "a folder": {ID: "mia", Name: desk.Foreign("Mia"), Role: desk.RoleAgent}} {
		t.Run(name, func(t *testing.T) {
			at := newSite(t)
			at.who = who
			at.settings.URL = "https://desk.example.org"
			at.settings.Key = profile.ByPassphrase // noted by another, who had it until now
			if err := profile.Save(at.dir, at.settings); err != nil {
				t.Fatal(err)
			}
			at.settings.Key = profile.NoKeyYet // as it was when the profile was looked for
			if _, err := at.take(); err != nil || at.settings.Key != profile.ByPassphrase {
				t.Errorf("the key is in %q, %v", at.settings.Key, err)
			}
			if is, err := profile.Load(at.dir); err != nil || is.Key != profile.ByPassphrase || at.unsaved {
				t.Errorf("it is noted to be in %q, %v", is.Key, err)
			}
		})
	}
}
