package day

import (
	"cmp"
	"slices"
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/metrics"
	"github.com/heed-desk/heed/tui/act"
)

// meansWidth is how wide it is said what something is.
const meansWidth = 64

// meaning is the dialog that says what the thing under the cursor is.
func meaning(s *Screen, it *item) *act.Explanation {
	title, words := s.means(it)
	return act.NewExplanation(s.Session, title, words, meansWidth)
}

// means is what something is, with what there is no room for beside it.
func (s *Screen) means(it *item) (title, words string) {
	switch it.kind {
	case aReminder:
		return s.Book.T("day.reminders"), s.Book.T("day.means.reminders")
	case aPromise:
		return s.Book.T("day.promised"), s.Book.T("day.means.promised")
	case aRating:
		return s.Book.T("day.ratings"), s.Book.T("day.means.rated")
	default:
		return s.named(it.figure), s.Book.T("day.means."+string(it.figure)+s.by(it.figure)) + s.closer(it.figure)
	}
}

// closer is what there is no room for in the table: the spans with how many came within them,
// by priority, and the means.
func (s *Screen) closer(f figure) string {
	if !s.got {
		return ""
	}
	lines := []string{""}
	periods := []struct {
		key string
		of  metrics.Figure
	}{{"day.today", f.of(s.sums.today)}, {"day.before", f.of(s.sums.week)}}
	switch f {
	case within:
		if s.promises() {
			lines = append(lines, s.heldAgainst()...)
			break
		}
		for p := desk.PriorityUrgent; p >= desk.PriorityLow; p-- {
			span := metrics.FirstReplySpan(p)
			line := []string{s.Book.T("day.span", "priority", s.Book.T("priority."+p.String()), "span", s.Book.Short(span))}
			for _, period := range periods {
				if with := period.of.Of(span, false); with.N() > 0 {
					line = append(line, s.Book.T("day.kept", "when", s.Book.T(period.key), "n", with.Within(), "of", with.N()))
				}
			}
			lines = append(lines, strings.Join(line, " · "))
		}
	case firstReply, nextReply, resolution:
		for _, period := range periods {
			if n := period.of.N(); n > 0 {
				lines = append(lines, s.Book.T("day.mean", "when", s.Book.T(period.key), "span", s.Book.Long(period.of.Spread().Mean()), "n", n))
			}
		}
	case answered, solved, oneTouch, rated, handedOver:
	}
	return strings.Join(lines, "\n")
}

// heldAgainst are the times that were promised, the shortest first, with how many first
// replies came within each.
func (s *Screen) heldAgainst() []string {
	today, week := within.of(s.sums.today), within.of(s.sums.week)
	var all []metrics.Held
	for _, c := range slices.Concat(today.Cases, week.Cases) {
		all = append(all, metrics.Held{Span: c.Span, Business: c.Business})
	}
	slices.SortFunc(all, func(a, b metrics.Held) int {
		return cmp.Or(cmp.Compare(a.Span, b.Span), cmp.Compare(hours(a), hours(b)))
	})
	var lines []string
	for _, h := range slices.Compact(all) {
		line := []string{s.Book.T("day.held."+hours(h), "span", s.Book.Short(h.Span))}
		for i, of := range []metrics.Figure{today, week} {
			if with := of.Of(h.Span, h.Business); with.N() > 0 {
				when := s.Book.T([]string{"day.today", "day.before"}[i])
				line = append(line, s.Book.T("day.kept", "when", when, "n", with.Within(), "of", with.N()))
			}
		}
		lines = append(lines, strings.Join(line, " · "))
	}
	return lines
}

// hours names the hours in which something is promised.
func hours(h metrics.Held) string {
	if h.Business {
		return "business"
	}
	return "calendar"
}
