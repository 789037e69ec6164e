package sshd_test

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/crypto/ssh"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/sshd"
)

// pipes is a listener whose lines lie in memory, so that time can be any.
type pipes struct {
	come chan net.Conn
	over chan struct{}
	once sync.Once
}

func newPipes() *pipes { return &pipes{come: make(chan net.Conn), over: make(chan struct{})} }

// Accept implements net.Listener.
func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.come:
		return c, nil
	case <-p.over:
		return nil, net.ErrClosed
	}
}

// Close implements net.Listener.
func (p *pipes) Close() error {
	p.once.Do(func() { close(p.over) })
	return nil
}

// Addr implements net.Listener.
func (p *pipes) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 22} }

// roomy is one end of a line that takes what is written without anybody reading it yet, as a
// system's does.
type roomy struct {
	net.Conn
	mu   sync.Mutex
	wait [][]byte
	bell chan struct{}
	err  error
}

func newRoomy(c net.Conn) *roomy {
	r := &roomy{Conn: c, bell: make(chan struct{}, 1)}
	go func() {
		for range r.bell {
			for b := r.next(); b != nil; b = r.next() {
				if _, err := c.Write(b); err != nil {
					r.mu.Lock()
					r.err = err
					r.mu.Unlock()
					return
				}
			}
		}
	}()
	return r
}

func (r *roomy) next() []byte {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.wait) == 0 {
		return nil
	}
	b := r.wait[0]
	r.wait = r.wait[1:]
	return b
}

// Write implements net.Conn.
func (r *roomy) Write(b []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err != nil {
		return 0, r.err
	}
	r.wait = append(r.wait, append([]byte(nil), b...))
	select {
	case r.bell <- struct{}{}:
	default:
	}
	return len(b), nil
}

// Close implements net.Conn.
func (r *roomy) Close() error {
	r.mu.Lock()
	if r.err == nil {
		r.err = net.ErrClosed
		close(r.bell)
	}
	r.mu.Unlock()
	return r.Conn.Close()
}

// RemoteAddr implements net.Conn.
func (r *roomy) RemoteAddr() net.Addr { return &net.TCPAddr{IP: net.IPv4(192, 0, 2, 1), Port: 4000} }

// bubble opens a house in a bubble of time, to which one comes by the pipes.
func bubble(t *testing.T, l sshd.Limits, shows sshd.Program) (*house, *pipes) {
	t.Helper()
	p := newPipes()
	h := openOn(t, p, l)
	h.shows = shows
	return h, p
}

// walksIn comes as an account, by a pipe.
func (h *house) walksIn(p *pipes, who desk.AgentID) *ssh.Client {
	h.t.Helper()
	key := signer(h.t)
	h.takes(who, key.PublicKey())
	return h.by(p, string(who), key)
}

// by comes by a pipe, with a key.
func (h *house) by(p *pipes, as string, key ssh.Signer) *ssh.Client {
	h.t.Helper()
	here, there := net.Pipe()
	p.come <- newRoomy(there)
	conn, chans, reqs, err := ssh.NewClientConn(newRoomy(here), "desk:22", &ssh.ClientConfig{
		User: as, Auth: []ssh.AuthMethod{ssh.PublicKeys(key)}, HostKeyCallback: ssh.FixedHostKey(h.host),
	})
	if err != nil {
		h.t.Fatal(err)
	}
	c := ssh.NewClient(conn, chans, reqs)
	h.t.Cleanup(func() { _ = c.Close() })
	return c
}

// inBubble is a session of ann's in a bubble. Gone is closed when the session is, and told is what
// she saw by then.
func inBubble(t *testing.T, l sshd.Limits, shows sshd.Program) (h *house, s *seat, gone <-chan struct{}, told *strings.Builder) {
	t.Helper()
	h, p := bubble(t, l, shows)
	s = h.sits(h.walksIn(p, "ann"), 80, 24)
	over := make(chan struct{})
	told = &strings.Builder{}
	go func() {
		defer close(over)
		_, _ = io.Copy(told, s.out)
	}()
	return h, s, over, told
}

// ticks shows a frame every second, and takes keys.
func ticks(ctx context.Context, t *sshd.Terminal) error {
	go func() { _, _ = io.Copy(io.Discard, t.In) }()
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			if _, err := io.WriteString(t.Out, "."); err != nil {
				return err
			}
		}
	}
}

