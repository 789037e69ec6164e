package sshd

import (
	"strings"

	wssh "charm.land/ssh"
	"golang.org/x/crypto/ssh"
)

// channel is the one session's channel of a line, until a session runs in it.
type channel struct {
	server *Server
	line   *line
	conn   *ssh.ServerConn
	ssh.Channel

	guest    Guest
	terminal *Terminal // nil until there is one
	sizes    *sizes
	environ  []string
	begun    bool
}

// session takes the channel that a line may have.
func (s *Server) session(_ *wssh.Server, conn *ssh.ServerConn, asked ssh.NewChannel, ctx wssh.Context) {
	l := lineOf(ctx)
	g, ok := guestOf(conn)
	if !ok || !l.taken.CompareAndSwap(false, true) {
		_ = asked.Reject(ssh.Prohibited, "there is one session on a connection") // who has gone needs no answer
		l.refuse(conn, "session")
		return
	}
	ch, reqs, err := asked.Accept()
	if err != nil {
		return // the line is gone
	}
	c := &channel{server: s, line: l, conn: conn, Channel: ch, guest: g, sizes: newSizes()}
	ends := make(chan struct{})
	defer close(ends)
	for req := range reqs {
		c.answer(req, ends)
	}
}

// answer does what is asked of the channel, or does not: a terminal, its size, and one session in
// it is all there is.
func (c *channel) answer(req *ssh.Request, ends <-chan struct{}) {
	ok := false
	switch req.Type {
	case "env":
		ok = c.env(req)
	case "pty-req":
		ok = c.pty(req)
	case "window-change":
		ok = c.resize(req)
	case "shell":
		if ok = c.terminal != nil && !c.begun; ok {
			c.begun = true
			_ = req.Reply(true, nil) // a line that is gone ends the channel
			go c.run(ends)
			return
		}
		c.line.refuse(c.conn, req.Type)
	case "signal", "break", "xon-xoff", "eow@openssh.com":
	default:
		c.line.refuse(c.conn, plain(req.Type))
	}
	if req.WantReply {
		_ = req.Reply(ok, nil)
	}
}

func (c *channel) env(req *ssh.Request) bool {
	var v struct{ Name, Value string }
	if ssh.Unmarshal(req.Payload, &v) == nil && !c.begun && len(c.environ) < 2 && mayPass(v.Name, v.Value) {
		c.environ = append(c.environ, v.Name+"="+v.Value)
		return true
	}
	if !strings.HasPrefix(v.Name, "LC_") { // many clients send those unasked
		c.line.refuse(c.conn, req.Type)
	}
	return false
}

func (c *channel) pty(req *ssh.Request) bool {
	var v struct {
		Term       string
		W, H, X, Y uint32
		Modes      string
	}
	if c.terminal != nil || c.begun || ssh.Unmarshal(req.Payload, &v) != nil {
		c.line.refuse(c.conn, req.Type)
		return false
	}
	c.terminal = &Terminal{Environ: []string{"TERM=" + termOf(v.Term)}, Size: clamped(v.W, v.H), Sizes: c.sizes.out}
	return true
}

func (c *channel) resize(req *ssh.Request) bool {
	var v struct{ W, H, X, Y uint32 }
	if c.terminal == nil || ssh.Unmarshal(req.Payload, &v) != nil {
		return false
	}
	size := clamped(v.W, v.H)
	if !c.begun {
		c.terminal.Size = size
		return true
	}
	c.sizes.put(size)
	return true
}
