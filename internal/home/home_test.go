package home_test

import (
	"os/user"
	"path/filepath"
	"testing"

	"github.com/heed-desk/heed/internal/home"
)

func TestAPathBeginsAtHomeAsItWouldInAShell(t *testing.T) {
	t.Setenv("HOME", "/home/kim")
	root, err := user.Lookup("root")
	if err != nil {
		t.Fatal(err)
	}
	for typed, want := range map[string]string{
		"": "/home/kim", "~": "/home/kim", "~/": "/home/kim", "~/desk": "/home/kim/desk", "desk/../x": "/home/kim/x",
		"/srv/desk/": "/srv/desk", "~root": root.HomeDir, "~root/desk": filepath.Join(root.HomeDir, "desk"),
		"~nobody-has-this-name/desk": "/home/kim/~nobody-has-this-name/desk", "x~": "/home/kim/x~",
	} {
		if got, err := home.Long(typed); err != nil || got != want {
			t.Errorf("%q is %q, %v", typed, got, err)
		}
	}
}

func TestAPathBelowHomeIsShownFromThere(t *testing.T) {
	t.Setenv("HOME", "/home/kim")
	for path, want := range map[string]string{
		"/home/kim/desk": "~/desk", "/home/kim": "~", "/home/kimberly/desk": "/home/kimberly/desk", "/srv": "/srv", "/home": "/home",
		"/home/kim/..x": "~/..x",
	} {
		if got := home.Short(path); got != want {
			t.Errorf("%s is shown as %s", path, got)
		}
	}
	t.Setenv("HOME", "/")
	if got := home.Short("/srv"); got != "/srv" {
		t.Error(got)
	}
}

func TestWithoutAHomeFolderOnlyWholePathsLeadAnywhere(t *testing.T) {
	t.Setenv("HOME", "")
	if _, err := home.Long("~/desk"); err == nil {
		t.Error("it leads somewhere")
	}
	if got, err := home.Long("/srv"); err != nil || got != "/srv" {
		t.Error(got, err)
	}
	if got := home.Short("/srv"); got != "/srv" {
		t.Error(got)
	}
}
