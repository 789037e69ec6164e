package tui

import (
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// readPicture makes sentences of a picture: the row with the bar is where one is, and the row
// with the caret is what is being written. All else is what the screen says; where there is a
// row with a bar, to whoever asks where they are. Signs that are drawn become words or go.
func readPicture(b *words.Book, f paint.Frame) screen.Speech {
	var (
		sp  screen.Speech
		row []string // the lines of the row that one is on
	)
	barred := strings.Contains(f.Text, part.Bar)
	for y, line := range strings.Split(ansi.Strip(f.Text), "\n") {
		line, aside := beside(line)
		if f.Caret != nil && f.Caret.Y == y {
			sp.Live = beingWritten(line, f.Caret.X)
			sp.Live.Label = b.T("linear.write.field")
			continue
		}
		under := strings.Contains(line, part.Bar)
		said := unsigned(b, line)
		if barred && said != "" {
			sp.More = append(sp.More, screen.Sentence{Quote: said})
		}
		switch {
		case said == "" || barred && !under:
		case under:
			row = append(row, strings.TrimRight(said, ". "))
		default:
			sp.Here = append(sp.Here, screen.Sentence{Quote: said})
		}
		if aside := unsigned(b, aside); barred && aside != "" {
			sp.Here = append(sp.Here, screen.Sentence{Quote: aside, Of: "beside"})
		}
	}
	if len(row) > 0 {
		sp.At = strings.Join(row, ", ")
		sp.Here = append([]screen.Sentence{{Text: b.T("linear.row", "row", sp.At), Line: true}}, sp.Here...)
	}
	return sp
}

// beside parts a line at the line that is drawn between a list and what stands beside it.
func beside(line string) (left, right string) {
	left, right, _ = strings.Cut(line, "│")
	return left, right
}

// beingWritten is the line with the caret in it, as it is written.
func beingWritten(line string, x int) *screen.Live {
	at, cells := 0, 0
	for letter, w := range text.Graphemes(line) {
		if cells >= x {
			break
		}
		cells, at = cells+w, at+len(letter)
	}
	from := len(line) - len(strings.TrimLeft(line, " "))
	from = min(from, at)
	return &screen.Live{Text: line[from:at] + strings.TrimRight(line[at:], " "), Caret: at - from}
}

// unsigned is a line of a picture without what is only drawn.
func unsigned(b *words.Book, line string) string {
	var out strings.Builder
	for _, r := range line {
		if word := sign(b, r); word != "" {
			out.WriteString(word)
			continue
		}
		if drawn(r) {
			r = ' '
		}
		out.WriteRune(r)
	}
	var said []string
	for _, piece := range strings.Split(out.String(), "  ") {
		if piece = strings.Trim(strings.TrimSpace(piece), ","); strings.IndexFunc(piece, unicode.IsPrint) >= 0 {
			said = append(said, strings.TrimSpace(piece))
		}
	}
	return strings.ReplaceAll(strings.Join(said, ", "), " ,", ",")
}

// sign is the word for a sign that heed draws; none where it is none.
func sign(b *words.Book, r rune) string {
	switch r {
	case '·':
		return ","
	case '…':
		return "..."
	case '✓':
		return b.T("linear.sign.done")
	case '●':
		return b.T("linear.sign.unread")
	case '↑':
		return b.T("linear.sign.waiting")
	case '★':
		return b.T("linear.sign.star")
	case '×':
		return b.T("linear.sign.failed")
	case '→':
		return b.T("linear.sign.to")
	default:
		return ""
	}
}

// drawn reports whether a letter is only drawn: lines, boxes, bars, dots, arrows.
func drawn(r rune) bool {
	return r >= 0x2190 && r <= 0x21ff || r >= 0x2300 && r <= 0x23ff || r >= 0x2500 && r <= 0x27bf || r >= 0x2800 && r <= 0x28ff
}
