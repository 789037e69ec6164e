package cache

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/heed-desk/heed/cache/vault"
	"github.com/heed-desk/heed/desk"
)

// childVar tells a test binary that it is the child of another, and which one.
const childVar = "HEED_TEST_CHILD"

// child does what a child of a test has to do, if this process is one. It does not return then.
func child() {
	roles := map[string]func() error{"reader": readDamaged, "looker": lookThrough, "worker": workSick}
	role, ok := roles[os.Getenv(childVar)]
	if !ok {
		return
	}
	if err := role(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
	os.Exit(0)
}

// nobody is a user who owns nothing.
const nobody = 65534

// ownBinary is the test binary where another user can run it too.
func ownBinary(t testing.TB) string {
	t.Helper()
	from, err := os.Executable()
	must(t, err)
	if os.Getuid() != 0 {
		return from
	}
	dir := openedUp(t)
	to := filepath.Join(dir, "child")
	if os.Link(from, to) != nil {
		b, err := os.ReadFile(from)
		must(t, err)
		must(t, os.WriteFile(to, b, 0o755))
	}
	must(t, os.Chmod(to, 0o755))
	return to
}

// openedUp is a temporary folder that other users can pass through.
func openedUp(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	for _, d := range []string{dir, filepath.Dir(dir)} {
		must(t, os.Chmod(d, 0o755))
	}
	return dir
}

// dropped is who a child runs as: nobody where this process is root, because root may read
// and write whatever the mode says. It says so aloud where that cannot be had.
func dropped(t testing.TB, binary string) *syscall.SysProcAttr {
	t.Helper()
	if os.Getuid() != 0 {
		return nil
	}
	as := &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	cmd := exec.Command(binary, "-test.list", "^$")
	cmd.SysProcAttr = as
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Logf("LOUDLY: root cannot be dropped here, so nothing is shown of files that may not be read: %v %s", err, out)
		return nil
	}
	return as
}

// reading is what a child is told to do with a damaged profile.
type reading struct {
	Dir    string // the profile
	Truths string // the file with what is true
	Seed   uint64 // which damage is done while it is open; 0 for none
	Target string // the file that takes it
	// Earlier says that what was true earlier is not wrong.
	Earlier bool
}

// truths are what a ledger shows of a worked profile.
type truths struct {
	Whole  marks // with all its files
	Bare   marks // without its cache.db
	Older  marks // with its cache.db as it was earlier
	Filled marks // once the desk has filled that again
}

// outcome is what a child has seen.
type outcome struct {
	Refused string   // why it could not be opened
	Repairs []Repair // what was set aside
	Anew    []Repair // and at the next start
	Filled  bool     // the desk has filled it again
	Wrong   []string // what was shown and is not so
	Absent  []string // what was not shown, and nobody was told why
	Lost    []string // what of the agent's own words was not there
	Failed  []string // what went wrong otherwise

	earlier bool // what is shown may be of earlier, or of both times together
}

// childPatience is far longer than a child needs: one that takes so long hangs.
const childPatience = 2 * time.Minute

// readDamaged opens a damaged profile, reads everything, has what was lost filled again, and
// reads it once more after the next start.
func readDamaged() error {
	var r reading
	var all truths
	if err := errors.Join(json.NewDecoder(os.Stdin).Decode(&r), readJSON(r.Truths, &all)); err != nil {
		return err
	}
	var o outcome
	o.earlier = r.Earlier
	o.read(r, &all)
	return json.NewEncoder(os.Stdout).Encode(o)
}

