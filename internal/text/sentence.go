package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentence is words that begin large and end with a full stop; empty where there are none.
func Sentence(s string) string {
	s = strings.TrimSpace(s)
	if s == "" {
		return ""
	}
	if first, size := utf8.DecodeRuneInString(s); unicode.IsLower(first) {
		s = string(unicode.ToUpper(first)) + s[size:]
	}
	if last, _ := utf8.DecodeLastRuneInString(s); !strings.ContainsRune(".?:…", last) {
		s += "."
	}
	return s
}
