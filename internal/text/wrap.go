package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Wrap breaks a clean text into lines of at most w cells: at newlines, else at spaces,
// else between letters. What does not fit even alone (a wide letter in one cell) is a dot.
func Wrap(s string, w int) []string {
	if w <= 0 {
		return nil
	}
	spans := WrapSpans(s, w)
	lines := make([]string, len(spans))
	for i, sp := range spans {
		lines[i] = s[sp.From:sp.To]
		if w < 2 && Width(lines[i]) > w {
			lines[i] = "·"
		}
	}
	return lines
}

// WrapSpans is Wrap as byte offsets into s, so that a caret or a match finds its line.
// The spaces at which a line was broken belong to no span. There is always one line.
func WrapSpans(s string, w int) []Span {
	var lines []Span
	from := 0
	for {
		end := strings.IndexByte(s[from:], '\n')
		if end < 0 {
			return wrapParagraph(lines, s, from, len(s), max(w, 1))
		}
		lines = wrapParagraph(lines, s, from, from+end, max(w, 1))
		from += end + 1
	}
}

// wrapping is the line that is being filled.
type wrapping struct {
	from, col int // where it starts; cells so far
	words     bool
	breakTo   int // where it ends if it is broken at the last chance; -1 for no chance
	breakNext int // where the next one starts then
	breakCol  int // cells up to breakNext
}

func wrapParagraph(lines []Span, s string, from, end, w int) []Span {
	if end-from <= w && isPlain(s[from:end]) {
		return append(lines, Span{From: from, To: end})
	}
	l := wrapping{from: from, breakTo: -1}
	inSpace := false
	for i := from; i < end; {
		cluster, cells := firstCluster(s[i:end])
		if isBreakingSpace(cluster) {
			if l.words && !inSpace {
				l.breakTo = i
			}
			inSpace = true
			if l.words && l.breakTo >= 0 {
				l.breakNext, l.breakCol = i+len(cluster), l.col+cells
			}
			if l.col+cells > w && !l.words {
				lines = append(lines, Span{From: l.from, To: i})
				l = wrapping{from: i, breakTo: -1}
			}
			l.col += cells
			i += len(cluster)
			continue
		}
		if l.col+cells > w && i > l.from {
			var broken Span
			broken, l = l.cut(i)
			lines = append(lines, broken)
			inSpace = false
			if l.col+cells > w && i > l.from {
				continue
			}
		}
		inSpace = false
		l.col += cells
		l.words = true
		i += len(cluster)
		if i < end && breaksAfter(cluster, cells, s[l.from:i], s[i:end]) {
			l.breakTo, l.breakNext, l.breakCol = i, i, l.col
		}
	}
	return append(lines, l.last(s, end, w))
}

// cut ends the line before i: at the last chance, else right there.
func (l wrapping) cut(i int) (Span, wrapping) {
	if l.breakTo < 0 {
		return Span{From: l.from, To: i}, wrapping{from: i, breakTo: -1}
	}
	return Span{From: l.from, To: l.breakTo},
		wrapping{from: l.breakNext, col: l.col - l.breakCol, words: l.breakNext < i, breakTo: -1}
}

// last is the rest of the paragraph, without the spaces that do not fit.
func (l wrapping) last(s string, end, w int) Span {
	for col := l.col; col > w && end > l.from; {
		space, size := utf8.DecodeLastRuneInString(s[l.from:end])
		if !isBreakingSpace(string(space)) {
			break
		}
		col -= Width(string(space))
		end -= size
	}
	return Span{From: l.from, To: end}
}

func isBreakingSpace(cluster string) bool { return cluster == " " || cluster == "\u3000" }

// breaksAfter reports whether a line may be broken behind the cluster: after a hyphen
// inside a word, and between the letters of scripts that have no spaces.
func breaksAfter(cluster string, cells int, before, after string) bool {
	next, _ := utf8.DecodeRuneInString(after)
	if cluster == "-" {
		return len(before) > 1 && unicode.IsLetter(next) && !strings.HasSuffix(before, " -") && !strings.HasSuffix(before, "--") // that of a flag is no chance
	}
	return cells == 2 && next != ' ' && !unicode.IsPunct(next) && !unicode.Is(unicode.M, next)
}
