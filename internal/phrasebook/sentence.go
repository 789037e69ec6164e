package phrasebook

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentences yields the sentences of a text, in order; put together they are the text, and
// between two lines one may be blank. A dot inside a number, behind an
// initial or a short form ends none; an empty line always does.
func sentences(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		from := 0
		for at := 0; at < len(s); {
			r, size := utf8.DecodeRuneInString(s[at:])
			at += size
			if !endsSentence(s, at, r) {
				continue
			}
			if !yield(s[from:at]) {
				return
			}
			from = at
		}
		if strings.TrimSpace(s[from:]) != "" {
			yield(s[from:])
		}
	}
}

// endsSentence reports whether r, which ends at at, ends a sentence.
func endsSentence(s string, at int, r rune) bool {
	switch r {
	case '\n':
		return true
	case '。', '！', '？', '…':
		return true
	case '.', '!', '?':
		next, _ := utf8.DecodeRuneInString(s[at:])
		if at < len(s) && !unicode.IsSpace(next) {
			return false
		}
		return r != '.' || !shortForm(s[:at-1])
	default:
		return false
	}
}

// shortForm reports whether the word before a dot is one that is written with it.
func shortForm(before string) bool {
	word := before[strings.LastIndexFunc(before, unicode.IsSpace)+1:]
	switch strings.ToLower(word) {
	case "mr", "mrs", "ms", "dr", "st", "no", "nr", "vs", "e.g", "i.e", "approx":
		return true
	default:
		return utf8.RuneCountInString(word) == 1 && strings.ToUpper(word) == word && word != "I" && !strings.ContainsAny(word, "0123456789")
	}
}
