package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/heed-desk/heed/desk"
)

// Those who only look by SSH, and what they may cost.
const (
	wallScreens  = 1000
	goalWalls    = 250 // MB, of all of the server
	goalTick     = 3   // kB a watcher and second, on the wire
	floorLooks   = 200 // leads who look at the floor
	goalFloors   = 150 // MB
	goalFloorCPU = 15  // % of a core
	lookedAt     = 60 * time.Second
	arriving     = 5 * time.Second // until what came of their coming is over
)

// watch measures a server that many look at by SSH, while something changes each second.
func (b *bench) watch(ctx context.Context, r *report) (err error) {
	g := &ground{name: onSQLite, dir: filepath.Join(b.scratch, "desk-watched")}
	tokens, err := settleIn(ctx, r, g, b.tickets)
	if err != nil {
		return err
	}
	walls, leads, err := giveKeys(ctx, g)
	if err != nil {
		return err
	}
	s, err := startServer(ctx, b.heed, g.dir, "--ssh", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	t, err := newTeam(s, g, tokens)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, t.leave()) }()
	queue, _, err := t.list(ctx, 0, desk.ViewUnassigned)
	if err != nil {
		return err
	}
	size, err := resident(s.pid())
	if err != nil {
		return err
	}
	r.add("a server at which nobody looks: memory", megabytes(size), "MB", 1)
	half := len(queue) / 2
	name := counted(floorLooks, "watcher") + " of the floor"
	l, err := t.lookedAt(ctx, leads, floorLooks, queue[:half])
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	r.most(name+": memory of the server", l.memory, "MB", floorLooks, goalFloors)
	r.most(name+": processor time", l.processor, "% of a core", floorLooks, goalFloorCPU)
	r.add(name+": on the wire, each and second", l.wire, "kB", floorLooks)
	name = counted(wallScreens, "wallboard")
	if l, err = t.lookedAt(ctx, walls, wallScreens, queue[half:]); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	r.most(name+": memory of the server", l.memory, "MB", wallScreens, goalWalls)
	r.most(name+": on the wire, each and second", l.wire, "kB", wallScreens, goalTick)
	r.add(name+": processor time", l.processor, "% of a core", wallScreens)
	return nil
}

// looking is what it costs to be looked at: MB, % of a core, kB a watcher and second.
type looking struct{ memory, processor, wire float64 }

// lookedAt has so many look for a while, by some doors in turn, while a ticket of a queue is claimed each
// second.
func (t *team) lookedAt(ctx context.Context, by []door, many int, queue []desk.Excerpt) (l looking, err error) {
	c, err := t.server.come(ctx, by, many)
	if err != nil {
		return l, err
	}
	defer c.leave()
	time.Sleep(arriving)
	used, err := processorTime(t.server.pid())
	if err != nil {
		return l, err
	}
	wire, begun := c.wire.Load(), time.Now()
	beat := time.NewTicker(time.Second)
	defer beat.Stop()
	for n := range int(lookedAt / time.Second) {
		<-beat.C
		k := queue[n%len(queue)]
		if n >= len(queue) {
			continue // a small desk has no more of them
		}
		op := desk.Op{Ticket: k.ID, Base: k.Version, Seen: k.LastMessage, Intent: desk.Assign{To: account(0)}}
		if _, err := t.apply(ctx, 0, op); err != nil {
			return l, err
		}
	}
	now, err := processorTime(t.server.pid())
	if err != nil {
		return l, err
	}
	took := time.Since(begun)
	l.processor = 100 * float64(now-used) / float64(took)
	l.wire = float64(c.wire.Load()-wire) / 1000 / float64(many) / took.Seconds()
	size, err := resident(t.server.pid())
	l.memory = megabytes(size)
	return l, errors.Join(err, c.gone())
}
