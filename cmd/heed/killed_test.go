package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/cache"
	"github.com/heed-desk/heed/cache/keys"
	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/promise"
	"github.com/heed-desk/heed/internal/terminal"
)

// killedTickets is how many tickets lie on the desk, and in the ledger, of the one that is
// killed.
const killedTickets = 2000

// readyWithin is the goal: how soon nearly every start after a kill can be used.
const readyWithin = 300 * time.Millisecond

// killed is an agent at a desk that is served, whose heed is killed over and over.
type killed struct {
	*machine
	seed    uint64
	chance  *rand.Rand
	dir     string // the desk's folder
	profile string
	server  *served
	seat    *seat
	started []time.Duration // how long it took until it could be used again
	floor   []time.Duration // and, right before each, a start that opens nothing: what the machine takes by itself
	typed   map[string]bool // the words, and whether it was promised that they are kept
	key     seal.StoreKey
	tickets []desk.TicketID
	count   *promise.Count
}

// newKilled is a desk at work, and an agent's profile whose key lies open in it: what it
// costs to open one is not what is measured.
func newKilled(t *testing.T, seed uint64) *killed {
	t.Helper()
	k := &killed{machine: newMachine(t), seed: seed, chance: rand.New(rand.NewPCG(seed, 0)), typed: map[string]bool{}}
	k.dir = filepath.Join(k.home, "desk")
	k.profile = filepath.Join(k.home, "state", "heed", "profiles", "default")
	var lines strings.Builder
	for n := range 200 {
		_, _ = fmt.Fprintf(&lines, `{"type":"customer","id":"c%d","name":"Harper Moore","email":"harper.moore.%d@example.net"}`+"\n", n, n)
	}
	for n := range killedTickets {
		_, _ = fmt.Fprintf(&lines, `{"type":"ticket","id":"A%d","subject":"Parcel %d is late","status":"open","assignee":"owner","customer":{"id":"c%d","name":"Harper Moore"},"messages":[{"from":"customer","text":"Where is it? I have been waiting for %d days.","at":%d}]}`+"\n", n, n, n%200, n, 1772443920+n)
	}
	file := filepath.Join(k.home, "shop.jsonl")
	if err := os.WriteFile(file, []byte(lines.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	k.must("import", "--desk", k.dir, "--as", "owner", file)
	k.server = k.serve(k.dir, k.own())
	if err := os.MkdirAll(k.profile, 0o700); err != nil {
		t.Fatal(err)
	}
	held, err := keys.Throwaway(k.profile, true)
	if err != nil {
		t.Fatal(err)
	}
	k.key = held.Key
	k.must("login", k.server.url, "--token", k.server.token)
	k.must("sync")
	t.Cleanup(func() {
		if k.seat != nil {
			_ = k.seat.Kill() // where the test has not ended it
		}
	})
	return k
}

// goesOn lets colleagues write on the desk, on tickets that are far from what the agent looks
// at, until the func that it returns is called.
func (k *killed) goesOn() (stop func()) {
	k.t.Helper()
	line, err := client.New(client.Options{URL: k.server.url, Token: k.server.token})
	if err != nil {
		k.t.Fatal(err)
	}
	var all []desk.Ticket
	if _, _, err := line.Snapshot(k.t.Context(), func(int) {}, func(p desk.Page) error {
		all = append(all, p.Tickets...)
		return nil
	}); err != nil {
		k.t.Fatal(err)
	}
	for _, t := range all {
		k.tickets = append(k.tickets, t.ID)
	}
	all = all[len(all)/4 : len(all)*3/4]
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		beat := time.NewTicker(20 * time.Millisecond)
		defer beat.Stop()
		for n := 0; ; n++ {
			select {
			case <-ctx.Done():
				return
			case <-beat.C:
			}
			t := all[n%len(all)]
			note := desk.Op{ID: desk.NewOpID(), Ticket: t.ID, Base: t.Version, Seen: t.LastMessage, Actor: "owner", At: time.Now(), Intent: desk.Note{Text: desk.Foreign(fmt.Sprintf("The depot was called, %d.", n))}}
			_, _ = line.Apply(ctx, note) // the desk is away at times: that is the matter
		}
	}()
	return func() {
		cancel()
		<-done
		if err := line.Close(); err != nil {
			k.t.Error(err)
		}
	}
}

// begins starts heed and waits for nothing.
func (k *killed) begins() {
	k.t.Helper()
	term, err := terminal.Start(k.command(), terminal.Size{Cols: 120, Rows: 30})
	if err != nil {
		k.t.Fatal(err)
	}
	k.seat = &seat{Terminal: term, t: k.t}
}

// sits starts heed and waits until it can be used.
func (k *killed) sits(measured bool) {
	k.t.Helper()
	if measured {
		began := time.Now()
		k.must("version")
		k.floor = append(k.floor, time.Since(began))
	}
	k.begins()
	at := k.seat.seesQueue()
	if measured {
		k.started = append(k.started, at.Sub(k.seat.Started))
	}
}

// soon waits for a moment that chance has chosen: when a kill comes is the matter.
func (k *killed) soon() {
	<-time.After(time.Duration(k.chance.IntN(60_000)) * time.Microsecond)
}

// falls kills heed, and looks at what it has left: words that were promised a moment ago are
// among that.
func (k *killed) falls(promised ...string) {
	k.t.Helper()
	k.seat.kill()
	all, err := k.left()
	if err != nil {
		k.violated("%v", err)
		return
	}
	k.once(all)
	for _, words := range promised {
		if k.typed[words] = true; !strings.Contains(strings.Join(all, "\n"), words) {
			k.violated("%q is lost", words)
		}
	}
}

// left is what waits and what was begun in the files that a kill has left. It opens a copy of
// them, so that the next start finds them as they are.
func (k *killed) left() (texts []string, err error) {
	dir, err := os.MkdirTemp(k.home, "copy")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	for _, name := range []string{"cache.db", "outbox.db", "outbox.log"} {
		b, err := os.ReadFile(filepath.Join(k.profile, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue // it was killed before there was one
		}
		if err := errors.Join(err, os.WriteFile(filepath.Join(dir, name), b, 0o600)); err != nil {
			return nil, err
		}
		if filepath.Ext(name) == ".db" {
			if err := structure(filepath.Join(dir, name)); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	l, err := cache.Open(cache.Options{Dir: dir, Key: k.key, Me: desk.Me{ID: "owner"}})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	if aside := l.Repairs(); len(aside) > 0 {
		return nil, fmt.Errorf("set aside: %v", aside)
	}
	waits, err := l.Outbox()
	if err != nil {
		return nil, err
	}
	for _, p := range waits {
		text, _ := p.Op.Text()
		texts = append(texts, text.Raw())
	}
	for _, id := range k.tickets {
		d, err := l.Draft(id, false)
		if err != nil {
			return nil, err
		}
		if d != nil {
			texts = append(texts, d.Text.Raw())
		}
	}
	return texts, nil
}

// structure says what is wrong with a bbolt file.
func structure(path string) error {
	db, err := bolt.Open(path, 0o600, &bolt.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }() // it was only read
	return db.View(func(tx *bolt.Tx) error {
		for err := range tx.Check() {
			return err
		}
		return nil
	})
}

// once wants no word in two places.
func (k *killed) once(texts []string) {
	k.t.Helper()
	all := strings.Join(texts, "\n")
	for words := range k.typed {
		if n := strings.Count(all, words); n > 1 {
			k.violated("%q waits %d times", words, n)
		}
	}
}

func (k *killed) violated(format string, args ...any) {
	k.t.Helper()
	k.count.Violation()
	k.t.Errorf("seed %d: %s", k.seed, fmt.Sprintf(format, args...))
}

// serverFalls kills the desk; another one is there at once, or after what is done without it.
func (k *killed) serverFalls(without func()) {
	k.t.Helper()
	k.server.kill()
	without()
	token := k.server.token
	k.server = k.serve(k.dir, strings.TrimPrefix(k.server.url, "http://"))
	k.server.token = token
}

// writes types words into a reply, behind what was begun before.
func (k *killed) writes(words string) {
	k.t.Helper()
	k.seat.send("r")
	k.seat.sees(`Reply to [^\n]* mail`) // the channel stands there once what was begun has been read
	k.seat.send(words + " ")
	k.seat.sees(regexp.QuoteMeta(words))
	k.typed[words] = false
}

// sends sends what was written, with all that was begun before.
func (k *killed) sends(words string, waits bool) {
	k.t.Helper()
	k.seat.send("\x13") // ctrl+s
	if waits {
		k.seat.sees(`Reply to \S+ is kept and goes out`) // the desk being away is told in words of the same kind
		k.typed[words] = true
	}
}
