package metrics

import (
	"slices"
	"time"
)

// Span is what stretch of time a curve is drawn over.
type Span string

// The spans.
const (
	OverHour Span = "hour" // the last sixty minutes, in steps of five
	OverDay  Span = "day"  // the day where the desk is, by the hour
	OverWeek Span = "week" // the seven days up to today, by the day
)

// Spans lists them, the shortest first.
func Spans() []Span { return []Span{OverHour, OverDay, OverWeek} }

// Curve is a figure of what happened, step by step, and the same of a week before.
type Curve struct {
	Figure Name    `json:"figure,omitempty"`
	Scope  Scope   `json:"scope,omitzero"`
	Span   Span    `json:"span,omitempty"`
	Points []Point `json:"points,omitempty"` // up to now: the last step still goes on
	Ghost  []Point `json:"ghost,omitempty"`  // a week before, all of its steps
}

// Point is a figure in one step of a curve, as it is in Sums: N cases, of shares those of Of, of times
// with their median.
type Point struct {
	From time.Time     `json:"from"` // its step ends where the next one begins
	N    int           `json:"n"`
	Of   int           `json:"of,omitempty"`
	P50  time.Duration `json:"p50,omitempty"` // in calendar time, by nearest rank
}

// Drawn are the figures that a curve can be drawn of.
func Drawn() []Name {
	return []Name{Arrived, Solved, FirstReply, NextReply, Resolution, ServiceLevel, OneTouch, Reopened, Satisfied, Responded}
}

// Curve is a figure of a part over a span up to now. What it costs grows with its steps and with what
// happened in them, not with the desk. Of a figure that is not one of Drawn there are no points.
func (e *Engine) Curve(now time.Time, n Name, s Scope, over Span) Curve {
	c := Curve{Figure: n, Scope: s, Span: over}
	if !slices.Contains(Drawn(), n) || !slices.Contains(Spans(), over) {
		return c
	}
	c.Points = e.points(n, s, e.steps(now, over))
	if end := slices.IndexFunc(c.Points, func(p Point) bool { return p.From.After(now) }); end >= 0 {
		c.Points = c.Points[:end]
	}
	c.Ghost = e.points(n, s, e.steps(now.In(e.zone).AddDate(0, 0, -7), over))
	return c
}

// steps are where the steps of a span begin, and where the last one ends.
func (e *Engine) steps(now time.Time, over Span) []time.Time {
	day := e.DayOf(now)
	var all []time.Time
	switch over {
	case OverHour:
		for i := range 13 {
			all = append(all, now.Truncate(stepLasts).Add(time.Duration(i-11)*stepLasts).In(e.zone))
		}
	case OverDay:
		for at := day.From; at.Before(day.To); at = at.Add(time.Hour) {
			all = append(all, at)
		}
		all = append(all, day.To)
	case OverWeek:
		for i := range 8 {
			all = append(all, day.From.AddDate(0, 0, i-6))
		}
	}
	return all
}

func (e *Engine) points(n Name, s Scope, steps []time.Time) []Point {
	var all []Point
	for i, from := range steps[:len(steps)-1] {
		p := Point{From: from}
		if what := e.days[e.dateOf(from)][s]; what != nil {
			p.take(n, what, e.DayOf(from), Period{from, steps[i+1]})
		}
		all = append(all, p)
	}
	return all
}

// take takes a figure from what happened on a day, or in a part of it.
func (p *Point) take(n Name, what *totals, day, in Period) {
	if in.From.Equal(day.From) && in.To.Equal(day.To) {
		p.whole(n, what.sums())
		return
	}
	p.part(n, &what.course, stepOfDay(day.From, in.From), stepOfDay(day.From, in.To))
}

// whole takes a figure from what happened on a whole day.
func (p *Point) whole(n Name, of Sums) {
	switch n {
	case Arrived, Solved:
		p.N = of.n(n)
	case FirstReply, NextReply, Resolution:
		p.N, p.P50 = of.Times(n).N, of.Times(n).Calendar.P50
	default:
		p.N, p.Of = of.Share(n).N, of.Share(n).Of
	}
}

// part takes a figure from some steps of a day.
func (p *Point) part(n Name, c *course, from, to int) {
	switch n {
	case FirstReply, NextReply, Resolution:
		p.N, p.P50 = c.median(n, from, to)
	case Solved:
		p.N = c.count(Resolution, from, to)
	case ServiceLevel:
		p.N, p.Of = c.count(inTime, from, to), c.count(ServiceLevel, from, to)
	case OneTouch, Responded:
		p.N, p.Of = c.count(n, from, to), c.count(Resolution, from, to)
	case Reopened:
		p.N, p.Of = c.count(n, from, to), c.count(Ended, from, to)
	case Satisfied:
		p.N, p.Of = c.count(n, from, to), c.count(Rated, from, to)
	default:
		p.N = c.count(n, from, to)
	}
}
