package profile_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/adrg/xdg"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/disk"
	"github.com/heed-desk/heed/internal/profile"
)

func TestASecondOwnerIsToldWhoTheFirstOneIs(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "p")
	lock, err := profile.Take(dir, profile.Workstation)
	if err != nil {
		t.Fatal(err)
	}
	_, err = profile.Take(dir, profile.Pipe)
	var busy *profile.Busy
	if !errors.As(err, &busy) || busy.PID != os.Getpid() || busy.Use != profile.Workstation {
		t.Fatalf("got %v", err)
	}
	if err := lock.Release(); err != nil {
		t.Fatal(err)
	}
	if who := profile.Owner(dir); who.PID != 0 {
		t.Errorf("it still says %+v", who)
	}
	before, err := os.Stat(filepath.Join(dir, "lock"))
	if err != nil || before.Size() == 0 {
		t.Errorf("the next owner's name would need room: %v, %v", before, err)
	}
	again, err := profile.Take(dir, profile.Pipe)
	if err != nil || again.Left() {
		t.Fatalf("after the first one: %v, left behind %v", err, again.Left())
	}
	if err := again.Release(); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(dir)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder's mode is %v, %v", info.Mode(), err)
	}
}

func TestWhoeverHasAFolderButNotYetItsNameInItIsLookedAtAgain(t *testing.T) {
	for _, goes := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			dir := t.TempDir()
			lock, err := profile.Take(dir, profile.Pipe)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, "lock"), []byte("\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			go func() {
				time.Sleep(20 * time.Millisecond)
				if goes {
					_ = lock.Release()
					return
				}
				line := fmt.Appendf(nil, "%d serve \n", os.Getpid())
				_ = os.WriteFile(filepath.Join(dir, "lock"), line, 0o600)
			}()
			next, err := profile.Take(dir, profile.Workstation)
			var busy *profile.Busy
			switch {
			case goes && err == nil:
				_ = next.Release()
			case goes, !errors.As(err, &busy), busy.PID != os.Getpid(), busy.Use != profile.Serving:
				t.Errorf("the owner goes: %v; got %v", goes, err)
			}
			_ = lock.Release()
		})
	}
}

func TestAnOwnerWhoEndedWithoutGivingTheFolderUpIsKnownOf(t *testing.T) {
	dir := t.TempDir()
	line := "4000000 workstation /run/somewhere.sock\n" // as somebody leaves it who was killed
	if err := os.WriteFile(filepath.Join(dir, "lock"), []byte(line), 0o600); err != nil {
		t.Fatal(err)
	}
	lock, err := profile.Take(dir, profile.Pipe)
	if err != nil || !lock.Left() {
		t.Fatal(err, lock.Left())
	}
	if err := lock.Release(); err != nil {
		t.Error(err)
	}
}

func TestSettingsComeBackAsTheyWere(t *testing.T) {
	home := t.TempDir()
	dir, err := profile.Named(home, "work")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := profile.Load(dir); !errors.Is(err, profile.ErrNone) {
		t.Errorf("an empty home gave %v", err)
	}
	want := profile.Settings{URL: "https://desk.example", Agent: "mia", Name: desk.Foreign("Mia"), Groups: []desk.GroupID{"returns"}, Key: profile.InKeyring}
	if err := profile.Save(dir, want); err != nil {
		t.Fatal(err)
	}
	got, err := profile.Load(dir)
	if err != nil || got.URL != want.URL || got.Agent != "mia" || got.Name != want.Name || got.Key != want.Key || got.Me().Groups[0] != "returns" {
		t.Errorf("got %+v, %v", got, err)
	}
	names, err := profile.All(home)
	if err != nil || len(names) != 1 || names[0] != "work" {
		t.Errorf("all %v, %v", names, err)
	}
}

func TestDamagedAndNewerSettingsAreRefused(t *testing.T) {
	dir := t.TempDir()
	write := func(s string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, "profile.json"), []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range []string{"{", "", "null", "{}", `{"agent":"mia","key":"under the mat"}`, `{"agent":"` + strings.Repeat("x", 2<<20) + `"}`} {
		write(s)
		var broken *profile.Broken
		if got, err := profile.Load(dir); !errors.As(err, &broken) || broken.Path != profile.SettingsFile(dir) || got.Agent != "" {
			t.Errorf("%.40q gave %+v, %v", s, got, err)
		}
	}
	write(`{"version": 99}`)
	if _, err := profile.Load(dir); !errors.Is(err, profile.ErrNewer) {
		t.Errorf("a newer file gave %v", err)
	}
}

