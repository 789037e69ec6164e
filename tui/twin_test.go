package tui_test

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/tuitest"
)

// What stands in a twin for a letter beyond Latin-1: one that nobody uses, of the
// same cells, and treated the same where lines are broken.
const (
	twinLetter    = "ᚠ"
	twinMark      = "\u0301"
	twinMarked    = twinLetter + twinMark
	twinDigit     = "᥆"
	twinSign      = "⍰"
	twinDot       = "‽"
	twinWide      = "龘"
	twinWideDigit = "９"
	twinWideSign  = "〄"
	twinWideDot   = "。"
	twinWideSpace = "\u3000"

	unseen = "\u2060" // takes no cell, and is in no code and no address
)

// made makes a harmless text out of one, for a field.
type made func(l leaf, s string) string

// twins make a harmless text that takes the same cells as another one does once that is
// clean. Where a word of a refusal stands otherwise as a name, which has no letters with more
// on them than can be read, there are twins for both.
func twins(payload string) []made {
	all := readings(payload)
	word := desk.Plain(payload)
	asName := text.Line(desk.Foreign(word))
	if twin(asName) == twin(word) {
		return all
	}
	for _, as := range all {
		all = append(all, func(l leaf, s string) string {
			if l.named() {
				return twin(asName)
			}
			return as(l, s)
		})
	}
	return all
}

// readings are the twins of a text: one where it reads the same as lines of its own and as one
// line; else one for each of the two, and one for what mostly happens: long texts stand as
// they are.
func readings(payload string) []made {
	asBlock := once(func(s string) string { return twin(text.Block(desk.Foreign(s))) })
	asLine := once(func(s string) string { return twin(text.Line(desk.Foreign(s))) })
	block := func(l leaf, s string) string {
		switch {
		case l.named():
			return twin(s)
		case !l.own():
			return asBlock(s)
		}
		lines := strings.Split(s, "\r") // as it is: what is trimmed of a draft is no matter of cells
		for i, line := range lines {
			lines[i] = asBlock(line)
		}
		return strings.Join(lines, "\r")
	}
	line := func(l leaf, s string) string {
		if l.named() {
			return twin(s)
		}
		return asLine(s)
	}
	if text.Line(desk.Foreign(block(leaf{}, payload))) == line(leaf{}, payload) {
		return []made{block}
	}
	mixed := func(l leaf, s string) string {
		if l.long() {
			return block(l, s)
		}
		return line(l, s)
	}
	return []made{mixed, block, line}
}

// once is as, asked but once for each text: most fields get the same.
func once(as func(string) string) func(string) string {
	known := map[string]string{}
	return func(s string) string {
		is, ok := known[s]
		if !ok {
			is = as(s)
			known[s] = is
		}
		return is
	}
}

// named reports whether a field is a word of a refusal, which stands in a sentence as it is.
func (l leaf) named() bool { return l.name == "Problem.Args" }

// own reports whether a field is a text that the agent goes on with.
func (l leaf) own() bool {
	return slices.Contains([]string{"Draft.Text", "Reply.Text", "Note.Text", "Forward.Text", "Create.Text"}, l.name)
}

// long reports whether a field is shown in lines of its own. What one wants to be reminded of
// never is.
func (l leaf) long() bool {
	if l.name == "Reminder.Text" || l.name == "Remind.Text" {
		return false
	}
	return strings.HasSuffix(l.name, ".Text") || l.name == "Rating.Comment" || l.name == "Customer.Notes" || l.name == "Escalate.Reason" || l.name == "HandOver.Note"
}

// alike is what to put behind the twins of a payload so that, as an address, they have the
// same wrong with them: nothing, or a letter that nobody sees. False where neither will do.
func alike(payload string) (behind string, ok bool) {
	flaw := desk.MailFlaw(desk.Foreign(payload))
	for _, behind := range []string{"", unseen} {
		ok := true
		for _, as := range twins(payload) {
			// One that mixes scripts is written as the network has it, and its twin otherwise.
			ok = ok && text.Address(desk.Foreign(payload)) == text.Line(desk.Foreign(payload)) && !text.MixesScripts(desk.Foreign(payload)) && !text.MixesScripts(desk.Foreign(as(leaf{}, payload)))
			ok = ok && desk.MailFlaw(desk.Foreign(as(leaf{name: "Address.Value"}, payload)+behind)) == flaw
		}
		if ok {
			return behind, true
		}
	}
	return "", false
}

func twin(clean string) string {
	var b strings.Builder
	for letter, cells := range text.Graphemes(clean) {
		first, size := utf8.DecodeRuneInString(letter)
		switch {
		case first <= unicode.MaxLatin1 && size == len(letter), heeds(letter):
			b.WriteString(letter)
		case cells == 0:
		case unicode.IsSpace(first):
			b.WriteRune(first)
		case cells == 1 && unicode.Is(unicode.Latin, first) && ansi.StringWidthWc(letter) == cells:
			b.WriteRune(first)
		case first < utf8.RuneSelf && unicode.In(first, unicode.Punct, unicode.Symbol):
			b.WriteString(string(first) + twinMark) // it may be one of those that make JSON or a blank
		case cells == 2:
			b.WriteString(ofKind(letter, first, twinWide, twinWide, twinWideDigit, twinWideSign, twinWideDot))
		default:
			b.WriteString(ofKind(letter, first, twinLetter, twinMarked, twinDigit, twinSign, twinDot))
		}
	}
	return b.String()
}

