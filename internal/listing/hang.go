package listing

import (
	"strings"

	"github.com/heed-desk/heed/internal/text"
)

// Hang breaks lines that are longer than w cells between words. What is broken off stands
// below the last column of its line. Nothing is broken where w is 0.
func Hang(lines string, w int) string {
	if w <= 0 {
		return lines
	}
	var out []string
	for line := range strings.SplitSeq(lines, "\n") {
		if text.Width(line) <= w {
			out = append(out, line)
			continue
		}
		at := lastColumn(line, w*2/3)
		head, indent := line[:at], strings.Repeat(" ", text.Width(line[:at]))
		for _, piece := range text.Wrap(line[at:], w-len(indent)) {
			out = append(out, head+piece)
			head = indent
		}
	}
	return strings.Join(out, "\n")
}

// lastColumn is where the last column of a line begins that begins within w cells: behind the
// indentation, or behind two spaces and more.
func lastColumn(line string, w int) int {
	at := 0
	for i := 1; i < len(line) && text.Width(line[:i]) <= w; i++ {
		if line[i-1] == ' ' && line[i] != ' ' && (i == 1 || line[i-2] == ' ') {
			at = i
		}
	}
	return at
}
