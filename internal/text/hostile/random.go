package hostile

import (
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Random makes one random text after the other out of the payloads: pieces of several, cut
// anywhere, doubled, with a byte changed, among words of many scripts and single letters of
// all of Unicode. The same seed makes the same texts.
type Random struct {
	r      *rand.Rand
	pieces []string
}

// NewRandom begins with a seed.
func NewRandom(seed uint64) *Random {
	var pieces []string
	for _, p := range Short() {
		if len(p.Text) <= 200 {
			pieces = append(pieces, p.Text)
		}
	}
	return &Random{r: rand.New(rand.NewPCG(seed, 0x6865_6564)), pieces: pieces}
}

// IntN is a number from 0 to n-1, for whoever needs one of the same seed.
func (r *Random) IntN(n int) int { return r.r.IntN(n) }

// Text is the next text, of at most some hundred letters.
func (r *Random) Text() string {
	var b strings.Builder
	for range 1 + r.r.IntN(7) {
		b.WriteString(r.piece())
		if r.r.IntN(3) == 0 {
			b.WriteByte(' ')
		}
	}
	s := b.String()
	for s != "" && r.r.IntN(4) == 0 {
		s = r.mutated(s)
	}
	return s
}

func (r *Random) piece() string {
	switch r.r.IntN(10) {
	case 0, 1, 2, 3:
		return r.pieces[r.r.IntN(len(r.pieces))]
	case 4, 5:
		words := Words()
		return words[r.r.IntN(len(words))]
	case 6:
		return string(edgy()[r.r.IntN(len(edgy()))])
	case 7:
		return strings.Repeat(string(r.letter()), 1+r.r.IntN(30))
	default:
		return string(r.letter())
	}
}

// letter is any letter of a block that is chosen first, so that small ones come up too.
func (r *Random) letter() rune {
	blocks := []rune{0, 0x80, 0x100, 0x300, 0x370, 0x590, 0x600, 0x900, 0xd00, 0xe00, 0x1100, 0x1800, 0x2000, 0x2190, 0x2500, 0x2600, 0x3000, 0x4e00, 0xac00, 0xd800, 0xe000, 0xf900, 0xfb00, 0xfe00, 0xff00, 0x10000, 0x1b000, 0x1d100, 0x1f000, 0x1f300, 0x1f900, 0x20000, 0xe0000, 0xf0000, 0x10ff00}
	base := blocks[r.r.IntN(len(blocks))]
	return min(base+rune(r.r.IntN(0x100)), unicode.MaxRune)
}

func (r *Random) mutated(s string) string {
	at := r.r.IntN(len(s))
	switch r.r.IntN(6) {
	case 0:
		return s[:at]
	case 1:
		return s[at:]
	case 2:
		return s[:at] + string([]byte{byte(r.r.IntN(256))}) + s[at:]
	case 3:
		b := []byte(s)
		b[at] ^= 1 << r.r.IntN(8)
		return string(b)
	case 4:
		return s[:at] + s[at/2:at] + s[at:]
	default:
		_, size := utf8.DecodeRuneInString(s[at:])
		return s[:at] + s[at+size:] + s[at:at+size]
	}
}

// edgy are letters that do something to their neighbours.
func edgy() []rune {
	return []rune{
		'\n', '\r', '\t', 0x1b, '[', ']', '#', 0x7f, 0x85, 0x9b, 0xa9, 0xad, 0x300, 0x301, 0x323, 0x344, 0x34f, 0x61c, 0x600, 0x64b, 0x94d, 0x93e, 0x958, 0xd4e,
		0xe31, 0xe33, 0x1100, 0x1161, 0x11a8, 0x115f, 0x200b, 0x200c, 0x200d, 0xfe0e, 0xfe0f, 0x202e, 0x2066, 0x2069, 0x2028, 0x20e3, 0x212b, 0x2329, 0x2764, 0x2640, 0x25cc, 0x3000, 0x3099,
		0xff9e, 0xfeff, 0xfffd, 0xfdd0, 0x1f1e6, 0x1f1e7, 0x1f3fb, 0x1f44d, 0x1f468, 0x1d15e, 0xe0061, 0x2026, 0x00b7,
	}
}

// Words are honest words in many scripts, with what makes each of them hard to draw.
func Words() []string {
	return []string{
		"word", "Käse, naïve café", "Привет", "你好，世界", "こんにちは", "한국어 도움", "נא לעזור, תודה", "شكرا جزيلا ١٢٣", "الطلب رقم W123 لم يصل",
		"Xin chào, tôi cần trợ giúp", "Việt Nam ướ", "ขอบคุณที่ช่วยเหลือ", "ก็ได้ค่ะ", "नमस्ते", "क्षि ज्ञान", "தமிழ்", "ខ្មែរ", "မြန်မာ", "ཨོཾ", "ᠮᠣᠩᠭᠣᠯ",
		"می\u200cخواهم", "👩\u200d👩\u200d👧", "🏳\ufe0f\u200d🌈", "👍🏽", "1\ufe0f\u20e3", "🇩🇪🇫🇷", "☎\ufe0f", "❤\ufe0f\u200d🔥", "ﬁ ﬂ", "e\u0301e\u0301", "x² ≤ ½", "10\u00a0€", "ﷺ",
	}
}
