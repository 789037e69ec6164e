package story_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
)

// office is one run: a desk, the machines that work on it, and what may be expected of them.
// It lives in a bubble, where time passes when all wait. One goroutine, the one that plays
// the schedule, starts, kills and looks; it does so only when all others wait.
type office struct {
	ground  *ground
	dir     string
	hall    *hall
	book    *book
	at      []*machine
	tickets []desk.TicketID
	log     []string

	events chan func() // what a trap wants done, when all wait
	over   chan struct{}
	loose  sync.WaitGroup // letters that are under way without a sender

	mu      sync.Mutex
	jit     *rand.Rand
	struck  map[fault]int
	why     string // the first promise that was broken
	details string
}

// ground is what all runs begin from: a desk with its people, and machines that know it.
type ground struct {
	dir    string
	tokens map[desk.AgentID]string
}

func (g *ground) desk() string                      { return filepath.Join(g.dir, "desk") }
func (g *ground) machine(agent desk.AgentID) string { return filepath.Join(g.dir, string(agent)) }

// wrong notes a promise that is broken. The first one counts: what follows may follow from it.
func (o *office) wrong(promise, format string, args ...any) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.why == "" {
		o.why, o.details = promise, fmt.Sprintf(format, args...)
	}
}

func (o *office) failed() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.why != ""
}

// must notes what should work whatever fails.
func (o *office) must(err error) {
	if err != nil {
		o.wrong("what nothing stands against works", "%v", err)
	}
}

// count counts a fault that struck.
func (o *office) count(f fault) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.struck[f]++
}

// jitter is a source of chance of its own: couriers draw from it while the schedule goes on.
func (o *office) jitter() float64 {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.jit.Float64()
}

// note writes down what happens, for whoever reads a run that went wrong.
func (o *office) note(format string, args ...any) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.log = append(o.log, time.Now().Format("02 15:04:05.000 ")+fmt.Sprintf(format, args...))
}

// happens has something done when all wait, and waits for it as long as ctx goes on.
func (o *office) happens(ctx context.Context, what func()) {
	done := make(chan struct{})
	select {
	case o.events <- func() { what(); close(done) }:
	case <-o.over:
		return
	}
	select {
	case <-done:
	case <-ctx.Done():
	case <-o.over:
	}
}

// quiet waits until all wait, and does what came up meanwhile.
func (o *office) quiet() {
	for {
		synctest.Wait()
		select {
		case do := <-o.events:
			do()
		default:
			if !o.bury() {
				return
			}
		}
	}
}

// bury starts machines anew that stopped in the middle of a write.
func (o *office) bury() (some bool) {
	for _, m := range o.at {
		if m.running() && m.disk.image() != "" {
			o.note("machine %d stopped between two writes", m.n)
			m.restart(m.disk.image())
			some = true
		}
	}
	return some
}

// pass lets time pass.
func (o *office) pass(d time.Duration) {
	if d >= time.Second {
		o.hall.moved.Store(true) // a ticket may have woken
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	for {
		select {
		case do := <-o.events:
			synctest.Wait()
			do()
			o.quiet()
		case <-timer.C:
			o.quiet()
			return
		}
	}
}

// killHall kills the desk's server and starts it again.
func (o *office) killHall() {
	o.note("the server is killed")
	o.must(o.hall.kill())
}

// killAt kills the process whose road it is, and starts heed there anew.
func (o *office) killAt(r *road) {
	for _, m := range o.at {
		if m.road == r && m.running() {
			o.note("machine %d is killed with a request under way", m.n)
			m.kill()
		}
	}
}
