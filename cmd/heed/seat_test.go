package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/heed-desk/heed/internal/profile"
	"github.com/heed-desk/heed/internal/terminal"
)

func TestTwoAgentsShareADeskAndTheSecondTakesItOver(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	dir := m.shop()
	more := filepath.Join(m.home, "agents.jsonl")
	if err := os.WriteFile(more, []byte(`{"type":"agent","id":"tom","name":"Tom Okafor","role":"agent"}`+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	m.must("import", "--desk", dir, more)
	mia := m.works(at(dir)...)
	m.must("sync", "--desk", dir, "--as", "tom")
	m.expect(0, "note done", "note", "4001", "--text", "Tom was here.", "--desk", dir, "--as", "tom")
	mia.sees(`Tom was here\.`)

	tom := m.sit("--desk", dir, "--as", "tom")
	tom.sees(` synced`)
	mia.kill() // the desk goes with the process that runs it
	m.expect(0, "note done", at(dir, "note", "4001", "--text", "Still open.")...)
	tom.send("\t\t\t") // whichever page: tom's workstation goes on
	tom.leaves()
}

func TestASignalLeavesInGoodOrder(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	dir := m.shop()
	w := m.works(at(dir)...)
	w.begins("Half a sentence that nobody")
	if err := syscall.Kill(w.Pid(), syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	w.ends(0)
	w = m.works(at(dir)...)
	w.send("r")
	w.sees(`Half a sentence that nobody`)
	w.send("\x1b")
	w.sees(`▌.*(?s:.*)1 of 2`)
	w.leaves()
}

func TestAPassphraseIsAskedForAtTheTerminalAndNeverShown(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	dir := m.shop()
	w := m.sit(at(dir)...)
	w.sees(`Choose a passphrase`)
	w.send("correct horse\r")
	w.sees(`Once more`)
	w.send("correct horse\r")
	w.seesQueue()
	if strings.Contains(w.Screen(), "correct horse") {
		t.Error("the passphrase was shown")
	}
	w.leaves()
	w = m.sit(at(dir)...)
	w.sees(`Passphrase of `)
	w.send("corect horse\r")
	w.sees(`That was not it`)
	w.send("correct horse\r")
	w.seesQueue()
	w.leaves()
	m.expect(0, "Refund still not on my card", at(dir, "queue")...) // headless without it: in memory
}

func TestAHeedThatIsStoppedIsNamedAtOnceAndGoesOn(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("SKIPPED LOUDLY: whether a process is stopped is known on Linux only")
	}
	m := newSealed(t)
	dir := m.shop()
	w := m.works(at(dir)...)
	if err := syscall.Kill(w.Pid(), syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	for range 500 { // a signal is taken when the process comes by
		if profile.Owner(dir).Stopped {
			break
		}
		<-time.After(10 * time.Millisecond)
	}
	says := fmt.Sprintf("Process %d has this open and is stopped", w.Pid())
	m.expect(4, says, at(dir, "queue")...)
	m.expect(4, says, "reply", "4001", "--text", "x", "--desk", dir, "--as", "tom")
	m.expect(4, says, "serve", "--desk", dir, "--listen", "127.0.0.1:0")
	second := m.sit(at(dir)...)
	second.ends(4)
	if !strings.Contains(second.Screen(), "is stopped, as after ctrl+z") {
		t.Error(second.Screen())
	}
	if err := syscall.Kill(w.Pid(), syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	w.leaves()
}

func TestAQuestionIsLeftByCtrlC(t *testing.T) {
	m := newMachine(t)
	dir := m.shop()
	for name, args := range map[string][]string{
		"passphrase": {"--desk", dir, "--as", "owner"},
		"token":      {"login", "http://127.0.0.1:1"},
	} {
		w := m.sit(args...)
		w.sees(map[string]string{"passphrase": `Choose a passphrase`, "token": `Token:`}[name])
		w.send("half of it\x03")
		w.ends(1)
		if !strings.Contains(w.Screen(), "Stopped.") {
			t.Errorf("%s:\n%s", name, w.Screen())
		}
	}
}

func TestAfterALeftQuestionTheTerminalShowsAgainWhatIsTyped(t *testing.T) {
	m := newMachine(t)
	state := filepath.Join(m.home, "state")
	cmd := exec.Command("sh", "-c", `trap : INT; "$0" login http://127.0.0.1:1; stty -a >"$1"`, binary(t), state)
	cmd.Env, cmd.Dir = m.env, m.home
	term, err := terminal.Start(cmd, terminal.Size{Cols: 140, Rows: 40})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = term.Kill() }) // where the test has not ended it
	w := &seat{Terminal: term, t: t}
	w.sees(`Token:`)
	w.send("\x03")
	w.ends(0)
	if left, err := os.ReadFile(state); err != nil || !regexp.MustCompile(`[^-]\becho\b`).Match(left) {
		t.Errorf("the terminal is left as %s, %v", left, err)
	}
}

func TestWithoutAPassphraseEverythingIsInMemoryAndThatIsSaid(t *testing.T) {
	m := newMachine(t)
	dir := m.shop()
	w := m.sit(at(dir)...)
	w.sees(`Choose a passphrase`)
	w.send("\r")
	w.seesQueue()
	w.sees(`Nothing is kept on this computer`)
	for _, keys := range []string{"\r", "r", "\x1b", "\x1b", "/"} { // the ticket, a reply, back, the search
		w.send(keys)
		if _, err := w.Wait(regexp.MustCompile(`(?m)\A.*in memory only`), patience); err != nil {
			t.Errorf("the header says it no more after %q: %v", keys, err)
		}
	}
	w.send("\x03")
	w.ends(0)
	left, err := filepath.Glob(filepath.Join(owned(dir), "*.db"))
	if err != nil || len(left) != 0 {
		t.Errorf("on the disk: %v, %v", left, err)
	}
}

func TestAPasteOfAMegabyteIsOfferedAsAFileAndASmallWindowKeepsTheDraft(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	dir := m.shop()
	w := m.works(at(dir)...)
	w.send("r")
	w.sees(`Reply to`)
	w.send("Before the paste. ")
	w.sees(`Before the paste`)
	if err := w.Resize(terminal.Size{Cols: 20, Rows: 5}); err != nil {
		t.Fatal(err)
	}
	w.sees(`heed needs`)
	if err := w.Resize(terminal.Size{Cols: 100, Rows: 30}); err != nil {
		t.Fatal(err)
	}
	w.sees(`Before the paste`)
	w.send("\x1b[200~" + strings.Repeat("pasted words ", 80_000) + "\x1b[201~")
	w.sees(`256 kB`)
	w.send("\x1b") // no file: the text is as it was
	if _, err := w.WaitGone(regexp.MustCompile(`256 kB`), patience); err != nil {
		t.Fatal(err)
	}
	w.sees(`Before the paste\.(?s:.*)3 words`)
	w.send("\x1b")
	w.sees(`▌.*(?s:.*)1 of 2`)
	w.leaves()
}
