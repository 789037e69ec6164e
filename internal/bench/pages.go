package main

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"net/url"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// asks is how often each page is asked for.
const asks = 500

// pages measures what a desk answers to somebody who looks at it page by page, one request after
// the other: the pages of what waits and of all that there ever was, from anywhere in them.
func (t *team) pages(ctx context.Context, r *report) error {
	rng := rand.New(rand.NewPCG(3, 4))
	var all []desk.Excerpt
	for who, v := range []desk.ViewID{desk.ViewOpen, desk.ViewAll} {
		standing, places, err := t.list(ctx, who, v)
		if err != nil {
			return err
		}
		took, err := sample(asks, func(int) error {
			q := url.Values{"view": {string(v)}, "after": {places[rng.IntN(len(places))]}}
			return t.ask(ctx, who, api.Tickets, q, new(json.RawMessage))
		})
		if err != nil {
			return err
		}
		if all = standing; v == desk.ViewOpen {
			r.add("tickets that wait", float64(len(all)), "tickets", 1)
			r.spread(queuePage, took, 0, 0)
		} else {
			r.spread("page of 200 of all tickets", took, 0, 0)
		}
	}
	for who, one := range []struct {
		name string
		path func() string
	}{
		{"counts of all views", func() string { return api.Views }},
		{"ticket with its thread", func() string { return api.Ticket + all[rng.IntN(len(all))].ID.String() }},
	} {
		took, err := sample(asks, func(int) error { return t.ask(ctx, 2+who, one.path(), nil, new(json.RawMessage)) })
		if err != nil {
			return err
		}
		r.spread(one.name, took, 0, 0)
	}
	return nil
}
