package main

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"golang.org/x/crypto/ssh"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/sshd"
)

// door is how somebody comes by SSH.
type door struct {
	who desk.AgentID
	key ssh.Signer
}

// perLead is how many sessions one account may have.
const perLead = 4

// giveKeys opens the accounts of those who look: one for all walls, and one of a lead for each four.
func giveKeys(ctx context.Context, g *ground) (walls, leads []door, err error) {
	s, err := g.open(ctx)
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	by, err := s.As(ctx, desk.System)
	if err != nil {
		return nil, nil, err
	}
	open := func(who desk.AgentID, role desk.Role) (d door, err error) {
		public, private, err := ed25519.GenerateKey(rand.Reader)
		if err != nil {
			return d, err
		}
		d.who = who
		if d.key, err = ssh.NewSignerFromKey(private); err != nil {
			return d, err
		}
		line, err := ssh.NewPublicKey(public)
		if err != nil {
			return d, err
		}
		if err := s.AddAgent(ctx, desk.Agent{ID: who, Name: desk.Foreign(string(who)), Role: role}); err != nil {
			return d, err
		}
		_, err = s.AddKey(ctx, by, who, string(ssh.MarshalAuthorizedKey(line)))
		return d, err
	}
	wall, err := open("wall", desk.RoleWall)
	if err != nil {
		return nil, nil, err
	}
	for n := range floorLooks / perLead {
		d, err := open(desk.AgentID(fmt.Sprintf("lead%02d", n)), desk.RoleLead)
		if err != nil {
			return nil, nil, err
		}
		leads = append(leads, d)
	}
	return []door{wall}, leads, nil
}

// crowd are those who look by SSH.
type crowd struct {
	wire atomic.Int64 // bytes that came to all of them

	mu  sync.Mutex
	all []*ssh.Client
	out atomic.Int64 // who has left, or was sent away
}

// atOnce is how many come at the same time: a server lets only a few wait from one address.
const atOnce = 3

// terminals are the sizes that they look from in turn, lines and columns.
func terminals() [][2]int { return [][2]int{{24, 80}, {45, 160}, {60, 200}} }

// come has so many come by some doors in turn, and returns once each of them sees something.
func (s *server) come(ctx context.Context, by []door, many int) (*crowd, error) {
	public, err := os.ReadFile(filepath.Join(s.dir, sshd.HostKeyFile+".pub"))
	if err != nil {
		return nil, err
	}
	host, _, _, _, err := ssh.ParseAuthorizedKey(public)
	if err != nil {
		return nil, err
	}
	c := &crowd{}
	wrong := make([]error, atOnce)
	var work sync.WaitGroup
	for who := range atOnce {
		work.Go(func() {
			for n := who; n < many && wrong[who] == nil; n += atOnce {
				wrong[who] = c.enter(ctx, s.ssh, host, by[n%len(by)], terminals()[n%len(terminals())])
			}
		})
	}
	work.Wait()
	if err := errors.Join(wrong...); err != nil {
		c.leave()
		return nil, err
	}
	return c, nil
}

// enter has one more look, from a terminal of a size.
func (c *crowd) enter(ctx context.Context, at string, host ssh.PublicKey, by door, size [2]int) error {
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", at)
	if err != nil {
		return err
	}
	line, chans, reqs, err := ssh.NewClientConn(&metered{conn, &c.wire}, at, &ssh.ClientConfig{
		User: string(by.who), Auth: []ssh.AuthMethod{ssh.PublicKeys(by.key)}, HostKeyCallback: ssh.FixedHostKey(host),
	})
	if err != nil {
		return errors.Join(err, conn.Close())
	}
	client := ssh.NewClient(line, chans, reqs)
	c.mu.Lock()
	c.all = append(c.all, client)
	c.mu.Unlock()
	session, err := client.NewSession()
	if err != nil {
		return err
	}
	if _, err := session.StdinPipe(); err != nil { // else nothing more can be typed, and who looks has left
		return err
	}
	out, err := session.StdoutPipe()
	if err != nil {
		return err
	}
	err = errors.Join(session.Setenv("COLORTERM", "truecolor"), session.RequestPty("xterm-256color", size[0], size[1], nil), session.Shell())
	if err != nil {
		return err
	}
	if _, err := out.Read(make([]byte, 1)); err != nil {
		return fmt.Errorf("%s sees nothing: %w", by.who, err)
	}
	go func() {
		_, _ = io.Copy(io.Discard, out) // until the session ends
		c.out.Add(1)
	}()
	return nil
}

// gone says that somebody was sent away.
func (c *crowd) gone() error {
	if n := c.out.Load(); n > 0 {
		return fmt.Errorf("%d of %d were sent away", n, len(c.all))
	}
	return nil
}

func (c *crowd) leave() {
	for _, one := range c.all {
		_ = one.Close() // who was sent away has none any more
	}
}

// metered is a connection whose bytes are counted as they come.
type metered struct {
	net.Conn
	read *atomic.Int64
}

func (m *metered) Read(p []byte) (int, error) {
	n, err := m.Conn.Read(p)
	m.read.Add(int64(n))
	return n, err
}
