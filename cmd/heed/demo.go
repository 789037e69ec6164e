package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/demo"
	"github.com/heed-desk/heed/internal/disk"
	"github.com/heed-desk/heed/internal/host"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/profile"
	"github.com/heed-desk/heed/internal/station"
)

// demonstration is a desk of invented tickets.
type demonstration struct {
	seed    uint64
	tickets int
	dir     string
	traffic string
	workstation
}

// usualDemo is the one that nobody has wishes for.
func usualDemo(w workstation) demonstration {
	return demonstration{seed: 1, tickets: 200, traffic: "calm", workstation: w}
}

func (a *app) demo() *cobra.Command {
	var d demonstration
	usual := usualDemo(workstation{})
	cmd := &cobra.Command{
		Use: "demo", Short: a.book.T("cli.demo"), Args: a.noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.demonstrate(cmd.Context(), d) },
	}
	cmd.Flags().Uint64Var(&d.seed, "seed", usual.seed, a.book.T("cli.flag.seed"))
	cmd.Flags().IntVar(&d.tickets, "tickets", usual.tickets, a.book.T("cli.flag.tickets"))
	cmd.Flags().StringVar(&d.dir, "dir", "", a.book.T("cli.flag.dir"))
	cmd.Flags().StringVar(&d.traffic, "traffic", usual.traffic, a.book.T("cli.flag.traffic"))
	a.looks(cmd, &d.workstation)
	return cmd
}

// demonstrate opens the workstation over the demo's desk.
func (a *app) demonstrate(ctx context.Context, d demonstration) (err error) {
	table, err := a.check(d.workstation)
	if err != nil {
		return err
	}
	if _, err := demo.ParseLevel(d.traffic); err != nil {
		return usage("cli.bad_choice", "value", clean(d.traffic), "values", "off, calm, busy")
	}
	if d.tickets < 0 {
		return usage("cli.bad_flag", "what", fmt.Sprintf("--tickets %d", d.tickets))
	}
	if !a.screen() {
		return pipe.NewFault(pipe.Failed, "cli.needs_terminal")
	}
	if d.dir == "" {
		dir, err := os.MkdirTemp("", "heed-demo-")
		if err != nil {
			return err
		}
		d.dir = dir
		defer func() {
			err = errors.Join(err, os.RemoveAll(dir))
			a.say(a.book.T("cli.demo_gone"))
		}()
	}
	if err := d.furnish(ctx, func() { a.say(a.book.T("cli.demo_furnishes", "n", d.tickets)) }); err != nil {
		return a.deskBusy(err)
	}
	a.desk = d.dir
	o, err := a.options(ctx, profile.Workstation)
	if err != nil {
		return err
	}
	o.Secrets = station.Secrets{Throwaway: true}
	s, err := station.OpenPatiently(ctx, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	stop, err := d.live(s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	return a.sit(ctx, s, d.workstation, table)
}

// live lets customers write and colleagues work, until the func that it returns is called.
func (d demonstration) live(s *station.Station) (stop func() error, err error) {
	at, err := openStreet(s.Host, s.Settings.Agent)
	if err != nil || at == nil {
		return func() error { return nil }, err
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() {
		done <- demo.Traffic(ctx, at, demo.TrafficOptions{Level: demo.Level(d.traffic), Seed: d.seed, Owner: s.Settings.Agent})
	}()
	return func() error {
		cancel()
		return errors.Join(<-done, at.Close())
	}, nil
}

// demoOwner is who the demo's desk is opened for.
// Nobody signs letters to customers as "Owner", so a user without a name of their own gets one.
func demoOwner() desk.AgentID {
	if id := host.LoginID(userName()); id != host.Nameless {
		return id
	}
	return "robin"
}

// demoMark lies in the folder of a demo's desk. It says whether the desk is complete.
const demoMark = "demo"

// manyTickets take longer to invent than anybody waits before an empty terminal.
const manyTickets = 2000

// What a mark says.
const (
	mostMark   = 64
	furnishing = "being furnished\n"
	furnished  = "furnished\n"
)

// furnish fills a desk that is still empty. A desk that is no demo's is left alone.
func (d demonstration) furnish(ctx context.Context, slow func()) (err error) {
	mark := filepath.Join(d.dir, demoMark)
	state, err := disk.ReadFile(mark, mostMark)
	switch {
	case err == nil && string(state) == furnished:
		return nil // the same one is opened again
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	}
	h, err := d.clear(ctx, len(state) > 0)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	if err := disk.Replace(mark, []byte(furnishing)); err != nil {
		return err
	}
	if err := h.Store().Found(ctx, demo.Owner(demoOwner())); err != nil {
		return err
	}
	for _, e := range demo.Enclosures() {
		if _, _, err := h.Store().Keep(ctx, desk.System, e.File.ID, bytes.NewReader(e.Bytes)); err != nil {
			return err
		}
	}
	if d.tickets >= manyTickets {
		slow()
	}
	records := demo.Enclose(demo.Generate(d.seed, d.tickets, time.Now(), demoOwner()))
	_, err = h.Store().Import(ctx, func(yield func(archive.Record, error) bool) {
		for r := range records {
			if !yield(r, nil) {
				return
			}
		}
	})
	if err != nil {
		return err
	}
	return disk.Replace(mark, []byte(furnished))
}

// clear opens the folder for a new desk. What a furnishing that broke off has left there goes.
func (d demonstration) clear(ctx context.Context, begun bool) (*host.Desk, error) {
	_, err := os.Stat(filepath.Join(d.dir, backend.File))
	switch {
	case begun:
		if err := d.sweep(); err != nil {
			return nil, err
		}
	case err == nil:
		return nil, pipe.NewFault(pipe.Conflict, "cli.not_a_demo", "dir", clean(d.dir))
	}
	return host.Own(ctx, d.dir, profile.Importing, version())
}

// sweep removes a desk that nobody is at any more: its files first, as they say that a desk was there.
func (d demonstration) sweep() error {
	lock, err := profile.Take(d.dir, profile.Importing)
	if err != nil {
		return err
	}
	err = os.RemoveAll(filepath.Join(d.dir, backend.FilesFolder))
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if rerr := os.Remove(filepath.Join(d.dir, backend.File+suffix)); !errors.Is(rerr, fs.ErrNotExist) {
			err = errors.Join(err, rerr)
		}
	}
	return errors.Join(err, lock.Release())
}
