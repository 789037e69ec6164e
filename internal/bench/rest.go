package main

import (
	"context"
	"errors"
	"time"
)

const (
	listening = 100 // colleagues who only listen while the server rests
	goalIdle  = 60  // MB
	goalCPU   = 0.5 // % of a core
	// watched is how long a server is watched that has worked: long enough for it to give back
	// what it needed then, which Go does every two minutes.
	watched = 150 * time.Second
)

// idle measures a server at which nobody does anything, while colleagues listen.
func (t *team) idle(name string, watched time.Duration) func(context.Context, *report) error {
	return func(ctx context.Context, r *report) (err error) {
		a, err := t.listen(ctx, listening)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, a.leave()) }()
		if err := settle(t.server.pid()); err != nil {
			return err
		}
		used, err := usedBy(t.server.pid(), watched)
		if err != nil {
			return err
		}
		r.most(name+": processor time", used, "% of a core", 1, goalCPU)
		size, err := resident(t.server.pid())
		if err != nil {
			return err
		}
		r.most(name+": memory", megabytes(size), "MB", 1, goalIdle)
		if size, err = anonymous(t.server.pid()); err != nil {
			return err
		}
		r.add(name+": memory beside mapped pages", megabytes(size), "MB", 1)
		return t.databaseAtRest(r, name)
	}
}

// databaseAtRest tells what the processes of the database have beside the server's.
func (t *team) databaseAtRest(r *report, name string) error {
	if t.ground.cluster == nil {
		return nil
	}
	pids, err := family(t.ground.cluster.Pid())
	if err != nil {
		return err
	}
	var sum int64
	for _, pid := range pids {
		size, err := proportional(pid)
		if err != nil {
			return err
		}
		sum += size
	}
	r.add(name+": memory of the database", megabytes(sum), "MB", 1)
	return nil
}
