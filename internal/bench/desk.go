package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
	"github.com/heed-desk/heed/internal/demo"
	"github.com/heed-desk/heed/internal/pgtest"
)

const (
	accounts    = 64 // that work at the desk
	waitingEach = 10 // one ticket in so many waits for somebody to take it
)

// desk measures the desk's server on one database after the other.
func (b *bench) desk(ctx context.Context, r *report) error {
	if err := b.deskOn(ctx, r, sqliteGround(b.scratch)); err != nil {
		return fmt.Errorf("on %s: %w", onSQLite, err)
	}
	g, err := postgresGround(ctx, b.scratch)
	if errors.Is(err, pgtest.ErrNone) {
		r.missing("the desk on PostgreSQL, NONE OF IT: %v", err)
		return nil
	}
	if err == nil {
		err = b.deskOn(ctx, r, g)
	}
	if err != nil {
		return fmt.Errorf("on %s: %w", onPostgres, err)
	}
	return nil
}

// deskOn measures a desk that lies in one database.
func (b *bench) deskOn(ctx context.Context, r *report, g *ground) (err error) {
	r.on = g.name
	defer func() { r.on, err = "", errors.Join(err, g.close()) }()
	bare, err := floor(ctx, r, g)
	if err != nil {
		return err
	}
	tokens, err := settleIn(ctx, r, g, b.tickets)
	if err != nil {
		return err
	}
	s, err := g.serve(ctx, b.heed)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	t, err := newTeam(s, g, tokens)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, t.leave()) }()
	for _, part := range []func(context.Context, *report) error{
		t.idle("at rest, newly started", 30*time.Second), t.pages, t.work(bare, b.tickets), t.news, t.lags, t.idle(resting, watched),
	} {
		if err := part(ctx, r); err != nil {
			return err
		}
	}
	return nil
}

// settleIn fills a desk with invented tickets and opens accounts at it.
func settleIn(ctx context.Context, r *report, g *ground, tickets int) (tokens []string, err error) {
	begun := time.Now()
	s, err := g.open(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := s.Found(ctx, desk.Agent{ID: owner, Name: desk.Foreign("Bench"), Role: desk.RoleAdmin}); err != nil {
		return nil, err
	}
	if _, err := s.Import(ctx, waiting(demo.Generate(1, tickets, time.Now(), owner))); err != nil {
		return nil, err
	}
	r.add("a desk imported", float64(tickets)/time.Since(begun).Seconds(), "tickets/s", 1)
	if _, err := s.NewToken(ctx, owner, "", time.Hour); err != nil {
		return nil, err
	}
	for n := range accounts {
		a := desk.Agent{ID: account(n), Name: desk.Foreign("Robin"), Role: desk.RoleAgent}
		if err := s.AddAgent(ctx, a); err != nil {
			return nil, err
		}
		t, err := s.NewToken(ctx, a.ID, "", 24*time.Hour)
		if err != nil {
			return nil, err
		}
		tokens = append(tokens, t.Text)
	}
	return tokens, nil
}

// waiting opens one in so many tickets again, for somebody to take.
func waiting(all iter.Seq[archive.Record]) iter.Seq2[archive.Record, error] {
	return func(yield func(archive.Record, error) bool) {
		n := 0
		for r := range all {
			if k := r.Ticket; k != nil && k.Status.Done() {
				if n++; n%waitingEach == 0 {
					k.Status, k.Assignee = desk.Open, ""
					archive.Settle(k)
				}
			}
			if !yield(r, nil) {
				return
			}
		}
	}
}

func account(n int) desk.AgentID { return desk.AgentID(fmt.Sprintf("agent%02d", n)) }
