package text

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// uncluster replaces clusters whose width is not the sum of the widths of their runes.
func uncluster(s string) string {
	var out strings.Builder
	out.Grow(len(s))
	for i := 0; i < len(s); {
		if n := asciiRun(s[i:]); n > 0 {
			out.WriteString(s[i : i+n])
			i += n
			continue
		}
		cluster, cells := firstCluster(s[i:])
		i += len(cluster)
		first, size := utf8.DecodeRuneInString(cluster)
		if size == len(cluster) || !isPictograph(first) && !isKeycapBase(first) || ansi.StringWidthWc(cluster) == cells {
			out.WriteString(cluster)
			continue
		}
		lone := cluster[:size]
		out.WriteString(lone)
		out.WriteString(strings.Repeat(" ", max(cells-ansi.StringWidthWc(lone), 0)))
	}
	return out.String()
}
