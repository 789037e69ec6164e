package client

import (
	"context"
	"net/url"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/internal/metrics"
)

// Floor is how the desk stands as a whole, or how far it is counted; desk.ErrForbidden for who
// may not see that.
func (l *Line) Floor(ctx context.Context) (metrics.Look, error) {
	var all metrics.Look
	err := l.get(ctx, api.Floor, nil, &all)
	return all, err
}

// FloorCases are the tickets behind a figure of the floor, in the whole desk or one part of it.
func (l *Line) FloorCases(ctx context.Context, n metrics.Name, of metrics.Scope) (metrics.Cases, error) {
	q := url.Values{"figure": {string(n)}}
	if of.By != metrics.ByDesk {
		q.Set("by", string(of.By))
		q.Set("part", of.Name)
	}
	var all metrics.Cases
	err := l.get(ctx, api.Behind, q, &all)
	return all, err
}
