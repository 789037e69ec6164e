package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// keepJoiners drops the joiners that join nothing. A ZWJ stays between two emoji and,
// like a ZWNJ, in scripts that are written with them; a VS16 stays on a sign that is an
// emoji only with it, and in a keycap.
func keepJoiners(s string) string {
	var out strings.Builder
	out.Grow(len(s))
	var last, base rune // the rune kept last, and the last that was no joiner and no mark of an emoji
	for i, r := range s {
		if isJoiner(r) {
			next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
			if !joins(last, base, r, next) {
				continue
			}
		} else if !isSkinTone(r) {
			base = r
		}
		last = r
		out.WriteRune(r)
	}
	return out.String()
}

// joins reports whether the joiner r has a purpose between last and next.
func joins(last, base, r, next rune) bool {
	switch r {
	case vs16:
		return isTextEmoji(last) || isKeycapBase(last) && next == keycap
	case zwj:
		if isPictograph(base) && isPictograph(next) && (last == base || last == vs16 || isSkinTone(last)) {
			return true
		}
	}
	return needsJoiners(last)
}

func isKeycapBase(r rune) bool { return r == '#' || r == '*' || r >= '0' && r <= '9' }

func isSkinTone(r rune) bool { return r >= 0x1f3fb && r <= 0x1f3ff }

// capClusters bounds what one letter can pile up, and sees to it that no line begins
// with what would join the letter before it, nor ends with what would join the next.
func capClusters(s string, open bool) string {
	var out strings.Builder
	out.Grow(len(s))
	for i := 0; i < len(s); {
		if n := asciiRun(s[i:]); n > 0 {
			out.WriteString(s[i : i+n])
			i += n
			continue
		}
		first := i == 0 || s[i-1] == '\n'
		cluster, _ := firstCluster(s[i:])
		if first && extends(cluster) {
			out.WriteString(noBase)
		}
		head, space, tail := parted(cluster)
		out.WriteString(capCluster(head) + space + capCluster(tail))
		i += len(cluster)
		if (i == len(s) && !open || i < len(s) && s[i] == '\n') && swallows(cluster) {
			out.WriteString(noBase)
		}
	}
	return out.String()
}

// parted takes a letter with a space in it apart, with signs of its own under marks that stand on
// the space and behind what joins it: whoever cuts at spaces or takes them away must not leave
// what joins a letter of heed's.
func parted(cluster string) (head, space, tail string) {
	at := strings.IndexFunc(cluster, unicode.IsSpace)
	if at < 0 {
		return cluster, "", ""
	}
	_, size := utf8.DecodeRuneInString(cluster[at:])
	head, space, tail = cluster[:at], cluster[at:at+size], cluster[at+size:]
	if head != "" {
		head += noBase
	}
	if tail != "" {
		tail = noBase + tail
	}
	return head, space, tail
}

// capCluster drops marks over maxMarks and cuts a chain that is longer than maxCluster.
func capCluster(cluster string) string {
	if len(cluster) <= maxMarks {
		return cluster
	}
	var out strings.Builder
	runes, marks := 0, 0
	for _, r := range cluster {
		if unicode.Is(unicode.M, r) && r != vs16 {
			if marks++; marks > maxMarks {
				continue
			}
		} else if !isJoiner(r) {
			marks = 0
		}
		if runes++; runes > maxCluster {
			return strings.TrimRight(out.String(), string([]rune{zwj, zwnj})) + ellipsis
		}
		out.WriteRune(r)
	}
	return out.String()
}

// extends reports whether a cluster would join a space before it.
func extends(cluster string) bool {
	c, _ := firstCluster(" " + cluster)
	return len(c) > 1
}

// swallows reports whether a cluster would join a space behind it.
func swallows(cluster string) bool {
	c, _ := firstCluster(cluster + " ")
	return len(c) > len(cluster)
}
