package floor

import (
	"strings"
	"time"

	"github.com/heed-desk/heed/internal/metrics"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/screen"
)

// Tell implements screen.Teller: the curve as the numbers that it is drawn of.
func (c *curve) Tell(time.Time) screen.Speech {
	sp := screen.Speech{Head: []screen.Sentence{screen.Say(text.Sentence(c.Title()))}, At: c.page(c.at)}
	if words := c.nothing(); words != "" {
		sp.Here = []screen.Sentence{{Text: words, Key: "nothing"}}
		return sp
	}
	span, is := c.span()
	if !is {
		sp.Here = c.heatTold()
		return sp
	}
	all := c.curves[span]
	sp.Here = []screen.Sentence{
		{Text: text.Sentence(c.unit(all)), Line: true},
		{Text: c.Book.T("floor.told.now", "steps", c.steps(all, all.Points)), Line: true, Ages: true},
		{Text: c.Book.T("floor.told.before", "steps", c.steps(all, all.Ghost)), Line: true, Ages: true},
	}
	return sp
}

// steps are the points of a series in words; those of which there is nothing to measure are left out.
func (c *curve) steps(all metrics.Curve, points []metrics.Point) string {
	var said []string
	for _, p := range points {
		if v, some := value(all.Figure, p); some && (v > 0 || measured(all.Figure) != inTickets) {
			said = append(said, c.step(all.Span, p.From)+" "+c.height(all.Figure, v))
		}
	}
	if said == nil {
		return c.Book.T("floor.no_more")
	}
	return strings.Join(said, ", ") + "."
}

// heatTold is the heat map in words: the busiest hour, and each day's sum.
func (c *curve) heatTold() []screen.Sentence {
	day, hour, n := busiest(c.heat)
	if n == 0 {
		return []screen.Sentence{screen.Say(c.Book.T("floor.heat.none"))}
	}
	said := []screen.Sentence{{Text: c.Book.T("floor.heat.busiest", "day", c.Book.Weekday(day), "hour", hour, "n", n), Line: true}}
	for i, all := range c.heat.Weekdays {
		sum := 0
		for _, of := range all {
			sum += of
		}
		said = append(said, screen.Sentence{Text: c.Book.Weekday(time.Weekday((i+1)%7)) + " " + c.Book.Count(sum) + ".", Line: true})
	}
	return said
}
