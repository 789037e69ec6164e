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
