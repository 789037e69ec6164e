package main

import (
	"bufio"
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// weather is what a network does to what goes through it.
type weather string

// The weathers. What is not said of the way there holds for both ways.
const (
	fair      weather = "fair"
	latency   weather = "latency"   // half a second each way
	jitter    weather = "jitter"    // now and then a second
	trickle   weather = "trickle"   // a byte a second
	bandwidth weather = "bandwidth" // two kilobytes a second
	slicer    weather = "slicer"    // a few bytes at a time
	reset     weather = "reset"     // cut with a reset, by turns before the desk hears of it and before its answer is here
	truncated weather = "truncated" // answers end in the middle
	halfOpen  weather = "half-open" // taken, and never answered
	garbage   weather = "garbage"   // answered by something that speaks another language
	portal    weather = "portal"    // answered by a sign-in page
	elsewhere weather = "elsewhere" // sent on to a sign-in page
	inTrouble weather = "503"       // a proxy says that the desk is in trouble
	tooMany   weather = "429"       // a proxy asks to wait
	noName    weather = "no name"   // the desk's name leads nowhere; this one is not the network's doing
)

// badNetwork is a road to a desk, in any weather.
type badNetwork struct {
	net.Listener
	to     string
	faults atomic.Int64 // connections that were treated badly

	mu     sync.Mutex
	is     weather
	turns  int
	closed bool
	open   map[*road]bool
	roads  sync.WaitGroup
}

// road is one connection through it.
type road struct {
	here, there *net.TCPConn // there is nil where it ends here
	gone        chan struct{}
	once        sync.Once
}

// end closes both ends; hard lets whoever is there know by a reset.
func (r *road) end(hard bool) {
	r.once.Do(func() {
		close(r.gone)
		for _, c := range []*net.TCPConn{r.here, r.there} {
			if c != nil && hard {
				_ = c.SetLinger(0) // it only fails where the connection is gone already
			}
			if c != nil {
				_ = c.Close()
			}
		}
	})
}

// rests waits, and reports whether the road is still there.
func (r *road) rests(d time.Duration) bool {
	select {
	case <-r.gone:
		return false
	case <-time.After(d):
		return true
	}
}

func newBadNetwork(t testing.TB, to string) *badNetwork {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	n := &badNetwork{Listener: l, to: to, is: fair, open: map[*road]bool{}}
	n.roads.Go(n.serve)
	t.Cleanup(func() {
		_ = l.Close()
		n.mu.Lock()
		n.closed = true
		n.mu.Unlock()
		n.turn(fair)
		n.roads.Wait()
	})
	return n
}

// turn turns the weather. What is under way is cut, as it is where a network changes.
func (n *badNetwork) turn(to weather) {
	n.mu.Lock()
	n.is = to
	open := n.open
	n.open = map[*road]bool{}
	n.mu.Unlock()
	for r := range open {
		r.end(true)
	}
}

func (n *badNetwork) serve() {
	for {
		c, err := n.Accept()
		if err != nil {
			return
		}
		r := &road{here: c.(*net.TCPConn), gone: make(chan struct{})}
		n.mu.Lock()
		is, closed := n.is, n.closed
		n.turns++
		turn := n.turns
		n.open[r] = true
		n.mu.Unlock()
		if closed {
			r.end(true)
			return
		}
		if is != fair {
			n.faults.Add(1)
		}
		n.roads.Go(func() {
			n.carry(r, is, turn)
			r.end(false)
			n.mu.Lock()
			delete(n.open, r)
			n.mu.Unlock()
		})
	}
}

// carry does to a connection what the weather does.
func (n *badNetwork) carry(r *road, is weather, turn int) {
	switch is {
	case halfOpen:
		_, _ = io.Copy(io.Discard, r.here) // until it is given up
		return
	case garbage:
		_, _ = r.here.Write([]byte("\x15\x03\x01\x00\x02\x02\x28\x00\xff\xfe not http at all\n"))
		return
	case portal, elsewhere, inTrouble, tooMany:
		n.answer(r, is)
		return
	case reset:
		if turn%2 == 0 {
			r.end(true)
			return
		}
	default:
	}
	there, err := net.Dial("tcp", n.to)
	if err != nil {
		return
	}
	n.mu.Lock()
	r.there = there.(*net.TCPConn)
	n.mu.Unlock()
	var both sync.WaitGroup
	both.Go(func() { flow(r, r.there, r.here, is, false) })
	both.Go(func() { flow(r, r.here, r.there, is, true) })
	both.Wait()
}

// answer answers in the place of the desk.
func (n *badNetwork) answer(r *road, is weather) {
	in := bufio.NewReader(r.here)
	for {
		req, err := http.ReadRequest(in)
		if err != nil {
			return
		}
		_, _ = io.Copy(io.Discard, req.Body)
		const page = "<html><title>Free network</title><form>Sign in</form></html>"
		head := map[weather]string{
			portal: "200 OK", elsewhere: "302 Found\r\nLocation: http://192.0.2.1/login",
			inTrouble: "503 Service Unavailable\r\nRetry-After: 1", tooMany: "429 Too Many Requests\r\nRetry-After: 1",
		}[is]
		if _, err := io.WriteString(r.here, "HTTP/1.1 "+head+"\r\nContent-Type: text/html\r\nContent-Length: 60\r\n\r\n"+page[:60]); err != nil {
			return
		}
	}
}

// flow carries one way. Its end ends the other way too.
func flow(r *road, to, from *net.TCPConn, is weather, answers bool) {
	rng := rand.New(rand.NewPCG(2026, uint64(to.LocalAddr().(*net.TCPAddr).Port)))
	b := make([]byte, 32<<10)
	carried := 0
	for {
		got, err := from.Read(b)
		for at := 0; at < got; {
			piece, wait := passes(is, got-at, rng)
			if wait > 0 && !r.rests(wait) {
				return
			}
			if _, err := to.Write(b[at : at+piece]); err != nil {
				r.end(false)
				return
			}
			at += piece
			carried += piece
			if answers && is == truncated && carried >= 200 {
				r.end(false)
				return
			}
		}
		if is == reset && answers {
			r.end(true) // part of the answer, at most
			return
		}
		if err != nil {
			r.end(!errors.Is(err, io.EOF))
			return
		}
	}
}

// passes is how much passes at once, and after how long.
func passes(is weather, n int, rng *rand.Rand) (int, time.Duration) {
	switch is {
	case latency:
		return n, 500 * time.Millisecond
	case jitter:
		return n, time.Duration(rng.IntN(10)/9) * time.Duration(rng.IntN(1000)) * time.Millisecond
	case trickle:
		return 1, time.Second
	case bandwidth:
		return min(n, 200), 100 * time.Millisecond
	case slicer:
		return min(n, 1+rng.IntN(8)), time.Millisecond
	case truncated:
		return min(n, 200), 0
	default:
		return n, 0
	}
}