func TestNoFlippedBitMakesAProfileAnotherAccountsOrDesks(t *testing.T) {
	dir := t.TempDir()
	was := profile.Settings{
		URL: "https://desk.example", Desk: "shop", DeskID: "0392741cfb76", Agent: "mia", Name: desk.Foreign("0000000000000000"),
		Role: desk.RoleAgent, Key: profile.ByPassphrase,
	}
	if err := profile.Save(dir, was); err != nil {
		t.Fatal(err)
	}
	want, err := profile.Load(dir)
	if err != nil || want.Agent != "mia" {
		t.Fatal(want, err)
	}
	path := profile.SettingsFile(dir)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for bit := range 8 * len(whole) {
		b := bytes.Clone(whole)
		b[bit/8] ^= 1 << (bit % 8)
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		var broken *profile.Broken
		if got, err := profile.Load(dir); err == nil && !reflect.DeepEqual(got, want) || err != nil && !errors.As(err, &broken) {
			t.Fatalf("bit %d: %+v, %v", bit, got, err)
		}
	}
}

func TestNamesThatLeaveTheFolderAreRefused(t *testing.T) {
	for _, name := range []string{"", "..", ".", "a/b", "Ä", "A", "-x", strings.Repeat("a", 41), "a\x00"} {
		if _, err := profile.Named("home", name); !errors.Is(err, profile.ErrName) {
			t.Errorf("%q gave %v", name, err)
		}
	}
}

func TestTheSocketsPathIsShortHoweverDeepTheFolder(t *testing.T) {
	deep := filepath.Join(t.TempDir(), strings.Repeat("deep/", 60))
	if err := os.MkdirAll(deep, 0o700); err != nil {
		t.Fatal(err)
	}
	l, err := profile.Listen(deep)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	path, err := profile.Socket(deep)
	if err != nil || len(path) >= 107 {
		t.Fatalf("%q has %d bytes, %v", path, len(path), err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	c, err := profile.Dial(t.Context(), deep)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
}

func TestTwoWaysToAFolderAreOneSocket(t *testing.T) {
	dir := t.TempDir()
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(dir, link); err != nil {
		t.Fatal(err)
	}
	a, errA := profile.Socket(dir)
	b, errB := profile.Socket(link)
	if a != b || errA != nil || errB != nil {
		t.Errorf("%q %v, %q %v", a, errA, b, errB)
	}
}

func TestTheOwnerIsFoundFromAnyEnvironment(t *testing.T) {
	dir := t.TempDir()
	t.Cleanup(xdg.Reload) // once the environment is as it was
	move := func() {
		base := t.TempDir()
		if err := os.Chmod(base, 0o700); err != nil {
			t.Fatal(err)
		}
		t.Setenv("XDG_RUNTIME_DIR", base)
		xdg.Reload()
	}
	move()
	lock, err := profile.Take(dir, profile.Workstation)
	if err != nil {
		t.Fatal(err)
	}
	l, err := profile.Listen(dir)
	if err != nil {
		t.Fatal(err)
	}
	move() // as over SSH, or from cron
	c, err := profile.Dial(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []interface{ Close() error }{c, l} {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	}
	var busy *profile.Busy
	if _, err := profile.Take(dir, profile.Pipe); !errors.As(err, &busy) || busy.PID != os.Getpid() || busy.Use != profile.Workstation {
		t.Errorf("got %v", err)
	}
	if err := lock.Release(); err != nil {
		t.Error(err)
	}
}

func TestASocketInAFolderThatIsOpenToOthersIsNotUsed(t *testing.T) {
	dir, open := t.TempDir(), t.TempDir()
	if err := os.Chmod(open, 0o777); err != nil {
		t.Fatal(err)
	}
	line := "1 serve " + filepath.Join(open, "x.sock") + "\n"
	if err := os.WriteFile(filepath.Join(dir, "lock"), []byte(line), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := profile.Dial(t.Context(), dir); !errors.Is(err, profile.ErrUnsafe) {
		t.Errorf("got %v", err)
	}
}

func TestASocketLeftOverFromACrashIsNotInTheWay(t *testing.T) {
	dir := t.TempDir()
	path, err := profile.Socket(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := profile.Listen(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Error(err)
	}
}

func TestWhatIsNoFileIsNeitherWaitedForNorReadWithoutEnd(t *testing.T) {
	for name, lay := range map[string]func(path string) error{
		"a folder":     func(path string) error { return os.Mkdir(path, 0o700) },
		"a pipe":       func(path string) error { return syscall.Mkfifo(path, 0o600) },
		"a device":     func(path string) error { return os.Symlink("/dev/zero", path) },
		"the terminal": func(path string) error { return os.Symlink("/dev/tty", path) },
	} {
		dir := t.TempDir()
		if err := lay(profile.SettingsFile(dir)); err != nil {
			t.Skip("no such thing here:", err)
		}
		var broken *profile.Broken
		if _, err := profile.Load(dir); !errors.As(err, &broken) {
			t.Errorf("%s as settings: %v", name, err)
		}
		lock := filepath.Join(dir, "lock")
		if err := lay(lock); err != nil {
			t.Fatal(err)
		}
		var thing *disk.Obstacle
		if _, err := profile.Take(dir, profile.Pipe); !errors.As(err, &thing) || thing.Path != lock {
			t.Errorf("%s as lock: %v", name, err)
		}
		if c, err := profile.Dial(t.Context(), dir); err == nil {
			t.Errorf("%s: connected to %v", name, c.RemoteAddr())
		}
	}
}
