package part

import (
	"strings"

	"github.com/heed-desk/heed/internal/text"
)

// prose is a text that is being written: paragraphs, a caret, and the way back.
type prose struct {
	paras []string // the paragraphs, without their newlines; never none. Read them by at
	pen   pen
	caret place
	mark  *stretch // what typing replaces; nil for nothing
	glue  *place   // where a joiner was typed for which nothing has come yet; nil for nowhere
	past  []change
	next  []change
	kept  int // bytes held by past
	bytes int // of the whole text, newlines included
}

// place is a spot in a text: a paragraph and a byte in it, always between two letters.
type place struct{ line, at int }

func (p place) before(q place) bool { return p.line < q.line || p.line == q.line && p.at < q.at }

// stretch is a piece of a text.
type stretch struct{ from, to place }

// change is one step of the way back: came stands where gone stood.
type change struct {
	at         place
	gone, came string
	was, is    place // the caret before and after
	typing     bool  // one letter: joins the step before it
}

// maxPast is how much the way back holds, in bytes.
const maxPast = 8 << 20

func newProse() *prose { return &prose{paras: []string{""}} }

// set starts over with a text and nothing to take back.
func (p *prose) set(clean string) {
	*p = prose{paras: strings.Split(clean, "\n"), bytes: len(clean)}
}

func (p *prose) text() string { return strings.Join(p.all(), "\n") }

func (p *prose) line() string { return p.at(p.caret.line) }

func (p *prose) end() place {
	last := p.count() - 1
	return place{last, p.size(last)}
}

// offset is a place as bytes from the start.
func (p *prose) offset(at place) int {
	n := at.at
	for i := range at.line {
		n += p.size(i) + 1
	}
	return n
}

// placeAt is the place of an offset, moved to the nearest edge of a letter before it.
func (p *prose) placeAt(offset int) place {
	offset = max(offset, 0)
	for i, line := range p.all() {
		if offset <= len(line) {
			return place{i, edge(line, offset)}
		}
		offset -= len(line) + 1
	}
	return p.end()
}

// edge is the last edge of a letter at or before a byte.
func edge(line string, at int) int {
	if at <= 0 || at >= len(line) {
		return min(max(at, 0), len(line))
	}
	from := sureEdge(line, at)
	for {
		next := text.Next(line, from)
		if next > at {
			return from
		}
		if from = next; from == at {
			return at
		}
	}
}

// upperEdge is the first edge of a letter at or behind a byte.
func upperEdge(line string, at int) int {
	low := edge(line, at)
	if low < at && low < len(line) {
		return text.Next(line, low)
	}
	return low
}

// before is the edge of the letter that ends at an edge.
func before(line string, at int) int {
	if at <= 0 {
		return 0
	}
	return edge(line, at-1)
}

// sureEdge is an edge at or before a byte that can be told without reading from the
// start: between two ASCII bytes there always is one.
func sureEdge(line string, at int) int {
	for at > 0 && (line[at-1] >= 0x80 || line[at] >= 0x80) {
		at--
	}
	return at
}

// piece is the text between two places.
func (p *prose) piece(s stretch) string {
	if s.from == s.to {
		return ""
	}
	all := p.all()
	if s.from.line == s.to.line {
		return all[s.from.line][s.from.at:s.to.at]
	}
	var b strings.Builder
	b.WriteString(all[s.from.line][s.from.at:])
	for _, line := range all[s.from.line+1 : s.to.line] {
		b.WriteByte('\n')
		b.WriteString(line)
	}
	b.WriteByte('\n')
	b.WriteString(all[s.to.line][:s.to.at])
	return b.String()
}

// replace puts clean text in place of a stretch and the caret behind it.
func (p *prose) replace(s stretch, came string, typing bool) {
	c := change{at: s.from, gone: p.piece(s), came: came, was: p.caret, typing: typing}
	if c.gone == "" && c.came == "" {
		return
	}
	p.splice(s, came)
	p.caret = after(s.from, came)
	c.is = p.caret
	p.mark = nil
	p.remember(c)
}

// splice changes the paragraphs and nothing else.
func (p *prose) splice(s stretch, came string) {
	if s.from == s.to && p.write(s.from, came) {
		return
	}
	p.bytes += len(came) - len(p.piece(s))
	all := p.all()
	p.pen.on = false
	head, tail := all[s.from.line][:s.from.at], all[s.to.line][s.to.at:]
	fresh := strings.Split(came, "\n")
	fresh[0] = head + fresh[0]
	fresh[len(fresh)-1] += tail
	if len(fresh) == s.to.line-s.from.line+1 {
		copy(all[s.from.line:], fresh)
		return
	}
	lines := make([]string, 0, len(all)+len(fresh))
	lines = append(lines, all[:s.from.line]...)
	lines = append(lines, fresh...)
	lines = append(lines, all[s.to.line+1:]...)
	p.paras = lines
}

// after is the place behind a text that was put at a place.
func after(at place, came string) place {
	n := strings.Count(came, "\n")
	if n == 0 {
		return place{at.line, at.at + len(came)}
	}
	return place{at.line + n, len(came) - strings.LastIndexByte(came, '\n') - 1}
}

func (p *prose) remember(c change) {
	p.next = nil
	if n := len(p.past); n > 0 && c.joins(p.past[n-1]) {
		p.kept += len(c.came) - len(c.gone)
		p.past[n-1].came = strings.TrimSuffix(p.past[n-1].came, c.gone) + c.came
		p.past[n-1].is = c.is
		return
	}
	p.kept += len(c.gone) + len(c.came)
	p.past = append(p.past, c)
	for p.kept > maxPast && len(p.past) > 1 {
		p.kept -= len(p.past[0].gone) + len(p.past[0].came)
		p.past = p.past[1:]
	}
}

// mostJoined is how long a step of typing grows, in bytes, however long the word is.
const mostJoined = 256

// joins reports whether a letter goes on the word that was typed before it, so that
// both are taken back together; so does an accent that came to the letter before the caret.
// A space begins the next step.
func (c change) joins(last change) bool {
	if !c.typing || !last.typing || c.was != last.is || len(last.came) >= mostJoined {
		return false
	}
	if c.gone != "" && (after(c.at, c.gone) != c.was || !strings.HasSuffix(last.came, c.gone)) {
		return false
	}
	return c.came != " " || strings.HasSuffix(last.came, " ")
}

// undo takes the last step back and reports whether there was one.
func (p *prose) undo() bool {
	n := len(p.past)
	if n == 0 {
		return false
	}
	c := p.past[n-1]
	p.past = p.past[:n-1]
	p.kept -= len(c.gone) + len(c.came)
	p.splice(stretch{c.at, after(c.at, c.came)}, c.gone)
	p.caret, p.mark = c.was, nil
	p.next = append(p.next, c)
	return true
}

// redo takes the step again that undo took back last.
func (p *prose) redo() bool {
	n := len(p.next)
	if n == 0 {
		return false
	}
	c := p.next[n-1]
	p.next = p.next[:n-1]
	p.splice(stretch{c.at, after(c.at, c.gone)}, c.came)
	p.caret, p.mark = c.is, nil
	p.past = append(p.past, c)
	p.kept += len(c.gone) + len(c.came)
	return true
}
