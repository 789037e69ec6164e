package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/heed-desk/heed/cache"
	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/courier"
	"github.com/heed-desk/heed/internal/demo"
)

const owner desk.AgentID = "bench"

// served is a desk behind a real socket on loopback.
type served struct {
	store *backend.Store
	api   *backend.Server
	http  *http.Server
	url   string
	token string
}

// serve makes a desk of invented tickets and serves it.
func serve(ctx context.Context, dir string, tickets int) (*served, error) {
	store, err := backend.Open(dir)
	if err != nil {
		return nil, err
	}
	if err := store.AddAgent(ctx, desk.Agent{ID: owner, Name: desk.Foreign("Bench"), Role: desk.RoleAgent}); err != nil {
		return nil, err
	}
	_, err = store.Import(ctx, func(yield func(archive.Record, error) bool) {
		for r := range demo.Generate(1, tickets, time.Now(), owner) {
			if !yield(r, nil) {
				return
			}
		}
	})
	if err != nil {
		return nil, err
	}
	token, err := store.NewToken(ctx, owner, "bench", time.Hour)
	if err != nil {
		return nil, err
	}
	s := &served{store: store, api: backend.New(store, backend.Options{Rate: backend.Unpaced}), token: token.Text}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s.url = "http://" + l.Addr().String()
	s.http = s.api.HTTPServer()
	go func() { _ = s.http.Serve(l) }() // ends with close
	return s, nil
}

func (s *served) close() error {
	return errors.Join(s.http.Close(), func() error { s.api.Close(); return s.store.Close() }())
}

// fill measures the first fill of an empty ledger over loopback: until the queue can be
// worked, until all is there, until all can be searched.
func fill(ctx context.Context, r *report, scratch string, tickets int) (*cache.Ledger, error) {
	begun := time.Now()
	s, err := serve(ctx, filepath.Join(scratch, "fill-desk"), tickets)
	if err != nil {
		return nil, fmt.Errorf("serve a desk: %w", err)
	}
	defer func() { _ = s.close() }()
	r.add("desk made and imported", time.Since(begun).Seconds(), "s", 1)

	dir := filepath.Join(scratch, "fill-ledger")
	if err := os.Mkdir(dir, 0o700); err != nil {
		return nil, err
	}
	l, err := cache.Open(cache.Options{Dir: dir, Key: seal.NewStoreKey(), Me: desk.Me{ID: owner}, Rights: desk.RightsOf(desk.RoleAgent)})
	if err != nil {
		return nil, err
	}
	line, err := client.New(client.Options{URL: s.url, Token: s.token})
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(ctx)
	done := make(chan error, 1)
	begun = time.Now()
	go func() { done <- courier.New(l, line, courier.Options{}).Run(ctx) }()
	err = watchFill(ctx, r, l, tickets, begun)
	stop()
	if ended := <-done; !errors.Is(ended, context.Canceled) {
		err = errors.Join(err, ended)
	}
	return l, errors.Join(err, line.Close())
}

func watchFill(ctx context.Context, r *report, l *cache.Ledger, tickets int, begun time.Time) error {
	sub := l.Subscribe()
	defer sub.Close()
	var usable, filled time.Duration
	for {
		if usable == 0 {
			w, err := l.Window(desk.ViewOpen, desk.Anchor{}, 0, 40)
			if err == nil && len(w.Rows) >= 40 {
				usable = time.Since(begun)
				r.most("first fill: queue usable", usable.Seconds(), "s", 1, 1)
			}
		}
		if filled == 0 {
			if counts, err := l.Counts(); err == nil && counts[desk.ViewAll] >= tickets {
				filled = time.Since(begun)
				r.least("first fill", float64(tickets)/filled.Seconds(), "tickets/s", 1, 5000)
			}
		}
		if filled != 0 {
			if f, err := l.Search(ctx, "lamp", 1); err == nil && f.Indexed >= tickets {
				r.most("first fill: index complete", time.Since(begun).Seconds(), "s", 1, 30)
				return nil
			}
		}
		wait, cancel := context.WithTimeout(ctx, 2*time.Minute)
		_, err := sub.Next(wait)
		cancel()
		if err != nil {
			return fmt.Errorf("the fill stands still: %w", err)
		}
	}
}
