// Package sshd lets people in by SSH. Who has a key or a certificate of the desk gets one session
// with a terminal, and nothing else. It knows SSH alone: whose a key is and what a session shows
// is said by others.
package sshd

import (
	"context"
	"errors"
	"net"
	"time"

	wssh "charm.land/ssh"
	"charm.land/wish/v2"
	"golang.org/x/crypto/ssh"
)

// Options are what a server is made of. All but Vouches and Tell must be there.
type Options struct {
	Accounts Accounts
	HostKey  ssh.Signer
	// Opens says what a session of somebody shows.
	Opens func(Guest) Program
	// Vouches reports whether a certificate counts that an authority signed; nil for no authority.
	Vouches func(authority ssh.PublicKey) bool
	// Words are what a session is told as it ends; empty for nothing.
	Words func(environ []string, why Reason) string
	// Tell hears of what went wrong here.
	Tell   func(error)
	Limits Limits
}

// Limits bound what anybody can take of a server. Those that are 0 are heed's own.
type Limits struct {
	Handshake time.Duration // until it is known who somebody is
	Begin     time.Duration // until a session has begun
	Idle      time.Duration // without a key
	Longest   time.Duration // of a session, whatever is pressed
	Stalled   time.Duration // that a terminal may take nothing
	Farewell  time.Duration // that a session may take to end
	Start     int           // of those without a session, from which on some are sent away
	Full      int           // of those, at which everybody is
	FromOne   int           // of those, from one address
	PerUser   int           // sessions of one account
	Total     int           // sessions
	Walls     int           // sessions of screens on walls, beside those
	Refusals  int           // after which whoever asks for what there is not is cut off
}

// IdleAfter is how long nobody presses a key before a session is locked: it ends, since all that
// could open it again is the key with which one comes back.
const IdleAfter = 15 * time.Minute

// complete fills in heed's own limits.
func (l *Limits) complete() {
	for _, d := range []struct {
		is  *time.Duration
		own time.Duration
	}{
		{&l.Handshake, 10 * time.Second},
		{&l.Begin, 14 * time.Second},
		{&l.Idle, IdleAfter},
		{&l.Longest, 12 * time.Hour},
		{&l.Stalled, 5 * time.Second},
		{&l.Farewell, 5 * time.Second},
	} {
		if *d.is == 0 {
			*d.is = d.own
		}
	}
	for _, n := range []struct {
		is  *int
		own int
	}{{&l.Start, 10}, {&l.Full, 60}, {&l.FromOne, 5}, {&l.PerUser, 4}, {&l.Total, 500}, {&l.Walls, 2000}, {&l.Refusals, 16}} {
		if *n.is == 0 {
			*n.is = n.own
		}
	}
}

// Server lets people in.
type Server struct {
	Options
	ssh   *wssh.Server
	gate  *gate
	trail *trail

	ctx  context.Context // of all sessions
	stop context.CancelCauseFunc
}

// ErrOpenToAll says that a server would let anybody in, or nobody: it is not made.
var ErrOpenToAll = errors.New("an SSH server needs accounts, a host key and something to show")

// ErrNoKeys says that nobody could come in.
var ErrNoKeys = errors.New("no account has a public key, and there is no authority for certificates")

// New makes a server. It is not made where nobody would be asked who they are: ErrOpenToAll. Nor
// where nobody could come in: ErrNoKeys.
func New(ctx context.Context, o Options) (*Server, error) {
	if o.Accounts == nil || o.HostKey == nil || o.Opens == nil || o.Words == nil {
		return nil, ErrOpenToAll
	}
	if o.Vouches == nil {
		switch some, err := o.Accounts.HaveKeys(ctx); {
		case err != nil:
			return nil, err
		case !some:
			return nil, ErrNoKeys
		}
	}
	if o.Tell == nil {
		o.Tell = func(error) {}
	}
	o.Limits.complete()
	s := &Server{Options: o, gate: newGate(o.Limits)}
	s.trail = &trail{accounts: o.Accounts, tell: o.Tell}
	s.ctx, s.stop = context.WithCancelCause(context.Background())
	var err error
	s.ssh, err = wish.NewServer(s.rules)
	return s, err
}

// version is what the server says of itself, before it is known to whom.
const version = "heed"

// rules are those of the library's server: it asks for keys alone, and hands on nothing but
// the session's channel.
func (s *Server) rules(lib *wssh.Server) error {
	lib.Version = version
	l := s.Limits
	lib.HandshakeTimeout = l.Handshake
	lib.MaxTimeout = l.Begin + l.Longest + l.Farewell // a session ends by itself before, and says so
	lib.ConnCallback = s.arrive
	lib.ServerConfigCallback = s.config
	lib.ChannelHandlers = map[string]wssh.ChannelHandler{"session": s.session, "default": s.noChannel}
	lib.RequestHandlers = map[string]wssh.RequestHandler{"default": s.noRequest}
	lib.SubsystemHandlers = map[string]wssh.SubsystemHandler{}
	lib.AddHostKey(s.HostKey)
	return nil
}

// Serve lets people in who come to l, until Close. Where it begins only after that, whoever made l
// closes it.
func (s *Server) Serve(l net.Listener) error {
	err := s.ssh.Serve(l)
	if errors.Is(err, wssh.ErrServerClosed) || errors.Is(err, net.ErrClosed) && s.ctx.Err() != nil {
		err = nil
	}
	return err
}

// Close lets nobody new in, tells those who are in that it ends, and waits for them.
func (s *Server) Close() error {
	s.gate.shut()
	s.stop(Closing)
	err := s.ssh.Shutdown(closedAlready()) // nobody new: who is in has a moment
	if errors.Is(err, context.Canceled) {
		err = nil
	}
	s.gate.inside.Wait()
	s.trail.flush()
	return errors.Join(err, s.ssh.Close())
}

// closedAlready is a context in which nothing is waited for.
func closedAlready() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}
