package main

import (
	"context"
	"crypto/ed25519"
	"errors"
	"net"
	"testing"

	"golang.org/x/crypto/ssh"

	"github.com/heed-desk/heed/internal/sshd"
)

// nobodysDoor is a server that lets nobody in, and where it listens.
func nobodysDoor(t *testing.T) (*sshd.Server, net.Listener) {
	t.Helper()
	_, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	key, err := ssh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	server, err := sshd.New(t.Context(), sshd.Options{
		Accounts: sshAccounts{}, HostKey: key, Words: farewells, Opens: func(sshd.Guest) sshd.Program { return nil },
		Vouches: func(ssh.PublicKey) bool { return false },
	})
	if err != nil {
		t.Fatal(err)
	}
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return server, l
}

// deaf is a listener at which nobody can be accepted any more.
type deaf struct {
	net.Listener
	why error
}

// Accept implements net.Listener.
func (d deaf) Accept() (net.Conn, error) { return nil, d.why }

func TestADoorThatEndsBeforeItIsClosedIsHeardOfAtOnce(t *testing.T) {
	server, l := nobodysDoor(t)
	why := errors.New("no files are left")
	told := make(chan error, 1)
	d := opened(server, deaf{l, why}, func(err error) { told <- err })
	if err := <-told; !errors.Is(err, why) {
		t.Error(err)
	}
	if err := d.close(); !errors.Is(err, why) {
		t.Error("it is closed with:", err)
	}
}

// tardy is a server that begins to serve only once it was closed.
type tardy struct {
	*sshd.Server
	closed context.Context
	shut   context.CancelFunc
}

func (t tardy) Serve(l net.Listener) error {
	<-t.closed.Done()
	return t.Server.Serve(l)
}

func (t tardy) Close() error {
	defer t.shut()
	return t.Server.Close()
}

func TestADoorThatIsClosedBeforeItBeganToServeEnds(t *testing.T) {
	server, l := nobodysDoor(t)
	closed, shut := context.WithCancel(t.Context())
	d := opened(tardy{server, closed, shut}, l, func(err error) { t.Error("it is told:", err) })
	if err := d.close(); err != nil {
		t.Error(err)
	}
}