// heeds reports whether a letter is one that cleaning puts into a text, or that words have.
func heeds(letter string) bool {
	first, size := utf8.DecodeRuneInString(letter)
	return size == len(letter) && (strings.ContainsRune("…’⟦⟧", first) || first >= 0x2400 && first <= 0x2421)
}

// ofKind is the one that stands for a letter: lines are broken, words are counted and names are
// told by whether something is a word's letter, a digit, a sign or a punctuation mark.
func ofKind(letter string, first rune, word, accented, digit, sign, dot string) string {
	said := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	switch {
	case unicode.IsPunct(first):
		return dot
	case unicode.IsDigit(first):
		return digit
	case strings.IndexFunc(letter, said) < 0:
		return sign
	case strings.IndexFunc(letter, unicode.IsMark) >= 0:
		return accented
	default:
		return word
	}
}

// stray finds a cell in which a picture differs from those with the twins, and where it may
// not: it is neither a letter of the payload nor the same as in one of them. Where a terminal
// counts rune by rune, letters may take the cells of the gap behind them.
func stray(with *tuitest.Grid, without []*tuitest.Grid, gaps bool) error {
	for y := range with.H {
		from, to := measured(append(without, with), y)
		for x := range with.W {
			if x >= from && x < to {
				continue
			}
			is, ok := with.At(x, y), false
			for _, g := range without {
				was := g.At(x, y)
				ok = ok || is.Style == was.Style && (same(is.Letter, was.Letter) || foreign(g, x, y)) || gaps && inReach(g, x, y)
			}
			if !ok {
				return fmt.Errorf("cell %d,%d is %+v and without it %+v\n%s\n%s", x, y, is, without[0].At(x, y), with.Line(y), without[0].Line(y))
			}
		}
	}
	return nil
}

// measure is what heed says below a text of how it reads, at the end of a line, with what stands before it.
var measure = regexp.MustCompile(`(?:draft saved · )?\d+ words?(?: · reads [a-z ]*[a-z])?`)

// measured is where that stands in a line of one of the pictures: a twin has its letters, not
// its vowels and its sense.
func measured(grids []*tuitest.Grid, y int) (from, to int) {
	from = math.MaxInt
	for _, g := range grids {
		var line strings.Builder
		starts := make([]int, g.W)
		for x := range g.W {
			starts[x] = line.Len()
			line.WriteString(g.At(x, y).Letter)
		}
		if !strings.Contains(line.String(), " word") {
			continue
		}
		if at := measure.FindStringIndex(line.String()); at != nil {
			x, _ := slices.BinarySearch(starts, at[0])
			end, _ := slices.BinarySearch(starts, at[1])
			from, to = min(from, x), max(to, end)
		}
	}
	return from, to
}

func same(is, was string) bool {
	return is == was || marked(is, was)
}

// marked reports whether a letter is another one with marks on it.
func marked(is, was string) bool {
	base, size := utf8.DecodeRuneInString(norm.NFD.String(was))
	marks, on := strings.CutPrefix(norm.NFD.String(is), string(base))
	return on && size > 0 && base != ' ' && strings.IndexFunc(marks, func(r rune) bool { return !unicode.Is(unicode.M, r) && r != 0x200d && r != 0x200c }) < 0
}

// foreign reports whether a cell is one of a letter that twins are made of.
func foreign(g *tuitest.Grid, x, y int) bool {
	letter := g.At(x, y).Letter
	if letter == tuitest.Rest {
		letter = g.At(x-1, y).Letter
	}
	return strings.HasSuffix(letter, twinMark) || slices.Contains([]string{twinLetter, twinDigit, twinSign, twinDot, twinWide, twinWideDigit, twinWideSign, twinWideDot, twinWideSpace}, letter)
}

// inReach reports whether a cell stands in one piece with such a letter: no line that is drawn
// and no gap is between them.
func inReach(g *tuitest.Grid, x, y int) bool {
	for x > 0 && g.At(x, y).Letter == " " {
		x-- // a gap is that of what stands before it
	}
	for at, spaces := x, 0; at >= 0; at-- {
		letter := g.At(at, y).Letter
		r, _ := utf8.DecodeRuneInString(letter)
		if letter != tuitest.Rest && spaces > 0 && text.Width(letter) > 1 && g.At(at+1, y).Letter == " " {
			spaces-- // its second cell, where the terminal counts it as narrow
		}
		switch {
		case r == ' ':
			spaces++
		case r >= 0x2500 && r <= 0x259f, spaces > 1:
			return false // behind a gap something of its own begins
		case foreign(g, at, y):
			return true
		default:
			spaces = 0
		}
	}
	return false
}
