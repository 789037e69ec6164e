package main

import (
	"context"
	"crypto/tls"
	"errors"
	"log"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"github.com/heed-desk/heed/internal/host"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/profile"
)

// goodbye is how long those who are being served may take when the desk closes.
const goodbye = 5 * time.Second

// serving is how a desk is served to others.
type serving struct {
	listen, store, cert, key string
	ssh, sshCA               string // where people come in by SSH; nowhere where empty
}

func (a *app) serve() *cobra.Command {
	var s serving
	cmd := &cobra.Command{
		Use: "serve --desk DIR", Short: a.book.T("cli.serve"), Args: a.noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if a.desk == "" {
				return usage("cli.needs_desk")
			}
			return a.serveDesk(cmd.Context(), s)
		},
	}
	a.words(cmd, &a.desk, "desk")
	a.words(cmd, &a.as, "as")
	cmd.Flags().StringVar(&s.listen, "listen", "127.0.0.1:8470", a.book.T("cli.flag.listen"))
	cmd.Flags().StringVar(&s.store, "store", "", a.book.T("cli.flag.store"))
	cmd.Flags().StringVar(&s.cert, "tls-cert", "", a.book.T("cli.flag.cert"))
	cmd.Flags().StringVar(&s.key, "tls-key", "", a.book.T("cli.flag.key"))
	cmd.Flags().StringVar(&s.ssh, "ssh", "", a.book.T("cli.flag.ssh"))
	cmd.Flags().StringVar(&s.sshCA, "ssh-ca", "", a.book.T("cli.flag.ssh_ca"))
	return cmd
}

// serveDesk serves until ctx ends, and then waits for those who are being served.
func (a *app) serveDesk(ctx context.Context, s serving) (err error) {
	l, scheme, err := s.open(ctx)
	if err != nil {
		return err
	}
	d, err := host.OwnIn(ctx, a.desk, s.store, profile.Serving, version())
	if err != nil {
		return errors.Join(a.deskBusy(err), l.Close())
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	at, name := reachable(l.Addr())
	url := scheme + "://" + at
	if err := a.welcome(ctx, d, url); err != nil {
		return errors.Join(err, l.Close())
	}
	log.SetOutput(a.err) // of those who cannot connect
	door, err := a.openSSH(ctx, d, s)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	defer func() { err = errors.Join(err, door.close()) }()
	a.say(a.book.T("cli.serving", "dir", clean(a.desk), "url", url))
	a.sayEverywhere(name)
	d.Store().OnFull(a.tellFull)
	d.OnTrouble(func(chore string, err error) {
		log.Print(a.trouble(chore, err))
		a.noteTrouble(chore, err)
	})
	server := d.Server().HTTPServer()
	server.RegisterOnShutdown(d.Server().Close) // those who listen would never be done: they are sent away once nobody new is let in
	served := make(chan error, 1)
	go func() { served <- server.Serve(l) }()
	select {
	case err := <-served:
		return err
	case <-ctx.Done():
	}
	a.say(a.book.T("cli.closing"))
	wait, cancel := context.WithTimeout(context.Background(), goodbye)
	defer cancel()
	if err := server.Shutdown(wait); err != nil {
		return server.Close()
	}
	if err := <-served; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// tellFull says once that the disk is full, and once that it has room again.
func (a *app) tellFull(full error) {
	if full == nil {
		log.Print(a.book.T("cli.serve_room"))
		a.log().Info("the disk has room again")
		return
	}
	log.Print(a.book.T("cli.serve_full"))
	a.log().Error("the disk is full", "err", full)
}

// open listens. Anywhere but on this machine it wants TLS.
func (s serving) open(ctx context.Context) (net.Listener, string, error) {
	hostName, port, err := net.SplitHostPort(s.listen)
	if err == nil {
		_, err = net.DefaultResolver.LookupPort(ctx, "tcp", port)
	}
	if err != nil {
		return nil, "", usage("cli.bad_listen", "value", clean(s.listen))
	}
	if (s.cert == "") != (s.key == "") {
		return nil, "", usage("cli.half_tls")
	}
	if s.cert == "" && !local(hostName) {
		return nil, "", usage("cli.needs_tls", "address", clean(s.listen))
	}
	l, err := new(net.ListenConfig).Listen(ctx, network(hostName), s.listen)
	if err != nil {
		return nil, "", pipe.NewFault(pipe.Failed, "cli.cannot_listen", "address", clean(s.listen))
	}
	if s.cert == "" {
		return l, "http", nil
	}
	c := &certificate{cert: s.cert, key: s.key}
	if err := c.read(); err != nil {
		return nil, "", errors.Join(pipe.NewFault(pipe.Failed, "cli.bad_cert", "cert", clean(s.cert), "key", clean(s.key)), l.Close())
	}
	return tls.NewListener(l, &tls.Config{GetCertificate: c.current, MinVersion: tls.VersionTLS13}), "https", nil
}

// local reports whether only this machine can reach an address.
func local(name string) bool {
	if name == "localhost" {
		return true
	}
	ip := net.ParseIP(name)
	return ip != nil && ip.IsLoopback()
}

// welcome makes the first account of a new desk and tells its first token, once.
func (a *app) welcome(ctx context.Context, d *host.Desk, url string) error {
	who, err := d.Account(ctx, a.as, userName())
	if err != nil {
		return err
	}
	has, err := d.Store().HasToken(ctx, who.ID)
	if err != nil || has {
		return err
	}
	token, err := d.Store().NewToken(ctx, who.ID, "", tokenHolds)
	if err != nil {
		return err
	}
	a.say(a.book.T("cli.first_token", "name", clean(string(who.ID)), "token", token.Text, "url", url))
	return nil
}

// tokenHolds is how long a token is good.
const tokenHolds = 90 * 24 * time.Hour

// deskBusy says who runs a desk.
func (a *app) deskBusy(err error) error {
	var busy *profile.Busy
	if errors.As(err, &busy) && !busy.Stopped && !busy.Silent {
		return pipe.NewFault(pipe.Later, "cli.desk_busy", "pid", busy.PID)
	}
	return err
}
