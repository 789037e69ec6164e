package powercut_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/cache"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/powercut"
	"github.com/heed-desk/heed/internal/promise"
)

// recorded runs this very test binary as the program that is recorded.
func recorded(t *testing.T, todo task) powercut.Log {
	t.Helper()
	dir, err := os.MkdirTemp(quick(), "heed-recorded-") //nolint:usetesting // what is recorded is the order, and no disk has to be waited for
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = os.RemoveAll(dir) }() // all of it is in the log
	todo.Dir, todo.Said = filepath.Join(dir, "profile"), filepath.Join(dir, "said")
	if err := os.Mkdir(todo.Dir, 0o700); err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(todo)
	if err != nil {
		t.Fatal(err)
	}
	errs := filepath.Join(dir, "errors")
	log, err := powercut.Record(powercut.Program{
		Args: []string{os.Args[0]}, Env: append(os.Environ(), workVar+"="+string(b), "GOMAXPROCS=2"), Dir: todo.Dir, Said: todo.Said, Err: errs,
	})
	if errors.Is(err, powercut.ErrNotHere) {
		t.Skip("SKIPPED LOUDLY: ", err)
	}
	if err != nil {
		said, _ := os.ReadFile(errs) // it may have said why
		t.Fatalf("%v\n%s", err, said)
	}
	return log
}

// moment is where the power goes, and what was promised until then.
type moment struct {
	seed   uint64
	at     int
	how    powercut.How
	before *model
	doing  *step  // what was begun and not yet said to be done
	heard  bool   // outbox.db was written since it was begun: it may have been taken
	lost   string // a file that is gone besides
	image  powercut.Image
}

func (m *moment) String() string {
	doing := "nothing"
	if m.doing != nil {
		doing = fmt.Sprintf("%s on ticket %d, %s", m.doing.Do, m.doing.Ticket, short(m.doing.Text))
	}
	return fmt.Sprintf("seed %d, after event %d, of the rest %s, without %q, while doing %s", m.seed, m.at, m.how, m.lost, doing)
}

// moments yields a log's moments, of each as many ways as are asked for.
func moments(t *testing.T, log powercut.Log, seed uint64, ways func(at int, chance *rand.Rand) []powercut.How, take func(*moment)) {
	t.Helper()
	d := powercut.NewDisk()
	chance := rand.New(rand.NewPCG(seed, 2))
	now := moment{seed: seed, before: newModel()}
	for i, e := range log {
		if err := d.Do(e); err != nil {
			t.Fatal(err)
		}
		switch {
		case e.Kind == powercut.Marked:
			for line := range bytes.Lines(e.Data) {
				var s step
				if err := json.Unmarshal(line, &s); err != nil {
					t.Fatal(err)
				}
				if now.doing, now.heard = &s, false; !s.Begun {
					now.doing = nil
					now.before = now.before.clone()
					now.before.do(s)
				}
			}
		case e.Kind == powercut.Wrote && d.Called(e.File, "outbox.db") && e.At < 2*int64(os.Getpagesize()):
			now.heard = true
		}
		for _, how := range ways(i, chance) {
			m := now
			m.at, m.how, m.image, m.lost = i, how, d.Cut(how, chance), ""
			if chance.IntN(3) == 0 {
				m.lost = []string{"outbox.db", "outbox.log", "cache.db"}[chance.IntN(3)]
				delete(m.image.Files, m.lost)
			}
			take(&m)
		}
	}
}

// choose chooses at most so many moments of a log, evenly: behind each thing that was done, if
// they are enough for that.
func choose(log powercut.Log, most int, chance *rand.Rand) map[int]bool {
	var all []int
	for i, e := range log {
		if e.Kind != powercut.Marked {
			all = append(all, i)
		}
	}
	every := float64(len(all)) / float64(min(most, len(all)))
	chosen := map[int]bool{}
	for at := chance.Float64() * every; int(at) < len(all); at += every {
		chosen[all[int(at)]] = true
	}
	return chosen
}

