package search

import (
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
)

// View implements screen.Screen.
func (s *Screen) View(now time.Time) paint.Frame {
	if s.w <= 0 || s.h <= 0 {
		return paint.Frame{}
	}
	count := s.count()
	room := max(s.w-3-text.Width(count)-2, 1)
	typed, x := s.field.View(room)
	lines := []string{part.Pad(" "+s.Theme.Accent.Render("/")+" "+typed+" "+count, s.w)}
	if s.headLines() == 2 {
		lines = append(lines, part.Rule(s.Theme, "", s.w))
	}
	lines = append(lines, s.body(now)...)
	return paint.Frame{Text: part.Fit(lines, s.w, s.h), Caret: &paint.Point{X: min(x+3, s.w-1), Y: 0}}
}

func (s *Screen) body(now time.Time) []string {
	h := max(s.h-s.headLines(), 1)
	switch {
	case s.failed != nil:
		return strings.Split(part.Empty(s.Theme, s.Book.Err(s.failed), s.w, h), "\n")
	case strings.TrimSpace(s.field.Text()) == "":
		return s.help()
	case len(s.found.Hits) == 0 && s.of == s.field.Text():
		none := s.Book.T("search.none")
		if s.found.Indexed < s.found.Tickets {
			none += " " + s.Book.T("search.growing", "n", s.found.Indexed, "total", s.found.Tickets)
		}
		return strings.Split(part.Empty(s.Theme, none, s.w, h), "\n")
	}
	view := s.list.View(func(i, w int, selected bool) []string { return s.row(s.found.Hits[i], w, selected, now) })
	return strings.Split(view, "\n")
}

// count is how many were found, and how far the index is while it grows.
func (s *Screen) count() string {
	if s.of == "" || s.failed != nil {
		return ""
	}
	said := s.Book.T("search.found", "n", s.total())
	if s.found.Indexed < s.found.Tickets {
		said = s.Book.T("search.indexed", "n", s.found.Indexed, "total", s.found.Tickets) + " · " + said
	}
	return s.Theme.Dim.Render(text.Truncate(said, max(s.w/2, 0)))
}

// help says what can be asked for.
func (s *Screen) help() []string {
	lines := []string{""}
	width := 0
	var rows [][2]string
	for _, line := range strings.Split(s.Book.T("search.help"), "\n") {
		what, why, _ := strings.Cut(line, " = ")
		rows = append(rows, [2]string{what, why})
		width = max(width, text.Width(what))
	}
	for _, r := range rows {
		lines = append(lines, "   "+s.Theme.Text.Render(text.PadRight(r[0], width))+"   "+s.Theme.Dim.Render(r[1]))
	}
	return lines
}

// row is a ticket that was found: what it is, and below the words that were looked for
// where they stand.
func (s *Screen) row(h desk.Hit, w int, selected bool, now time.Time) []string {
	number := "·"
	if h.Number > 0 {
		number = strconv.FormatInt(h.Number, 10)
	}
	ink := s.Theme.Text
	if selected {
		ink = s.Theme.Strong
	}
	subject := text.Line(h.Subject)
	if h.Subject.IsEmpty() {
		subject = s.Book.T("ticket.no_subject")
	}
	left := " " + s.Theme.Dim.Render(part.Right(number, 6)) + "  " + ink.Render(subject)
	status := string(h.Status)
	if s.Book.Has("status." + status) {
		status = s.Book.T("status." + status)
	} else {
		status = ""
	}
	at := h.UpdatedAt
	if h.Status.Done() && !h.SolvedAt.IsZero() {
		at = h.SolvedAt
	}
	name := text.Line(h.Name)
	state := text.PadRight(status, 7) + part.Right(s.Book.Short(now.Sub(at)), 6) + "  "
	if w < narrow {
		second := strings.Repeat(" ", 9) + s.Theme.Dim.Render(text.Truncate(name, 20)+" · ")
		second += s.snippet(h, max(w-2-text.Width(second), 0))
		return []string{part.Spread(left, s.Theme.Dim.Render(state), w), part.Pad(second, w)}
	}
	right := s.Theme.Dim.Render(text.PadRight(name, 20) + "  " + state)
	second := strings.Repeat(" ", 9) + s.snippet(h, w-11)
	return []string{part.Spread(left, right, w), part.Pad(second, w)}
}

// narrow is the width below which a name stands on the second line of a row.
const narrow = 72

// snippet is a piece of what was said, cut so that the first word looked for is in it.
func (s *Screen) snippet(h desk.Hit, w int) string {
	line, spans := text.LineSpans(h.Snippet.Text, h.Snippet.Spans)
	if len(spans) > 0 && text.Width(line[:spans[0].To]) > w {
		cut := spans[0].From
		for cut > 0 && text.Width(line[cut:spans[0].To]) < w/2 {
			cut = text.Prev(line, cut)
		}
		if space := strings.IndexByte(line[cut:spans[0].From], ' '); space >= 0 {
			cut += space + 1 // begin with a whole word
		}
		line = "…" + line[cut:]
		shift := len("…") - cut
		moved := make([]text.Span, 0, len(spans))
		for _, sp := range spans {
			if sp.From+shift >= 0 && sp.To+shift <= len(line) {
				moved = append(moved, text.Span{From: sp.From + shift, To: sp.To + shift})
			}
		}
		spans = moved
	}
	return part.Cut(part.Marked(s.Theme.Dim, s.Theme.Match, line, spans), w)
}
