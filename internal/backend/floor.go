package backend

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/metrics"
)

const (
	floorRests  = time.Hour        // between two looks at whether anybody watches
	floorAfresh = 10 * time.Second // after what failed
	floorChecks = time.Minute      // between two looks at the log that nothing asked for
	floorStale  = 2 * floorChecks  // without a look that went well, and it is out of date
	floorKeeps  = 14               // days before today whose figures are kept
)

// floor keeps the figures of the desk. It counts nothing before somebody looks; from then on it
// follows the log, by change numbers: a hint that was missed costs a moment and never a figure.
type floor struct {
	store  *Store
	bell   chan struct{}
	wanted atomic.Bool // somebody has looked
	done   atomic.Int64
	of     atomic.Int64

	// What follows belongs to the one round that follows the log. Two servers may stand on one store.
	round    sync.Mutex
	seq      int64     // it has everything up to this change
	promised string    // what the desk promises, as it lies in the store
	zone     string    // whose days it counts
	since    time.Time // what is older was forgotten

	mu     sync.Mutex      // for what only that round writes, and everybody reads
	engine *metrics.Engine // nil until it has counted
	told   *metrics.Floor  // as it was told last; nil once it has changed
	last   time.Time       // when it was up to date with the log
}

func newFloor(s *Store) *floor { return &floor{store: s, bell: make(chan struct{}, 1)} }

// stir has the log looked at. It never waits.
func (f *floor) stir() {
	if !f.wanted.Load() {
		return
	}
	select {
	case f.bell <- struct{}{}:
	default:
	}
}

// want begins to count, where nobody has looked before.
func (f *floor) want() {
	if !f.wanted.Swap(true) {
		f.stir()
	}
}

// look is how the desk stands now, or how far it is counted. It reads nothing of the store.
func (f *floor) look() metrics.Look {
	f.want()
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.locked()
}

// locked is look, for who has the lock. A floor that could not follow the log for a while is told as
// it was when it last did.
func (f *floor) locked() metrics.Look {
	if f.engine == nil {
		return metrics.Look{Counting: &metrics.Counting{Done: int(f.done.Load()), Of: int(f.of.Load())}}
	}
	at := f.store.now()
	stale := at.Sub(f.last) > floorStale
	if stale {
		at = f.last
	}
	if f.told == nil || at.Sub(f.told.At) >= api.FloorEvery || at.Before(f.told.At) {
		all := f.engine.At(at)
		f.told = &all
	}
	return metrics.Look{Floor: f.told, Stale: stale}
}

// cases are those behind a figure; none while it is counted.
func (f *floor) cases(n metrics.Name, s metrics.Scope) metrics.Cases {
	var all metrics.Cases
	f.read(func(e *metrics.Engine, at metrics.Floor) { all = e.OnFloor(at, n, s) })
	return all
}

// curve is a figure step by step, up to when the floor is of; without points while it is counted.
func (f *floor) curve(n metrics.Name, s metrics.Scope, over metrics.Span) metrics.Curve {
	all := metrics.Curve{Figure: n, Scope: s, Span: over}
	f.read(func(e *metrics.Engine, at metrics.Floor) { all = e.Curve(at.At, n, s, over) })
	return all
}

// heat is how tickets arrived in a part by weekday and hour; without days while it is counted.
func (f *floor) heat(s metrics.Scope) metrics.Heat {
	all := metrics.Heat{Scope: s}
	f.read(func(e *metrics.Engine, at metrics.Floor) { all = e.Heat(at.At, s) })
	return all
}

// read has the engine read as of the floor that is told; not while it is counted.
func (f *floor) read(do func(e *metrics.Engine, at metrics.Floor)) {
	f.want()
	f.mu.Lock()
	defer f.mu.Unlock()
	if at := f.locked().Floor; at != nil {
		do(f.engine, *at)
	}
}

