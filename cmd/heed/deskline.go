package main

import (
	"context"
	"errors"

	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/host"
	"github.com/heed-desk/heed/internal/profile"
	"github.com/heed-desk/heed/internal/station"
)

// onDesk runs something on a line to the desk that was named, as whoever runs it or as somebody
// who is named, or to that of a profile.
func (a *app) onDesk(ctx context.Context, args []string, run func(context.Context, *client.Line, []string) error) error {
	if a.desk == "" && a.profile == "" {
		return usage("cli.needs_desk")
	}
	return a.reach(ctx, func(*host.Reached) (desk.AgentID, error) {
		if a.as != "" {
			return desk.AgentID(a.as), nil
		}
		return desk.System, nil
	}, func(line *client.Line) error { return a.ofPeople(run(ctx, line, args), args) })
}

// reach lets do talk to the desk that was named, as whoever it says, or to that of a profile.
func (a *app) reach(ctx context.Context, who func(*host.Reached) (desk.AgentID, error), do func(*client.Line) error) (err error) {
	if a.desk == "" || a.profile != "" {
		return a.reachByProfile(ctx, do)
	}
	d, err := host.Reach(ctx, a.desk, version())
	if err != nil {
		return a.deskBusy(err)
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	as, err := who(d)
	if err != nil {
		return err
	}
	line, err := client.New(client.Options{URL: "http://localhost", Transport: d.Carry(as)})
	if err != nil {
		return err
	}
	return do(line)
}

func (a *app) reachByProfile(ctx context.Context, do func(*client.Line) error) (err error) {
	o, err := a.options(ctx, profile.Pipe)
	if err != nil {
		return err
	}
	line, done, err := station.Reach(ctx, o)
	if err != nil {
		return a.named(err)
	}
	defer func() { err = errors.Join(err, done()) }()
	return do(line)
}
