package main

import (
	"encoding/json"
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

	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/internal/config"
	"github.com/heed-desk/heed/internal/promise"
	"github.com/heed-desk/heed/internal/terminal"
	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/tui"
)

// coin makes words that nobody else has written.
type coin struct {
	chance *rand.Rand
	all    []string
}

func (c *coin) word() string {
	parts := []string{"zor", "vex", "quil", "mib", "ark", "tul", "nof", "gry", "wem", "pax", "jot", "hub", "lyd", "ské", "bor", "üth"}
	for {
		var b strings.Builder
		for range 5 {
			b.WriteString(parts[c.chance.IntN(len(parts))])
		}
		r := []rune(b.String())
		w := strings.ToUpper(string(r[0])) + string(r[1:])
		if !slices.Contains(c.all, w) {
			return c.take(w)
		}
	}
}

func (c *coin) take(token string) string {
	c.all = append(c.all, token)
	return token
}

// shopOf are the lines of a desk whose every name, address, number and rarer word is one of
// so many tokens.
func (c *coin) shopOf(tokens int) string {
	var b strings.Builder
	for n := 0; len(c.all) < tokens; n++ {
		first, last := c.word(), c.word()
		mail := c.take(fmt.Sprintf("%s.%d@%s.example", strings.ToLower(string([]rune(first)[:3])), n, strings.ToLower(string([]rune(last)[:3]))))
		phone := c.take(fmt.Sprintf("1577%07d", c.chance.IntN(1e7)))
		order := c.take(fmt.Sprintf("PX-%08d", c.chance.IntN(1e8)))
		place := c.word()
		who := map[string]any{
			"id": fmt.Sprintf("c%d", n), "name": first + " " + last, "email": mail, "phone": "+49" + phone, "place": place,
			"orders": []any{map[string]any{"order_id": order, "status": "sent", "at": "2026-02-20T12:00:00Z"}},
		}
		line := map[string]any{
			"type": "ticket", "id": fmt.Sprintf("A%d", n), "number": 4001 + n, "subject": "About " + c.word(), "status": "open", "assignee": "owner", "customer": who,
			"messages": []any{
				map[string]any{"from": "customer", "text": "It is the " + c.word() + " again.", "at": "2026-03-01T10:00:00Z"},
				map[string]any{"from": "agent", "agent": "owner", "text": "We look into your " + c.word() + ".", "at": "2026-03-01T11:00:00Z"},
				map[string]any{"from": "note", "agent": "owner", "text": "They mean the " + c.word() + ".", "at": "2026-03-01T12:00:00Z"},
				map[string]any{"from": "customer", "text": "And now?", "at": "2026-03-02T10:00:00Z"},
			},
		}
		out, _ := json.Marshal(line) // a map of texts always can be
		b.Write(append(out, '\n'))
	}
	b.WriteString(`{"type":"reply","name":"sorry","title":"Sorry","template":"Sorry for the {{?what it was}} that came so late."}` + "\n")
	return b.String()
}

// TestNobodyCanBeReadInWhatAShiftLeavesOnTheDisk works a shift in a terminal over a desk of
// invented words, is killed in the middle of it, and looks for every word in every byte that
// the client wrote.
func TestNobodyCanBeReadInWhatAShiftLeavesOnTheDisk(t *testing.T) {
	t.Parallel()
	const seed = 2026
	n := promise.Size(t, 100, 1000, 1000)
	c := promise.Counting(t, promise.AtRest)
	c.Seeds("%d", seed)
	coin := &coin{chance: rand.New(rand.NewPCG(seed, 0))}
	hall := newSealed(t) // where the desk is: another computer
	file, dir := filepath.Join(hall.home, "shop.jsonl"), filepath.Join(hall.home, "shop")
	if err := os.WriteFile(file, []byte(coin.shopOf(n)), 0o600); err != nil {
		t.Fatal(err)
	}
	hall.must("import", "--desk", dir, "--as", "owner", file)
	desk := hall.serve(dir, hall.own())
	seeded := len(coin.all)

	m := newDesktop(t)
	m.must("login", desk.url, "--token", desk.token)
	m.must("sync")
	s := &shift{machine: m, t: t, coin: coin, given: t.TempDir()}
	s.work()
	for _, token := range coin.all[:2] {
		m.run("", "search", token)
	}
	desk.stop()
	hold := newSieve(coin.all)
	in, files, bytes := hold.below(t, m.home)
	for token, where := range in {
		c.Violation()
		t.Errorf("%q can be read in %v", coin.all[token], where)
	}
	c.Runs(len(coin.all), 2) // a kill, and a stack dump
	c.Figure("%d words and names looked for in %d files of %.1f MB: %d found", len(coin.all), files, float64(bytes)/1e6, len(in))
	if files < 8 {
		t.Errorf("only %d files were looked at", files)
	}
	m.closedToOthers()
	s.wireTells(hold)
	s.reportTells(hold)

	// The same look finds them where they do stand: at the desk, and in a record that is not sealed.
	at, _, _ := hold.below(t, dir)
	for token := range seeded {
		if len(at[token]) == 0 {
			t.Errorf("%q is not found at the desk, where it is: the look finds nothing", coin.all[token])
		}
	}
	s.planted(hold)
}

