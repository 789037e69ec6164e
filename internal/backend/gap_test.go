package backend

import (
	"context"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/promise"
)

const (
	gapWriters = 32
	gapReaders = 4
)

// gapChanges is how many changes the writers make: some seconds' worth, or the goal.
func gapChanges(t *testing.T) int {
	t.Helper()
	if OnPostgres() {
		return promise.Size(t, 500, 8_000, 1_000_000)
	}
	return promise.Size(t, 200, 2_000, 20_000) // every one is flushed to the disk
}

// Writers take their numbers at two servers at once and wait in the middle of their
// transactions, long enough for others to overtake them if they could.
func TestWhoFollowsTheFeedMissesNothingAndGetsNothingTwiceHoweverManyWrite(t *testing.T) {
	c := promise.Counting(t, promise.Feed)
	servers := gapServers(t)
	wanted := gapChanges(t)
	var waits atomic.Int64
	began := time.Now()
	ctx, enough := context.WithCancel(t.Context())
	defer enough()
	var mu sync.Mutex
	written := map[desk.CustomerID]bool{}
	var writers, readers sync.WaitGroup
	for n := range gapWriters {
		s := servers[n%len(servers)]
		writers.Go(func() {
			for ctx.Err() == nil {
				id := desk.CustomerID{ID: desk.NewID()}
				err := s.change(ctx, func(x *tx) error { return x.slowly(id, &waits) })
				if err != nil {
					if ctx.Err() == nil {
						t.Error(err)
					}
					return
				}
				mu.Lock()
				written[id] = true
				if len(written) >= wanted {
					enough()
				}
				mu.Unlock()
			}
		})
	}
	done := make(chan struct{})
	for n := range gapReaders {
		f := &follower{store: servers[n%len(servers)], seen: map[desk.CustomerID]int{}}
		if err := f.begin(); err != nil {
			t.Fatal(err)
		}
		readers.Go(func() {
			if err := f.follow(done); err != nil {
				t.Error(err)
			}
			missed, doubled := 0, 0
			for id := range written {
				if f.seen[id] == 0 {
					missed++
				}
			}
			for _, n := range f.seen {
				doubled += n - 1
			}
			t.Logf("%d writers at %d servers, %d changes: %d pages, %d missed, %d doubled", gapWriters, len(servers), len(written), f.pages, missed, doubled)
			if missed > 0 || doubled > 0 || len(f.seen) < len(written) {
				c.Violation()
				t.Error("the feed has gaps")
			}
		})
	}
	writers.Wait()
	took := time.Since(began)
	close(done)
	readers.Wait()
	c.Runs(len(written), int(waits.Load()))
	c.Figure("%s: %d changes by %d writers at %d servers, %.0f a second, and %d readers", servers[0].dialect.Name, len(written), gapWriters, len(servers), float64(len(written))/took.Seconds(), gapReaders)
}

// gapServers are two servers of one desk, or the one of a file.
func gapServers(t *testing.T) []*Store {
	t.Helper()
	if !OnPostgres() {
		return []*Store{opened(t, t.TempDir())}
	}
	at := fresh(t, Cluster(t))
	return []*Store{joined(t, at), joined(t, at)}
}

// slowly keeps a customer, with waits where a gap could open.
func (t *tx) slowly(id desk.CustomerID, waits *atomic.Int64) error {
	seq, err := t.next()
	if err != nil {
		return err
	}
	if rand.IntN(20) == 0 {
		waits.Add(1)
		time.Sleep(rand.N(5 * time.Millisecond))
	}
	return t.saveCustomer(desk.Customer{ID: id, Version: 1}, seq)
}

// follower pages through the feed.
type follower struct {
	store *Store
	next  desk.Cursor
	seen  map[desk.CustomerID]int
	pages int
}

func (f *follower) begin() error {
	return f.store.look(context.Background(), func(q query) (err error) {
		f.next, err = f.store.tell(q, "ann", place{told: f.store.now()})
		return err
	})
}

// follow pages until everything that was written when done was closed has come.
func (f *follower) follow(done <-chan struct{}) error {
	for last := false; ; {
		page, err := f.store.Changes(context.Background(), Principal{Agent: "ann", Role: desk.RoleAgent}, f.next)
		if err != nil {
			return err
		}
		for _, c := range page.Customers {
			f.seen[c.ID]++
		}
		f.pages, f.next = f.pages+1, page.Next
		switch {
		case len(page.Customers) > 0:
		case last:
			return nil
		default:
			select {
			case <-done:
				last = true
			case <-time.After(time.Millisecond):
			}
		}
	}
}
