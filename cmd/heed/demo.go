package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
	"github.com/heed-desk/heed/internal/demo"
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

func (a *app) demo() *cobra.Command {
	var d demonstration
	cmd := &cobra.Command{
		Use: "demo", Short: a.book.T("cli.demo"), Args: a.noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.demonstrate(cmd.Context(), d) },
	}
	cmd.Flags().Uint64Var(&d.seed, "seed", 1, a.book.T("cli.flag.seed"))
	cmd.Flags().IntVar(&d.tickets, "tickets", 200, a.book.T("cli.flag.tickets"))
	cmd.Flags().StringVar(&d.dir, "dir", "", a.book.T("cli.flag.dir"))
	cmd.Flags().StringVar(&d.traffic, "traffic", "calm", a.book.T("cli.flag.traffic"))
	a.looks(cmd, &d.workstation)
	return cmd
}

// demonstrate opens the workstation over the demo's desk.
func (a *app) demonstrate(ctx context.Context, d demonstration) (err error) {
	table, err := d.check()
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
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	}
	if err := d.furnish(ctx); err != nil {
		return a.deskBusy(err)
	}
	a.desk = d.dir
	o, err := a.options(profile.Workstation)
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
func demoOwner() desk.AgentID { return host.LoginID(userName()) }

// furnish fills a desk that is still empty.
func (d demonstration) furnish(ctx context.Context) (err error) {
	if _, err := os.Stat(filepath.Join(d.dir, demoMark)); err == nil {
		return nil // the same one is opened again
	}
	h, err := host.Own(d.dir, profile.Importing, version())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	records := demo.Generate(d.seed, d.tickets, time.Now(), demoOwner())
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
	return profile.Replace(filepath.Join(d.dir, demoMark), []byte(demo.Name+"\n"))
}

// demoMark lies in the folder of a demo's desk that is complete.
const demoMark = "demo"
