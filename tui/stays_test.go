//go:build unix

package tui_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/heed-desk/heed/internal/terminal"
)

// TestWhereNoShellCouldBringItBackCtrlZSaysSoAndHeedGoesOn starts heed in the place of a shell,
// as xterm -e does: there the system stops nobody, and what gave the terminal back would wait
// for ever, beside a terminal that shows what is typed.
func TestWhereNoShellCouldBringItBackCtrlZSaysSoAndHeedGoesOn(t *testing.T) {
	for name, linear := range map[string]string{"shown": "", "told": "HEED_TTY_LINEAR=1"} {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "TERM=xterm-256color", "HEED_TTY_HELPER="+t.TempDir()+"/kept", linear)
		term, err := terminal.Start(cmd, terminal.Size{Cols: 132, Rows: 30})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = term.Kill() })
		sees(t, term, `queue`)
		send(t, term, "\x1a")
		sees(t, term, `No shell started heed here`)
		if wire := term.Wire(); strings.Contains(wire, "\x1b[?1049l") {
			t.Errorf("%s: it gave the terminal back", name)
		}
		send(t, term, "q") // keys come one by one, still
		if status, err := term.Exit(limit); err != nil || status != 0 {
			t.Errorf("%s: it ended with %d, %v", name, status, err)
		}
	}
}