func TestASessionInWhichNoKeyIsPressedIsLockedHoweverMuchItShows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		_, s, gone, told := inBubble(t, sshd.Limits{}, ticks)
		time.Sleep(14 * time.Minute)
		s.types(t, "k") // a key puts it off
		time.Sleep(14 * time.Minute)
		select {
		case <-gone:
			t.Fatal("a key did not put it off")
		default:
		}
		<-gone
		if was := time.Since(begin).Round(time.Second); was != 29*time.Minute || !strings.HasSuffix(told.String(), "ends: idle\r\n") {
			t.Errorf("locked after %s: %.80q", was, told.String()[len(told.String())-20:])
		}
	})
}

func TestNoSessionIsLongerThanHalfADay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		_, s, gone, told := inBubble(t, sshd.Limits{}, func(ctx context.Context, t *sshd.Terminal) error {
			_, _ = io.Copy(io.Discard, t.In) // who leaves ends it too
			return nil
		})
		for range 12 * 6 {
			time.Sleep(10 * time.Minute)
			if _, err := io.WriteString(s.in, "k"); err != nil {
				break
			}
		}
		<-gone
		if was := time.Since(begin).Round(time.Minute); was != 12*time.Hour {
			t.Errorf("it ended after %s: %q", was, told)
		}
	})
}

func TestWhoIsThrownOutIsOutWithinASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, _, gone, told := inBubble(t, sshd.Limits{}, ticks)
		time.Sleep(time.Minute)
		begin := time.Now()
		h.throwsOut("ann")
		<-gone
		if was := time.Since(begin); was > time.Second {
			t.Errorf("out after %s", was)
		}
		if !strings.Contains(told.String(), "ends: thrown") {
			t.Errorf("it is not said why: %q", told)
		}
	})
}

func TestAProgramThatFailsOrDoesNotEndTakesNobodyElseAlong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stuck := make(chan struct{})
		h, _, gone, _ := inBubble(t, sshd.Limits{}, func(context.Context, *sshd.Terminal) error {
			<-stuck
			panic("a bug")
		})
		begin := time.Now()
		time.Sleep(time.Second)
		h.throwsOut("ann")
		<-gone
		if was := time.Since(begin); was > 2*time.Second {
			t.Errorf("cut off after %s", was)
		}
		close(stuck)
	})
	h := open(t, quick())
	other := h.sits(h.comes("tom"), 80, 24)
	other.sees(t, "ready")
	h.shows = func(context.Context, *sshd.Terminal) error { panic("a bug") }
	s := h.sits(h.comes("ann"), 80, 24)
	s.sees(t, "ends: failed")
	other.types(t, "still here")
	other.sees(t, "still here")
	h.close()
	if !h.has("a session of ann: it failed: a bug") || !h.has("ann ssh.leave ann failed") {
		t.Errorf("%q", h.noted())
	}
}

func TestATerminalThatIsSwitchedOffHasLeftAndIsNoFault(t *testing.T) {
	h := open(t, quick())
	h.shows = func(context.Context, *sshd.Terminal) error { return io.EOF } // what it writes finds nobody
	h.sits(h.comes("ann"), 80, 24).sees(t, "ends: ")
	h.close()
	if !h.has("ann ssh.leave ann left") || h.has("a session of") {
		t.Errorf("%q", h.noted())
	}
}

func TestWhoSaysNothingIsSentAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPipes()
		openOn(t, p, sshd.Limits{})
		begin := time.Now()
		here, there := net.Pipe()
		p.come <- newRoomy(there)
		_, err := io.Copy(io.Discard, here)
		if was := time.Since(begin); was > 15*time.Second || was < 5*time.Second || err != nil && !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("after %s: %v", was, err)
		}
	})
}

func TestWhoHasNoSessionIsSentAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := bubble(t, sshd.Limits{}, echo)
		begin := time.Now()
		_ = h.walksIn(p, "ann").Wait()
		if was := time.Since(begin); was > 15*time.Second || was < 5*time.Second {
			t.Errorf("after %s", was)
		}
	})
}

func TestWhoTakesNothingIsCutOffAndOthersGoOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := bubble(t, sshd.Limits{PerUser: 100}, echo)
		other := h.sits(h.walksIn(p, "tom"), 80, 24)
		other.sees(t, "ready")
		h.shows = pour
		begin := time.Now()
		var mute []*ssh.Client
		for range 20 {
			c := h.walksIn(p, "mute")
			_ = h.sits(c, 80, 24) // and reads nothing
			mute = append(mute, c)
		}
		for _, c := range mute {
			_ = c.Wait()
		}
		if was := time.Since(begin); was > 15*time.Second {
			t.Errorf("they are gone after %s", was)
		}
		other.types(t, "still here")
		other.sees(t, "still here")
	})
}
