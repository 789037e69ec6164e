package floor

import (
	"strconv"
	"time"

	"github.com/heed-desk/heed/internal/metrics"
	"github.com/heed-desk/heed/tui/part"
)

// heading adds a heading with the titles of what stands below it, a line apart from what is above.
// The title has w cells before them.
func (s *Screen) heading(p *part.Sheet, title string, w int, titles string) {
	p.Head(part.Pad("   "+part.Pad(s.Theme.Strong.Render(part.Cut(title, w-1)), w-1)+s.Theme.Dim.Render(titles), p.W))
}

// The cells of the figures.
const (
	labelMost    = 20
	timeCells    = 9
	shareCells   = 7
	countCells   = 6
	figuresWidth = 3 + labelMost + 2*timeCells + shareCells + countCells + 2
)

// figureCells are the columns that there is room for.
type figureCells struct{ label, p50, p90, share int }

// cellsIn are those of a sheet that is so wide.
func cellsIn(w int) figureCells {
	room := w - 5 - countCells
	c := figureCells{p50: timeCells, p90: timeCells, share: shareCells}
	const least = 15
	if room < least+c.p50+c.p90+c.share {
		c.p90 = 0
	}
	if room < least+c.p50+c.share {
		c.p50 = 0
	}
	if room < least+c.share {
		c.share = 0
	}
	c.label = min(max(room-c.p50-c.p90-c.share, 1), labelMost+8)
	return c
}

// middle is how many cells stand between the name of a figure and its number.
func (c figureCells) middle() int { return c.p50 + c.p90 + c.share }

// layFigures adds the figures of the part that is shown.
func (s *Screen) layFigures(p *part.Sheet, now time.Time) {
	c := cellsIn(p.W)
	title := func(key string, w int) string {
		if w == 0 {
			return ""
		}
		return part.Right(s.Book.T("floor.column."+key), w)
	}
	n := part.Right(s.Book.T("floor.column.n"), countCells)
	for i, it := range s.items {
		switch {
		case it.kind != aFigure:
			return
		case i == 0:
			s.heading(p, s.Book.T("floor.now"), c.label+1+c.middle(), n)
		case it.section != s.items[i-1].section:
			s.heading(p, s.Book.T("floor.today"), c.label+1, title("p50", c.p50)+title("p90", c.p90)+title("kept", c.share)+n)
		}
		p.Row(i == s.at, s.figure(c, it.figure, now))
	}
}

// figure is a figure in a line: its name, what is measured of it, and of how many it is.
func (s *Screen) figure(c figureCells, f metrics.Name, now time.Time) string {
	total := strconv.Itoa(s.n(f))
	if s.fresh(f, now) {
		total = s.Theme.Strong.Underline().Render(total)
	} else {
		total = s.Theme.Strong.Render(total)
	}
	return part.Pad(" "+s.title(f), c.label+1) + s.measured(c, f, now) + part.Right(total, countCells)
}

// measured is what stands between the name of a figure and its number.
func (s *Screen) measured(c figureCells, f metrics.Name, now time.Time) string {
	b := s.board()
	switch f {
	case metrics.FirstReply, metrics.NextReply, metrics.Resolution:
		t := b.Today.Times(f)
		p50, p90 := none, none
		if t.N > 0 {
			p50, p90 = s.Book.Long(t.Calendar.P50), s.Book.Long(t.Calendar.P90)
		}
		return cell(p50, c.p50) + cell(p90, c.p90) + cell(s.percent(t.Kept()), c.share)
	case metrics.Backlog:
		p50, p90 := none, none
		if b.Now.Backlog.N > 0 {
			p50, p90 = s.Book.Short(b.Now.Backlog.P50), s.Book.Short(b.Now.Backlog.P90)
		}
		return part.Right(s.Theme.Dim.Render(s.fitting(c.middle(), "floor.ages", "p50", p50, "p90", p90)), c.middle())
	case metrics.Arrived:
		return s.hours(c, b.Today.ArrivedByHour)
	case metrics.Solved:
		return s.hours(c, b.Today.SolvedByHour)
	case metrics.Open, metrics.Unassigned, metrics.Waiting, metrics.Late, metrics.Due15, metrics.Due60:
		return part.Right(s.worst(c, b.Now, f, now), c.middle())
	default:
		return part.Right(cell(s.percent(b.Today.Share(f)), c.share), c.middle())
	}
}

// worst is the ticket that is most urgent of a figure, by how long.
func (s *Screen) worst(c figureCells, at metrics.Standing, f metrics.Name, now time.Time) string {
	var key string
	var since time.Time
	ink := s.Theme.Dim
	switch f {
	case metrics.Waiting:
		key, since = "floor.longest", at.Longest.Since
	case metrics.Late:
		key, since, ink = "floor.late_by", first(at.Late), s.Theme.Late
	case metrics.Due15:
		key, since, ink = "floor.due_in", first(at.Due15), s.Theme.Soon
	case metrics.Due60:
		key, since = "floor.due_in", first(at.Due60)
	default:
	}
	if since.IsZero() {
		return ""
	}
	return ink.Render(s.fitting(c.middle(), key, "span", s.Book.Long(now.Sub(since))))
}

// fitting are words that are only said where there is room for all of them.
func (s *Screen) fitting(room int, key string, pairs ...any) string {
	if said := s.Book.T(key, pairs...); part.Width(said) <= room {
		return said
	}
	return ""
}

// first is since, or until, when the most urgent of some tickets is late; zero for none.
func first(of metrics.Named) time.Time {
	if len(of.Tickets) == 0 {
		return time.Time{}
	}
	return of.Tickets[0].Since
}

// cell is a word in a column; nothing where there is no room for the column.
func cell(word string, w int) string {
	if w == 0 {
		return ""
	}
	return part.Right(word, w)
}

// hours draws the day by the hour as small bars, where all of it fits.
func (s *Screen) hours(c figureCells, all [24]int) string {
	if c.middle() < len(all)+1 {
		return part.Pad("", c.middle())
	}
	return part.Right(s.Theme.Dim.Render(part.Bars(all[:])), c.middle())
}
