package index

import (
	"strings"
	"unicode/utf8"
)

// A term is a kind and a text. Terms of one block are sorted by kind, then by text, so
// that the words with one beginning stand side by side.
type term struct {
	kind byte
	text string
}

// The kinds of term.
const (
	kindField  = 'f' // "status:open"
	kindNumber = '#' // a ticket's or an order's number, lower case, without '#'
	kindPair   = 'p' // the two letters that a word begins with
	kindWord   = 'w'
)

// headLen is how many letters of a word decide on its block: a beginning of as many
// letters or more is found in that one block.
const headLen = 3

// maxTerm is where longer words are cut, in bytes.
const maxTerm = 48

// head is the part of a term that its block is chosen by.
func (t term) head() string {
	switch t.kind {
	case kindWord, kindNumber:
		return cutRunes(t.text, headLen)
	case kindField:
		name := strings.IndexByte(t.text, ':') + 1
		return t.text[:name] + cutRunes(t.text[name:], headLen)
	default:
		return t.text
	}
}

// cutRunes returns the first n runes of s.
func cutRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// cutBytes returns s cut to at most n bytes, between two runes.
func cutBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// pair is the beginning of two letters by which a word can be found, if it has as many.
func pair(word string) (string, bool) {
	p := cutRunes(word, 2)
	return p, utf8.RuneCountInString(p) == 2
}

// blockOf says in which block a term stands.
func blockOf(s Sealer, kind byte, head string) uint8 {
	var room [64]byte
	b := append(room[:0], kind)
	b = append(b, head...)
	return uint8(s.Hash(b))
}
