package replies

import (
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/phrasebook"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/theme"
)

// filling is a reply whose open blanks are asked for, one after the other.
type filling struct {
	canned desk.Canned
	words  string
	total  int // blanks that were open at first
	passed int // blanks that the agent left open, before the one asked for
	field  *part.Field
}

func newFilling(t *theme.Theme, c desk.Canned, words string) *filling {
	f := &filling{canned: c, words: words, total: len(phrasebook.Unfilled(words))}
	f.ask(t)
	return f
}

// ask begins with the blank that is open now.
func (f *filling) ask(t *theme.Theme) {
	b, ok := f.blank()
	if !ok {
		return
	}
	f.field = part.NewField(t, text.Line(desk.Foreign(b.Label())))
}

// blank is the one that is asked for.
func (f *filling) blank() (phrasebook.Blank, bool) {
	open := phrasebook.Unfilled(f.words)
	if f.passed >= len(open) {
		return phrasebook.Blank{}, false
	}
	return open[f.passed], true
}

// number counts the blank that is asked for, from 1.
func (f *filling) number() int {
	answered := f.total - len(phrasebook.Unfilled(f.words))
	return min(answered+f.passed+1, f.total)
}

// answered takes what was typed. A blank that got nothing stays open: it is asked for
// again before the reply is sent, and never sent empty.
func (s *Screen) answered() screen.Out {
	f := s.filling
	b, ok := f.blank()
	if !ok {
		return s.done(f.canned.ID, f.words)
	}
	value := strings.TrimSpace(f.field.Text())
	if value == "" || strings.Contains(value, "{{") {
		f.passed++
	} else {
		f.words = f.words[:b.Span.From] + value + f.words[b.Span.To:]
	}
	if _, more := f.blank(); !more {
		return s.done(f.canned.ID, f.words)
	}
	f.ask(s.Theme)
	return screen.Out{}
}

// view shows the question over the reply as it reads so far.
func (f *filling) view(s *Screen) paint.Frame {
	b, _ := f.blank()
	line, x := f.field.View(max(s.w-2, 1))
	label := s.Theme.Strong.Render(text.Line(desk.Foreign(b.Label())))
	count := s.Theme.Dim.Render(s.Book.T("replies.blank", "n", f.number(), "total", f.total))
	lines := []string{part.Spread(" "+label, count+" ", s.w), " " + line, part.Rule(s.Theme, "", s.w)}
	at := 1
	if s.h < 4 {
		lines, at = []string{" " + line}, 0
	}
	shown := f.words
	var marks []text.Span
	for i, open := range phrasebook.Unfilled(shown) {
		if i == f.passed {
			marks = append(marks, open.Span)
		}
	}
	for _, l := range part.WrapMarked(s.Theme.Text, s.Theme.Blank, shown, marks, max(s.w-2, 1)) {
		lines = append(lines, " "+l)
	}
	return paint.Frame{Text: part.Fit(lines, s.w, s.h), Caret: &paint.Point{X: min(x+1, s.w-1), Y: min(at, s.h-1)}}
}
