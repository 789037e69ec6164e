package tui

import (
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/screen"
)

// clock is the one timer that lets the picture age. There is none running ahead: it is
// set for the next moment at which something in sight changes.
type clock struct {
	at  time.Time // by the desk's clock; zero for none
	gen uint64
}

// tick says that the moment has come for which the clock was set.
type tick struct{ gen uint64 }

func (r *Root) ticked(t tick) {
	if t.gen != r.clock.gen {
		return
	}
	r.clock.at = time.Time{}
	r.lockIdle(time.Now())
	r.sweep(r.session.Now())
	r.rested(time.Now())
	r.spell(time.Now())
	r.callDue(r.session.Now())
	r.remind(r.session.Now())
}

// wake sets the clock, where something will change before it rings.
func (r *Root) wake() {
	if r.quit {
		return
	}
	now := r.session.Now()
	next := r.ages(now)
	if r.clock.at.After(now) && !next.Before(r.clock.at) {
		return
	}
	r.clock.gen++
	r.clock.at = next
	gen := r.clock.gen
	r.later(max(next.Sub(now), time.Millisecond), tick{gen})
}

// ages is when the picture next changes with time alone.
func (r *Root) ages(now time.Time) time.Time {
	next := now.Truncate(time.Minute).Add(time.Minute)
	sooner := func(t time.Time) {
		if t.After(now) && t.Before(next) {
			next = t
		}
	}
	if since := r.link.Since; r.link.State == desk.LinkDown && !since.IsZero() {
		sooner(since.Add(now.Sub(since).Truncate(time.Minute) + time.Minute))
	}
	sooner(r.calling.due)
	sooner(r.remindsAt(now))
	for _, s := range r.said.notices {
		sooner(s.ends)
	}
	if s, ok := r.notice(now); ok && s.Until.After(now) {
		sooner(nextSecond(s.Until, now))
	}
	for _, p := range r.shown {
		if a, ok := p.seat.screen.(screen.Ageing); ok {
			sooner(a.Ages(now))
		}
	}
	for _, d := range r.dialogs {
		if a, ok := d.seat.screen.(screen.Ageing); ok {
			sooner(a.Ages(now))
		}
	}
	if wait := r.idleFor(time.Now()); wait > 0 {
		sooner(now.Add(wait))
	}
	if wait := r.spells(); wait > 0 {
		sooner(now.Add(wait))
	}
	if len(r.ahead.keys) > 0 {
		sooner(now.Add(max(aheadFor-time.Since(r.ahead.since), time.Millisecond)))
	}
	if len(r.waiting) > 0 {
		sooner(now.Add(max(calm-time.Since(r.lastKey), time.Millisecond)))
	}
	return next
}

// nextSecond is when the whole seconds left until an instant become one less.
func nextSecond(until, now time.Time) time.Time {
	left := until.Sub(now)
	part := left % time.Second
	if part == 0 {
		part = time.Second
	}
	return now.Add(part)
}
