package deskfile

import (
	"strings"

	"github.com/heed-desk/heed/internal/phrasebook"
)

// doubts notes the blanks of a reply's text that are hardly what its writer meant, each with its line.
// The reply is one all the same.
func (i *item) doubts(text string, line int) {
	r, times := i.r, map[string]int{}
	for _, d := range phrasebook.Doubts(text) {
		code := DoubtUnknown
		switch {
		case d.Open:
			code = DoubtOpen
		case d.Near != "":
			code = DoubtNear
		}
		at := r.lineOf(d, line, times[d.Name])
		times[d.Name]++
		r.wanted.Doubts = r.told(r.wanted.Doubts, at, i.called(), code, "", "name", d.Name, "meant", d.Near)
	}
}

// lineOf is the line of a file on which a blank stands, of which there were some before it from a line
// on; that one where it is written otherwise there, by an escape say.
func (r *reader) lineOf(d phrasebook.Doubt, from, before int) int {
	for n := max(from, 1); n <= len(r.lines); n++ {
		for _, rest := range strings.Split(r.lines[n-1], "{{")[1:] {
			inside, _, ends := strings.Cut(rest, "}}")
			name, _, _ := strings.Cut(inside, "|")
			if d.Open && ends || !d.Open && strings.TrimSpace(name) != d.Name {
				continue
			}
			if before--; before < 0 {
				return n
			}
		}
	}
	return from
}
