package floor

import (
	"strings"

	"github.com/heed-desk/heed/internal/metrics"
	"github.com/heed-desk/heed/tui/act"
)

// meansWidth is how wide it is said what something is.
const meansWidth = 68

// meaning is the dialog that says what the thing under the cursor is, and what there is no room for beside it.
func meaning(s *Screen, it *item) *act.Explanation {
	if it.kind == aPart {
		return act.NewExplanation(s.Session, s.named(it.part), s.Book.T("floor.means.by."+string(it.part.By)), meansWidth)
	}
	lines := append([]string{s.Book.T("floor.means." + string(it.figure)), ""}, s.closer(it.figure)...)
	return act.NewExplanation(s.Session, s.title(it.figure), strings.TrimSpace(strings.Join(lines, "\n")), meansWidth)
}

// closer is what there is no room for in the table: both clocks, the mean, the promises.
func (s *Screen) closer(f metrics.Name) []string {
	b := s.board()
	switch f {
	case metrics.FirstReply, metrics.NextReply, metrics.Resolution:
		return s.times(b.Today.Times(f))
	case metrics.ServiceLevel:
		return append(s.part(b.Today.Share(f)), s.promises(b.Today.FirstReply)...)
	case metrics.OneTouch, metrics.Reopened, metrics.Satisfied, metrics.Responded:
		return s.part(b.Today.Share(f))
	case metrics.Backlog:
		if b.Now.Backlog.N == 0 {
			return nil
		}
		a := b.Now.Backlog
		return []string{s.Book.T("floor.ages.whole", "p50", s.Book.Long(a.P50), "p90", s.Book.Long(a.P90), "oldest", s.Book.Long(a.Oldest), "n", a.N)}
	case metrics.Arrived:
		return s.byHour(b.Today.ArrivedByHour)
	case metrics.Solved:
		return s.byHour(b.Today.SolvedByHour)
	default:
		return nil
	}
}

// times are how long things took by both clocks, and what was promised.
func (s *Screen) times(t metrics.Times) []string {
	if t.N == 0 {
		return []string{s.Book.T("floor.no_more")}
	}
	told := func(key string, of metrics.Spreads) string {
		return s.Book.T(key, "p50", s.Book.Long(of.P50), "p90", s.Book.Long(of.P90), "mean", s.Book.Long(of.Mean), "most", s.Book.Long(of.Most), "n", t.N)
	}
	return append([]string{told("floor.calendar", t.Calendar), told("floor.business", t.Business)}, s.promises(t)...)
}

// promises are the times that were promised, the shortest first, with how many came within each.
func (s *Screen) promises(t metrics.Times) []string {
	var lines []string
	for _, h := range t.Held {
		hours := "calendar"
		if h.Business {
			hours = "business"
		}
		lines = append(lines, s.Book.T("day.held."+hours, "span", s.Book.Short(h.Within))+": "+s.Book.T("floor.part", "n", h.Kept.N, "of", h.Kept.Of, "share", s.percent(h.Kept)))
	}
	return lines
}

func (s *Screen) part(of metrics.Share) []string {
	if of.Of == 0 {
		return []string{s.Book.T("floor.no_more")}
	}
	return []string{s.Book.T("floor.part", "n", of.N, "of", of.Of, "share", s.percent(of))}
}

// byHour are the hours in which there was any, by the clock of the desk.
func (s *Screen) byHour(all [24]int) []string {
	var said []string
	for hour, n := range all {
		if n > 0 {
			said = append(said, s.Book.T("floor.hour", "hour", hour, "n", n))
		}
	}
	if said == nil {
		return nil
	}
	return []string{strings.Join(said, " · ")}
}
