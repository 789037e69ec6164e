package part

import "strings"

// pen is the paragraph that is being typed into. Its head, up to where letters go, grows
// without the whole of it being copied for each: that is done once for each look at it.
type pen struct {
	on    bool
	line  int
	head  []byte
	tail  string
	stale bool // the paragraph has not been looked at since the last letter
}

// write puts a text without newlines at a place, where that is cheap: what is in paras
// lags behind until at or all is called. It reports whether it did.
func (p *prose) write(at place, came string) bool {
	if strings.IndexByte(came, '\n') >= 0 {
		return false
	}
	if !p.pen.on || p.pen.line != at.line || len(p.pen.head) != at.at {
		line := p.all()[at.line]
		p.pen = pen{on: true, line: at.line, head: append(p.pen.head[:0], line[:at.at]...), tail: line[at.at:]}
	}
	p.pen.head = append(p.pen.head, came...)
	p.pen.stale = true
	p.bytes += len(came)
	return true
}

// lift brings what was written into its paragraph.
func (p *prose) lift() {
	if p.pen.stale {
		p.paras[p.pen.line] = string(p.pen.head) + p.pen.tail
		p.pen.stale = false
	}
}

// at is a paragraph.
func (p *prose) at(line int) string {
	if line == p.pen.line {
		p.lift()
	}
	return p.paras[line]
}

// all are the paragraphs. They are the prose's own.
func (p *prose) all() []string {
	p.lift()
	return p.paras
}

// count is how many paragraphs there are.
func (p *prose) count() int { return len(p.paras) }

// size is the length of a paragraph in bytes.
func (p *prose) size(line int) int {
	if p.pen.stale && line == p.pen.line {
		return len(p.pen.head) + len(p.pen.tail)
	}
	return len(p.paras[line])
}
