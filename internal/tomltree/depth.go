package tomltree

import "bytes"

// Deep reports whether a file nests lists and tables further than anybody would. The parser
// goes down into each, and a file of nothing but brackets would take its whole stack.
func Deep(b []byte) bool { return tooDeep(b) >= 0 }

// tooDeep is where brackets and braces, outside of texts and comments, are first in one
// another more than maxDepth times; -1 for nowhere.
func tooDeep(b []byte) int {
	depth := 0
	for i := 0; i < len(b); {
		switch c := b[i]; c {
		case '[', '{':
			if depth++; depth > maxDepth {
				return i
			}
		case ']', '}':
			depth = max(depth-1, 0)
		case '#':
			i = skip(b, i, "\n", false)
			continue
		case '"', '\'':
			i = pastText(b, i)
			continue
		}
		i++
	}
	return -1
}

// pastText is behind the text that begins with a quote. One that is not closed on its line
// ends there: the parser refuses it.
func pastText(b []byte, at int) int {
	quote := string(b[at])
	if long := quote + quote + quote; bytes.HasPrefix(b[at:], []byte(long)) {
		return skip(b, at+3, long, quote == `"`)
	}
	end := skip(b, at+1, quote, quote == `"`)
	if line := bytes.IndexByte(b[at:end], '\n'); line >= 0 {
		return at + line
	}
	return end
}

// skip is behind the next end from a place on; where a backslash hides what follows it, that
// is no end.
func skip(b []byte, at int, end string, escapes bool) int {
	for at < len(b) {
		if escapes && b[at] == '\\' {
			at += 2
			continue
		}
		if bytes.HasPrefix(b[at:], []byte(end)) {
			return at + len(end)
		}
		at++
	}
	return len(b)
}
