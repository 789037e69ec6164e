package screen

import (
	"context"

	"github.com/heed-desk/heed/internal/metrics"
)

// Watch is how a desk is watched as a whole. It asks the desk, which may take long or be out of
// reach: it belongs into an Errand. Its errors are those of a line.
type Watch interface {
	// Floor is how the desk stands, or how far it is counted.
	Floor(ctx context.Context) (metrics.Look, error)
	// FloorCases are the tickets behind a figure of it, in the whole desk or in one part.
	FloorCases(ctx context.Context, n metrics.Name, of metrics.Scope) (metrics.Cases, error)
	// FloorCurve is a figure of what happened step by step, and the same of a week before; without points
	// while that is counted.
	FloorCurve(ctx context.Context, n metrics.Name, of metrics.Scope, over metrics.Span) (metrics.Curve, error)
	// FloorHeat is how tickets arrived by weekday and hour; without days while that is counted.
	FloorHeat(ctx context.Context, of metrics.Scope) (metrics.Heat, error)
}
