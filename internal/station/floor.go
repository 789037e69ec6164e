package station

import (
	"context"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/metrics"
)

// watcher is a line to a desk that can be watched as a whole.
type watcher interface {
	Floor(ctx context.Context) (metrics.Look, error)
	FloorCases(ctx context.Context, n metrics.Name, of metrics.Scope) (metrics.Cases, error)
	FloorCurve(ctx context.Context, n metrics.Name, of metrics.Scope, over metrics.Span) (metrics.Curve, error)
	FloorHeat(ctx context.Context, of metrics.Scope) (metrics.Heat, error)
}

// Floor is how the desk stands as a whole. It is kept nowhere here.
func (s *Station) Floor(ctx context.Context) (metrics.Look, error) {
	line, ok := s.line.(watcher)
	if !ok {
		return metrics.Look{}, desk.ErrNotFound
	}
	return line.Floor(ctx)
}

// FloorCases are the tickets behind a figure of it.
func (s *Station) FloorCases(ctx context.Context, n metrics.Name, of metrics.Scope) (metrics.Cases, error) {
	line, ok := s.line.(watcher)
	if !ok {
		return metrics.Cases{}, desk.ErrNotFound
	}
	return line.FloorCases(ctx, n, of)
}

// FloorCurve is a figure of it step by step.
func (s *Station) FloorCurve(ctx context.Context, n metrics.Name, of metrics.Scope, over metrics.Span) (metrics.Curve, error) {
	line, ok := s.line.(watcher)
	if !ok {
		return metrics.Curve{}, desk.ErrNotFound
	}
	return line.FloorCurve(ctx, n, of, over)
}

// FloorHeat is how tickets arrive by weekday and hour.
func (s *Station) FloorHeat(ctx context.Context, of metrics.Scope) (metrics.Heat, error) {
	line, ok := s.line.(watcher)
	if !ok {
		return metrics.Heat{}, desk.ErrNotFound
	}
	return line.FloorHeat(ctx, of)
}
