package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	// maxLine is the most bytes of one line. It bounds the work of measuring.
	maxLine = 64 << 10
	// maxBlock is the most bytes of a block: far over what a message may hold.
	maxBlock = 4 << 20
	// maxMarks is the most combining marks on one base.
	maxMarks = 8
	// maxCluster is the most runes of one grapheme cluster: emoji families have eleven.
	maxCluster = 16
)

// rules say what a sink takes.
type rules struct {
	lines bool // newlines stay
	bidi  bool // bidi controls are named, not dropped
	whole bool // nothing is cut off
	open  bool // the end is not the end of the text
}

func lineRules() rules  { return rules{} }
func blockRules() rules { return rules{lines: true, bidi: true} }
func fieldRules() rules { return rules{lines: true, bidi: true, whole: true} }
func copyRules() rules  { return rules{lines: true} }

// clean is what every sink is made of: repair, map rune by rune, compose, keep joiners
// where they belong, cap clusters, clip. Cleaning what is clean changes nothing.
func clean(s string, r rules) string {
	if !r.whole {
		s = clipInput(s, r)
	}
	if isPlain(s) {
		return s
	}
	m := mapper{rules: r}
	s = m.run(s)
	if m.beyondASCII {
		s = composed(s)
	}
	if m.joiners {
		if t := keepJoiners(s); t != s {
			s = composed(t)
		}
	}
	if m.beyondASCII {
		s = capClusters(s, r.open)
	}
	if !r.whole {
		s = clipLines(s)
	}
	return s
}

// composed is s with letters and marks put together, and nothing else put in: package norm parts more
// than 30 marks in a row by a joiner that shows nothing (UAX 15, Stream-Safe Text Format). None that
// was written is left by then.
func composed(s string) string { return strings.ReplaceAll(norm.NFC.String(s), "\u034f", "") }

// isPlain reports whether s is printable ASCII, which every sink takes as it is.
func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] < 0x20 || s[i] > 0x7e {
			return false
		}
	}
	return true
}

// clipInput bounds the work before any is done.
func clipInput(s string, r rules) string {
	most := maxLine
	if r.lines {
		most = maxBlock
	}
	if len(s) <= most {
		return s
	}
	end := most - len(ellipsis)
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + ellipsis
}

// clipLines cuts lines that are longer than maxLine, at the edge of a letter.
func clipLines(s string) string {
	if len(s) <= maxLine {
		return s
	}
	var b strings.Builder
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			b.WriteByte('\n')
		}
		if len(line) <= maxLine {
			b.WriteString(line)
			continue
		}
		end := 0
		for cluster := range Graphemes(line) {
			if end+len(cluster) > maxLine-len(ellipsis) {
				break
			}
			end += len(cluster)
		}
		b.WriteString(line[:end] + ellipsis)
	}
	return b.String()
}

// mapper turns runes into what a sink takes, one by one.
type mapper struct {
	rules
	out         strings.Builder
	marks       int  // on the base written last
	bad         bool // the rune before was a broken byte
	space       bool // the rune before was a space; true at the start
	newline     bool // the space before stands for a newline
	beyondASCII bool
	joiners     bool
}

func (m *mapper) run(s string) string {
	m.out.Grow(len(s) + len(s)/8)
	m.space = true
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		broken := r == utf8.RuneError && size == 1
		if !broken || !m.bad {
			m.put(r, i+size < len(s) && s[i+size] == '\n')
		}
		m.bad = broken
		i += size
	}
	if m.newline && !m.open {
		return strings.TrimSuffix(m.out.String(), " ")
	}
	return m.out.String()
}

// put writes what becomes of r. beforeNewline reports that \n follows.
func (m *mapper) put(r rune, beforeNewline bool) {
	switch {
	case r >= ' ' && r < 0x7f:
		m.write(r)
	case r == '\r' && beforeNewline: // \n is written in its turn
	case isNewline(r):
		m.breakLine()
	case r == '\t':
		m.tab()
	case unicode.IsControl(r):
		m.picture(r)
	case bidiName(r) != "":
		m.direct(r)
	case isJoiner(r):
		m.joiners, m.beyondASCII = true, true
		m.out.WriteRune(r)
	case isInvisible(r):
	case isNoncharacter(r):
		m.write(utf8.RuneError)
	case unicode.Is(unicode.M, r):
		m.mark(r)
	default:
		m.write(r)
	}
}

func (m *mapper) write(r rune) {
	m.marks, m.newline, m.space = 0, false, r == ' '
	if r >= utf8.RuneSelf {
		m.beyondASCII = true
	}
	m.out.WriteRune(r)
}

func (m *mapper) mark(r rune) {
	if m.marks++; m.marks > maxMarks {
		return
	}
	m.space, m.newline, m.beyondASCII = false, false, true
	m.out.WriteRune(r)
}

// breakLine writes a newline, or one space for any number of them.
func (m *mapper) breakLine() {
	m.marks = 0
	if m.lines {
		m.out.WriteByte('\n')
		return
	}
	if !m.space {
		m.out.WriteByte(' ')
		m.space, m.newline = true, true
	}
}

func (m *mapper) tab() {
	if m.lines {
		m.marks = 0
		m.out.WriteString("    ")
		return
	}
	m.breakLine()
}

// picture writes the sign that Unicode has for a control, and a C1 control as the
// escape sequence that it is short for.
func (m *mapper) picture(r rune) {
	switch {
	case r < ' ':
		m.write(0x2400 + r)
	case r == 0x7f:
		m.write(0x2421)
	default:
		m.write(0x241b)
		m.write(r - 0x40)
	}
}

func (m *mapper) direct(r rune) {
	if !m.bidi {
		return
	}
	m.write('⟦')
	m.out.WriteString(bidiName(r))
	m.write('⟧')
}
