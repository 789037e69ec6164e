package sshd_test

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/crypto/ssh"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/sshd"
)

// house is a desk of accounts in memory, with a server before it.
type house struct {
	t      testing.TB
	server *sshd.Server
	at     string
	host   ssh.PublicKey

	mu     sync.Mutex
	keys   map[string]sshd.Guest
	roles  map[desk.AgentID]desk.Role
	visits map[int]visit
	lines  []string
	deaf   error // what the trail says
	shows  sshd.Program
	next   int
}

type visit struct {
	who sshd.Guest
	end context.CancelFunc
}

// quick are limits for tests that come from one address all the time.
func quick() sshd.Limits { return sshd.Limits{FromOne: 1 << 20, Start: 1 << 20, Full: 1 << 20} }

// open opens a house at an address of its own.
func open(t testing.TB, l sshd.Limits, more ...func(*sshd.Options)) *house {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return openOn(t, listener, l, more...)
}

func openOn(t testing.TB, l net.Listener, limits sshd.Limits, more ...func(*sshd.Options)) *house {
	t.Helper()
	h := &house{t: t, at: l.Addr().String(), keys: map[string]sshd.Guest{}, roles: map[desk.AgentID]desk.Role{}, visits: map[int]visit{}, shows: echo}
	key := signer(t)
	h.host = key.PublicKey()
	o := sshd.Options{
		Accounts: h, HostKey: key, Limits: limits,
		Opens: func(sshd.Guest) sshd.Program { return h.shows },
		Words: func(_ []string, why sshd.Reason) string { return "ends: " + string(why) },
		Tell:  func(err error) { h.note(err.Error()) },
	}
	for _, m := range more {
		m(&o)
	}
	h.keys["somebody"] = sshd.Guest{}
	var err error
	if h.server, err = sshd.New(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- h.server.Serve(l) }()
	t.Cleanup(func() {
		if err := h.server.Close(); err != nil {
			t.Error(err)
		}
		if err := <-served; err != nil {
			t.Error(err)
		}
	})
	return h
}

// echo shows what it is told: the size, each other size, and the keys. A q ends it.
func echo(ctx context.Context, t *sshd.Terminal) error {
	_, _ = fmt.Fprintf(t.Out, "%s %dx%d ready\r\n", strings.Join(t.Environ, ","), t.Size.W, t.Size.H)
	keys := make(chan []byte)
	over := make(chan struct{})
	defer close(over)
	go func() { // until the channel closes
		for {
			b := make([]byte, 1024)
			n, err := t.In.Read(b)
			if err != nil {
				return
			}
			select {
			case keys <- b[:n]:
			case <-over:
				return
			}
		}
	}()
	for {
		select {
		case <-ctx.Done():
			return nil
		case size := <-t.Sizes:
			_, _ = fmt.Fprintf(t.Out, "%dx%d\r\n", size.W, size.H)
		case b := <-keys:
			if slices.Contains(b, 'q') {
				return nil
			}
			if _, err := t.Out.Write(b); err != nil {
				return err
			}
		}
	}
}

// signer is a new key.
func signer(t testing.TB) ssh.Signer {
	t.Helper()
	_, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err := ssh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// takes gives an account a key.
func (h *house) takes(who desk.AgentID, key ssh.PublicKey) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.roles[who] = desk.RoleLead
	h.keys[string(key.Marshal())] = sshd.Guest{Agent: who, Role: desk.RoleLead, Key: "key of " + string(who)}
}

// HaveKeys implements sshd.Accounts.
func (h *house) HaveKeys(context.Context) (bool, error) { return len(h.keys) > 0, nil }

// KeyOwner implements sshd.Accounts.
func (h *house) KeyOwner(_ context.Context, key ssh.PublicKey) (sshd.Guest, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if g, ok := h.keys[string(key.Marshal())]; ok {
		return g, nil
	}
	return sshd.Guest{}, sshd.ErrNobody
}

// Vouched implements sshd.Accounts.
func (h *house) Vouched(_ context.Context, login desk.AgentID) (sshd.Guest, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if role, ok := h.roles[login]; ok {
		return sshd.Guest{Agent: login, Role: role}, nil
	}
	return sshd.Guest{}, sshd.ErrNobody
}

// Visit implements sshd.Accounts.
func (h *house) Visit(_ context.Context, g sshd.Guest, end context.CancelFunc) (sshd.Guest, func(), error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	role, ok := h.roles[g.Agent]
	if !ok {
		return g, nil, sshd.ErrNobody
	}
	g.Role = role
	h.next++
	id := h.next
	h.visits[id] = visit{g, end}
	return g, func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(h.visits, id)
	}, nil
}

// throwsOut ends whatever somebody does.
func (h *house) throwsOut(who desk.AgentID) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.roles, who)
	for _, v := range h.visits {
		if v.who.Agent == who {
			v.end()
		}
	}
}

// Note implements sshd.Accounts.
func (h *house) Note(_ context.Context, g sshd.Guest, d sshd.Deed, login, how string) error {
	if h.deaf != nil {
		return h.deaf
	}
	who := string(g.Agent)
	if who == "" {
		who = "stranger"
	}
	h.note(strings.Join([]string{who, string(d), login, how}, " "))
	return nil
}

func (h *house) note(line string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.lines = append(h.lines, line)
}

// noted is the trail.
func (h *house) noted() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.lines)
}

// has reports whether a line of the trail begins so.
func (h *house) has(line string) bool {
	return slices.ContainsFunc(h.noted(), func(l string) bool { return strings.HasPrefix(l, line) })
}

// dial comes as somebody with ways to show who they are.
func (h *house) dial(as string, with ...ssh.AuthMethod) (*ssh.Client, error) {
	return ssh.Dial("tcp", h.at, &ssh.ClientConfig{User: as, Auth: with, HostKeyCallback: ssh.FixedHostKey(h.host)})
}

// comes comes as an account, with a new key of it.
func (h *house) comes(who desk.AgentID) *ssh.Client {
	h.t.Helper()
	key := signer(h.t)
	h.takes(who, key.PublicKey())
	c, err := h.dial(string(who), ssh.PublicKeys(key))
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { _ = c.Close() })
	return c
}

// seat is a session with a terminal.
type seat struct {
	*ssh.Session
	in  io.WriteCloser
	out io.Reader
}

// sits opens a session in a terminal of a size.
func (h *house) sits(c *ssh.Client, w, rows int) *seat {
	h.t.Helper()
	s, err := c.NewSession()
	if err != nil {
		h.t.Fatal(err)
	}
	in, ierr := s.StdinPipe()
	out, oerr := s.StdoutPipe()
	if ierr != nil || oerr != nil {
		h.t.Fatal(ierr, oerr)
	}
	if err := s.RequestPty("xterm-256color", rows, w, nil); err != nil {
		h.t.Fatal(err)
	}
	if err := s.Shell(); err != nil {
		h.t.Fatal(err)
	}
	return &seat{s, in, out}
}

// sees reads until it has seen something, and returns all of it.
func (s *seat) sees(t testing.TB, want string) string {
	t.Helper()
	var all strings.Builder
	b := make([]byte, 4096)
	for !strings.Contains(all.String(), want) {
		n, err := s.out.Read(b)
		_, _ = all.Write(b[:n])
		if err != nil && !strings.Contains(all.String(), want) {
			t.Fatalf("%q was not seen: %v\n%s", want, err, all.String())
		}
	}
	return all.String()
}

func (s *seat) types(t testing.TB, keys string) {
	t.Helper()
	if _, err := io.WriteString(s.in, keys); err != nil {
		t.Fatal(err)
	}
}
