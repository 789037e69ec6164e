package sshd

import (
	"context"
	"net"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	wssh "charm.land/ssh"
	"golang.org/x/crypto/ssh"
)

// line is a connection, from its first byte on.
type line struct {
	net.Conn
	server *Server
	pass   func()      // it waits no longer
	late   *time.Timer // until it has a session
	quit   func() bool // it does not end with the server any more
	taken  atomic.Bool // its one session's channel was opened
	once   sync.Once

	mu     sync.Mutex
	called string
	ways   []string // in which it was tried to come in
	proved bool
	kinds  []string // of what was asked for and there is not
	asked  int
}

// lineKey is the key of a line in the library's context.
type lineKey struct{}

// lineOf is the line of a connection.
func lineOf(ctx wssh.Context) *line {
	l, _ := ctx.Value(lineKey{}).(*line) // arrive has put it there
	return l
}

// arrive takes a connection, or sends it away with nil.
func (s *Server) arrive(ctx wssh.Context, conn net.Conn) net.Conn {
	pass, ok := s.gate.arrive(conn.RemoteAddr())
	if !ok {
		return nil
	}
	l := &line{Conn: conn, server: s, pass: pass}
	ready := make(chan struct{})
	defer close(ready)
	cut := func() { <-ready; _ = l.Close() }
	l.late = time.AfterFunc(s.Limits.Begin, cut)
	l.quit = context.AfterFunc(s.ctx, cut)
	ctx.SetValue(lineKey{}, l)
	return l
}

// Close implements net.Conn. What was tried in vain has a line in the trail.
func (l *line) Close() error {
	err := l.Conn.Close()
	l.once.Do(func() {
		defer l.server.gate.inside.Done()
		l.begun()
		l.mu.Lock()
		called, ways, proved := l.called, l.ways, l.proved
		l.mu.Unlock()
		if !proved && len(ways) > 0 {
			l.server.trail.stranger(called, ways[len(ways)-1])
		}
	})
	return err
}

// tried hears of each way in that is tried.
func (l *line) tried(called, way string, in bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.called, l.proved = called, l.proved || in
	l.ways = append(l.ways, way)
}

// begun says that the line has its session, which ends it from now on.
func (l *line) begun() {
	l.late.Stop()
	l.quit()
	l.pass()
}

// refuse notes that something was asked for that there is not: of each kind once. Who asks for
// much of it is cut off.
func (l *line) refuse(conn ssh.Conn, what string) {
	l.mu.Lock()
	l.asked++
	known, enough := slices.Contains(l.kinds, what), l.asked > l.server.Limits.Refusals
	if !known && !enough {
		l.kinds = append(l.kinds, what)
	}
	l.mu.Unlock()
	if sc, ok := conn.(*ssh.ServerConn); ok && !known {
		if g, ok := guestOf(sc); ok {
			l.server.trail.guest(g, Refuse, what)
		}
	}
	if enough {
		_ = l.Close()
	}
}

// noChannel refuses a channel that is no session: forwarding, and whatever there is else.
func (s *Server) noChannel(_ *wssh.Server, conn *ssh.ServerConn, asked ssh.NewChannel, ctx wssh.Context) {
	_ = asked.Reject(ssh.Prohibited, "a session with a terminal is all there is") // who has gone needs no answer
	lineOf(ctx).refuse(conn, plain(asked.ChannelType()))
}

// noRequest refuses what is asked of the connection. Some of that every client asks for.
func (s *Server) noRequest(ctx wssh.Context, _ *wssh.Server, req *ssh.Request) (bool, []byte) {
	switch req.Type {
	case "keepalive@openssh.com", "no-more-sessions@openssh.com", "keepalive@heed":
	default:
		if conn, ok := ctx.Value(wssh.ContextKeyConn).(ssh.Conn); ok {
			lineOf(ctx).refuse(conn, plain(req.Type))
		}
	}
	return false, nil
}

// plain is a name of the protocol as it may stand in the trail: what is none is not told.
func plain(name string) string {
	known := []string{
		"exec", "subsystem", "x11-req", "auth-agent-req@openssh.com", "env", "shell", "pty-req", "session", "x11", "direct-tcpip", "forwarded-tcpip",
		"direct-streamlocal@openssh.com", "tcpip-forward", "cancel-tcpip-forward", "streamlocal-forward@openssh.com", "tun@openssh.com",
	}
	if slices.Contains(known, name) {
		return name
	}
	return "other"
}