// wreck is what came of the images.
type wreck struct {
	mu    sync.Mutex
	aside map[string]int // files that were set aside
	kept  int            // images
	drafts,
	taken int // what was begun and not acknowledged: as a draft, or as if it had been
}

func (w *wreck) note(repairs []cache.Repair) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, r := range repairs {
		if r.Aside != "" {
			w.aside[r.File]++
		}
	}
}

// tried lays an image into a folder of its own, and opens it.
func (w *wreck) tried(m *moment) (err error) {
	dir, err := os.MkdirTemp(quick(), "heed-torn-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	return w.opened(m, dir)
}

// mostKept is how many images that fail are kept.
const mostKept = 5

// keep lays an image where it can be looked at when the test has ended: the same one is not
// made again, as keys and moments differ from run to run.
func (w *wreck) keep(t *testing.T, m *moment) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.kept++; w.kept > mostKept {
		return ""
	}
	dir, err := os.MkdirTemp("", "heed-torn-kept-") //nolint:usetesting // it outlasts the test
	if err == nil {
		err = m.image.Put(dir)
	}
	if err != nil {
		t.Log(err)
	}
	return "\nthe image: " + dir
}

// start opens a ledger as heed does: a key is made only where nothing lies that one has sealed.
func (m *moment) start(dir string) (*cache.Ledger, error) {
	fresh := !slices.ContainsFunc([]string{"cache.db", "outbox.db", "outbox.log"}, func(name string) bool { return m.image.Files[name] != nil })
	opt, err := options(dir, fresh)
	if err != nil {
		return nil, err
	}
	return cache.Open(opt)
}

// opened opens an image as the next start does, and says what is wrong with it; nothing
// where all that was promised is there.
func (w *wreck) opened(m *moment, dir string) error {
	if err := m.image.Put(dir); err != nil {
		return err
	}
	first, err := w.started(m, dir)
	if err != nil {
		return err
	}
	for _, name := range []string{"cache.db", "outbox.db"} {
		if err := sound(filepath.Join(dir, name)); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	l, err := m.start(dir)
	if err != nil {
		return fmt.Errorf("the second start: %w", err)
	}
	defer func() { _ = l.Close() }() // it was only read
	second, err := look(l)
	if err != nil {
		return fmt.Errorf("the second start: %w", err)
	}
	if wrong := second.outbox(&first.model); wrong != "" {
		return fmt.Errorf("the second start differs: %s", wrong)
	}
	return nil
}

// started is the first start. Behind it something is done, so that the next one has to know.
func (w *wreck) started(m *moment, dir string) (s *seen, err error) {
	l, err := m.start(dir)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	if s, err = look(l); err != nil {
		return nil, err
	}
	repairs := l.Repairs()
	w.note(repairs)
	if slices.ContainsFunc(repairs, func(r cache.Repair) bool { return r.File != "outbox.log" && (r.Aside != "" || r.File != m.lost) }) {
		return nil, fmt.Errorf("set aside, or missed: %v", repairs)
	}
	if wrong := w.compare(m, s); wrong != "" {
		return nil, errors.New(wrong)
	}
	o := desk.Op{ID: desk.NewOpID(), Ticket: ticketID(tickets + 1), Actor: me, At: time.Now(), Intent: desk.Note{Text: desk.Foreign("Written after that.")}}
	if err := l.Submit(o, 0); err != nil {
		return nil, err
	}
	s.ops[o.ID] = queued{words: words{text: "Written after that."}, place: place{0, true}}
	s.order = append(s.order, o.ID)
	return s, nil
}

// compare holds what is seen against what may be there: all that was done, and what was being
// done either wholly or not at all.
func (w *wreck) compare(m *moment, s *seen) string {
	s.salvaged = m.lost == "outbox.db"
	before := s.outbox(m.before)
	records := s.held(m, m.before)
	if m.doing == nil {
		return before + records
	}
	after := m.before.clone()
	after.do(*m.doing)
	done, come := s.outbox(after), s.held(m, after)
	if m.doing.Do == "fill" && !m.before.filled && m.lost != "cache.db" {
		after.cursor = m.before.cursor
		come = worst(come, s.records(after, true))
	}
	heard := s.outbox(m.before.unheard(*m.doing))
	switch {
	case worst(records, come) != "":
		return "neither before nor after: " + records + "; " + come
	case m.doing.Do == "settle" && m.lost == "" && (done == "") != (come == ""):
		return "settled in one file, and not in the other: " + done + "; " + come
	case before != "" && done == "" && m.lost == "" && !m.heard && m.doing.Text != "" && m.doing.Do != "draft":
		return "it would be sent, and nobody was told"
	case before == "" || done == "" || heard == "":
		w.mu.Lock()
		defer w.mu.Unlock()
		if before != "" && heard == "" && done != "" {
			w.drafts++
		} else if before != "" && done == "" {
			w.taken++
		}
		return ""
	default:
		return "neither before (" + before + ") nor after (" + done + ") nor a draft (" + heard + ")"
	}
}

// held is records, where they have not been lost.
func (s *seen) held(m *moment, want *model) string {
	if m.lost != "cache.db" {
		return s.records(want, false)
	}
	return s.records(newModel(), false)
}

// worst is nothing where one of two is.
func worst(a, b string) string {
	if a == "" || b == "" {
		return ""
	}
	return a
}

// sound says what is wrong with a bbolt file.
func sound(path string) error {
	db, err := bolt.Open(path, 0o600, &bolt.Options{ReadOnly: true, Timeout: time.Second})
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }() // it was only read
	return db.View(func(tx *bolt.Tx) error {
		var errs []error
		for err := range tx.Check() {
			errs = append(errs, err)
		}
		return errors.Join(errs...)
	})
}

