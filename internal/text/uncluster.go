package text

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// uncluster writes each cluster so that its runes, counted one by one, take the cells that
// heed counts for it. One of several signs becomes its first sign. One of letters that take
// more is kept as it is where the next gap of the line can give the cells for it, else it is
// cut; so the columns behind that gap stand where they stood.
func uncluster(s string) string {
	var out strings.Builder
	out.Grow(len(s))
	owed := 0 // cells written beyond those counted, to be saved in the next gap
	for i := 0; i < len(s); {
		if n := asciiRun(s[i:]); n > 0 {
			owed = writeASCII(&out, s[i:i+n], s[i:], owed)
			i += n
			continue
		}
		cluster, cells := firstCluster(s[i:])
		i += len(cluster)
		if len(cluster) == 1 {
			owed = writeASCII(&out, cluster, s[i-1:], owed)
			continue
		}
		runes := ansi.StringWidthWc(cluster)
		first, size := utf8.DecodeRuneInString(cluster)
		sign := size < len(cluster) && (isPictograph(first) || isKeycapBase(first))
		switch more := runes - cells; {
		case more == 0:
			out.WriteString(cluster)
		case more > 0 && !sign && gap(s[i:]) > owed+more:
			out.WriteString(cluster)
			owed += more
		case sign:
			out.WriteString(fitting(cluster[:size], cells))
		default:
			out.WriteString(fitting(cluster, cells))
		}
	}
	return out.String()
}

// fitting is as much of a cluster as takes no more than that many cells, filled up with
// spaces.
func fitting(cluster string, cells int) string {
	end, used := 0, 0
	for i, r := range cluster {
		w := ansi.StringWidthWc(string(r))
		if used+w > cells {
			break
		}
		used += w
		end = i + utf8.RuneLen(r)
	}
	return cluster[:end] + strings.Repeat(" ", cells-used)
}

// writeASCII writes plain letters and styles, without as many spaces of a gap as are owed.
// Rest is what begins with them. It returns what is owed still.
func writeASCII(out *strings.Builder, run, rest string, owed int) int {
	if owed == 0 {
		out.WriteString(run)
		return 0
	}
	for i := range len(run) {
		if run[i] == ' ' && owed > 0 && spaces(rest[i:]) > 1 {
			owed--
			continue
		}
		out.WriteByte(run[i])
	}
	return owed
}

// gap is how many spaces the first gap of s has, of two spaces and more; 0 where a line that
// is drawn comes before it.
func gap(s string) int {
	for i := 0; i < len(s); {
		if s[i] == ' ' {
			if n := spaces(s[i:]); n > 1 {
				return n
			}
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r >= 0x2500 && r <= 0x259f {
			return 0
		}
		i += size
	}
	return 0
}

// spaces is how many spaces s begins with. Styles among them count for nothing.
func spaces(s string) int {
	n := 0
	for i := 0; i < len(s); {
		switch {
		case s[i] == ' ':
			n++
			i++
		case s[i] == 0x1b && styleAt(s[i:]) > 0:
			i += styleAt(s[i:])
		default:
			return n
		}
	}
	return n
}
