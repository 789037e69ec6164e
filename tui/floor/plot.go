package floor

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/NimbleMarkets/ntcharts/v2/canvas"
	"github.com/NimbleMarkets/ntcharts/v2/canvas/graph"

	"github.com/heed-desk/heed/internal/metrics"
	"github.com/heed-desk/heed/tui/part"
)

// ghostDot is a point of the week before: told from the line by its shape, not by its colour alone.
const ghostDot = '·'

// blankDots is a cell of braille without a dot.
const blankDots = '\u2800'

// plotFoot is how many lines stand below a plot: the axis, its times, a line apart, what it is of.
const plotFoot = 4

// plot is a curve with its axes, and below it what it is of.
func (c *curve) plot(all metrics.Curve, h int) []string {
	top := ceiling(all.Figure, highest(all))
	rows := max(h-plotFoot, 2)
	rows -= 1 - rows%2 // the middle is a row
	scale := c.scale(all.Figure, top, rows)
	margin := 0
	for _, l := range scale {
		margin = max(margin, part.Width(l))
	}
	w := max(c.w-margin-1, 2)
	lines := make([]string, 0, h)
	for y, row := range c.grid(all, w, rows, top) {
		lines = append(lines, c.Theme.Dim.Render(part.Right(scale[y], margin)+"│")+row)
	}
	left := strings.Repeat(" ", margin)
	lines = append(lines, c.Theme.Dim.Render(left+"└"+strings.Repeat("─", w)), c.Theme.Dim.Render(left+" "+c.times(all, w)))
	return append(lines, "", c.legend(all))
}

// scale is what stands beside each row: the ends and, where there is room, the middle.
func (c *curve) scale(f metrics.Name, top float64, rows int) []string {
	scale := make([]string, rows)
	if rows > 4 {
		scale[rows/2] = c.height(f, top/2)
	}
	scale[rows-1], scale[0] = c.height(f, 0), c.height(f, top)
	return scale
}

// highest is the highest of all points.
func highest(all metrics.Curve) (most float64) {
	for _, p := range slices.Concat(all.Points, all.Ghost) {
		if v, some := value(all.Figure, p); some {
			most = max(most, v)
		}
	}
	return most
}

// measure is in what a figure is measured.
type measure string

const (
	inTickets measure = "tickets"
	inTime    measure = "p50"
	inShare   measure = "share"
)

func measured(f metrics.Name) measure {
	switch f {
	case metrics.Arrived, metrics.Solved:
		return inTickets
	case metrics.FirstReply, metrics.NextReply, metrics.Resolution:
		return inTime
	default:
		return inShare
	}
}

// value is how high a point lies: tickets, minutes or a share of a hundred. False where there is
// nothing to measure.
func value(f metrics.Name, p metrics.Point) (float64, bool) {
	switch measured(f) {
	case inTickets:
		return float64(p.N), true
	case inTime:
		return p.P50.Minutes(), p.N > 0
	default:
		return 100 * float64(p.N) / float64(max(p.Of, 1)), p.Of > 0
	}
}

// rounds are the minutes at which an axis of time may end, for its ends to be round ones.
func rounds() []float64 {
	const hour, day = 60, 24 * 60
	return []float64{4, 10, 20, 40, hour, 2 * hour, 4 * hour, 8 * hour, 12 * hour, day, 2 * day, 4 * day, 8 * day, 20 * day, 60 * day, 200 * day, 800 * day}
}

// ceiling is a round number that no point lies above.
func ceiling(f metrics.Name, most float64) float64 {
	switch measured(f) {
	case inShare:
		return 100
	case inTime:
		for _, top := range rounds() {
			if top >= most {
				return top
			}
		}
		return most
	default:
		for top := 4.0; ; top *= 10 {
			for _, by := range []float64{1, 2, 2.5, 5} {
				if top*by >= most {
					return top * by
				}
			}
		}
	}
}

