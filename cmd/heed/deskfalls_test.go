package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/pgtest"
	"github.com/heed-desk/heed/internal/promise"
)

// manyClerks is how many work at a desk whose servers fall.
const manyClerks = 8

// falling is a desk whose servers are killed while clerks work at it.
type falling struct {
	*machine
	seed    uint64
	chance  *rand.Rand
	cluster *pgtest.Cluster // nil where the desk lies in a file
	store   string          // the database; empty there
	servers []*served
	dirs    []string
	tokens  []string // one for each clerk, as each may ask so often
	clerks  *clerks
	away    []time.Duration // from each kill until all were answered again
}

func newFalling(t *testing.T, seed uint64) *falling {
	t.Helper()
	return &falling{machine: newMachine(t), seed: seed, chance: rand.New(rand.NewPCG(seed, 0))}
}

// opens opens the desk while no server runs.
func (f *falling) opens(do func(*backend.Store)) {
	f.t.Helper()
	s, err := func() (*backend.Store, error) {
		if f.store == "" {
			return backend.Open(f.dirs[0])
		}
		return backend.Connect(f.t.Context(), f.store, backend.ConnectOptions{})
	}()
	if err != nil {
		f.t.Fatal(err)
	}
	do(s)
	if err := s.Close(); err != nil {
		f.t.Fatal(err)
	}
}

// starts makes the desk and starts so many servers of it.
func (f *falling) starts(servers int) {
	f.t.Helper()
	for n := range servers {
		f.dirs = append(f.dirs, filepath.Join(f.home, "desk", strconv.Itoa(n)))
	}
	f.opens(func(s *backend.Store) {
		err := s.Found(f.t.Context(), desk.Agent{ID: "owner", Name: desk.Foreign("owner"), Role: desk.RoleAdmin})
		for n := range manyClerks {
			token, terr := s.NewToken(f.t.Context(), "owner", fmt.Sprint("clerk ", n), 0)
			f.tokens, err = append(f.tokens, token.Text), errors.Join(err, terr)
		}
		if err != nil {
			f.t.Fatal(err)
		}
	})
	for _, dir := range f.dirs {
		var where []string
		if f.store != "" {
			where = []string{"--store", f.store}
		}
		f.servers = append(f.servers, f.serve(dir, f.own(), where...))
	}
}

// falls kills a server as kill -9 does, and starts it again at its address.
func (f *falling) falls(i int) {
	f.t.Helper()
	f.servers[i].kill()
	f.servers[i] = f.serve(f.dirs[i], strings.TrimPrefix(f.servers[i].url, "http://"))
}

// round kills something in the middle of the work.
func (f *falling) round(n int) {
	f.t.Helper()
	<-time.After(time.Duration(f.chance.IntN(60_000)) * time.Microsecond) // nothing is waited for: the moment of the kill is the matter
	began := time.Now()
	if f.cluster == nil || n%2 == 1 {
		f.falls(n / 2 % len(f.servers))
	} else {
		if err := f.cluster.Kill(); err != nil {
			f.t.Fatal(err)
		}
		if err := f.cluster.Run(); err != nil {
			f.t.Fatal(err)
		}
	}
	f.clerks.goOn(manyClerks)
	f.away = append(f.away, time.Since(began))
}

// goes has clerks work through so many kills, and holds against the desk what it had answered.
func (f *falling) goes(rounds int) {
	f.t.Helper()
	c := promise.Counting(f.t, promise.Servers)
	c.Seeds("%d", f.seed)
	f.clerks = clerksAt(f.t, f.servers, f.tokens)
	ctx, cancel := context.WithTimeout(f.t.Context(), 12*time.Hour)
	defer cancel()
	follower, done, followed := &feeder{line: lineTo(f.t, f.servers[len(f.servers)-1].url, f.tokens[0])}, make(chan struct{}), make(chan error, 1)
	go func() { followed <- follower.follow(ctx, done) }()
	f.clerks.goOn(manyClerks)
	for n := range rounds {
		f.round(n)
		c.Run(1)
	}
	f.clerks.stop()
	close(done)
	if err := <-followed; err != nil {
		f.t.Errorf("who followed was told %v", err)
	}
	all := &feeder{line: lineTo(f.t, f.servers[0].url, f.tokens[1])}
	if err := all.fill(ctx); err != nil {
		f.t.Fatal(err)
	}
	if !follower.same(all) {
		c.Violation()
		f.t.Errorf("seed %d: who followed has %d entries, the desk %d, and they are not the same", f.seed, len(follower.entries), len(all.entries))
	}
	for _, s := range f.servers {
		s.stop()
	}
	f.opens(func(s *backend.Store) {
		for _, wrong := range f.clerks.lost(s, all.entries) {
			c.Violation()
			f.t.Errorf("seed %d: %s", f.seed, wrong)
		}
	})
	where := "a file"
	if f.cluster != nil {
		where = "PostgreSQL, itself killed by turns, with two servers"
	}
	c.Figure("on %s: %d answers given, %d of them asked for more than once; all answered again after %s", where, f.clerks.count(), f.clerks.again(), quantiles(f.away))
}

func TestADeskWhoseServerIsKilledUnderLoadLosesNoAnswer(t *testing.T) {
	t.Parallel()
	f := newFalling(t, 2026)
	f.starts(1)
	f.goes(promise.Size(t, 2, 6, 250))
}

func TestADeskWhoseDatabaseIsKilledUnderLoadLosesNoAnswer(t *testing.T) {
	t.Parallel()
	f := newFalling(t, 2027)
	f.cluster, f.store = pgtest.Durable(t)
	f.starts(2)
	f.goes(promise.Size(t, 2, 6, 250))
}
