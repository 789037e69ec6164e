package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/heed-desk/heed/desk"
)

// Token is one word of a text as a search knows it.
type Token struct {
	Text     string // lower-case, without accents
	From, To int    // byte offsets in the text as it came
}

// maxToken is the most runes of a token; what is longer is no word.
const maxToken = 64

// Tokens returns the words of a text in their order: runs of letters and digits, in
// lower case, compatibility forms and accents folded. A mail address comes whole and then
// in its parts, an id such as #W5964460 as w5964460, each Han or kana letter by itself.
// Texts that look the same give the same tokens.
func Tokens(u desk.Untrusted) []Token { return AppendTokens(nil, u) }

// AppendTokens appends the tokens of a text to dst.
func AppendTokens(dst []Token, u desk.Untrusted) []Token {
	t := tokenizer{s: u.Raw(), out: dst}
	for t.at < len(t.s) {
		t.step()
	}
	return t.out
}

type tokenizer struct {
	s    string
	at   int
	mail int // offset up to which an address was given out whole
	out  []Token
}

func (t *tokenizer) step() {
	r, size := utf8.DecodeRuneInString(t.s[t.at:])
	switch {
	case isAlone(r):
		t.give(t.at, t.at+size)
		t.at += size
	case isWordRune(r):
		t.word()
	default:
		t.at += size
	}
}

// word takes a run of letters and digits, and the address that it begins.
func (t *tokenizer) word() {
	from := t.at
	if from >= t.mail {
		if end := mailEnd(t.s, from); end > 0 {
			t.give(from, end)
			t.mail = end
		}
	}
	to := from
	for to < len(t.s) {
		r, size := utf8.DecodeRuneInString(t.s[to:])
		if isApostrophe(r) && t.elides(from, to, size) {
			to += size
			continue
		}
		if isAlone(r) || !isWordRune(r) && !isGlue(r) {
			break
		}
		to += size
	}
	t.at = to
	word := strings.TrimSuffix(strings.TrimSuffix(t.s[from:to], "'s"), "’s") // customer's is customer
	t.give(from, from+len(word))
}

// elides reports whether the apostrophe at is inside a word: don't is dont, but
// l'article is two.
func (t *tokenizer) elides(from, at, size int) bool {
	next, _ := utf8.DecodeRuneInString(t.s[at+size:])
	return unicode.IsLetter(next) && !isAlone(next) && utf8.RuneCountInString(t.s[from:at]) > 1
}

func (t *tokenizer) give(from, to int) {
	if word := Fold(t.s[from:to]); word != "" {
		t.out = append(t.out, Token{Text: word, From: from, To: to})
	}
}

// mailEnd returns where the mail address that starts at from ends, or 0.
func mailEnd(s string, from int) int {
	at := from
	for at < len(s) && isLocalByte(s[at]) {
		at++
	}
	if at == from || at >= len(s) || s[at] != '@' {
		return 0
	}
	end, dot := at+1, false
	for end < len(s) && (isASCIIWord(s[end]) || s[end] == '-' || s[end] == '.') {
		dot = dot || s[end] == '.'
		end++
	}
	for end > at+1 && (s[end-1] == '.' || s[end-1] == '-') {
		end--
	}
	if !dot || !strings.Contains(s[at+1:end], ".") || end-from > 254 {
		return 0
	}
	return end
}

func isLocalByte(b byte) bool { return isASCIIWord(b) || strings.IndexByte("._%+-", b) >= 0 }

func isASCIIWord(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}

// isWordRune reports whether r begins or continues a word.
func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return isASCIIWord(byte(r))
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsNumber(r))
}

// isGlue reports whether r inside a word does not end it: marks and what cannot be seen.
func isGlue(r rune) bool {
	return r >= 0xad && (unicode.Is(unicode.M, r) || isJoiner(r) || isInvisible(r) || bidiName(r) != "")
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' }

// isAlone reports whether r is a word by itself: scripts without spaces.
func isAlone(r rune) bool {
	return r >= 0x2e80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// Fold returns a word as a search compares it: only its letters and digits, unless it
// is a mail address.
func Fold(s string) string {
	if isPlain(s) {
		s = strings.ToLower(s)
		if strings.IndexByte(s, '\'') >= 0 {
			s = strings.ReplaceAll(s, "'", "")
		}
		return s[:min(len(s), mostFolded(s))]
	}
	var b strings.Builder
	n := 0
	for _, r := range norm.NFKD.String(strings.ToLower(strings.ToValidUTF8(s, ""))) {
		if isAccent(r) || !isWordRune(r) && !unicode.Is(unicode.M, r) || isInvisible(r) {
			continue
		}
		if n == 0 && unicode.Is(unicode.M, r) {
			continue
		}
		n++
		writeFolded(&b, unicode.ToLower(r))
		if n >= maxToken {
			break
		}
	}
	return norm.NFC.String(firstRunes(b.String(), maxToken))
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i]
		}
	}
	return s
}

// mostFolded is the most bytes of a folded ASCII word; addresses are longer than words.
func mostFolded(s string) int {
	if strings.IndexByte(s, '@') >= 0 {
		return 254
	}
	return maxToken
}

// isAccent reports whether r only colours the letter before it: what readers leave out
// when they type in a hurry. Vowel signs of scripts that need them are none.
func isAccent(r rune) bool {
	switch {
	case r < 0x300:
		return false
	case r <= 0x36f, r >= 0x1ab0 && r <= 0x1aff, r >= 0x1dc0 && r <= 0x1dff, r >= 0x20d0 && r <= 0x20ff, r >= 0xfe20 && r <= 0xfe2f:
		return true // Latin, Greek, Cyrillic
	case r >= 0x591 && r <= 0x5c7:
		return true // Hebrew points
	default:
		return r >= 0x64b && r <= 0x65f || r == 0x670 || r >= 0x6d6 && r <= 0x6ed && unicode.Is(unicode.Mn, r) // Arabic
	}
}

// writeFolded writes the letters that are not an accented one to Unicode but are to people.
func writeFolded(b *strings.Builder, r rune) {
	switch r {
	case 'ß':
		b.WriteString("ss")
	case 'æ':
		b.WriteString("ae")
	case 'œ':
		b.WriteString("oe")
	case 'ø':
		b.WriteByte('o')
	case 'ł':
		b.WriteByte('l')
	case 'đ', 'ð':
		b.WriteByte('d')
	case 'þ':
		b.WriteString("th")
	case 'ı':
		b.WriteByte('i')
	case 'ς':
		b.WriteRune('σ')
	default:
		b.WriteRune(r)
	}
}