// height is a height in the unit of its figure.
func (c *curve) height(f metrics.Name, v float64) string {
	switch measured(f) {
	case inTickets:
		return strconv.Itoa(int(v + 0.5))
	case inTime:
		if v == 0 {
			return "0"
		}
		return c.Book.Short(time.Duration(v * float64(time.Minute)))
	default:
		return c.Book.T("day.percent", "n", int(v+0.5))
	}
}

// grid draws the week before as dots and what is now as a line above them.
func (c *curve) grid(all metrics.Curve, w, h int, top float64) []string {
	last := float64(max(len(all.Points), len(all.Ghost), 2) - 1)
	ghost := dots(all.Figure, all.Ghost, graph.NewBrailleGrid(w, h, 0, last, 0, top))
	line := dots(all.Figure, all.Points, graph.NewBrailleGrid(w, h, 0, last, 0, top))
	rows := make([]string, h)
	for y := range rows {
		rows[y] = c.inked(ghost[y], line[y])
	}
	return rows
}

// dots are the points of a series and the lines between them, past those of which there is nothing
// to measure.
func dots(f metrics.Name, points []metrics.Point, on *graph.BrailleGrid) [][]rune {
	var before *canvas.Point
	for i, p := range points {
		v, some := value(f, p)
		if !some {
			before = nil
			continue
		}
		at := on.GridPoint(canvas.Float64Point{X: float64(i), Y: v})
		if before == nil {
			before = &at
		}
		for _, dot := range graph.GetLinePoints(*before, at) {
			on.Set(dot)
		}
		before = &at
	}
	return on.BraillePatterns()
}

// inked is a row of cells, each series in its ink.
func (c *curve) inked(ghost, line []rune) string {
	var row strings.Builder
	for x := range line {
		switch {
		case line[x] != blankDots:
			row.WriteString(c.Theme.Accent.Render(string(line[x])))
		case ghost[x] != blankDots:
			row.WriteString(c.Theme.Dim.Render(string(ghostDot)))
		default:
			row.WriteByte(' ')
		}
	}
	return row.String()
}

// times are those at which the steps begin, as many as there is room for.
func (c *curve) times(all metrics.Curve, w int) string {
	steps := slices.Clone(all.Ghost)
	copy(steps, all.Points) // the days of this week, where they have come
	row := []rune(strings.Repeat(" ", w))
	next := 0
	for i, p := range steps {
		label := []rune(c.step(all.Span, p.From))
		at := min(i*(w-1)/max(len(steps)-1, 1), w-len(label))
		if at < next {
			continue
		}
		copy(row[at:], label)
		next = at + len(label) + 2
	}
	return string(row)
}

// step is a step as its axis has it.
func (c *curve) step(over metrics.Span, at time.Time) string {
	if over == metrics.OverWeek {
		return part.Cut(c.Book.Weekday(at.Weekday()), 9)
	}
	return c.Book.Clock(at)
}

// legend says which line is which, of how many each is, and in what it is measured.
func (c *curve) legend(all metrics.Curve) string {
	now := c.Theme.Accent.Render("⠤⠒⠊") + " " + c.Book.T("floor.line.now", "n", c.Book.Count(casesOf(all.Figure, all.Points)))
	before := c.Theme.Dim.Render(strings.Repeat(string(ghostDot), 3) + " " + c.Book.T("floor.line.before", "n", c.Book.Count(casesOf(all.Figure, all.Ghost))))
	unit := c.Theme.Dim.Render(c.unit(all))
	whole := now + "   " + before + "   " + unit
	if part.Width(whole) <= c.w {
		return whole
	}
	return now + "   " + before
}

// unit says what a height is: so many tickets in a step, the middle time, a share.
func (c *curve) unit(all metrics.Curve) string {
	return c.Book.T("floor.unit." + string(measured(all.Figure)) + "." + string(all.Span))
}

// casesOf is of how many a series is.
func casesOf(f metrics.Name, points []metrics.Point) (n int) {
	for _, p := range points {
		if measured(f) == inShare {
			n += p.Of
		} else {
			n += p.N
		}
	}
	return n
}
