package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/promise"
)

// TestADeskThatIsKilledWithItsAgentLosesNoReplyAndDoublesNone works in a real terminal and
// kills heed, desk and all, as a demo has them in one process: by turns right after it has
// said that a reply is kept, and somewhere on the way there.
func TestADeskThatIsKilledWithItsAgentLosesNoReplyAndDoublesNone(t *testing.T) {
	t.Parallel()
	rounds := promise.Size(t, 2, 18, 100)
	c := promise.Counting(t, promise.Kills)
	const seed = 2026
	rng := rand.New(rand.NewPCG(seed, 0))
	m := newMachine(t)
	dir := filepath.Join(m.home, "desk")
	kept := map[string]bool{} // the words, and whether heed said that they are kept
	var started []time.Duration
	for n := range rounds {
		words := fmt.Sprintf("Thank you, this is answer %03d.", n)
		s := m.sit("demo", "--dir", dir, "--tickets", "40", "--seed", "7", "--traffic", "off")
		at := s.seesQueue()
		if n > 0 { // the first start furnishes the desk
			started = append(started, at.Sub(s.Started))
		}
		s.send("r")
		s.sees(`Reply to`)
		s.send(words)
		s.sees(fmt.Sprintf(`answer %03d\.`, n))
		s.send("\x13") // ctrl+s
		if kept[words] = n%2 == 0; kept[words] {
			s.sees(`Reply to \S+ is kept and goes out`)
		}
		<-time.After(time.Duration(rng.IntN(60_000)) * time.Microsecond) // nothing is waited for: the moment of the kill is the matter
		s.kill()
		c.Run(1)
	}
	m.delivers("--desk", dir)
	all := strings.Join(answers(t, dir), "\n")
	for words, said := range kept {
		if n := strings.Count(all, words); n > 1 || said && n == 0 {
			c.Violation()
			t.Errorf("%q is on the desk %d times; said to be kept: %v (seed %d)", words, n, said, seed)
		}
	}
	c.Seeds("%d", seed)
	c.Figure("%d replies said to be kept; desk and agent ready again at 40 tickets: %s", (rounds+1)/2, quantiles(started))
}

func TestADemoKilledWhileItIsFurnishedStartsAnew(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	dir := filepath.Join(m.home, "desk")
	open := []string{"demo", "--dir", dir, "--tickets", "4000", "--traffic", "off"}
	first := m.sit(open...)
	for { // until it has begun
		if _, err := os.Stat(filepath.Join(dir, demoMark)); err == nil {
			break
		}
		if first.Ended() {
			t.Fatal(first.Screen())
		}
		<-time.After(time.Millisecond)
	}
	first.kill()
	s := m.works(open...)
	s.kill()
	m.expect(0, "4000 tickets", "sync", "--desk", dir)

	// A desk that is no demo's is left alone.
	refused := m.sit("demo", "--dir", m.shop())
	refused.ends(6)
}

// round is one way to be killed.
func (k *killed) round(n int) {
	k.t.Helper()
	words := fmt.Sprintf("answer%04d.", n)
	switch n % 8 {
	case 0: // it has said that the reply is kept
		k.writes(words)
		k.sends(words, true)
		k.soon()
		k.falls(words) // it waits for as long as it can be taken back
		return
	case 1: // somewhere on the way there
		k.writes(words)
		k.sends(words, false)
		k.soon()
	case 2: // while something is written
		k.writes(words)
		k.soon()
	case 3: // once that is said to be saved
		k.writes(words)
		k.seat.seesKept(words)
		k.soon()
		k.falls(words)
		return
	case 4: // while the news come in
		<-time.After(100 * time.Millisecond)
		k.soon()
	case 5: // while everything comes anew
		k.seat.kill()
		if err := os.Remove(filepath.Join(k.profile, "cache.db")); err != nil {
			k.t.Fatal(err)
		}
		k.begins()
		<-time.After(time.Duration(k.chance.IntN(300)) * time.Millisecond)
	case 6: // the desk is killed, and heed goes on
		k.writes(words)
		k.sends(words, true)
		k.soon()
		k.serverFalls(func() { k.soon() })
		k.soon()
	case 7: // both are
		k.writes(words)
		k.sends(words, true)
		k.serverFalls(func() { k.soon(); k.falls(words) })
		return
	}
	k.falls()
}

