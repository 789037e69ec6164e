package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestTheUnitsOfSystemdAreSoundAndStartWhatThereIs has systemd look at the units of docs/, with the
// built heed in the place of the installed one.
func TestTheUnitsOfSystemdAreSoundAndStartWhatThereIs(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	dir := t.TempDir()
	units, err := filepath.Glob(filepath.Join("..", "..", "docs", "systemd", "*"))
	if err != nil || len(units) != 3 {
		t.Fatal(units, err)
	}
	var copies []string
	for _, unit := range units {
		text, err := os.ReadFile(unit)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			if args, is := strings.CutPrefix(line, "ExecStart=/usr/local/bin/heed "); is {
				words := strings.Fields(args)
				m.expect(0, "Usage", append(words[:1:1], append(words[1:], "--help")...)...)
			}
		}
		copied := filepath.Join(dir, filepath.Base(unit))
		if err := os.WriteFile(copied, []byte(strings.ReplaceAll(string(text), "/usr/local/bin/heed", binary(t))), 0o600); err != nil {
			t.Fatal(err)
		}
		copies = append(copies, copied)
	}
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("SKIPPED LOUDLY: there is no systemd-analyze to look at the units:", err)
	}
	cmd := exec.Command(analyze, append([]string{"verify", "--man=no", "--recursive-errors=no"}, copies...)...)
	if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestTheUnitThatBacksUpMayWriteWhatABackupNeeds runs what heed-backup.service runs where nothing but
// what it says may be written, while the desk is served and when it is not.
func TestTheUnitThatBacksUpMayWriteWhatABackupNeeds(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "systemd", "heed-backup.service"))
	if err != nil {
		t.Fatal(err)
	}
	m := newMachine(t)
	state := filepath.Join(m.home, "lib")
	var writable, args []string
	for line := range strings.Lines(string(text)) {
		if names, is := strings.CutPrefix(line, "StateDirectory="); is {
			for _, name := range strings.Fields(names) {
				writable = append(writable, filepath.Join(state, name))
			}
		}
		if rest, is := strings.CutPrefix(line, "ExecStart=/usr/local/bin/heed "); is {
			args = strings.Fields(strings.ReplaceAll(rest, "/var/lib", state))
		}
	}
	for _, dir := range append(writable, filepath.Join(state, "heed")) {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	desk := filepath.Join(state, "heed", "desk")
	script := `mount --bind "$1" "$1" || exit 99; for dir in $2; do mount --bind "$dir" "$dir" || exit 99; done
mount -o remount,bind,ro "$1" && ! touch "$1/x" 2>/dev/null || exit 99; shift 2; exec "$@"`
	backs := func() {
		t.Helper()
		cmd := m.command(args...)
		cmd.Args = append([]string{"unshare", "-m", "sh", "-c", script, "sh", state, strings.Join(writable, " ")}, cmd.Args...)
		if cmd.Path, err = exec.LookPath("unshare"); err != nil {
			t.Skip("SKIPPED LOUDLY: nothing can be mounted for one process alone here:", err)
		}
		out, err := cmd.CombinedOutput()
		if cmd.ProcessState != nil && (cmd.ProcessState.ExitCode() == 99 || strings.HasPrefix(string(out), "unshare:")) {
			t.Skipf("SKIPPED LOUDLY: nothing can be mounted for one process alone here: %s", out)
		}
		if err != nil {
			t.Errorf("%v\n%s", err, out)
		}
	}
	s := m.serve(desk, "127.0.0.1:0", "--as", "owner")
	backs()
	s.kill() // what it wrote lies in its log
	for _, name := range []string{"first", "second"} {
		all, err := filepath.Glob(filepath.Join(state, "heed", "backups", "desk-*.backup"))
		if err != nil || len(all) != 1 {
			t.Fatal(all, err)
		}
		if err := os.Rename(all[0], filepath.Join(m.home, name)); err != nil {
			t.Fatal(err)
		}
		m.must("desk", "restore", "--desk", filepath.Join(m.home, "of-"+name), filepath.Join(m.home, name))
		if name == "first" {
			backs()
		}
	}
}