// follow brings the figures up to date, at most once in api.FloorEvery, and tells who watches.
func (f *floor) follow(ctx context.Context) (again time.Duration, err error) {
	if !f.wanted.Load() {
		return floorRests, nil
	}
	f.round.Lock()
	defer f.round.Unlock()
	now := f.store.now()
	if wait := f.last.Add(api.FloorEvery).Sub(now); wait > 0 && wait <= api.FloorEvery {
		return wait, nil
	}
	moved := f.engine == nil
	if moved {
		err = f.count(ctx, now)
	}
	if err == nil {
		var more bool
		more, err = f.catchUp(ctx)
		moved = moved || more
	}
	if err != nil {
		return floorAfresh, err
	}
	f.mu.Lock()
	f.last = now
	f.mu.Unlock()
	if f.engine == nil { // it has to be counted anew
		return api.FloorEvery, nil
	}
	f.forget(now)
	if moved {
		f.store.hub.floorMoved()
	}
	return floorChecks, nil
}

// forget drops the days that no floor tells of any more, once a day.
func (f *floor) forget(now time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	since := f.engine.DayOf(now).From.AddDate(0, 0, -floorKeeps)
	if since.After(f.since) {
		f.engine.Forget(since)
		f.since, f.told = since, nil
	}
}

// Floor is how the desk stands, for those who may watch it: desk.ErrForbidden. Whoever asks first
// is told that it is counted; it is never waited for.
func (s *Store) Floor(p Principal) (metrics.Look, error) {
	if err := permit(p, ActWatch, Object{}); err != nil {
		return metrics.Look{}, err
	}
	return s.floor.look(), nil
}

// Wall is what of the floor may hang on a wall, for those who may see that: desk.ErrForbidden.
func (s *Store) Wall(ctx context.Context, p Principal) (metrics.Wall, error) {
	if err := permit(p, ActWall, Object{}); err != nil {
		return metrics.Wall{}, err
	}
	people, err := s.Agents(ctx)
	if err != nil {
		return metrics.Wall{}, err
	}
	var groups []string
	for _, one := range people {
		for _, g := range one.Groups {
			groups = append(groups, string(g))
		}
	}
	return s.floor.look().Wall(groups), nil
}

// FloorCases are the cases behind a figure of the floor; desk.ErrForbidden, desk.ErrNotFound where there is
// no such figure or no such kind of part.
func (s *Store) FloorCases(p Principal, n metrics.Name, of metrics.Scope) (metrics.Cases, error) {
	if err := permit(p, ActWatch, Object{}); err != nil {
		return metrics.Cases{}, err
	}
	if !knownFigure(n) || !knownPart(of.By) {
		return metrics.Cases{}, desk.ErrNotFound
	}
	return s.floor.cases(n, of), nil
}

// FloorCurve is a figure of the floor step by step, and the same of a week before; desk.ErrForbidden,
// desk.ErrNotFound where there is no such curve or no such kind of part.
func (s *Store) FloorCurve(p Principal, n metrics.Name, of metrics.Scope, over metrics.Span) (metrics.Curve, error) {
	if err := permit(p, ActWatch, Object{}); err != nil {
		return metrics.Curve{}, err
	}
	if !slices.Contains(metrics.Drawn(), n) || !slices.Contains(metrics.Spans(), over) || !knownPart(of.By) {
		return metrics.Curve{}, desk.ErrNotFound
	}
	return s.floor.curve(n, of, over), nil
}

// FloorHeat is how tickets arrived by weekday and hour; desk.ErrForbidden, desk.ErrNotFound where there is
// no such kind of part.
func (s *Store) FloorHeat(p Principal, of metrics.Scope) (metrics.Heat, error) {
	if err := permit(p, ActWatch, Object{}); err != nil {
		return metrics.Heat{}, err
	}
	if !knownPart(of.By) {
		return metrics.Heat{}, desk.ErrNotFound
	}
	return s.floor.heat(of), nil
}
