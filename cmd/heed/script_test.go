package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestScripts runs heed as scripts do and holds its output and exit statuses to what they
// count on. "heed N args" wants exit status N.
func TestScripts(t *testing.T) {
	bin := filepath.Dir(binary(t))
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(env *testscript.Env) error {
			run := filepath.Join(env.WorkDir, "run")
			env.Setenv("PATH", bin+string(os.PathListSeparator)+env.Getenv("PATH"))
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("USER", "mia")
			env.Setenv("XDG_STATE_HOME", filepath.Join(env.WorkDir, "state"))
			env.Setenv("XDG_RUNTIME_DIR", run)
			env.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+filepath.Join(env.WorkDir, "no-bus"))
			return os.Mkdir(run, 0o700)
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){"heed": heed, "held": held},
	})
}

// held puts the beginning of the id of what is held on a ticket into $HELD.
func held(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: held NUMBER AGENT")
	}
	ts.Check(ts.Exec("heed", "outbox", "--desk", "shop", "--as", args[1], "--json"))
	for line := range strings.Lines(ts.ReadFile("stdout")) {
		if strings.Contains(line, `"number":`+args[0]+",") && strings.Contains(line, `"state":"held"`) {
			_, id, _ := strings.Cut(line, `"op":"`)
			ts.Setenv("HELD", id[:12])
			return
		}
	}
	ts.Fatalf("nothing is held on %s", args[0])
}

// heed runs the built binary and wants an exit status.
func heed(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: heed STATUS ARGS...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var ended *exec.ExitError
	if err := ts.Exec("heed", args[1:]...); errors.As(err, &ended) {
		got = ended.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("heed %q ended with %d, not %d", args[1:], got, want)
	}
}
