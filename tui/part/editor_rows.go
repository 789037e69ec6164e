package part

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/heed-desk/heed/internal/text"
)

// This file knows how the paragraphs of an editor fall into rows.

// room is how many cells a row may fill: the caret needs one behind the last letter.
func (e *Editor) room() int { return max(e.w-1, 1) }

// wrapped is how a paragraph falls into rows, as far as it has not changed since.
type wrapped struct {
	spans []text.Span
	good  int // the first byte that has changed; beyond the end for none
}

// unchanged is the good of a paragraph that is as it was wrapped.
const unchanged = math.MaxInt

// ripple is how many rows before a change are wrapped anew with it: a word may go back up.
const ripple = 3

// spans are the rows of a paragraph. Only paragraphs that are in sight are ever asked for.
func (e *Editor) spans(line int) []text.Span {
	was, ok := e.rows[line]
	if ok && was.good == unchanged {
		return was.spans
	}
	kept, _ := slices.BinarySearchFunc(was.spans, was.good, func(sp text.Span, at int) int { return cmp.Compare(sp.From, at) })
	kept = max(kept-ripple, 0)
	from := 0
	if kept > 0 {
		from = was.spans[kept].From
	}
	spans := slices.Clip(was.spans[:kept])
	for _, sp := range text.WrapSpans(e.p.at(line)[from:], e.room()) {
		spans = append(spans, text.Span{From: sp.From + from, To: sp.To + from})
	}
	e.rows[line] = wrapped{spans: spans, good: unchanged}
	return spans
}

func (e *Editor) caretRow() row { return e.rowOf(e.p.caret) }

// rowOf is the row in which a place is drawn: the last one that begins at or before it.
func (e *Editor) rowOf(at place) row {
	spans := e.spans(at.line)
	next, _ := slices.BinarySearchFunc(spans, at.at+1, func(sp text.Span, at int) int { return cmp.Compare(sp.From, at) })
	return row{at.line, max(next-1, 0)}
}

// rowEnd is the last place of a row.
func (e *Editor) rowEnd(r row) place {
	spans := e.spans(r.line)
	if r.sub+1 < len(spans) && spans[r.sub].To == spans[r.sub+1].From {
		return place{r.line, before(e.p.at(r.line), spans[r.sub].To)}
	}
	return place{r.line, spans[r.sub].To}
}

// step goes rows down or up, at most to an end.
func (e *Editor) step(r row, rows int) row {
	for ; rows > 0; rows-- {
		switch {
		case r.sub+1 < len(e.spans(r.line)):
			r.sub++
		case r.line+1 < e.p.count():
			r = row{r.line + 1, 0}
		default:
			return r
		}
	}
	for ; rows < 0; rows++ {
		switch {
		case r.sub > 0:
			r.sub--
		case r.line > 0:
			r.line--
			r.sub = len(e.spans(r.line)) - 1
		default:
			return r
		}
	}
	return r
}

// vertical moves the caret by rows and keeps its column.
func (e *Editor) vertical(rows int) {
	from := e.caretRow()
	if e.goal < 0 {
		e.goal = e.column(from)
	}
	to := e.step(from, rows)
	at := place{to.line, e.spans(to.line)[to.sub].From}
	switch {
	case to == from && rows < 0:
		at = place{}
	case to == from:
		at = e.p.end()
	default:
		last, col := e.rowEnd(to), 0
		for letter, cells := range text.Graphemes(e.p.at(to.line)[at.at:last.at]) {
			if col+cells > e.goal {
				break
			}
			col += cells
			at.at += len(letter)
		}
	}
	goal := e.goal
	e.to(at)
	e.goal = goal
}

// column is the caret's cell in its row.
func (e *Editor) column(r row) int {
	from := e.spans(r.line)[r.sub].From
	return text.Width(e.p.at(r.line)[from:max(e.p.caret.at, from)])
}

// follow brings the caret in sight, where it may not be.
func (e *Editor) follow() {
	if !e.stale || e.w <= 0 || e.h <= 0 {
		return
	}
	e.stale = false
	e.top.line = min(e.top.line, e.p.count()-1)
	e.top.sub = min(e.top.sub, len(e.spans(e.top.line))-1)
	caret := e.caretRow()
	if caret.before(e.top) {
		e.top = caret
		return
	}
	if lowest := e.step(caret, -(e.h - 1)); e.top.before(lowest) {
		e.top = lowest
	}
}

// Rows is how many rows the text takes, counted up to limit.
func (e *Editor) Rows(limit int) int {
	n := 0
	for i := range e.p.count() {
		if n += len(e.spans(i)); n >= limit {
			return limit
		}
	}
	return n
}

// View draws what is in sight and says at which cell the caret stands.
func (e *Editor) View() (picture string, x, y int) {
	if e.w <= 0 || e.h <= 0 {
		return "", 0, 0
	}
	if e.p.bytes == 0 && e.hint != "" {
		return Fit([]string{e.theme.Dim.Render(text.Truncate(e.hint, e.w))}, e.w, e.h), 0, 0
	}
	e.follow()
	caret := e.caretRow()
	lines := make([]string, 0, e.h)
	marks := e.shown()
	start := e.p.offset(place{e.top.line, 0})
	for r, at := e.top, e.top.line; len(lines) < e.h; {
		if r == caret {
			x, y = min(e.column(r), e.w-1), len(lines)
		}
		sp := e.spans(r.line)[r.sub]
		lines = append(lines, drawMarked(e.theme.Text, e.p.at(r.line)[sp.From:sp.To], start+sp.From, marks))
		next := e.step(r, 1)
		if next == r {
			break
		}
		if next.line != at {
			start += e.p.size(at) + 1
			at = next.line
		}
		r = next
	}
	return Fit(lines, e.w, e.h), x, y
}

// shown are the marks, or what typing replaces where something is marked so.
func (e *Editor) shown() []Mark {
	if from, to, ok := e.Selected(); ok {
		return []Mark{{From: from, To: to, Ink: e.theme.Blank}}
	}
	return e.marks
}

// drawMarked draws a piece of text that begins at an offset with the marks that touch it. A
// letter is marked whole: a terminal does not put its pieces together again.
func drawMarked(ink interface{ Render(...string) string }, s string, offset int, marks []Mark) string {
	var b strings.Builder
	at := 0
	for _, m := range marks {
		from, to := max(edge(s, m.From-offset), at), upperEdge(s, m.To-offset)
		if from >= to {
			continue
		}
		b.WriteString(ink.Render(s[at:from]))
		b.WriteString(m.Ink.Render(s[from:to]))
		at = to
	}
	b.WriteString(ink.Render(s[at:]))
	return b.String()
}

// Line is the row in which the caret stands, where in it that is in bytes, which row of the
// text it is as far as that tells rows apart, and the row above it.
func (e *Editor) Line() (words string, caret, row int, above string) {
	if e.w <= 0 {
		return e.p.line(), e.p.caret.at, e.p.caret.line, ""
	}
	at := e.caretRow()
	sp := e.spans(at.line)[at.sub]
	if up := e.step(at, -1); up != at {
		over := e.spans(up.line)[up.sub]
		above = e.p.at(up.line)[over.From:over.To]
	}
	for i := range at.line {
		row += len(e.spans(i))
	}
	return e.p.at(at.line)[sp.From:sp.To], min(max(e.p.caret.at-sp.From, 0), sp.To-sp.From), row + at.sub, above
}
