package composer

import "strings"

// parted is a line of addresses as it is parted at commas and semicolons: where each piece
// begins and ends. A comma in a name does not part it, in quotes or before an address in
// brackets: "Moore, Harper" <h@example.org>, Moore, Tom <t@example.org>.
func parted(line string) (pieces [][2]int) {
	from, at := 0, 0
	for at < len(line) {
		switch c := line[at]; {
		case c == ';' || c == ',' && !inName(line[from:at], line[at+1:]):
			pieces = append(pieces, [2]int{from, at})
			from = at + 1
		default:
			at += quoted(line[at:])
		}
		at++
	}
	return append(pieces, [2]int{from, len(line)})
}

// quoted is how many bytes at the beginning of a text are in quotes or round brackets that
// are closed again, but for the last of them; 0 for none.
func quoted(line string) int {
	end := byte('"')
	switch line[0] {
	case '"':
	case '(':
		end = ')'
	default:
		if rest, ok := strings.CutPrefix(line, "“"); ok {
			if i := strings.Index(rest, "”"); i >= 0 {
				return i + len("“")
			}
		}
		return 0
	}
	if strings.IndexByte(line[1:], end) < 0 {
		return 0
	}
	for i := 1; i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
		case end:
			return i
		}
	}
	return 0
}

// inName reports whether a comma stands in a name that nobody has put in quotes: before it
// there is no address, and behind it one in brackets comes before whatever parts it again.
func inName(before, behind string) bool {
	if strings.TrimSpace(before) == "" || strings.ContainsAny(before, "@<[") {
		return false
	}
	i := strings.IndexAny(behind, ",;@<[")
	return i >= 0 && (behind[i] == '<' || behind[i] == '[')
}

// lastPiece is where the last piece of a line begins.
func lastPiece(line string) int {
	all := parted(line)
	return all[len(all)-1][0]
}

// apart parts what stands in a field into addresses. A name before one in brackets is left
// out: what somebody is called is known, or it is not.
func apart(line string) []string {
	var all []string
	for _, p := range parted(line) {
		if s := bare(line[p[0]:p[1]]); s != "" {
			all = append(all, s)
		}
	}
	return all
}

// bare is the address in what a mail program writes of one: without a name, a remark,
// quotes and what makes a link of it.
func bare(piece string) string {
	s := strings.TrimSpace(piece)
	if name, remark, ok := strings.Cut(s, "("); ok && strings.HasSuffix(remark, ")") && strings.Contains(name, "@") {
		s = strings.TrimSpace(name)
	}
	for _, in := range []string{"<>", "[]"} {
		if i := strings.LastIndexByte(s, in[0]); i >= 0 && strings.HasSuffix(s, in[1:]) {
			s = strings.TrimSpace(s[i+1 : len(s)-1])
		}
	}
	if len(s) > 1 && s[0] == s[len(s)-1] && (s[0] == '\'' || s[0] == '"') {
		s = s[1 : len(s)-1]
	}
	if len(s) > len("mailto:") && strings.EqualFold(s[:len("mailto:")], "mailto:") {
		s = s[len("mailto:"):]
	}
	return strings.TrimSpace(s)
}

// inOneLine makes one line of what was pasted: addresses in lines of their own are several.
func inOneLine(what string) string {
	if !strings.ContainsAny(strings.TrimSpace(what), "\r\n") {
		return what
	}
	var all []string
	for line := range strings.Lines(strings.ReplaceAll(what, "\r", "\n")) {
		if line = strings.TrimRight(strings.TrimSpace(line), ",; "); line != "" {
			all = append(all, line)
		}
	}
	return strings.Join(all, ", ")
}
