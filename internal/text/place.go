package text

import "github.com/heed-desk/heed/desk"

// Span is a piece of a text, as byte offsets: desk.Span, for those who know no desk.
type Span = desk.Span

// Locate finds the line and the cell of a byte offset in a text that WrapSpans broke.
// An offset in the spaces at which a line was broken is at that line's end.
func Locate(s string, lines []Span, offset int) (row, col int) {
	for row = len(lines) - 1; row > 0 && lines[row].From > offset; row-- {
	}
	if len(lines) == 0 {
		return 0, 0
	}
	to := min(max(offset, lines[row].From), lines[row].To)
	return row, Width(s[lines[row].From:to])
}

// OffsetAt is the byte offset of the letter at a line and a cell, or of the line's end.
func OffsetAt(s string, lines []Span, row, col int) int {
	if len(lines) == 0 {
		return 0
	}
	line := lines[min(max(row, 0), len(lines)-1)]
	at, x := line.From, 0
	for c, w := range Graphemes(s[line.From:line.To]) {
		if x+w > col {
			break
		}
		x += w
		at += len(c)
	}
	return at
}

// Unclustered rewrites the emoji that a terminal without grapheme clustering (mode 2027)
// would draw wider or narrower than Width says, so that every cell keeps its place: a
// family becomes its first member. Other scripts stay as they are. Styles are kept.
func Unclustered(s string) string {
	if asciiRun(s) == len(s) {
		return s
	}
	return uncluster(s)
}
