package phrasebook

import "strings"

// Fill puts the facts into the blanks of a text and returns the blanks that stay open,
// with their places in the text returned. A blank stays open where the agent is asked,
// and where a fact is not known and there is no fallback.
//
// What comes from facts is one clean line and never a blank itself.
func Fill(s string, f Facts) (string, []Blank) {
	var out strings.Builder
	at := 0
	for {
		b, ok := nextBlank(s, at)
		if !ok {
			out.WriteString(s[at:])
			return out.String(), Unfilled(out.String())
		}
		before := s[at:b.Span.From]
		value, ok := f.value(b)
		switch {
		case !ok:
			value = s[b.Span.From:b.Span.To]
		case value == "" && endsClause(s[b.Span.To:]):
			before = strings.TrimSuffix(before, " ") // "Hello ," is nobody's greeting
		}
		out.WriteString(before)
		out.WriteString(value)
		at = b.Span.To
	}
}

// endsClause reports whether what follows a blank needs no space before it.
func endsClause(rest string) bool {
	return rest == "" || strings.ContainsRune(" ,.;:!?\n", rune(rest[0]))
}

// value is what stands in for a blank, false where it stays open.
func (f Facts) value(b Blank) (string, bool) {
	if b.Name == "" {
		return "", false
	}
	if v := f.fact(b.Name); v != "" {
		return v, true
	}
	return b.Fallback, b.Optional
}

// unbraced turns braces into brackets, so that no value makes a blank, be it together
// with what stands around it.
func unbraced(s string) string { return strings.NewReplacer("{", "(", "}", ")").Replace(s) }
