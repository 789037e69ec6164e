package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/pgtest"
)

// crowd writes notes at a desk that is served, as fast as it is answered.
type crowd struct {
	t    testing.TB
	line *client.Line
	end  context.CancelFunc
	wait sync.WaitGroup

	mu       sync.Mutex
	answered []desk.OpID
	more     chan struct{} // one for each that is answered
}

const inCrowd = 4

func crowded(t testing.TB, s *served) *crowd {
	t.Helper()
	line, err := client.New(client.Options{URL: s.url, Token: s.token})
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = line.Snapshot(t.Context(), func(int) {}, func(desk.Page) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	ctx, end := context.WithCancel(t.Context())
	c := &crowd{t: t, line: line, end: end, more: make(chan struct{}, 100_000)}
	for i := range inCrowd {
		c.wait.Go(func() { c.write(ctx, i) })
	}
	return c
}

func (c *crowd) write(ctx context.Context, i int) {
	for n := 0; ctx.Err() == nil; n++ {
		op := desk.Op{
			ID: desk.NewOpID(), Ticket: desk.NewTicketID(), Actor: "owner", At: time.Now().UTC(),
			Intent: desk.Create{Subject: desk.Foreign(fmt.Sprintf("by %d, the %dth", i, n)), Channel: desk.Mail, Text: desk.Foreign("hello"), Outbound: true},
		}
		if v, err := c.line.Apply(ctx, op); err != nil || v.Outcome != desk.Applied {
			continue // nothing was promised
		}
		c.mu.Lock()
		c.answered = append(c.answered, op.ID)
		c.mu.Unlock()
		c.more <- struct{}{}
	}
}

// after waits until n more were answered, and returns all that were before that.
func (c *crowd) after(n int) []desk.OpID {
	for range n {
		<-c.more
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.answered[:len(c.answered):len(c.answered)]
}

func (c *crowd) leaves() { c.end(); c.wait.Wait() }

// TestADeskThatIsBackedUpAtWorkKilledAndRestoredHasLostNothing is the drill of the person who runs it.
func TestADeskThatIsBackedUpAtWorkKilledAndRestoredHasLostNothing(t *testing.T) {
	t.Parallel()
	for name, on := range map[string]func(testing.TB) (first, second string){"in a file": drilledInFile, "in PostgreSQL": drilledInPostgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			first, second := on(t)
			m := newSealed(t)
			dir := filepath.Join(m.home, "served")
			if first == "" {
				dir = m.shop()
			}
			drill(t, m, dir, first, second)
		})
	}
}

func drilledInFile(testing.TB) (first, second string) { return "", "" }

func drilledInPostgres(t testing.TB) (first, second string) {
	t.Helper()
	c, first := pgtest.Durable(t)
	second, err := c.Fresh(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return first, second
}

func drill(t *testing.T, m *machine, dir, first, second string) {
	store := func(url string) []string {
		if url == "" {
			return nil
		}
		return []string{"--store", url}
	}
	s := m.serve(dir, m.own(), append(store(first), "--as", "owner")...)
	address := strings.TrimPrefix(s.url, "http://")
	m.brings(dir, "early", 3)
	m.must("login", s.url, "--token", s.token)
	m.must("sync")
	c := crowded(t, s)
	before := c.after(30)
	backups := filepath.Join(m.home, "backups")
	if err := os.Mkdir(backups, 0o700); err != nil {
		t.Fatal(err)
	}
	m.must("desk", "backup", "--desk", dir, backups) // named by the time
	all, err := filepath.Glob(filepath.Join(backups, "*.backup"))
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	m.expect(0, "note done", "note", "4001", "--text", "Noted after the backup.")
	c.after(30)
	s.kill()
	c.leaves()
	m.expect(4, "kept in the outbox", "note", "4002", "--text", "Noted while it was away.")

	m.expect(6, "--replace", append([]string{"desk", "restore", "--desk", dir, all[0]}, store(second)...)...)
	m.must(append([]string{"desk", "restore", "--replace", "--desk", dir, all[0]}, store(second)...)...)
	s = m.serve(dir, address, "--as", "owner")
	for _, id := range before {
		if v, err := c.line.Lookup(t.Context(), id); err != nil || v.Outcome != desk.Applied {
			t.Errorf("%s was answered before the backup: %s, %v", id, v.Outcome, err)
		}
	}
	m.must("sync")
	m.expect(0, "Nothing waits", "outbox")
	for ticket, said := range map[string]string{"4001": "Noted after the backup.", "4002": "Noted while it was away."} {
		if out := m.must("show", ticket, "--desk", dir, "--as", "owner"); strings.Count(out, said) != 1 {
			t.Errorf("%q is there %d times", said, strings.Count(out, said))
		}
	}
	if here, there := m.subjects(), m.subjects("--desk", dir, "--as", "owner"); strings.Join(here, "\n") != strings.Join(there, "\n") || len(there) < len(before) {
		t.Errorf("the workstation holds %d tickets, the desk %d", len(here), len(there))
	}
	s.stop()
	m.expect(0, "layout", "desk", "upgrade", "--desk", dir)
	http.DefaultClient.CloseIdleConnections()
}

// TestWhatIsNoBackupIsCalledThatAndNoDamagedDesk gives restore the files that somebody might take for one.
func TestWhatIsNoBackupIsCalledThatAndNoDamagedDesk(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	words, other, into := filepath.Join(m.home, "words"), filepath.Join(m.home, "other.db"), filepath.Join(m.home, "into")
	if err := os.WriteFile(words, []byte("What we did on Monday."), 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+other)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.ExecContext(t.Context(), `CREATE TABLE songs (name TEXT)`)
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{words, other, m.home, filepath.Join(m.shop(), "desk.db")} {
		m.expect(1, "no backup", "desk", "restore", "--desk", into, file)
	}
	m.must("desk", "backup", "--desk", "shop", "backup") // a name from the folder that one is in
}
