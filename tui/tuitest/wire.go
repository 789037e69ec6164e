package tuitest

import (
	"encoding/base64"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Sent is what was sent to a terminal besides the letters and the places where they stand.
type Sent struct {
	Bytes   int      // all of them, each held against the list
	Titles  []string // of the window
	Notices []string // notifications on the desktop
	Copied  []string // put on the clipboard
	Bells   int
}

// always are the sequences that heed sends as they stand here, and nothing else; moving are
// those with numbers in them. docs/safe.md shows the same list.
func always() []string {
	return []string{
		"\x1b[H", "\x1b[2J", "\x1b[K", "\x1b[m",
		"\x1b[?25l", "\x1b[?25h", "\x1b[?7l", "\x1b[?7h", "\x1b[?2026h", "\x1b[?2026l",
		"\x1b[?1049h", "\x1b[?1049l", "\x1b[?2004h", "\x1b[?2004l", "\x1b[?1004h", "\x1b[?1004l", "\x1b[?2027h", "\x1b[?2027l",
		"\x1b[6 q", "\x1b[0 q", "\x1b[>4;2m", "\x1b[>4m", "\x1b[>5u", "\x1b[<1u", "\x1b[22;0t", "\x1b[23;0t",
		"\x1b]11;?\a", "\x1b[?2026$p", "\x1b[?2027$p",
	}
}

// moving matches a place, a step to the right, and colours and weight.
var moving = regexp.MustCompile(`^\x1b\[(?:\d{1,4};\d{1,4}H|\d{0,4}C|[\d;:]{1,80}m)`)

// Read takes apart what was sent to a terminal that heed paints on. What is none of what heed
// sends is an error: any other sequence, any control, any letter that is not seen or turns
// others round.
func Read(wire string) (Sent, error) {
	var s Sent
	return s, s.read(wire, func(string) {}, func(string) {})
}

// read gives the letters and the sequences in their order.
func (s *Sent) read(wire string, letters, sequence func(string)) error {
	s.Bytes += len(wire)
	for i := 0; i < len(wire); {
		end := strings.IndexFunc(wire[i:], unicode.IsControl)
		if end < 0 {
			end = len(wire) - i
		}
		if end > 0 {
			if err := seen(wire[i : i+end]); err != nil {
				return err
			}
			letters(wire[i : i+end])
			i += end
			continue
		}
		n, err := s.control(wire[i:])
		if err != nil {
			return err
		}
		sequence(wire[i : i+n])
		i += n
	}
	return nil
}

// control is the length of the control or the sequence that wire begins with.
func (s *Sent) control(wire string) (int, error) {
	if wire[0] == '\a' {
		s.Bells++
		return 1, nil
	}
	if m := moving.FindString(wire); m != "" {
		return len(m), nil
	}
	if i := slices.IndexFunc(always(), func(seq string) bool { return strings.HasPrefix(wire, seq) }); i >= 0 {
		return len(always()[i]), nil
	}
	for _, of := range []struct {
		begin, end string
		take       func(string) error
	}{
		{"\x1b]2;", "\a", func(words string) error { s.Titles = append(s.Titles, words); return seen(words) }},
		{"\x1b]777;notify;", "\x1b\\", s.notice},
		{"\x1b]9;", "\a", s.notice},
		{"\x1b]52;c;", "\a", s.copied},
	} {
		if !strings.HasPrefix(wire, of.begin) {
			continue
		}
		words, _, ended := strings.Cut(wire[len(of.begin):], of.end)
		if !ended {
			return 0, fmt.Errorf("%.40q does not end", wire)
		}
		if err := of.take(words); err != nil {
			return 0, fmt.Errorf("in %.40q: %w", wire, err)
		}
		return len(of.begin) + len(words) + len(of.end), nil
	}
	return 0, fmt.Errorf("%.24q was sent", wire)
}

func (s *Sent) notice(words string) error {
	s.Notices = append(s.Notices, words)
	return seen(words)
}

func (s *Sent) copied(words string) error {
	b, err := base64.StdEncoding.DecodeString(words)
	s.Copied = append(s.Copied, string(b))
	if err != nil {
		return err
	}
	for line := range strings.SplitSeq(string(b), "\n") {
		if err := seen(line); err != nil {
			return err
		}
	}
	return nil
}

// seen wants every letter of words to be one that is seen where it stands.
func seen(words string) error {
	if !utf8.ValidString(words) {
		return fmt.Errorf("broken UTF-8 in %.40q", words)
	}
	for _, r := range words {
		switch {
		case r < 0x7f && r >= ' ':
		case r == 0x200c, r == 0x200d, r == 0xfe0f: // internal/text leaves them where they join something
		case unicode.IsControl(r), r == 0x2028, r == 0x2029, unicode.Is(unicode.Bidi_Control, r), unicode.Is(unicode.Noncharacter_Code_Point, r),
			unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector):
			return fmt.Errorf("%U in %.40q", r, words)
		}
	}
	return nil
}

// Counting is how a terminal counts the cells of letters that stand together: it gives each
// piece that takes cells of its own, with their number.
type Counting func(letters string, put func(piece string, cells int))

// ByLetters counts as terminals with mode 2027 do, and as heed does.
func ByLetters(letters string, put func(string, int)) {
	for letters != "" {
		c, w := ansi.FirstGraphemeCluster(letters, ansi.GraphemeWidth)
		put(c, w)
		letters = letters[len(c):]
	}
}

// ByRunes counts rune by rune, as terminals without that mode do.
func ByRunes(letters string, put func(string, int)) {
	for _, r := range letters {
		put(string(r), ansi.StringWidthWc(string(r)))
	}
}
