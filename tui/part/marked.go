package part

import (
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/theme"
)

// Marked draws one clean line with some of its pieces, given in bytes and ascending, in another ink.
func Marked(ink, mark theme.Ink, line string, spans []text.Span) string {
	return drawMarked(ink, line, 0, marksOf(mark, spans))
}

// WrapMarked wraps a clean text to w cells and draws it as Marked does.
func WrapMarked(ink, mark theme.Ink, clean string, spans []text.Span, w int) []string {
	return WrapMarks(ink, clean, marksOf(mark, spans), w)
}

// WrapMarks is WrapMarked with an ink for each piece.
func WrapMarks(ink theme.Ink, clean string, marks []Mark, w int) []string {
	var lines []string
	for _, sp := range text.WrapSpans(clean, max(w, 1)) {
		lines = append(lines, drawMarked(ink, clean[sp.From:sp.To], sp.From, marks))
	}
	return lines
}

func marksOf(ink theme.Ink, spans []text.Span) []Mark {
	marks := make([]Mark, len(spans))
	for i, sp := range spans {
		marks[i] = Mark{From: sp.From, To: sp.To, Ink: ink}
	}
	return marks
}
