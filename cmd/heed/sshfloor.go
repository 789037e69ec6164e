package main

import (
	"context"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/metrics"
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

// FloorCurve implements screen.Watch.
func (o onlooker) FloorCurve(_ context.Context, n metrics.Name, of metrics.Scope, over metrics.Span) (metrics.Curve, error) {
	return o.store.FloorCurve(o.as, n, of, over)
}

// FloorHeat implements screen.Watch.
func (o onlooker) FloorHeat(_ context.Context, of metrics.Scope) (metrics.Heat, error) {
	return o.store.FloorHeat(o.as, of)
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
