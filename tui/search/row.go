package search

import (
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/theme"
)

// The widths from which a name has a place in a row: before the snippet, and in a column.
const (
	nameFrom   = 50
	columnFrom = 72
)

// The cells of the columns of a row.
const (
	numberCells = 6
	nameCells   = 20
	dateCells   = 8
	indent      = 1 + numberCells + 2
	short       = 3 // the indent where there is little room
)

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
	left := " " + s.Theme.Dim.Render(part.Right(number, numberCells)) + "  " + s.subject(h, ink)
	state, date := s.state(h), s.date(h, now)
	if w >= columnFrom {
		name := text.PadRight(s.customer(h), nameCells)
		right := name + s.Theme.Dim.Render("  "+text.PadRight(state, s.stateCells())+" "+part.Right(date, dateCells)+"  ")
		return []string{part.Spread(left, right, w), part.Pad(strings.Repeat(" ", indent)+s.snippet(h, w-indent-2), w)}
	}
	right := s.Theme.Dim.Render(state + "  ")
	lead := strings.Repeat(" ", short)
	if w >= nameFrom || len(h.Snippet.Spans) == 0 {
		lead += s.customer(h) + s.Theme.Dim.Render(" · ")
	}
	second := lead + s.snippet(h, max(w-text.Width(lead)-text.Width(right)-1, 1))
	return []string{part.Spread(left, s.Theme.Dim.Render(date+"  "), w), part.Spread(second, right, w)}
}

// stateCells are the cells of the longest name of a status, in the language that is spoken.
func (s *Screen) stateCells() int {
	most := 0
	for _, status := range desk.Statuses() {
		most = max(most, text.Width(s.Book.T("status."+string(status))))
	}
	return most
}

func (s *Screen) state(h desk.Hit) string {
	if key := "status." + string(h.Status); s.Book.Has(key) {
		return s.Book.T(key)
	}
	return ""
}

// date is when a ticket was solved; of one that goes on, when something last happened.
func (s *Screen) date(h desk.Hit, now time.Time) string {
	at := h.UpdatedAt
	if h.Status.Done() && !h.SolvedAt.IsZero() {
		at = h.SolvedAt
	}
	return s.Book.Date(s.Local(at), s.Local(now))
}

func (s *Screen) subject(h desk.Hit, ink theme.Ink) string {
	if text.Line(h.Subject) == "" {
		return ink.Render(s.Book.Subject(""))
	}
	return s.marked(h.Subject, ink, 0)
}

// customer is who a hit is from, in at most nameCells.
func (s *Screen) customer(h desk.Hit) string {
	if h.Name.IsEmpty() {
		return s.Theme.Dim.Render(text.Truncate(s.Book.Customer(""), nameCells))
	}
	return s.marked(h.Name, s.Theme.Dim, nameCells)
}

// marked is a line with the words in it that were looked for, in at most w cells; 0 for
// all of it.
func (s *Screen) marked(u desk.Untrusted, ink theme.Ink, w int) string {
	line, spans := text.LineSpans(u, s.words.in(u))
	drawn := part.Marked(ink, s.Theme.Match, line, spans)
	if w > 0 {
		return part.Cut(drawn, w)
	}
	return drawn
}

// words are those of a query that are looked for in texts, folded; the last one may be
// only begun.
type words struct {
	whole []string
	begun string
}

// wordsOf reads the words of a query. What has a colon asks for a field, which is told by
// its column; who wrote is looked for by words too.
func wordsOf(query string) words {
	var w words
	fields := strings.Fields(strings.ReplaceAll(query, `"`, " "))
	for i, f := range fields {
		f, from := strings.CutPrefix(f, "from:")
		if !from && strings.Contains(f, ":") {
			continue
		}
		for _, t := range text.Tokens(desk.Foreign(f)) {
			w.whole = append(w.whole, t.Text)
			if i == len(fields)-1 && !strings.HasSuffix(query, " ") && !strings.HasSuffix(query, `"`) {
				w.begun = t.Text
			}
		}
	}
	return w
}

// in are the words that stand in a text.
func (w words) in(u desk.Untrusted) []desk.Span {
	if len(w.whole) == 0 {
		return nil
	}
	var spans []desk.Span
	for _, t := range text.Tokens(u) {
		if n := len(spans); w.fit(t.Text) && (n == 0 || t.From >= spans[n-1].To) {
			spans = append(spans, desk.Span{From: t.From, To: t.To})
		}
	}
	return spans
}

func (w words) fit(token string) bool {
	for _, word := range w.whole {
		if token == word {
			return true
		}
	}
	return w.begun != "" && strings.HasPrefix(token, w.begun)
}

// snippet is a piece of what was said, cut so that the first word looked for is in it.
func (s *Screen) snippet(h desk.Hit, w int) string {
	line, spans := text.LineSpans(h.Snippet.Text, h.Snippet.Spans)
	if len(spans) > 0 && text.Width(line[:spans[0].To]) > w {
		line, spans = fromWord(line, spans, w)
	}
	lead := ""
	if h.Snippet.Order {
		lead = s.Theme.Dim.Render(s.Book.T("search.order") + " ")
	}
	return part.Cut(lead+part.Marked(s.Theme.Dim, s.Theme.Match, line, spans), w)
}

// fromWord leaves out the beginning of a line, so that the first span stands in the second
// half of w cells, and some of what was said before it in the first.
func fromWord(line string, spans []text.Span, w int) (string, []text.Span) {
	cut := spans[0].From
	for cut > 0 && text.Width(line[text.Prev(line, cut):spans[0].To]) < w*2/3 {
		cut = text.Prev(line, cut)
	}
	if space := strings.IndexByte(line[cut:spans[0].From], ' '); space >= 0 {
		cut += space + 1 // begin with a whole word
	}
	shift := len("…") - cut
	line = "…" + line[cut:]
	moved := make([]text.Span, 0, len(spans))
	for _, sp := range spans {
		if sp.From+shift >= 0 && sp.To+shift <= len(line) {
			moved = append(moved, text.Span{From: sp.From + shift, To: sp.To + shift})
		}
	}
	return line, moved
}
