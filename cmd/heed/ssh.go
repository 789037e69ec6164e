package main

import (
	"context"
	"errors"
	"log"
	"net"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/crypto/ssh"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/disk"
	"github.com/heed-desk/heed/internal/host"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/sshd"
	"github.com/heed-desk/heed/internal/words"
)

// doorSSH is the way in to a desk by SSH, while it is served.
type doorSSH struct {
	server   porter
	listener net.Listener
	served   chan error
	shut     func() // once nobody is in; nil for nothing to do
}

// porter lets people in, as a *sshd.Server does.
type porter interface {
	Serve(l net.Listener) error
	Close() error
}

// opened is a door at which people are let in; tell hears at once where that ends before it is closed.
func opened(server porter, l net.Listener, tell func(error)) *doorSSH {
	d := &doorSSH{server: server, listener: l, served: make(chan error, 1)}
	go func() {
		err := server.Serve(l)
		if err != nil {
			tell(err)
		}
		d.served <- err
	}()
	return d
}

// openSSH lets people in by SSH, where that is asked for; nil where it is not.
func (a *app) openSSH(ctx context.Context, d *host.Desk, s serving) (*doorSSH, error) {
	if s.ssh == "" {
		if s.sshCA != "" {
			return nil, usage("cli.ssh_ca_no_ssh")
		}
		return nil, nil //nolint:nilnil // there is no such door
	}
	hostName, _, err := net.SplitHostPort(s.ssh)
	if err != nil {
		return nil, usage("cli.bad_ssh", "value", clean(s.ssh))
	}
	key, err := a.hostKey()
	if err != nil {
		return nil, err
	}
	shown := a.sights(d.Store())
	o := sshd.Options{
		Accounts: sshAccounts{d.Store()}, HostKey: key, Words: farewells, Opens: shown.opens,
		Tell: func(err error) { log.Print(a.book.T("cli.ssh_trouble", "why", clean(err.Error()))) },
	}
	if s.sshCA != "" {
		if _, err := authorities(s.sshCA); err != nil {
			return nil, err
		}
		o.Vouches = func(by ssh.PublicKey) bool { return vouches(s.sshCA, by) }
	}
	server, err := sshd.New(ctx, o)
	if errors.Is(err, sshd.ErrNoKeys) {
		return nil, pipe.NewFault(pipe.NotAllowed, "cli.ssh_no_keys", "dir", clean(a.desk))
	}
	if err != nil {
		return nil, err
	}
	l, err := new(net.ListenConfig).Listen(ctx, network(hostName), s.ssh)
	if err != nil {
		return nil, errors.Join(pipe.NewFault(pipe.Failed, "cli.cannot_listen", "address", clean(s.ssh)), server.Close())
	}
	door := opened(server, l, o.Tell)
	door.shut = shown.close
	at, name := reachable(l.Addr())
	a.say(a.book.T("cli.serving_ssh", "address", at, "fingerprint", sshd.Fingerprint(key.PublicKey())))
	a.sayEverywhere(name)
	return door, nil
}

// close lets nobody new in, and sends away who is in.
func (d *doorSSH) close() error {
	if d == nil {
		return nil
	}
	err := d.server.Close()
	if shut := d.listener.Close(); !errors.Is(shut, net.ErrClosed) { // open where it began to serve only now
		err = errors.Join(err, shut)
	}
	err = errors.Join(err, <-d.served)
	if d.shut != nil {
		d.shut()
	}
	return err
}

// hostKey is the one of the desk's folder.
func (a *app) hostKey() (ssh.Signer, error) {
	path := filepath.Join(a.desk, sshd.HostKeyFile)
	had, err := disk.Exists(path)
	if err != nil {
		return nil, err
	}
	key, err := sshd.HostKey(a.desk)
	switch {
	case errors.Is(err, sshd.ErrHostKeyGone):
		return nil, pipe.NewFault(pipe.Failed, "cli.ssh_key_gone", "file", clean(path), "public", clean(path+".pub"))
	case errors.Is(err, sshd.ErrBadHostKey):
		return nil, pipe.NewFault(pipe.Failed, "cli.ssh_bad_key", "file", clean(path))
	case err == nil && !had:
		a.say(a.book.T("cli.ssh_new_key", "file", clean(path)))
	}
	return key, err
}

