package courier

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/heed-desk/heed/desk"
)

// The courier's pace.
const (
	defaultParallel = 4                // tickets whose operations travel at the same time
	crossCheck      = 60 * time.Second // hints may get lost: pull at least this often
	greetAgain      = 15 * time.Minute // the desk's clock is measured this often
	deniedCheck     = 5 * time.Minute  // a token that was not good is tried this often
	probe           = 15 * time.Second // a desk that is away is looked for at least this often
	probeWaiting    = 5 * time.Second  // and this often while something waits for it
	probeSoon       = 3 * time.Second  // and this often at first: it may only have started again
	soonTries       = 16               // for so many tries, which are about 20 s
	patience        = 30 * time.Second // for one answer; a half-open connection gives none
	fillPatience    = 60 * time.Second // for the next page of a first fill
)

// Gather is how long after one pull hints wait for the next, which takes in all that they told of.
// Every change of a desk is told to everybody at it: with a thousand of them, a pull for each
// would be most of what the desk does.
const Gather = 500 * time.Millisecond

// Options are what a courier may be told. The zero Options are good.
type Options struct {
	// Agent is whose operations these are. Nothing is sent while the desk takes us for
	// somebody else: it would refuse them for good. Empty where that is not checked.
	Agent desk.AgentID
	// Parallel is how many tickets' operations travel at the same time; 4 where it is 0.
	Parallel int
	// Now is the clock of this machine; time.Now where it is nil.
	Now func() time.Time
	// Rand gives numbers in [0,1) for the jitter, to many goroutines; math/rand's where it is nil.
	Rand func() float64
	// Log hears of what went wrong, without a word of anybody; nothing where it is nil.
	Log *slog.Logger
}

// Courier carries one ledger's operations over one line, and the line's news back.
type Courier struct {
	ledger Ledger
	line   Line
	opt    Options
	link   *link
	asks   *asks
	at     *whereabouts

	carryAgain chan struct{} // wakes the carrier; holds one
	watchAgain chan struct{} // wakes the watcher; holds one

	greeted time.Time // when the desk last said who it is; only follow uses it
	about   string    // what it said of itself then, by its name; only follow uses it
	epoch   string    // the desk's, as it said then; only follow uses it
	bound   bool      // operations go to the desk of an epoch alone; only follow uses it
}

// New makes a courier that does nothing until Run.
func New(ledger Ledger, line Line, opt Options) *Courier {
	if opt.Parallel <= 0 {
		opt.Parallel = defaultParallel
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Rand == nil {
		opt.Rand = rand.Float64
	}
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	c := &Courier{
		ledger: ledger, line: line, opt: opt, asks: newAsks(), at: newWhereabouts(),
		carryAgain: make(chan struct{}, 1), watchAgain: make(chan struct{}, 1),
	}
	c.link = newLink(ledger, opt.Now, func() {
		wake(c.carryAgain)
		wake(c.watchAgain)
	})
	return c
}

// Run carries until ctx ends, and returns ctx's error once everything that was on its way
// has been given back. It may be called once.
func (c *Courier) Run(ctx context.Context) error {
	var wg sync.WaitGroup
	wg.Go(func() { c.follow(ctx) })
	wg.Go(func() { c.carry(ctx) })
	if w, ok := c.line.(Watcher); ok {
		wg.Go(func() { c.watch(ctx, w) })
	}
	if a, ok := c.line.(Announcer); ok {
		wg.Go(func() { c.announce(ctx, a) })
	}
	wg.Wait()
	c.asks.close(ctx.Err())
	return ctx.Err()
}

// Sync pulls now, whatever the wait, and returns when everything there was to pull is in
// the ledger, or with what stood against it. The outbox is carried on meanwhile. It waits
// for Run.
func (c *Courier) Sync(ctx context.Context) error {
	answer := c.asks.add()
	select {
	case err := <-answer:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Pull asks for news at once, whatever the wait: a person pressed a key, or the network may
// be back. What waits in the outbox goes out as soon as the desk answers. It never waits.
func (c *Courier) Pull() { c.asks.nudge() }

// wake signals a channel that holds one signal.
func wake(ch chan struct{}) {
	select {
	case ch <- struct{}{}:
	default:
	}
}

// denied reports whether an error says that the desk will not have us, now or ever.
func denied(err error) bool {
	for _, known := range []error{desk.ErrUnauthorized, desk.ErrForbidden, desk.ErrNoToken, desk.ErrTokenSilent, desk.ErrOtherAccount} {
		if errors.Is(err, known) {
			return true
		}
	}
	return false
}
