package replies

import (
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/phrasebook"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
)

// fillingHead is the lines above the reply: the question, the answer, and a rule.
const fillingHead = 3

// view shows the question over the reply as it reads so far.
func (f *filling) view(s *Screen) paint.Frame {
	line, x := f.field.View(max(s.w-2, 1))
	label := s.Theme.Strong.Render(asked(f.blanks[f.at]))
	count := s.Theme.Dim.Render(s.Book.T("replies.blank", "n", f.at+1, "total", len(f.blanks)))
	lines := []string{part.Spread(" "+label, count+" ", s.w), " " + line, part.Rule(s.Theme, "", s.w)}
	if f.trouble != "" {
		lines[2] = part.Pad(" "+s.Theme.Soon.Render(f.trouble), s.w)
	}
	at := 1
	if s.h <= fillingHead {
		lines, at = []string{" " + line}, 0
	}
	for _, l := range f.reply(s, max(s.w-2, 1), max(s.h-len(lines), 0)) {
		lines = append(lines, " "+l)
	}
	return paint.Frame{Text: part.Fit(lines, s.w, s.h), Caret: &paint.Point{X: min(x+1, s.w-1), Y: min(at, s.h-1)}}
}

// asked is what a blank asks for. One that is filled from the ticket, and whose name is all
// that is known, is asked for by its name in plain words.
func asked(b phrasebook.Blank) string {
	if b.Ask == "" {
		return strings.ReplaceAll(text.Line(desk.Foreign(b.Name)), ".", " ")
	}
	return text.Line(desk.Foreign(b.Ask))
}

// unfilled is a blank as it is shown in a text: what it asks for, between two marks.
func unfilled(b phrasebook.Blank) string {
	return "‹" + asked(b) + "›"
}

// reply is the reply as it reads so far, in so many lines: those round the blank that is
// asked for where not all of them fit.
func (f *filling) reply(s *Screen, w, h int) []string {
	shown, spans := told(f.words, f.blanks, func(i int) string {
		value := f.values[i]
		if i == f.at {
			value = f.typed()
		}
		if value == "" {
			return unfilled(f.blanks[i])
		}
		return value
	})
	marks := make([]part.Mark, len(spans))
	for i, sp := range spans {
		ink := s.Theme.Match
		switch {
		case i == f.at:
			ink = s.Theme.Blank
		case f.values[i] != "":
			ink = s.Theme.Strong
		}
		marks[i] = part.Mark{From: sp.From, To: sp.To, Ink: ink}
	}
	lines := part.WrapMarks(s.Theme.Text, shown, marks, w)
	if len(lines) <= h {
		return lines
	}
	asked := 0
	for i, sp := range text.WrapSpans(shown, w) {
		if sp.From <= spans[f.at].From {
			asked = i
		}
	}
	top := max(min(asked-h/2, len(lines)-h), 0)
	return lines[top:min(top+h, len(lines))]
}