// newDesktop is a machine with every folder of its own that a program may write to.
func newDesktop(t *testing.T) *machine {
	t.Helper()
	m := newMachine(t)
	env := []string{"HEED_PASSPHRASE=" + passphrase}
	for name, sub := range map[string]string{"XDG_CONFIG_HOME": "config", "XDG_CACHE_HOME": "cache", "XDG_DATA_HOME": "data", "TMPDIR": "tmp"} {
		if err := os.Mkdir(filepath.Join(m.home, sub), 0o700); err != nil {
			t.Fatal(err)
		}
		env = append(env, name+"="+filepath.Join(m.home, sub))
	}
	return m.with(env...)
}

// shift is an agent at work who types words of their own.
type shift struct {
	*machine
	t     *testing.T
	coin  *coin
	given string // where the agent's own files lie, which heed only reads
	seats []*seat
}

// sits sits down, with what heed says of itself in files.
func (s *shift) sits() *seat {
	s.t.Helper()
	cmd := exec.Command("sh", "-c", `exec "$0" --log "$HOME/state/heed.log" 2>>"$HOME/state/stderr"`, binary(s.t))
	cmd.Env, cmd.Dir = s.env, s.home
	term, err := terminal.Start(cmd, terminal.Size{Cols: 140, Rows: 40})
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = term.Kill() }) // where the test has not ended it
	w := &seat{Terminal: term, t: s.t}
	s.seats = append(s.seats, w)
	w.seesQueue()
	return w
}

// steps presses keys, and waits after each for what it brings.
func (s *shift) steps(w *seat, pairs ...string) {
	s.t.Helper()
	for i := 0; i+1 < len(pairs); i += 2 {
		w.send(pairs[i])
		w.sees(pairs[i+1])
	}
}

// back goes back from what shows something.
func (s *shift) back(w *seat, from string) {
	s.t.Helper()
	w.send("\x1b")
	s.gone(w, from)
}

// gone waits until something is no longer shown.
func (s *shift) gone(w *seat, what string) {
	s.t.Helper()
	if _, err := w.WaitGone(regexp.MustCompile(what), patience); err != nil {
		s.t.Fatal(err)
	}
}

// work is the shift.
func (s *shift) work() {
	s.t.Helper()
	word := s.coin.word
	w := s.sits()
	w.sees(` synced`)

	// Read, searched, answered, noted.
	reply, note, query := word(), word(), s.coin.all[6]
	s.steps(w, "\r", `And now\?`, "/", `(?m)^ ?/ `, query, `1 found, best first`)
	s.back(w, `best first`)
	s.back(w, `esc back`)
	s.steps(w, "r", `Reply to`, "Dear "+reply+", it is on its way.", reply, "\x13", `c claim`)
	s.steps(w, "n", `Note|note`, "Mind the "+note+".", note, "\x13", `c claim`)

	// A reply of the phrasebook with its blank, and a file along with it.
	blank, name, inside := word(), word(), word()
	path := filepath.Join(s.given, name+".txt")
	if err := os.WriteFile(path, []byte(strings.Repeat("The "+inside+" is in here.\n", 3)), 0o600); err != nil {
		s.t.Fatal(err)
	}
	s.steps(w, "j", `2 of`, "r", `Reply to`, ";", `Sorry`, "sorry", `Sorry`, "\r", `Sorry for the`, blank, `what it was(?s:.*)`+blank)
	w.send("\r")
	s.gone(w, `what it was`)
	s.steps(w, "\x1bi", `Attach|attach|file`, path, regexp.QuoteMeta(name), "\r", `with it: `+regexp.QuoteMeta(name))
	s.steps(w, "\x13", `c claim`)

	// A view of one's own.
	tag, called := strings.ToLower(word()), word()
	s.steps(w, "F", `Filters`, "tag:"+tag, `new filter: tag:`+tag, "\r", `Name of the filter`)
	w.send(strings.Repeat("\x7f", len("tag:")+len([]rune(tag))))
	s.steps(w, called, called, "\r", `stands behind the views now`)

	// Begun, killed, and gone on with.
	draft := word()
	s.steps(w, "j", `3 of`, "r", `Reply to`, "About the "+draft+" ", draft)
	w.seesKept(draft)
	on := regexp.MustCompile(`#(\d+) · open`).FindStringSubmatch(w.Screen())
	if on == nil {
		s.t.Fatal(w.Screen())
	}
	w.kill()
	for token, where := range found(newSieve(s.coin.all).below(s.t, s.home)) {
		s.t.Errorf("as heed was killed, %q could be read in %v", s.coin.all[token], where)
	}
	w = s.sits()
	s.steps(w, on[1]+"#", `#`+on[1]+` · open`, "r", draft)
	if err := syscall.Kill(w.Pid(), syscall.SIGSEGV); err != nil { // it tells where it is, on its error output
		s.t.Fatal(err)
	}
	w.ends(2)
	stack, err := os.ReadFile(filepath.Join(s.home, "state", "stderr"))
	if err != nil || !strings.Contains(string(stack), "goroutine") {
		s.t.Fatalf("there is no stack to look at: %d bytes, %v", len(stack), err)
	}
	w = s.sits()
	w.leaves()
}

