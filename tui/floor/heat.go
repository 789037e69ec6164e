package floor

import (
	"strings"
	"time"

	"github.com/heed-desk/heed/internal/metrics"
	"github.com/heed-desk/heed/tui/part"
)

// shades are how dark a cell of the heat map is, from none to the most: told by their shape, also
// where there are no colours.
var shades = [...]rune{'·', '░', '▒', '▓', '█'}

// weekdays is the heat map: the days of the week from Monday on, each by the hour.
func (c *curve) weekdays(h int) []string {
	heat := c.heat
	most := 0
	for _, day := range heat.Weekdays {
		for _, n := range day {
			most = max(most, n)
		}
	}
	names, margin := c.names()
	wide := min(max((c.w-margin-6)/24, 1), 4) // the cells of an hour
	lines := []string{c.Theme.Dim.Render(strings.Repeat(" ", margin) + hoursAbove(wide) + part.Right(c.Book.T("floor.column.n"), 6))}
	for i, day := range heat.Weekdays {
		sum := 0
		var row strings.Builder
		for _, n := range day {
			sum += n
			row.WriteString(c.shaded(n, most, wide))
		}
		lines = append(lines, part.Pad(names[i], margin)+row.String()+c.Theme.Strong.Render(part.Right(c.Book.Count(sum), 6)))
	}
	foot := []string{"", c.legendOf(most), c.Theme.Dim.Render(c.Book.T("floor.heat.of", "n", c.Book.Count(heat.N),
		"from", c.Book.Date(heat.Days.From, heat.Days.To), "to", c.Book.Date(heat.Days.To.AddDate(0, 0, -1), heat.Days.To)))}
	if len(lines)+len(foot) > h {
		foot = foot[1:]
	}
	return append(lines, foot...)
}

// names are the days of the week from Monday on, and how many cells they take.
func (c *curve) names() (names [7]string, margin int) {
	most := 10
	if c.w < 60 {
		most = 3
	}
	for i := range names {
		names[i] = part.Cut(c.Book.Weekday(time.Weekday((i+1)%7)), most)
		margin = max(margin, part.Width(names[i])+1)
	}
	return names, margin
}

// hoursAbove are the hours, each third one where there is room for no more.
func hoursAbove(wide int) string {
	var row strings.Builder
	for hour := 0; hour < 24; hour += 3 {
		label := []byte{byte('0' + hour/10), byte('0' + hour%10)}
		row.WriteString(part.Pad(string(label), 3*wide))
	}
	return row.String()
}

// shade is how dark it is at a number, of the highest there is: 0 is for none alone.
func shade(n, most int) int {
	if n == 0 || most == 0 {
		return 0
	}
	return 1 + (n-1)*(len(shades)-1)/most
}

// shaded is an hour of a day.
func (c *curve) shaded(n, most, wide int) string {
	at := shade(n, most)
	if at == 0 {
		return c.Theme.Dim.Render(part.Pad(string(shades[0]), wide))
	}
	filled := max(wide-1, 1)
	return c.Theme.Accent.Render(strings.Repeat(string(shades[at]), filled)) + strings.Repeat(" ", wide-filled)
}

// legendOf says which numbers a shade stands for.
func (c *curve) legendOf(most int) string {
	var all []string
	for at := 1; at < len(shades); at++ {
		from, to := 0, 0
		for n := 1; n <= most; n++ {
			if shade(n, most) == at {
				if from == 0 {
					from = n
				}
				to = n
			}
		}
		switch from {
		case 0:
		case to:
			all = append(all, c.Theme.Accent.Render(string(shades[at]))+" "+c.Book.Count(from))
		default:
			all = append(all, c.Theme.Accent.Render(string(shades[at]))+" "+c.Book.Count(from)+"–"+c.Book.Count(to))
		}
	}
	if all == nil {
		return c.Theme.Dim.Render(c.Book.T("floor.heat.none"))
	}
	return strings.Join(all, "   ") + "   " + c.Theme.Dim.Render(c.Book.T("floor.heat.unit"))
}

// busiest is the weekday and hour at which most tickets arrived, and how many; 0 where none did.
func busiest(heat *metrics.Heat) (day time.Weekday, hour, n int) {
	for i, all := range heat.Weekdays {
		for h, of := range all {
			if of > n {
				day, hour, n = time.Weekday((i+1)%7), h, of
			}
		}
	}
	return day, hour, n
}
