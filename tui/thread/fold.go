package thread

import (
	"regexp"
	"strings"

	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/theme"
)

// passage is a run of lines of a text: said by whoever wrote it, or quoted.
type passage struct {
	lines  []string
	quoted bool
}

// leastQuote is how many quoted lines are worth folding.
const leastQuote = 2

// wrote is the line that programs put above what they quote, whole or broken over two lines.
var wrote = regexp.MustCompile(`(?i)^(on|am|le|el|il|op)\b.*\d.*\b(wrote|schrieb|écrit|escribió|scritto|schreef)\b.*:$`)

// original is the line above a whole message that was left below an answer.
var original = regexp.MustCompile(`(?i)^-{2,} ?(original message|forwarded message|ursprüngliche nachricht) ?-{2,}$`)

// passages parts a clean text into what was said and what was quoted. Where nothing was
// said besides, nothing is quoted.
func passages(clean string) []passage {
	var all []passage
	add := func(line string, quoted bool) {
		if n := len(all); n > 0 && all[n-1].quoted == quoted {
			all[n-1].lines = append(all[n-1].lines, line)
			return
		}
		all = append(all, passage{lines: []string{line}, quoted: quoted})
	}
	lines := strings.Split(clean, "\n")
	rest := false // all that follows is quoted
	for i := 0; i < len(lines); i++ {
		line := strings.TrimSpace(lines[i])
		head := heads(lines[i:])
		switch {
		case rest, strings.HasPrefix(line, ">"):
			add(lines[i], true)
		case head > 0:
			rest = !answered(lines[i+head:])
			for range head {
				add(lines[i], true)
				i++
			}
			i--
		case line == "" && len(all) > 0 && all[len(all)-1].quoted && quotesOn(lines[i:]):
			add(lines[i], true)
		default:
			add(lines[i], false)
		}
	}
	return settled(all)
}

// heads is how many of the first lines say that a quotation follows; 0 for none.
func heads(lines []string) int {
	first, next := strings.TrimSpace(lines[0]), ""
	if len(lines) > 1 {
		next = strings.TrimSpace(lines[1])
	}
	switch {
	case strings.HasSuffix(first, ":") && wrote.MatchString(first), strings.HasPrefix(first, "--") && original.MatchString(first):
		return 1
	case first != "" && strings.HasSuffix(next, ":") && wrote.MatchString(first+" "+next):
		return 2
	default:
		return 0
	}
}

// answered reports whether the quotation that follows is marked line by line, so that
// words between its pieces are an answer.
func answered(lines []string) bool {
	for _, line := range lines {
		if line = strings.TrimSpace(line); line != "" {
			return strings.HasPrefix(line, ">")
		}
	}
	return false
}

// quotesOn reports whether the next line that is not blank is quoted.
func quotesOn(lines []string) bool { return answered(lines) || headsNext(lines) }

func headsNext(lines []string) bool {
	for i, line := range lines {
		if strings.TrimSpace(line) != "" {
			return heads(lines[i:]) > 0
		}
	}
	return false
}

// settled makes said again of quotations that are too short to fold, and of all where
// nobody said anything else.
func settled(all []passage) []passage {
	spoken := false
	for i := range all {
		filled := 0
		for _, line := range all[i].lines {
			if strings.TrimSpace(line) != "" {
				filled++
			}
		}
		if all[i].quoted && filled < leastQuote {
			all[i].quoted = false
		}
		spoken = spoken || !all[i].quoted && filled > 0
	}
	if !spoken {
		for i := range all {
			all[i].quoted = false
		}
	}
	return all
}

// quote sets a text behind its gutter, with what it quotes folded to a line each unless
// quotations are unfolded.
func (s *Screen) quote(gutter part.Gutter, ink theme.Ink, clean string, w int) []string {
	all := passages(clean)
	if s.unfolded || len(all) == 1 {
		return part.Quote(s.Theme, gutter, ink, clean, w)
	}
	var lines []string
	for _, p := range all {
		if p.quoted {
			fold := text.Truncate(s.Book.N("thread.quoted", len(p.lines), "key", s.Key(keymaps.Quotes)), max(w-3, 1))
			lines = append(lines, part.Pad("   "+s.Theme.Dim.Render(fold), s.w))
			continue
		}
		if said := strings.Trim(strings.Join(p.lines, "\n"), "\n"); said != "" {
			lines = append(lines, part.Quote(s.Theme, gutter, ink, said, w)...)
		}
	}
	return lines
}