// quick is a folder in memory where the machine has one.
func quick() string {
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
		return "/dev/shm"
	}
	return ""
}

// stepsOfRun is how much is done in one recorded run.
const stepsOfRun = 220

// TestAPowerCutAtAnyMomentLosesNothingThatWasPromised records a ledger at work, and opens what
// a power cut would have left of its folder: in the middle of each write and between any two.
func TestAPowerCutAtAnyMomentLosesNothingThatWasPromised(t *testing.T) {
	t.Parallel()
	c := promise.Counting(t, promise.Torn)
	left := promise.Size(t, 50, 200, 5000)
	w := &wreck{aside: map[string]int{}}
	work := make(chan *moment)
	var running sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		running.Go(func() {
			for m := range work {
				c.Run(1)
				if err := w.tried(m); err != nil {
					c.Violation()
					t.Errorf("%s: %v%s", m, err, w.keep(t, m))
				}
			}
		})
	}
	seed, events, keyings := uint64(1), 0, 0
	for ; left > 0; seed++ {
		log := recorded(t, task{Seed: seed, Steps: stepsOfRun})
		events += len(log)
		for _, e := range log {
			if e.Kind == powercut.Renamed && e.To == "throw-away.key" {
				keyings++
			}
		}
		chosen := choose(log, left, rand.New(rand.NewPCG(seed, 3)))
		left -= len(chosen)
		moments(t, log, seed, func(at int, chance *rand.Rand) []powercut.How {
			if !chosen[at] {
				return nil
			}
			all := powercut.Ways()
			return all[chance.IntN(len(all)):][:1]
		}, func(m *moment) { work <- m })
	}
	close(work)
	running.Wait()
	c.Seeds("1-%d", seed-1)
	var aside []string
	for _, name := range slices.Sorted(maps.Keys(w.aside)) {
		aside = append(aside, fmt.Sprintf("%d %s", w.aside[name], name))
	}
	if aside == nil {
		aside = []string{"none"}
	}
	c.Figure("of %d writes and flushes, the key file written %d times; what was begun: %d as drafts, %d as done; set aside: %s", events, keyings, w.drafts, w.taken, strings.Join(aside, ", "))
}
