package phrasebook

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Reading is how a text reads.
type Reading struct {
	Words     int
	Sentences int
	Ease      float64 // see Read; 0 where Words is 0
	Level     Level
}

// Level is how easily a text is read, as a code.
type Level string

// The levels.
const (
	ReadsNothing Level = ""     // too short to say
	ReadsEasily  Level = "easy" // plain English or easier
	ReadsFairly  Level = "fair" // takes some effort
	ReadsHard    Level = "hard" // as a contract does
)

// shortest is the number of words below which a measure of ease says nothing.
const shortest = 8

// Read measures a text. Ease is Flesch's Reading Ease (Rudolf Flesch, "A new readability
// yardstick", Journal of Applied Psychology 32, 1948):
//
//	206.835 - 1.015 * words/sentences - 84.6 * syllables/words
//
// from about 100, very easy, down to below 0; 60 and more is plain English, below 30 is
// for specialists. Syllables are counted as groups of vowels, which holds for English
// only; a text in another script has a number of words and no level.
func Read(s string) Reading {
	r := Reading{}
	syllables, foreign := 0, 0
	for sentence := range sentences(s) {
		n := 0
		for w := range strings.FieldsFuncSeq(sentence, func(c rune) bool { return !ofWord(c) }) {
			if w = strings.Trim(w, "'’"); strings.IndexFunc(w, saying) < 0 {
				continue // marks alone, as behind a heart
			}
			n++
			syllables += syllablesOf(w)
			if c, _ := utf8.DecodeRuneInString(w); c > unicode.MaxLatin1 {
				foreign++
			}
		}
		if n > 0 {
			r.Words += n
			r.Sentences++
		}
	}
	if r.Words == 0 {
		return r
	}
	words := float64(r.Words)
	r.Ease = 206.835 - 1.015*words/float64(r.Sentences) - 84.6*float64(syllables)/words
	switch {
	case r.Words < shortest || foreign*4 > r.Words:
		r.Level = ReadsNothing
	case r.Ease >= 60:
		r.Level = ReadsEasily
	case r.Ease >= 30:
		r.Level = ReadsFairly
	default:
		r.Level = ReadsHard
	}
	return r
}

// saying reports whether a letter says something by itself.
func saying(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }

// ofWord reports whether a letter may stand in a word. What joins letters and is not seen
// parts none.
func ofWord(c rune) bool {
	return saying(c) || unicode.Is(unicode.M, c) || c == '\'' || c == '’' || c == '\u200c' || c == '\u200d'
}

// syllablesOf counts the groups of vowels of an English word, without a silent e at its end.
func syllablesOf(word string) int {
	word = strings.ToLower(word)
	n, inside := 0, false
	for i, r := range word {
		vowel := strings.ContainsRune("aeiouyáàâäéèêëíìîïóòôöúùûüåæø", r) && (r != 'y' || i > 0)
		if vowel && !inside {
			n++
		}
		inside = vowel
	}
	if n > 1 && strings.HasSuffix(word, "e") && !strings.HasSuffix(word, "le") {
		n--
	}
	if n > 1 && strings.HasSuffix(word, "ed") && !strings.HasSuffix(word, "ted") && !strings.HasSuffix(word, "ded") {
		n--
	}
	return max(n, 1)
}
