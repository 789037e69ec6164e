package floor

import (
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/metrics"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// meaning is the dialog that says what a figure counts, and what there is no room for beside it.
type meaning struct {
	*screen.Session
	screen.NoField
	screen.NoNews
	title  string
	words  string
	scroll *part.Scroll
	w, h   int
}

func newMeaning(s *Screen, it *item) *meaning {
	m := &meaning{Session: s.Session, scroll: part.NewScroll()}
	if it.kind == aPart {
		m.title, m.words = s.named(it.part), s.Book.T("floor.means.by."+string(it.part.By))
		return m
	}
	m.title = s.title(it.figure)
	lines := append([]string{s.Book.T("floor.means." + string(it.figure)), ""}, s.closer(it.figure)...)
	m.words = strings.TrimSpace(strings.Join(lines, "\n"))
	return m
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

// Title implements screen.Screen.
func (m *meaning) Title() string { return m.title }

// Scopes implements screen.Screen.
func (m *meaning) Scopes() []keymaps.Scope { return []keymaps.Scope{keymaps.Dialog, keymaps.List} }

// Why implements screen.Screen.
func (m *meaning) Why(keymaps.Action) desk.Reason { return desk.Reason{} }

// Telling implements screen.Telling.
func (m *meaning) Telling() {}

// Act implements screen.Screen.
func (m *meaning) Act(a keymaps.Action) screen.Out {
	switch a {
	case keymaps.Accept, keymaps.Cancel, keymaps.GoBack:
		return screen.Out{Close: &screen.Closed{}}
	default:
		screen.MoveInText(m.scroll, a)
		return screen.Out{}
	}
}

// Resize implements screen.Screen.
func (m *meaning) Resize(w, h int) {
	m.w, m.h = w, h
	m.scroll.Resize(w, h)
	m.scroll.Set(text.Wrap(m.words, max(w, 1)), false)
}

// Wish implements screen.Sized.
func (m *meaning) Wish(maxW, maxH int) (w, h int) {
	w = min(68, maxW)
	return w, min(len(text.Wrap(m.words, max(w, 1))), maxH)
}

// View implements screen.Screen.
func (m *meaning) View(time.Time) paint.Frame { return paint.Frame{Text: m.scroll.View()} }
