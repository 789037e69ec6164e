package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/heed-desk/heed/internal/sickdisk"
	"github.com/heed-desk/heed/internal/terminal"
)

// binary is heed as it is built for people; TestMain builds it once.
func binary(t testing.TB) string {
	t.Helper()
	if raced {
		t.Skip("the race detector looks at this process only, and heed would run in another one")
	}
	path := os.Getenv(builtAt)
	if path == "" {
		t.Skip("SKIPPED LOUDLY: heed could not be built, so nothing was run in a real terminal")
	}
	return path
}

// builtAt tells the tests where TestMain has put the binary.
const builtAt = "HEED_TEST_BINARY"

func TestMain(m *testing.M) {
	if err := sickdisk.Enter(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
	code := func() int {
		dir, err := os.MkdirTemp("", "heed-test-")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer func() { _ = os.RemoveAll(dir) }() // the system's temporary folder sees to the rest
		if err := os.Chmod(dir, 0o755); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		path := filepath.Join(dir, "heed")
		build := exec.Command("go", "build", "-o", path, ".")
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := build.CombinedOutput(); err != nil {
			fmt.Fprintf(os.Stderr, "build heed: %v\n%s", err, out)
			return 1
		}
		if err := os.Setenv(builtAt, path); err != nil {
			return 1
		}
		if code := m.Run(); code != 0 {
			return code
		}
		if err := goleak.Find(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		return 0
	}()
	os.Exit(code)
}

// machine is somebody's computer: folders of their own, no keyring.
type machine struct {
	t    testing.TB
	home string
	env  []string
	as   *syscall.SysProcAttr // whom heed runs as; nil for who runs the test
}

func newMachine(t testing.TB) *machine {
	t.Helper()
	home := t.TempDir()
	runtime := filepath.Join(home, "run")
	if err := os.Mkdir(runtime, 0o700); err != nil {
		t.Fatal(err)
	}
	env := []string{
		"HOME=" + home, "PATH=" + os.Getenv("PATH"), "TERM=xterm-256color", "LANG=C.UTF-8", "USER=mia",
		"XDG_STATE_HOME=" + filepath.Join(home, "state"), "XDG_RUNTIME_DIR=" + runtime,
		"DBUS_SESSION_BUS_ADDRESS=unix:path=" + filepath.Join(home, "no-bus"), // no keyring answers here
	}
	return &machine{t: t, home: home, env: env}
}

// command is heed with arguments.
func (m *machine) command(args ...string) *exec.Cmd {
	cmd := exec.Command(binary(m.t), args...)
	cmd.Env, cmd.Dir, cmd.SysProcAttr = m.env, m.home, m.as
	return cmd
}

// run runs heed as a script does and returns what it said and its exit status.
func (m *machine) run(stdin string, args ...string) (out, errs string, status int) {
	m.t.Helper()
	var o, e strings.Builder
	cmd := m.command(args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(stdin), &o, &e
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		m.t.Fatal(err)
	}
	return o.String(), e.String(), cmd.ProcessState.ExitCode()
}

// must is run for what has to succeed.
func (m *machine) must(args ...string) string {
	m.t.Helper()
	out, errs, status := m.run("", args...)
	if status != 0 {
		m.t.Fatalf("heed %s ended with %d\n%s%s", strings.Join(args, " "), status, out, errs)
	}
	return out
}

// seat is a workstation in a terminal.
type seat struct {
	*terminal.Terminal
	t testing.TB
}

// sit starts heed in a terminal.
func (m *machine) sit(args ...string) *seat {
	m.t.Helper()
	term, err := terminal.Start(m.command(args...), terminal.Size{Cols: 140, Rows: 40})
	if err != nil {
		m.t.Fatal(err)
	}
	m.t.Cleanup(func() { _ = term.Kill() }) // where the test has not ended it
	return &seat{Terminal: term, t: m.t}
}

// patience is how long a test waits for what has to come; nothing is timed by it.
const patience = 60 * time.Second

// sees waits until the picture shows something, and returns when what shows it was written.
func (s *seat) sees(pattern string) time.Time {
	s.t.Helper()
	at, err := s.Wait(regexp.MustCompile(pattern), patience)
	if err != nil {
		s.t.Fatal(err)
	}
	return at
}

func (s *seat) send(keys string) {
	s.t.Helper()
	if err := s.Send(keys); err != nil {
		s.t.Fatal(err)
	}
}

func (s *seat) kill() {
	s.t.Helper()
	if err := s.Kill(); err != nil {
		s.t.Fatal(err)
	}
}

// leaves quits and waits for the end.
func (s *seat) leaves() {
	s.t.Helper()
	s.send("q")
	s.ends(0)
}

func (s *seat) ends(want int) {
	s.t.Helper()
	if status, err := s.Exit(patience); err != nil || status != want {
		s.t.Fatalf("it ended with %d, %v\n%s", status, err, s.Screen())
	}
}
