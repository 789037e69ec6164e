package phrasebook

import (
	"strings"

	"github.com/heed-desk/heed/desk"
)

// Blank is a place in a text that is still to be filled:
//
//	{{customer.first}}          a fact
//	{{customer.first|there}}    a fact, and what stands there where it is not known
//	{{customer.first|}}         a fact, and nothing where it is not known
//	{{?date you promise}}       something that only the agent knows
type Blank struct {
	Name     string // the fact's name; empty where the agent is asked
	Ask      string // what the agent is asked for; empty for a fact
	Fallback string // what stands there where the fact is not known
	Optional bool   // a fallback is given, be it empty
	Span     desk.Span
}

// Label is what an agent is told that the blank wants.
func (b Blank) Label() string {
	if b.Ask != "" {
		return b.Ask
	}
	return b.Name
}

// maxBlank is the most bytes between the braces; what is longer is text.
const maxBlank = 200

// Unfilled returns the blanks of a text, in order. A text that has any is not to be sent.
func Unfilled(s string) []Blank {
	var all []Blank
	for at := 0; ; {
		b, ok := nextBlank(s, at)
		if !ok {
			return all
		}
		all = append(all, b)
		at = b.Span.To
	}
}

// nextBlank finds the first blank of s at or behind at.
func nextBlank(s string, at int) (Blank, bool) {
	for {
		i := strings.Index(s[at:], "{{")
		if i < 0 {
			return Blank{}, false
		}
		from := at + i
		for strings.HasPrefix(s[from+1:], "{{") {
			from++ // of {{{x}}} the inner braces count
		}
		inside, _, closed := strings.Cut(s[from+2:], "}}")
		if b, ok := readBlank(inside); closed && ok {
			b.Span = desk.Span{From: from, To: from + 2 + len(inside) + 2}
			return b, true
		}
		at = from + 2
	}
}

// readBlank reads what stands between the braces. What could be no blank of ours, such as
// a line of code that a customer is to paste, is text.
func readBlank(s string) (Blank, bool) {
	if len(s) > maxBlank || strings.ContainsAny(s, "{\n") {
		return Blank{}, false
	}
	s, fallback, optional := strings.Cut(s, "|")
	s, fallback = strings.TrimSpace(s), strings.TrimSpace(fallback)
	if ask, ok := strings.CutPrefix(s, "?"); ok {
		return Blank{Ask: strings.TrimSpace(ask), Fallback: fallback, Optional: optional}, true
	}
	if s != "" && !isName(s) {
		return Blank{}, false
	}
	return Blank{Name: s, Fallback: fallback, Optional: optional}, true
}

// isName reports whether s is the name of a fact: lower-case words with dots between.
func isName(s string) bool {
	for i, r := range s {
		switch {
		case r >= 'a' && r <= 'z':
		case i > 0 && (r >= '0' && r <= '9' || r == '.' || r == '_' || r == '-'):
		default:
			return false
		}
	}
	return true
}
