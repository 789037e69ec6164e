package phrasebook

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// word is a word of a text, in lower case, with its place.
type word struct {
	text     string
	from, to int
}

func (w word) span() desk.Span { return desk.Span{From: w.from, To: w.to} }

// wordsOf cuts a text into words. Apostrophes stay: "I'll" is one word and takes it on.
// A blank is a word of its own.
func wordsOf(s string) []word {
	var words []word
	blanks := Unfilled(s)
	for at := 0; at < len(s); {
		if len(blanks) > 0 && at == blanks[0].Span.From {
			b := blanks[0]
			words = append(words, word{"{{" + strings.ToLower(b.Label()), at, b.Span.To})
			at, blanks = b.Span.To, blanks[1:]
			continue
		}
		to := wordEnd(s, at)
		if to == at {
			_, size := utf8.DecodeRuneInString(s[at:])
			at += size
			continue
		}
		trimmed := strings.TrimRight(s[at:to], "'’:./-")
		low := strings.ReplaceAll(strings.ToLower(trimmed), "’", "'")
		words = append(words, word{low, at, at + len(trimmed)})
		at = to
	}
	return words
}

// wordEnd returns where the word that begins at at ends, or at. Inside a word with a
// digit, what parts dates and times belongs to it.
func wordEnd(s string, at int) int {
	to, digits := at, false
	for to < len(s) {
		r, size := utf8.DecodeRuneInString(s[to:])
		switch {
		case unicode.IsDigit(r):
			digits = true
		case unicode.IsLetter(r):
		case to > at && (r == '\'' || r == '’'):
		case to > at && digits && strings.ContainsRune(":./-", r):
		default:
			return to
		}
		to += size
	}
	return to
}

// bySentence parts words by the sentences that they stand in.
func bySentence(s string, words []word) [][]word {
	var parts [][]word
	end := 0
	for sentence := range sentences(s) {
		end += len(sentence)
		n := 0
		for n < len(words) && words[n].from < end {
			n++
		}
		if n > 0 {
			parts = append(parts, words[:n])
			words = words[n:]
		}
	}
	return parts
}

// theirWords reads what the customer said.
func theirWords(about Situation) matter {
	m := matter{content: map[string]bool{}}
	count, thanks, asks := 0, false, false
	for i, u := range append([]desk.Untrusted{about.Subject}, about.Said...) {
		said := text.Block(u)
		if len(said) > maxSaid {
			said = said[:maxSaid]
		}
		words := wordsOf(said)
		for _, w := range words {
			if len(w.text) > 2 && !isStop(w.text) {
				m.content[stemOf(w.text)] = true
			}
			thanks = thanks || i > 0 && (strings.HasPrefix(w.text, "thank") || w.text == "thx")
		}
		if i == 0 && about.Answered {
			continue
		}
		if i > 0 {
			count += len(words)
			asks = asks || strings.Contains(said, "?")
		}
		for _, sentence := range bySentence(said, words) {
			m.trouble = m.trouble || isTroubled(sentence)
		}
	}
	m.onlyThanks = thanks && !asks && !m.trouble && count <= 12
	return m
}

// maxSaid is how many bytes of what somebody said are read.
const maxSaid = 16 << 10

// stemOf takes the commonest English endings off a word, so that "refunded" and
// "refunds" are one. It need not be a word; it only has to be the same for both.
func stemOf(w string) string {
	w = strings.TrimSuffix(w, "'s")
	for _, end := range []string{"ing", "ied", "ies", "ed", "es", "s", "e", "y"} {
		if len(w) > len(end)+2 && strings.HasSuffix(w, end) {
			w = strings.TrimSuffix(w, end)
			break
		}
	}
	if n := len(w); n > 3 && w[n-1] == w[n-2] && w[n-1] != 's' && w[n-1] != 'l' {
		w = w[:n-1] // shipped, ship
	}
	return w
}