// found is what a look found, whatever it looked at.
func found(in map[int][]string, _ int, _ int64) map[int][]string { return in }

// closedToOthers makes sure that nobody else can read or enter what heed made, and that no
// program has left a copy of it.
func (m *machine) closedToOthers() {
	m.t.Helper()
	err := filepath.WalkDir(m.home, func(path string, e fs.DirEntry, err error) error {
		if err != nil || path == m.home || filepath.Base(path) == "stderr" { // the test's own
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		want := fs.FileMode(0o600)
		if e.IsDir() {
			want = 0o700
		}
		if got := info.Mode().Perm(); got != want && info.Mode()&fs.ModeSymlink == 0 {
			m.t.Errorf("%s can be reached by others: %v", strings.TrimPrefix(path, m.home), info.Mode())
		}
		if regexp.MustCompile(`\.sw[a-z]$|~$|^core|\.dmp$|\.bak$`).MatchString(e.Name()) {
			m.t.Errorf("%s is a copy of something", path)
		}
		return nil
	})
	if err != nil {
		m.t.Fatal(err)
	}
}

// wireTells looks at what the terminal was told besides the picture: titles, notifications.
func (s *shift) wireTells(hold *sieve) {
	s.t.Helper()
	titles := 0
	for _, w := range s.seats {
		for _, osc := range regexp.MustCompile(`\x1b\][0-9]+;[^\x07\x1b]*`).FindAllString(w.Wire(), -1) {
			titles++
			hold.finds([]byte(osc+"        "), func(token int) {
				s.t.Errorf("the terminal was told %q besides the picture: %q", s.coin.all[token], osc)
			})
		}
	}
	if titles == 0 {
		s.t.Error("no title was set: nothing was looked at")
	}
}

// reportTells looks at the report of a fault that heed meets with somebody's words in hand.
func (s *shift) reportTells(hold *sieve) {
	s.t.Helper()
	a := &app{book: words.English()}
	var file config.File
	a.settings, _ = file.Effective(nil, func(string) string { return "" })
	crash := tui.Crash{Value: fmt.Errorf("cannot show %s", s.coin.all[0]), Stack: []byte("goroutine 1:\nheed.show({0x1, \"" + s.coin.all[1] + "\"})\n\t/x/show.go:1\npanic(" + s.coin.all[2] + ")\n")}
	hold.finds(a.report(&crash, time.Now()), func(token int) { s.t.Errorf("%q is in the report of a fault", s.coin.all[token]) })
}

// planted makes sure that a record that was not sealed would have been found.
func (s *shift) planted(hold *sieve) {
	s.t.Helper()
	path := filepath.Join(s.home, "state", "heed", "profiles", "default", "cache.db")
	db, err := bolt.Open(path, 0o600, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	record, _ := json.Marshal(map[string]string{"subject": s.coin.all[6]}) // a text always can be
	err = db.Update(func(tx *bolt.Tx) error {
		b, err := tx.CreateBucketIfNotExists([]byte("planted"))
		if err != nil {
			return err
		}
		return b.Put([]byte("x"), record)
	})
	if err != nil {
		s.t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		s.t.Fatal(err)
	}
	if in, _, _ := hold.below(s.t, s.home); len(in[6]) == 0 {
		s.t.Error("a record that is not sealed is not found")
	}
}
