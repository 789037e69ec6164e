package main

import (
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"github.com/heed-desk/heed/internal/promise"
)

// keyringDaemon starts the keyring of GNOME on a session's bus, over what it kept in home;
// without a password its keyring stays locked. It returns what ends it.
func (s *session) keyringDaemon(home, password string) (end func()) {
	s.t.Helper()
	daemon, err := exec.LookPath("gnome-keyring-daemon")
	if err != nil {
		s.t.Skip("SKIPPED LOUDLY: no gnome-keyring-daemon here (package gnome-keyring), so only a keyring of the tests' own was asked")
	}
	args := []string{"--foreground", "--components=secrets", "--control-directory=" + s.t.TempDir()}
	if password != "" {
		args = append(args, "--unlock")
	}
	cmd := exec.Command(daemon, args...)
	cmd.Env = []string{"HOME=" + home, "DBUS_SESSION_BUS_ADDRESS=" + s.addr, "XDG_RUNTIME_DIR=" + s.t.TempDir(), "PATH=/nonexistent"}
	cmd.Stdin = strings.NewReader(password)
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	conn, err := dbus.Connect(s.addr)
	if err != nil {
		s.t.Fatal(err)
	}
	owned := func() (is bool) {
		if err := conn.BusObject().Call("org.freedesktop.DBus.NameHasOwner", 0, "org.freedesktop.secrets").Store(&is); err != nil {
			s.t.Fatal(err)
		}
		return is
	}
	for began := time.Now(); !owned(); <-time.After(10 * time.Millisecond) {
		if time.Since(began) > patience {
			s.t.Fatal("the keyring did not come onto the bus")
		}
	}
	ended := false
	end = func() {
		if ended {
			return
		}
		ended = true
		_ = cmd.Process.Kill()
		_ = cmd.Wait() // killed: its status says no more than that
		for owned() {
			<-time.After(10 * time.Millisecond)
		}
		_ = conn.Close()
	}
	s.t.Cleanup(end)
	return end
}

func TestARealKeyringThatIsLockedOrGoneAwayAndBackLosesNothing(t *testing.T) {
	t.Parallel()
	c := promise.Counting(t, promise.Keys)
	bus := newSession(t)
	home := t.TempDir()
	end := bus.keyringDaemon(home, "letmein")
	k := newLocker(t, c, bus.on(newMachine(t)))
	end()
	silent := `keyring that holds this profile's key does not answer`
	k.tries(state{name: "the daemon is gone", exit: 3, script: silent, leave: 3, person: silent, memory: true})
	end = bus.keyringDaemon(home, "") // as after a login without a password
	k.tries(state{name: "the keyring is locked and nobody can be asked", exit: 3, script: silent, leave: 3, person: silent, memory: true})
	end()
	bus.keyringDaemon(home, "letmein")
	k.heals()
}
