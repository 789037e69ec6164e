package main

import (
	"context"
	"errors"

	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/demo"
	"github.com/heed-desk/heed/internal/host"
)

// street is the demo's desk as its customers and colleagues use it.
type street struct {
	store *backend.Store
	owner desk.AgentID
	lines map[desk.AgentID]*client.Line // by which colleagues say where they are
}

// openStreet connects the traffic to a desk that this process runs; nil where another one does.
func openStreet(d *host.Desk, owner desk.AgentID) (*street, error) {
	store, server := d.Store(), d.Server()
	if store == nil {
		return nil, nil
	}
	s := &street{store: store, owner: owner, lines: map[desk.AgentID]*client.Line{}}
	for _, a := range demo.Colleagues() {
		line, err := client.New(client.Options{URL: "http://localhost", Transport: server.Transport(a.ID)})
		if err != nil {
			return nil, errors.Join(err, s.Close())
		}
		s.lines[a.ID] = line
	}
	return s, nil
}

// Close implements io.Closer.
func (s *street) Close() error {
	var err error
	for _, line := range s.lines {
		err = errors.Join(err, line.Close())
	}
	return err
}

// List implements demo.Desk.
func (s *street) List(ctx context.Context, view desk.ViewID, n int) ([]desk.Excerpt, error) {
	p, err := s.store.As(ctx, s.owner)
	if err != nil {
		return nil, err
	}
	list, err := s.store.List(ctx, p, view, "", n)
	return list.Tickets, err
}

// Thread implements demo.Desk.
func (s *street) Thread(ctx context.Context, id desk.TicketID) (desk.Ticket, []desk.Message, error) {
	page, err := s.store.Thread(ctx, id)
	if err != nil {
		return desk.Ticket{}, nil, err
	}
	if len(page.Tickets) == 0 {
		return desk.Ticket{}, nil, desk.ErrNotFound
	}
	return page.Tickets[0], page.Messages, nil
}

// Do implements demo.Desk.
func (s *street) Do(ctx context.Context, op desk.Op) (desk.Verdict, error) {
	if op.Actor == desk.System {
		return s.store.Intake(ctx, op)
	}
	p, err := s.store.As(ctx, op.Actor)
	if err != nil {
		return desk.Verdict{}, err
	}
	return s.store.Do(ctx, p, op)
}

// Agents implements demo.Desk.
func (s *street) Agents(ctx context.Context) ([]desk.Agent, error) { return s.store.Agents(ctx) }

// Announce implements demo.Desk.
func (s *street) Announce(ctx context.Context, p desk.Presence) error {
	line, ok := s.lines[p.Agent]
	if !ok {
		return nil
	}
	return line.Announce(ctx, p)
}
