//go:build unix

package terminal

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestAPictureHasTheTimeOfTheOutputThatMadeItSoAndNotOfALaterOne(t *testing.T) {
	more := filepath.Join(t.TempDir(), "more")
	if err := syscall.Mkfifo(more, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("/bin/sh", "-c", `printf one; read x; printf ' two'; echo > "$MORE"; read x`)
	cmd.Env = append(os.Environ(), "MORE="+more)
	term, err := Start(cmd, Size{40, 5})
	if err != nil {
		t.Fatal(err)
	}
	var asked time.Time
	shows := func(picture string) bool {
		if !strings.Contains(picture, "one") {
			return false
		}
		asked = time.Now()
		err := term.Send("\r")
		if err == nil {
			_, err = os.ReadFile(more) // it has written more by then
		}
		if err != nil {
			t.Error(err)
		}
		return true
	}
	at, err := term.until(shows, "waiting for one", patience)
	if err != nil {
		t.Fatal(err)
	}
	if at.IsZero() || at.After(asked) {
		t.Errorf("it is said to have come at %v, and what came at %v was asked for when it was seen", at, asked)
	}
	if err := term.Kill(); err != nil {
		t.Fatal(err)
	}
}
