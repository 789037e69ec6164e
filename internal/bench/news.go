package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/heed-desk/heed/desk"
)

// pulls is how often the news is fetched, by so many at once.
const (
	pulls   = 2000
	pullers = 8
)

// news measures what a workstation costs that follows the desk: all tickets once, and from
// then on each change as soon as it is told of.
func (t *team) news(ctx context.Context, r *report) error {
	const who = accounts - 2
	begun := time.Now()
	n, cursor, err := t.lines[who].Snapshot(ctx, func(int) {}, func(desk.Page) error { return nil })
	if err != nil {
		return err
	}
	r.add("a workstation filled, over the line and decoded", float64(n)/time.Since(begun).Seconds(), "tickets/s", 1)
	queue, _, err := t.list(ctx, who, desk.ViewUnassigned)
	if err != nil {
		return err
	}
	k := queue[0]
	if _, err := t.apply(ctx, who, desk.Op{Ticket: k.ID, Base: k.Version, Seen: k.LastMessage, Intent: desk.Note{Text: desk.Foreign("The depot was called.")}}); err != nil {
		return err
	}
	_, err = t.hurried(r, fetchNews, pulls, func() ([]time.Duration, error) { return t.fetch(ctx, who, cursor) })
	return err
}

// fetch fetches over and over what came behind a cursor.
func (t *team) fetch(ctx context.Context, who int, after desk.Cursor) (took []time.Duration, err error) {
	parts, wrong := make([][]time.Duration, pullers), make([]error, pullers)
	var all sync.WaitGroup
	for n := range pullers {
		all.Go(func() {
			parts[n], wrong[n] = sample(pulls/pullers, func(int) error {
				page, err := t.lines[who].Changes(ctx, after)
				if err == nil && len(page.Tickets) != 1 {
					err = fmt.Errorf("%d tickets changed, and it was one", len(page.Tickets))
				}
				return err
			})
		})
	}
	all.Wait()
	for _, p := range parts {
		took = append(took, p...)
	}
	return took, errors.Join(wrong...)
}
