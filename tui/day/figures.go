package day

import (
	"strconv"

	"github.com/heed-desk/heed/internal/metrics"
)

// kind says what a line that can be gone to is.
type kind uint8

const (
	aFigure kind = iota
	aReminder
	aPromise
	aRating
)

// figure names a number of the table.
type figure string

// The figures, in their order.
const (
	answered   figure = "answered"
	firstReply figure = "first_reply"
	within     figure = "within"
	nextReply  figure = "next_reply"
	solved     figure = "solved"
	resolution figure = "resolution"
	oneTouch   figure = "one_touch"
	rated      figure = "rated"
	handedOver figure = "handed_over"
)

func figures() []figure {
	return []figure{answered, firstReply, within, nextReply, solved, resolution, oneTouch, rated, handedOver}
}

// of is the figure with its cases in a sheet.
func (f figure) of(sh *metrics.Sheet) metrics.Figure {
	switch f {
	case answered:
		return sh.Answered
	case firstReply:
		return sh.FirstReply
	case within:
		return sh.FirstReply.Measured()
	case nextReply:
		return sh.NextReply
	case solved, resolution:
		return sh.Solved
	case oneTouch:
		return sh.OneTouch
	case rated:
		return sh.Rated
	default:
		return sh.HandedOver
	}
}

// cases are the cases behind a figure: today's, then those of the days before.
func (s *Screen) cases(f figure) []metrics.Case {
	if !s.got {
		return nil
	}
	today, week := f.of(s.sums.today).Cases, f.of(s.sums.week).Cases
	all := make([]metrics.Case, 0, len(today)+len(week))
	return append(append(all, today...), week...)
}

// cells are the three cells of a figure for a sheet: the middle of how long it took, what
// nine of ten took at most, and of how many that is; or a share, and of how many.
func (s *Screen) cells(f figure, sh *metrics.Sheet) [3]string {
	const none = "–"
	all := f.of(sh)
	n := strconv.Itoa(all.N())
	switch f {
	case firstReply, nextReply, resolution:
		if all.N() == 0 {
			return [3]string{none, none, n}
		}
		took := s.sums.spread(f, sh)
		return [3]string{s.Book.Long(took.P50()), s.Book.Long(took.P90()), n}
	case within:
		return s.part(all.Within(), all.N())
	case oneTouch:
		return s.part(all.N(), sh.Solved.N())
	case rated:
		share, ok := sh.Ratings.CSAT()
		if !ok {
			return [3]string{none, "", n}
		}
		return [3]string{s.Book.T("day.percent", "n", share), "", n}
	case answered, solved, handedOver:
	}
	return [3]string{"", "", n}
}

// part is a share, and of how many.
func (s *Screen) part(some, of int) [3]string {
	if of == 0 {
		return [3]string{"–", "", "0"}
	}
	return [3]string{s.Book.T("day.percent", "n", (200*some+of)/(2*of)), "", strconv.Itoa(of)}
}

// bars draws numbers as small bars, the highest one full; empty where all are nothing.
func bars(all []int) string {
	most := 0
	for _, n := range all {
		most = max(most, n)
	}
	if most == 0 {
		return ""
	}
	levels := []rune("▁▂▃▄▅▆▇█")
	out := make([]rune, len(all))
	for i, n := range all {
		out[i] = levels[(n*(len(levels)-1)+most/2)/most]
	}
	return string(out)
}
