package main

import (
	"context"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/metrics"
	"github.com/heed-desk/heed/internal/sshd"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/floor"
	"github.com/heed-desk/heed/tui/lobby"
	"github.com/heed-desk/heed/tui/screen"
)

// onlooker is somebody who looks at a desk at its server: what they see is read from the desk
// itself, with their rights.
type onlooker struct {
	ctx   context.Context
	store *backend.Store
	as    backend.Principal
}

// Floor implements screen.Watch.
func (o onlooker) Floor(context.Context) (metrics.Look, error) { return o.store.Floor(o.as) }

// FloorCases implements screen.Watch.
func (o onlooker) FloorCases(_ context.Context, n metrics.Name, of metrics.Scope) (metrics.Cases, error) {
	return o.store.FloorCases(o.as, n, of)
}

// Agents implements floor.Reads.
func (o onlooker) Agents() ([]desk.Agent, error) { return o.store.Agents(o.ctx) }

// Rows implements floor.Reads: nothing is on its way here, and nothing begun.
func (o onlooker) Rows(_ desk.ViewID, ids []desk.TicketID) ([]desk.Row, error) {
	all, err := o.store.Excerpts(o.ctx, ids)
	rows := make([]desk.Row, len(all))
	for i, e := range all {
		rows[i] = desk.Row{Excerpt: e, Base: e.Version}
	}
	return rows, err
}

// Presence implements floor.Reads.
func (o onlooker) Presence() map[desk.TicketID][]desk.Presence { return o.store.Presence() }

// Link implements floor.Reads: the desk is here.
func (o onlooker) Link() desk.Link {
	now := time.Now()
	return desk.Link{State: desk.LinkUp, Since: now, Synced: now, Contact: now}
}

// Counts implements what the lobby counts.
func (o onlooker) Counts() (map[desk.ViewID]int, error) { return o.store.Counts(o.ctx, o.as) }

// sees is the screen of an onlooker by their role: the floor for whoever steers the desk, and for
// everybody else how much waits. What else one may work at or watch takes its place here.
func (o onlooker) sees(s *screen.Session, who desk.Agent, g sshd.Guest) screen.Screen {
	if desk.RightsOf(g.Role).Steer {
		return floor.New(floor.Needs{Session: s, Reads: o, Looks: true})
	}
	return lobby.New(lobby.Needs{Session: s, Who: who, With: g.With, Every: countedEvery, Counts: o.Counts})
}

// shows is a session's program.
func (a *app) shows(store *backend.Store) func(sshd.Guest) sshd.Program {
	return func(g sshd.Guest) sshd.Program {
		return func(ctx context.Context, t *sshd.Terminal) error {
			one, err := store.Person(ctx, g.Agent)
			if err != nil {
				return err
			}
			o := onlooker{ctx, store, principalOf(g)}
			return tui.Run(ctx, tui.Options{
				Book: spokenTo(t.Environ), AloneWhy: "looks_only", Watch: o, Log: a.log(),
				Alone: func(s *screen.Session) screen.Screen { return o.sees(s, one.Agent, g) },
			}, tui.Terminal{In: t.In, Out: t.Out, Environ: t.Environ, W: t.Size.W, H: t.Size.H, Sizes: t.Sizes})
		}
	}
}
