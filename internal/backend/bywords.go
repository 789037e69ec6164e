package backend

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// bywords are by which words of a tag somebody is known.
type bywords struct {
	name  []string // the words of their name
	words []string // those, and those of their addresses
	calls []string // the digits of their numbers
}

func bywordsOf(c desk.Customer, names ...desk.Untrusted) (b bywords) {
	b.name = wordsOf(c.Name.Raw())
	b.words = slices.Clone(b.name)
	for _, u := range slices.Concat(names, c.Mails) {
		b.words = append(b.words, wordsOf(u.Raw())...)
	}
	for _, u := range c.Phones {
		if d := digitsOf(u.Raw()); len(d) >= 6 {
			b.calls = append(b.calls, d[len(d)-6:])
		}
	}
	return b
}

// any reports whether a tag holds a word of theirs.
func (b bywords) any(tag string) bool {
	digits := digitsOf(tag)
	return slices.ContainsFunc(b.words, func(w string) bool { return holds(tag, w) }) ||
		slices.ContainsFunc(b.calls, func(c string) bool { return strings.Contains(digits, c) })
}

// whole reports whether a tag holds their name, with every word.
func (b bywords) whole(tag string) bool {
	return len(b.name) > 0 && !slices.ContainsFunc(b.name, func(w string) bool { return !holds(tag, w) })
}

// holds reports whether a tag has a word in it: a long one anywhere, a short one by itself.
func holds(tag, word string) bool {
	parts := wordsOf(tag)
	if utf8.RuneCountInString(word) < 4 {
		return slices.Contains(parts, word)
	}
	return strings.Contains(strings.Join(parts, ""), word)
}

// wordsOf are the words of a name or an address, as a search compares them, but for initials.
func wordsOf(s string) []string {
	all := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.Is(unicode.M, r) })
	for i, w := range all {
		all[i] = text.Fold(w)
	}
	return slices.DeleteFunc(all, func(w string) bool { return utf8.RuneCountInString(w) < 2 })
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}
