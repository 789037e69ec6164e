package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/adrg/xdg"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/config"
	"github.com/heed-desk/heed/internal/logbook"
	"github.com/heed-desk/heed/internal/promise"
	"github.com/heed-desk/heed/internal/text/hostile"
	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/screentest"
)

// doomed is a ledger that is sound until it is told to break, with somebody's words in hand.
type doomed struct {
	*screentest.Desk
	words string
	kind  int // of the fault
	reads atomic.Bool
	draws atomic.Bool
}

// Outbox is read beside what is drawn: a fault there is told, and the session goes on.
func (d *doomed) Outbox() ([]desk.PendingOp, error) {
	if d.reads.Load() {
		burst(d.words, 1)
	}
	return d.Desk.Outbox()
}

// Now is asked by what draws.
func (d *doomed) Now() time.Time {
	if d.draws.Load() {
		if d.kind%2 == 0 {
			burst(d.words, 1)
		}
		panic(errors.New(d.words))
	}
	return time.Now()
}

func (d *doomed) Me() desk.Me                                  { return d.Who }
func (d *doomed) MarkSeen(desk.TicketID, desk.MessageID) error { return nil }
func (d *doomed) Deeds() ([]desk.Deed, error)                  { return nil, nil }
func (d *doomed) Draft(desk.TicketID, bool) (*desk.Draft, error) {
	return &desk.Draft{Text: desk.Foreign(d.words), At: d.Clock}, nil
}

// newDoomed is one on which everybody says the same.
func newDoomed(said string, kind int) *doomed {
	d := &doomed{Desk: screentest.NewDesk(time.Now()), words: said, kind: kind}
	d.Open(4821, said, said, said, 2*time.Hour)
	for i := range d.Staff {
		d.Staff[i].Name = desk.Foreign(said)
	}
	return d
}

// screenful is what a terminal was sent.
type screenful struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *screenful) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(b)
}

func (s *screenful) shows(words string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.Contains(s.b.String(), words)
}

// breaks works on a ticket, with a text begun, until what draws breaks. A read broke before.
func breaks(t *testing.T, said string, kind int) (crash *tui.Crash) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		d, out := newDoomed(said, kind), &screenful{}
		in, keys := io.Pipe()
		done := make(chan error, 1)
		ctx, end := context.WithCancel(t.Context())
		defer end()
		go func() {
			done <- tui.Run(ctx, tui.Options{Ledger: d, Book: words.English(), Zone: time.UTC}, tui.Terminal{In: in, Out: out, W: 132, H: 40})
		}()
		press := func(key string) {
			go func() { _, _ = io.WriteString(keys, key) }() // nobody reads on where it broke
			time.Sleep(time.Second)
			synctest.Wait()
		}
		synctest.Wait()
		for _, key := range []string{"\r", "i", "r"} {
			press(key)
		}
		if !out.shows("Harper") {
			t.Error("there was nobody on the screen")
		}
		d.reads.Store(true)
		for _, key := range []string{"\x1b", "g", "o"} {
			press(key)
		}
		d.draws.Store(true)
		press("?")
		end() // where it did not break
		_, _ = in.Close(), keys.Close()
		if err := <-done; !errors.As(err, &crash) {
			t.Errorf("it ended with %v", err)
		}
	})
	return crash
}

// TestNoPayloadIsInTheReportOfAFaultOrInWhatIsSaidOfIt breaks heed while a payload stands in
// the ticket, the customer, the draft, the names, the settings, the path of the file that they
// are in, the terminal's name, and the folder of the report.
func TestNoPayloadIsInTheReportOfAFaultOrInWhatIsSaidOfIt(t *testing.T) {
	c, state := promise.Counting(t, promise.Hostile), xdg.StateHome
	t.Cleanup(func() { xdg.StateHome = state })
	all, bytes := hostile.OfEach(promise.Size(t, 1, 1, 1000)), 0
	for i, p := range all {
		c.Run(1)
		said := "Harper " + p.Text + " Moore"
		folder := strings.NewReplacer("/", "", "\x00", "").Replace(p.Text)
		xdg.StateHome = filepath.Join(t.TempDir(), folder[:min(len(folder), 200)])
		t.Setenv("TERM", strings.ReplaceAll(said, "\x00", ""))
		crash := breaks(t, said, i)
		if crash == nil {
			continue
		}
		got, log, told := reported(t, said, crash)
		for what, s := range map[string]string{"the report": got, "the log": log, "what is said": told} {
			bytes += len(s)
			if at := strings.IndexFunc(s, func(r rune) bool { return steers(r) && r != '\t' }); at >= 0 || s == "" {
				c.Violation()
				t.Errorf("%s: %s has %.60q", p.Name, what, s[max(at, 0):])
			}
			if strings.Contains(s, "Harper") || strings.Contains(s, "Moore") {
				c.Violation()
				t.Errorf("%s: somebody's words are in %s:\n%.1500q", p.Name, what, s)
			}
		}
	}
	c.Figure("%d payloads on a desk that breaks, %d bytes of reports held against the list", len(all), bytes)
}

// reported is what is left of a fault: the report, the log, and what a person is told.
func reported(t *testing.T, said string, crash *tui.Crash) (report, log, told string) {
	t.Helper()
	a := &app{book: words.English(), file: config.File{Path: "/home/" + said, Values: map[string]config.Value{}}}
	for _, s := range config.Settings() {
		if s.Kind == config.Words {
			a.file.Values[s.Name] = config.Value{Text: said, Line: 1}
		}
	}
	var flaws []*config.Flaw
	if a.settings, flaws = a.file.Effective(nil, func(string) string { return "" }); len(flaws) > 0 {
		t.Fatal("heed would not have begun:", flaws[0])
	}
	dir := t.TempDir()
	var err error
	if a.logger, a.logEnd, err = logbook.Open(filepath.Join(dir, "log")); err != nil {
		t.Fatal(err)
	}
	fault := a.crashed(crash, time.Now())
	a.closeLog(fault)
	files, err := os.ReadDir(filepath.Join(xdg.StateHome, "heed"))
	if err != nil || len(files) != 1 {
		t.Fatal("there is no report:", files, err)
	}
	read := func(name string) string {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Error(err)
		}
		return string(b)
	}
	return read(filepath.Join(xdg.StateHome, "heed", files[0].Name())), read(filepath.Join(dir, "log")), a.sentence(fault)
}
