package main

import (
	"bufio"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/heed-desk/heed/cache/keys"
	"github.com/heed-desk/heed/internal/promise"
)

// flippedBit is the way of spoiling a file of which its reader may see nothing, and wordless a
// part of what heed says where it knows no reason.
const flippedBit, wordless = "a flipped bit", "no words for"

// nobody is the user without rights of most systems.
const nobody = 65534

// nobodys is a machine whose heed may do no more than anybody: root reads what is shut.
func nobodys(t *testing.T) *machine {
	t.Helper()
	m := newMachine(t)
	if os.Getuid() != 0 {
		return m
	}
	for _, dir := range []string{m.home, filepath.Dir(m.home)} {
		if err := os.Chmod(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	m.as = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	m.owns()
	return m
}

// owns gives the machine's user what lies there.
func (m *machine) owns() {
	m.t.Helper()
	if m.as == nil {
		return
	}
	err := filepath.WalkDir(m.home, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Lchown(path, nobody, nobody)
	})
	if err != nil {
		m.t.Fatal(err)
	}
}

// struck is a desk whose server was killed with a reply that was acknowledged in its log alone.
type struck struct {
	dir    string
	number string // of the ticket that was replied to
	words  string
	rows   []string
}

func (m *machine) struck() struck {
	m.t.Helper()
	d := struck{dir: m.shop(), number: "4001", words: "Thimblerig left us today."}
	if _, err := keys.Throwaway(filepath.Join(d.dir, "profiles", "owner"), true); err != nil {
		m.t.Fatal(err)
	}
	m.must(at(d.dir, "sync")...)
	m.must(at(d.dir, "show", d.number)...)
	s := m.serve(d.dir, m.own())
	d.rows = subjectsOf(m.must(at(d.dir, "queue", "--view", "all", "--json")...))
	m.expect(0, "reply done", at(d.dir, "reply", d.number, "--text", d.words)...)
	if err := s.cmd.Process.Kill(); err != nil {
		m.t.Fatal(err)
	}
	_ = s.cmd.Wait() // it was killed
	if info, err := os.Stat(filepath.Join(d.dir, "desk.db-wal")); err != nil || info.Size() == 0 {
		m.t.Fatal("nothing stands in the log of the desk:", err)
	}
	return d
}

// TestADamagedDeskIsNeverTakenForAnEmptyOne spoils the files of a desk whose server was killed, and
// the settings of whoever works there. What was acknowledged is there, once, or it is said why not.
func TestADamagedDeskIsNeverTakenForAnEmptyOne(t *testing.T) {
	t.Parallel()
	count := promise.Counting(t, promise.Damage)
	n := promise.Size(t, 12, 40, 600)
	const seed = 9
	count.Seeds("%d", seed)
	rng := rand.New(rand.NewPCG(seed, 0))
	d := newMachine(t).struck()
	m := nobodys(t)
	config := filepath.Join(m.home, ".config", "heed", "config.toml")
	files := []string{"desk.db", "desk.db-wal", config, "desk.db", "desk.db-shm", "desk.db-wal"}
	refused := 0
	for i := range n {
		copied := filepath.Join(m.home, fmt.Sprintf("copy-%d", i))
		if out, err := exec.Command("cp", "-a", "--sparse=always", d.dir, copied).CombinedOutput(); err != nil {
			t.Skipf("SKIPPED LOUDLY: the folder cannot be copied here: %v %s", err, out)
		}
		if err := os.MkdirAll(filepath.Dir(config), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(config, []byte("language = \"en\"\nlock_after = \"30m\"\n\n[keys.queue]\nreply = [\"r\"]\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		path := files[i%len(files)]
		if path != config {
			path = filepath.Join(copied, path)
		}
		how := "nothing"
		if i > 0 { // the first is whole
			how = wreck(t, rng, path)
		}
		m.owns()
		said, err := m.judges(copied, d, i%2 == 0, filepath.Base(path) == "desk.db" && strings.HasPrefix(how, flippedBit))
		count.Run(1)
		if err != nil {
			count.Violation()
			t.Errorf("%d: %s, %s: %v", i, filepath.Base(path), how, err)
		}
		switch {
		case said != "" && i == 0:
			t.Fatal("a whole desk is refused: ", said)
		case said != "" && !blames(said, filepath.Base(path)):
			count.Violation()
			t.Errorf("%d: %s, %s: it does not say which file: %s", i, filepath.Base(path), how, said)
		case said != "":
			refused++
			t.Logf("%s, %s: %s", filepath.Base(path), how, strings.TrimSpace(said))
		}
		if err := os.RemoveAll(copied); err != nil {
			t.Error(err)
		}
		if err := os.RemoveAll(filepath.Dir(config)); err != nil {
			t.Error(err)
		}
	}
	count.Figure("%d of %d damaged desks and settings refused with a reason", refused, n)
}

// blames reports whether a file is named, and not only one whose name begins alike.
func blames(said, file string) bool {
	return regexp.MustCompile(regexp.QuoteMeta(file) + `(?:[^-]|$)`).MatchString(said)
}

// judges works at a desk that may be damaged, first by serving it, and returns what heed says
// against that, or what is wrong. Of a flipped bit nothing in the desk's file may tell.
func (m *machine) judges(dir string, d struck, serve, flipped bool) (said string, err error) {
	if serve {
		if said, err = m.serves(dir); err != nil || said != "" {
			return said, err
		}
	}
	for _, args := range [][]string{{"sync"}, {"queue", "--view", "all", "--json"}, {"show", d.number, "--json"}} {
		out, errs, status := m.run("", at(dir, args...)...)
		switch {
		case status < 0, strings.Contains(errs, "goroutine "), strings.Contains(errs, "panic"):
			return "", fmt.Errorf("%s ended with %d: %s", args[0], status, errs)
		case status != 0 && (len(strings.TrimSpace(errs)) < 40 || strings.Contains(errs, wordless)):
			return "", fmt.Errorf("%s ended with %d and no reason: %q", args[0], status, errs)
		case status != 0:
			return errs, nil
		case args[0] == "queue" && !slices.Equal(subjectsOf(out), d.rows) && !flipped:
			return "", fmt.Errorf("it shows %q", subjectsOf(out))
		case args[0] == "show" && strings.Count(out, d.words) != 1 && !flipped:
			return "", fmt.Errorf("an acknowledged reply is there %d times:\n%s%s", strings.Count(out, d.words), out, errs)
		}
	}
	return "", nil
}

// serves has a desk served for a moment, and returns why it is not.
func (m *machine) serves(dir string) (said string, err error) {
	book := filepath.Join(m.home, "serve.log")
	if err := os.RemoveAll(book); err != nil {
		return "", err
	}
	cmd := m.command("serve", "--desk", dir, "--as", "owner", "--listen", "127.0.0.1:0", "--log", book)
	out, err := cmd.StderrPipe()
	if err != nil {
		return "", err
	}
	if err := cmd.Start(); err != nil {
		return "", err
	}
	defer time.AfterFunc(patience, func() { _ = cmd.Process.Kill() }).Stop()
	up := false
	var all strings.Builder
	for lines := bufio.NewScanner(out); lines.Scan(); {
		_, _ = all.WriteString(lines.Text() + "\n")
		if !up && strings.Contains(lines.Text(), "Serving the desk") {
			up = true
			_ = cmd.Process.Signal(syscall.SIGINT)
		}
	}
	_ = cmd.Wait() // its status says
	said = all.String()
	status := cmd.ProcessState.ExitCode()
	switch {
	case status < 0, strings.Contains(said, "goroutine "), strings.Contains(said, "panic"), up && status != 0:
		return "", fmt.Errorf("serve ended with %d: %s", status, said)
	case up:
		return "", nil
	case status == 0 || len(strings.TrimSpace(said)) < 40 || strings.Contains(said, wordless):
		log, _ := os.ReadFile(book) // what could be written of it
		return "", fmt.Errorf("serve ended with %d and no reason: %q\n%s", status, said, log)
	default:
		return said, nil
	}
}