// TestHoweverOftenHeedIsKilledNothingThatWasKeptIsLostOrDoubled kills heed with -9 while its
// agent writes, while it sends and while the news come in; by turns the desk too.
func TestHoweverOftenHeedIsKilledNothingThatWasKeptIsLostOrDoubled(t *testing.T) {
	t.Parallel()
	const seed = 2026
	rounds := promise.Size(t, 8, 32, 900)
	k := newKilled(t, seed)
	k.count = promise.Counting(t, promise.Kills)
	stop := k.goesOn()
	k.sits(false)
	for n := range rounds {
		k.round(n)
		k.count.Run(1)
		k.sits(n%8 != 5) // the first fill is another matter
	}
	stop()
	k.falls()
	k.settles()
	drafts, err := k.left()
	if err != nil {
		t.Fatal(err)
	}
	all, promised := strings.Join(append(answers(t, k.dir), drafts...), "\n"), 0
	for words, said := range k.typed {
		n := strings.Count(all, words)
		if said {
			promised++
		}
		if n > 1 || said && n == 0 {
			k.violated("%q is on the desk, or still a draft, %d times; promised: %v", words, n, said)
		}
	}
	if part(k.started, 0.99) > readyWithin {
		k.count.Short()
	}
	k.count.Seeds("%d", seed)
	k.count.Figure("%d texts promised to be kept; ready again at %d tickets: %s; a start that opens nothing, by turns with it: %s",
		promised, killedTickets, quantiles(k.started), quantiles(k.floor))
}

// settles lets everything arrive that waits, and ends the desk.
func (k *killed) settles() {
	k.t.Helper()
	k.delivers()
	k.server.stop()
}

// quantiles tells of durations.
func quantiles(all []time.Duration) string {
	if len(all) == 0 {
		return "never"
	}
	slices.Sort(all)
	at := func(part int) time.Duration { return all[(len(all)-1)*part/100].Round(time.Millisecond) }
	return fmt.Sprintf("p50 %s, p99 %s", at(50), at(99))
}

// delivers syncs until nothing waits any more: what is inside its undo hold goes later. Where
// are the words that name the desk; none for the one that was logged in to.
func (m *machine) delivers(where ...string) {
	m.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	out := "not asked yet"
	for out != "" && ctx.Err() == nil {
		m.run("", append([]string{"sync"}, where...)...)
		out = waiting(m.must(append([]string{"outbox", "--json"}, where...)...))
	}
	if out != "" {
		m.t.Fatalf("not delivered:\n%s", out)
	}
}

// waiting are the lines of an outbox that are to go out. A draft is nobody's to send but
// its writer's.
func waiting(outbox string) string {
	var b strings.Builder
	for line := range strings.Lines(outbox) {
		if !strings.Contains(line, `"state":"draft"`) {
			b.WriteString(line)
		}
	}
	return b.String()
}

// answers is what agents have told customers, in a desk's folder that nobody has open.
func answers(t *testing.T, dir string) []string {
	t.Helper()
	ctx := t.Context()
	store, err := backend.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	}()
	agents, err := store.Agents(ctx)
	if err != nil {
		t.Fatal(err)
	}
	p, err := store.As(ctx, agents[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for after := ""; ; {
		list, err := store.List(ctx, p, desk.ViewAll, after, 200)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range list.Tickets {
			page, err := store.Thread(ctx, e.ID)
			if err != nil {
				t.Fatal(err)
			}
			for _, msg := range page.Messages {
				if msg.Kind == desk.FromAgent {
					all = append(all, msg.Text.Raw())
				}
			}
		}
		if after = list.Next; after == "" {
			return all
		}
	}
}