func readJSON(path string, into any) error {
	if path == "" {
		return nil
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return json.Unmarshal(b, into)
}

func (o *outcome) fail(when string, err error) bool {
	if err != nil {
		o.Failed = append(o.Failed, fmt.Sprintf("%s: %.900v", when, err))
	}
	return err != nil
}

func (o *outcome) read(r reading, all *truths) {
	l, err := Open(shiftOptions(r.Dir))
	if err != nil {
		o.Refused = err.Error()
		return
	}
	if r.Seed != 0 {
		if err := planned(r.Seed).do(filepath.Join(r.Dir, r.Target), ""); o.fail("damaging", err) {
			return
		}
	}
	o.looks("at first", l, all, false)
	if len(o.Failed) == 0 && l.Cursor() == "" && !o.fail("filling", refill(l)) {
		o.Filled = true
		is, err := lookAtAll(l)
		if !o.fail("the look after it was filled", err) {
			o.compare("filled again", is, o.now(l, all, true)...)
		}
	}
	if len(o.Failed) == 0 && l.Cursor() == olderCursor && !o.fail("catching up", catchUp(l)) {
		is, err := lookAtAll(l)
		if !o.fail("the look after it caught up", err) {
			o.compare("caught up", is, all.Whole)
		}
	}
	o.Repairs = l.Repairs()
	o.fail("closing", l.Close())
	if len(o.Failed) == 0 {
		o.again(r, all)
	}
}

// looks looks at everything twice. Where the first look is what brings the damage to light, it
// has seen what was true before that and what is true since.
func (o *outcome) looks(when string, l *Ledger, all *truths, filled bool) {
	before := o.now(l, all, filled)
	for range 2 {
		is, err := lookAtAll(l)
		if o.fail("the look "+when, err) {
			return
		}
		if l.Cursor() == "" && before != nil {
			o.compare(when, is, append(before, all.Bare)...)
			before = nil // a second look is at nothing but what is there now
			continue
		}
		o.compare(when, is, o.now(l, all, filled)...)
	}
}

// now is what is true of a ledger as it is: one of these, as far as it goes.
func (o *outcome) now(l *Ledger, t *truths, filled bool) []marks {
	spared := len(o.Repairs)+len(l.Repairs()) == 0
	switch {
	case l.Cursor() == "" && spared: // where the feed stands is gone, and nothing else: all of it comes once more
		return []marks{t.Bare, t.Whole}
	case l.Cursor() == "":
		return []marks{t.Bare}
	case l.Cursor() == olderCursor:
		return []marks{t.Older}
	case filled && spared: // beside what comes again, what was there stays
		return []marks{t.Filled, t.Whole}
	case filled:
		return []marks{t.Filled}
	default:
		return []marks{t.Whole}
	}
}

// again reads it after the next start: there is nothing to repair any more.
func (o *outcome) again(r reading, all *truths) {
	l, err := Open(shiftOptions(r.Dir))
	if o.fail("the next start", err) {
		return
	}
	o.looks("the next time", l, all, o.Filled)
	o.Anew = l.Repairs()
	o.fail("the last end", l.Close())
}

func (o *outcome) compare(when string, is sight, truth ...marks) {
	alone := len(truth) == 1
	wrong, absent := differences(is, truth...)
	for _, w := range wrong {
		switch {
		case own(w):
			o.Lost = append(o.Lost, when+": "+w)
		case !o.earlier:
			o.Wrong = append(o.Wrong, when+": "+w)
		}
	}
	for _, name := range absent {
		switch {
		case own(name):
			o.Lost = append(o.Lost, when+": "+name)
		case alone:
			o.Absent = append(o.Absent, when+": "+name)
		}
	}
}

// olderCursor is where the feed stood when the copy of earlier was taken.
const olderCursor = "2"

// catchUp is what the courier does with one that stands where the copy of earlier does.
func catchUp(l *Ledger) error {
	_, later := shiftPages()
	for _, p := range later[1:] {
		if err := l.Take(p); err != nil {
			return err
		}
	}
	return nil
}

// refill is what the courier does with a ledger that has no cursor.
func refill(l *Ledger) error {
	first, later := shiftPages()
	if err := tellAll(l, first, later); err != nil {
		return err
	}
	return nil
}

// lookThrough looks through the files of a profile; what is wrong with them is an error. bbolt
// may go round in circles where a page leads back to itself, so it is for a child.
func lookThrough() error {
	var r reading
	if err := json.NewDecoder(os.Stdin).Decode(&r); err != nil {
		return err
	}
	found, err := verified(context.Background(), shiftOptions(r.Dir))
	for _, f := range found.Files {
		for _, fault := range f.Faults {
			err = errors.Join(err, fmt.Errorf("%s: %s", f.Name, fault))
		}
		if f.Unread != "" {
			err = errors.Join(err, fmt.Errorf("%s: %s", f.Name, f.Unread))
		}
	}
	return errors.Join(err, json.NewEncoder(os.Stdout).Encode(outcome{}))
}

// indexed waits until the search knows every ticket that is there: not for ever, as what it
// is to be told by may be what is damaged.
func indexed(l *Ledger) error {
	idx := l.search.idx.Load()
	for was, idle := 0, 0; idle < mostIdle; idle++ {
		counts, err := l.Counts()
		if err != nil || l.search.idx.Load().Len() >= counts[desk.ViewAll] {
			return err
		}
		if now := l.search.idx.Load(); now != idx || now.Len() != was {
			idx, was, idle = now, now.Len(), 0
		}
		<-time.After(time.Millisecond)
	}
	return nil
}

// mostIdle is how many looks at an index that does not grow are enough. It is no time: where this
// process is kept waiting, so is its indexer.
const mostIdle = 1500

// asChild runs a role in a child and returns what it said. An end by a signal, a panic, or
// none at all within patience is an error.
func asChild(binary string, as *syscall.SysProcAttr, role string, in any, patience time.Duration) (o outcome, err error) {
	b, err := json.Marshal(in)
	if err != nil {
		return o, err
	}
	cmd := exec.Command(binary)
	cmd.Env = append(os.Environ(), childVar+"="+role, "GOMAXPROCS=2", "GOTRACEBACK=single")
	cmd.SysProcAttr, cmd.Stdin, cmd.WaitDelay = as, strings.NewReader(string(b)), patience
	cmd.Dir = "/"
	var out, errs strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Start(); err != nil {
		return o, err
	}
	hangs := time.AfterFunc(patience, func() { _ = cmd.Process.Signal(syscall.SIGQUIT) })
	err = cmd.Wait()
	hangs.Stop()
	if err != nil {
		return o, fmt.Errorf("the child ended with %w: %.4000s", err, errs.String())
	}
	return o, json.Unmarshal([]byte(out.String()), &o)
}

// isRefusal reports whether an error is one that people are told, and can do something about.
func isRefusal(said string) bool {
	for _, err := range []error{vault.ErrWrongKey, vault.ErrDisk} {
		if strings.Contains(said, err.Error()) {
			return true
		}
	}
	return strings.Contains(said, "permission denied") || strings.Contains(said, "is in the way")
}