// authorities reads the keys whose certificates count.
func authorities(path string) (all []ssh.PublicKey, err error) {
	lines, err := keyLines(path)
	if err != nil {
		return nil, err
	}
	for _, line := range lines {
		key, _, options, _, err := ssh.ParseAuthorizedKey([]byte(line))
		if err != nil || len(options) > 0 {
			return nil, usage("cli.ssh_bad_ca", "file", clean(path))
		}
		all = append(all, key)
	}
	return all, nil
}

// vouches reads them anew each time: one that was taken out lets nobody in any more.
func vouches(path string, by ssh.PublicKey) bool {
	all, err := authorities(path)
	if err != nil {
		return false
	}
	for _, key := range all {
		if string(key.Marshal()) == string(by.Marshal()) {
			return true
		}
	}
	return false
}

// sshAccounts are the accounts of a desk, for whom SSH asks.
type sshAccounts struct{ store *backend.Store }

// HaveKeys implements sshd.Accounts.
func (s sshAccounts) HaveKeys(ctx context.Context) (bool, error) { return s.store.HasKeys(ctx) }

// KeyOwner implements sshd.Accounts.
func (s sshAccounts) KeyOwner(ctx context.Context, key ssh.PublicKey) (sshd.Guest, error) {
	return guest(s.store.KeyOwner(ctx, key))
}

// Vouched implements sshd.Accounts.
func (s sshAccounts) Vouched(ctx context.Context, login desk.AgentID) (sshd.Guest, error) {
	return guest(s.store.Vouched(ctx, login))
}

// Visit implements sshd.Accounts.
func (s sshAccounts) Visit(ctx context.Context, g sshd.Guest, end context.CancelFunc) (sshd.Guest, func(), error) {
	p, leave, err := s.store.Visit(ctx, principalOf(g), end)
	now, err := guest(p, err)
	g.Role = now.Role
	return g, leave, err
}

// Note implements sshd.Accounts.
func (s sshAccounts) Note(ctx context.Context, g sshd.Guest, d sshd.Deed, login, how string) error {
	return s.store.NoteSSH(ctx, principalOf(g), string(d), desk.AgentID(login), g.With, how)
}

// guest is a principal as SSH knows them.
func guest(p backend.Principal, err error) (sshd.Guest, error) {
	if errors.Is(err, desk.ErrUnauthorized) || errors.Is(err, backend.ErrDisabled) {
		return sshd.Guest{}, sshd.ErrNobody
	}
	return sshd.Guest{Agent: p.Agent, Role: p.Role, Key: string(p.Token)}, err
}

// principalOf is a guest as the desk knows them; nobody for nobody.
func principalOf(g sshd.Guest) backend.Principal {
	if g.Agent == "" {
		return backend.Principal{}
	}
	return backend.Principal{Agent: g.Agent, Role: g.Role, Via: backend.ViaSSH, Token: backend.TokenID(g.Key), Scopes: []api.Scope{api.ScopeWork}}
}

// spokenTo is the book of a session by what its terminal says of its language.
func spokenTo(environ []string) *words.Book {
	return words.In(words.Spoken(func(name string) string {
		for _, v := range environ {
			if value, ok := strings.CutPrefix(v, name+"="); ok {
				return value
			}
		}
		return ""
	}))
}

// farewells are what somebody is told whose session ends.
func farewells(environ []string, why sshd.Reason) string {
	b := spokenTo(environ)
	return b.T("ssh."+string(why), "span", b.Long(sshd.IdleAfter))
}

// countedEvery is how often who looks is told anew how much waits.
const countedEvery = 5 * time.Second
