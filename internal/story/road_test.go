package story_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// trap is a fault that waits for the request that it befalls.
type trap struct {
	fault fault
	at    request
	when  int
	until time.Time // a spell: it befalls every such request until then; zero for one
}

// road is the way from one machine to the desk, as long as one process lives there. It goes
// wrong where a trap lies, and tells the book what passes.
type road struct {
	o     *office
	agent desk.AgentID

	mu     sync.Mutex
	dead   bool // the process is gone: nothing leaves it any more
	traps  []*trap
	passed chan struct{} // closed when another answer has come: what was held back goes on
}

func newRoad(o *office, agent desk.AgentID) *road {
	return &road{o: o, agent: agent, passed: make(chan struct{})}
}

// lay lays a trap.
func (r *road) lay(t *trap) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.traps = append(r.traps, t)
}

// clear takes all traps away.
func (r *road) clear() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.traps = nil
}

// die cuts the process off.
func (r *road) die() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.dead = true
}

// enter says what befalls a request.
func (r *road) enter(k request) (*trap, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.dead {
		return nil, false
	}
	now := time.Now()
	for i := 0; i < len(r.traps); i++ {
		t := r.traps[i]
		if !t.until.IsZero() && now.After(t.until) {
			r.traps = append(r.traps[:i:i], r.traps[i+1:]...)
			i--
			continue
		}
		if t.at != anyRequest && t.at != k {
			continue
		}
		if t.until.IsZero() {
			r.traps = append(r.traps[:i:i], r.traps[i+1:]...)
		}
		return t, true
	}
	return nil, true
}

var errReset = &net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET}

// kindOf is what a request asks for.
func kindOf(q *http.Request) request {
	switch {
	case q.URL.Path == api.Ops:
		return posting
	case strings.HasPrefix(q.URL.Path, api.Op):
		return lookingUp
	case q.URL.Path == api.Changes:
		return pulling
	case q.URL.Path == api.Snapshot:
		return filling
	case q.URL.Path == api.Hints:
		return listening
	case q.URL.Path == api.Root:
		return greeting
	default:
		return "other"
	}
}

// letter is a request that can be sent more than once.
type letter struct {
	kind request
	q    *http.Request
	body []byte
}

// RoundTrip implements http.RoundTripper.
func (r *road) RoundTrip(q *http.Request) (*http.Response, error) {
	l := letter{kind: kindOf(q), q: q}
	if q.Body != nil {
		var err error
		if l.body, err = io.ReadAll(q.Body); err != nil {
			return nil, err
		}
	}
	t, alive := r.enter(l.kind)
	if !alive {
		return nil, errReset
	}
	told := r.o.book.leaves(r.agent, l)
	l.q = q.Clone(q.Context())
	l.q.Header.Set("Authorization", "Bearer "+r.o.hall.token(r.agent)) // what it shows is what it had when it left
	res, sure, err := r.befall(t, l)
	if told != nil || err != nil {
		r.o.note("  to %s: %s came to %s, %v", r.agent, l.kind, answered(res), err)
	}
	if err == nil {
		res, err = r.arrive(l, res, told)
	} else if told != nil {
		told(0, nil, sure)
	}
	return res, err
}

// answered is what a desk answered.
func answered(res *http.Response) string {
	if res == nil {
		return "nothing"
	}
	return res.Status
}

// arrive brings an answer home.
func (r *road) arrive(l letter, res *http.Response, told telling) (*http.Response, error) {
	r.mu.Lock()
	dead := r.dead
	if l.kind != listening {
		close(r.passed)
		r.passed = make(chan struct{})
	}
	r.mu.Unlock()
	if dead {
		return nil, errors.Join(errReset, res.Body.Close())
	}
	if told == nil {
		return res, nil
	}
	b, err := io.ReadAll(res.Body)
	_ = res.Body.Close() // it was read
	told(res.StatusCode, b, err == nil)
	res.Body = io.NopCloser(io.MultiReader(bytes.NewReader(b), ending{err}))
	return res, nil
}

// ending ends a body as it ended.
type ending struct{ err error }

// Read implements io.Reader.
func (b ending) Read([]byte) (int, error) {
	if b.err == nil {
		return 0, io.EOF
	}
	return 0, b.err
}

// send carries a letter to the desk as it is now. Once the desk has been killed there is no
// answer from it.
func (r *road) send(ctx context.Context, l letter) (*http.Response, error) {
	carry, life := r.o.hall.way()
	if l.kind == posting {
		defer r.o.hall.moved.Store(true)
	}
	q := l.q.Clone(ctx)
	q.Body = http.NoBody
	if l.body != nil {
		q.Body = io.NopCloser(bytes.NewReader(l.body))
	}
	res, err := carry.RoundTrip(q)
	if err != nil {
		return nil, err
	}
	if l.kind == listening {
		return res, nil
	}
	if l.kind != filling {
		// The desk answers at once or not at all: what comes of its answer lies with the road.
		b, err := io.ReadAll(res.Body)
		_ = res.Body.Close() // it was read
		if err == nil {
			r.o.book.ruled(l, res.StatusCode, b)
		}
		res.Body = io.NopCloser(io.MultiReader(bytes.NewReader(b), ending{err}))
	}
	if _, now := r.o.hall.way(); now != life {
		return nil, errors.Join(errReset, res.Body.Close())
	}
	return res, nil
}

// pause waits, and reports whether there was time.
func (r *road) pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-r.o.over:
		return false
	case <-timer.C:
		return true
	}
}

// befall carries a letter through what a trap does to it. Sure says, where there is an error,
// that the letter surely never got there.
func (r *road) befall(t *trap, l letter) (res *http.Response, sure bool, err error) {
	ctx := l.q.Context()
	if t == nil {
		res, err = r.send(ctx, l)
		return res, false, err
	}
	r.o.count(t.fault)
	r.o.note("  to %s: %s, when %d, befalls %s", r.agent, t.fault, t.when, l.kind)
	switch t.fault {
	case requestLost:
		if t.when%2 == 0 {
			return nil, true, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
		}
		return nil, false, errReset
	case answerLost:
		return r.loses(t, l)
	case doubled:
		return r.doubles(t, l)
	case delayed:
		return r.delays(t, l)
	case reordered:
		return r.swaps(t, l)
	case serverKilled:
		if t.when%2 == 0 { // before it came to it, or when it had done it
			r.o.happens(ctx, func() { r.o.killHall() })
			return nil, false, errReset
		}
		if res, err = r.send(ctx, l); err == nil {
			_ = res.Body.Close() // nobody gets it
		}
		r.o.happens(ctx, func() { r.o.killHall() })
		return nil, false, errReset
	case clientKilled:
		if t.when%2 == 1 {
			if res, err := r.send(ctx, l); err == nil {
				_ = res.Body.Close() // nobody gets it
			}
		}
		r.o.happens(ctx, func() { r.o.killAt(r) })
		return nil, false, errReset
	default:
		panic("no such trap: " + t.fault)
	}
}
