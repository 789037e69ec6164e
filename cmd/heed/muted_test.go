//go:build unix

package main

import (
	"os/exec"
	"slices"
	"testing"

	"github.com/creack/pty"

	"github.com/heed-desk/heed/internal/terminal"
)

func TestATerminalIsNotLeftMuteWhereAPassphraseCouldNotBeAskedForAgain(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	dir := m.shop()
	front, back, err := pty.Open() // where heed asks, and which goes away
	if err != nil {
		t.Skip("no terminals here:", err)
	}
	defer func() { _ = back.Close() }()
	script := `"$0" --desk "$1" --as owner; case "$(stty -a)" in *" -echo "*) echo it is mute;; *) echo it is not mute;; esac; read -r line`
	cmd := exec.Command("sh", "-c", script, binary(t), dir)
	cmd.Env, cmd.Dir, cmd.Stderr = slices.Clone(m.env), m.home, back
	term, err := terminal.Start(cmd, terminal.Size{Cols: 140, Rows: 40})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = term.Kill() })
	w := &seat{Terminal: term, t: t}
	if _, err := front.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	if err := front.Close(); err != nil {
		t.Fatal(err)
	}
	w.send("\x1a")
	w.sees(`it is not mute`)
}
