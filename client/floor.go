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
	q := partOf(of)
	q.Set("figure", string(n))
	var all metrics.Cases
	err := l.get(ctx, api.Behind, q, &all)
	return all, err
}

// FloorCurve is a figure of the floor step by step, in the whole desk or one part of it.
func (l *Line) FloorCurve(ctx context.Context, n metrics.Name, of metrics.Scope, over metrics.Span) (metrics.Curve, error) {
	q := partOf(of)
	q.Set("figure", string(n))
	q.Set("over", string(over))
	var all metrics.Curve
	err := l.get(ctx, api.Curve, q, &all)
	return all, err
}

// FloorHeat is how tickets arrived by weekday and hour, in the whole desk or one part of it.
func (l *Line) FloorHeat(ctx context.Context, of metrics.Scope) (metrics.Heat, error) {
	var all metrics.Heat
	err := l.get(ctx, api.Heat, partOf(of), &all)
	return all, err
}

// partOf asks for a part of the desk.
func partOf(of metrics.Scope) url.Values {
	q := url.Values{}
	if of.By != metrics.ByDesk {
		q.Set("by", string(of.By))
		q.Set("part", of.Name)
	}
	return q
}
