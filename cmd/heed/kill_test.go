package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
)

// kills is how often heed is killed in the middle of work.
const kills = 50

// TestFiftyKillsLoseNoReplyAndDoubleNone works in a real terminal and kills heed, desk and
// all: by turns right after it has said that a reply is kept, and somewhere on the way there.
func TestFiftyKillsLoseNoReplyAndDoubleNone(t *testing.T) {
	t.Parallel()
	rounds := kills
	if testing.Short() {
		rounds = 6
	}
	const seed = 2026
	rng := rand.New(rand.NewPCG(seed, 0))
	m := newMachine(t)
	dir := filepath.Join(m.home, "desk")
	kept := map[string]bool{} // the words, and whether heed said that they are kept
	for n := range rounds {
		words := fmt.Sprintf("Thank you, this is answer %03d.", n)
		s := m.sit("demo", "--dir", dir, "--tickets", "40", "--seed", "7", "--traffic", "off")
		s.sees(`▌.*(?s:.*)\d+ of \d+`)
		s.send("r")
		s.sees(`Reply to`)
		s.send(words)
		s.sees(fmt.Sprintf(`answer %03d\.`, n))
		s.send("\x13") // ctrl+s
		if kept[words] = n%2 == 0; kept[words] {
			s.sees(`is kept and goes out`)
		}
		<-time.After(time.Duration(rng.IntN(60)) * time.Millisecond) // nothing is waited for: the moment of the kill is the matter
		s.kill()
	}
	m.delivers(dir)
	all := answers(t, dir)
	for words, said := range kept {
		n := 0
		for _, text := range all {
			n += strings.Count(text, words)
		}
		if n > 1 || said && n == 0 {
			t.Errorf("%q is on the desk %d times; said to be kept: %v (seed %d)", words, n, said, seed)
		}
	}
	t.Logf("%d kills, %d replies said to be kept, seed %d", rounds, (rounds+1)/2, seed)
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
	s := m.sit(open...)
	s.sees(`▌.*(?s:.*)\d+ of \d+`)
	s.kill()
	m.expect(0, "4000 tickets", "sync", "--desk", dir)

	// A desk that is no demo's is left alone.
	refused := m.sit("demo", "--dir", m.shop())
	refused.ends(6)
}

// delivers syncs until nothing waits any more: what is inside its undo hold goes later.
func (m *machine) delivers(dir string) {
	m.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	out := "not asked yet"
	for out != "" && ctx.Err() == nil {
		m.run("", "sync", "--desk", dir)
		out = m.must("outbox", "--desk", dir, "--json")
	}
	if out != "" {
		m.t.Fatalf("not delivered:\n%s", out)
	}
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
