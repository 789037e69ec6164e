package thread

import (
	"time"

	"github.com/heed-desk/heed/desk"
)

// pages are the entries as lines. Texts never change once they are said, so what was
// wrapped for a width is kept.
type pages struct {
	kept  map[key][]string
	width int
	turns int // of the session, when it was wrapped
	day   int // of the year: "today" ends with it

	lines  []string
	starts []start // where each entry begins
	live   []live  // lines that change with time
	unread int     // the line "new"; -1 for none
	newest span    // the newest thing that somebody said, as the desk has it
	asked  span    // the newest thing that the customer said
}

// span is the lines of an entry without the blank one behind it; to is the first one that
// is not its own. The zero span is of no entry.
type span struct{ from, to int }

// key names an entry for good.
type key struct {
	id desk.MessageID
	op desk.OpID
}

// start is where an entry's lines begin.
type start struct {
	key  key
	line int
	said bool // somebody said something; else something happened
}

// live is a line that is drawn anew for each picture.
type live struct {
	line int
	draw func(now time.Time) string
}

// forget drops what was wrapped.
func (p *pages) forget() { p.kept = nil }

// hold prepares for a width, a session's turns and a day; what was wrapped for others is dropped.
func (p *pages) hold(width, turns, day int) {
	if p.kept == nil || p.width != width || p.turns != turns || p.day != day {
		p.kept = map[key][]string{}
	}
	p.width, p.turns, p.day = width, turns, day
}

// stale reports whether pages made before do not fit a picture of this day, after so many turns.
func (p *pages) stale(turns, day int) bool { return p.turns != turns || p.day != day }

// at finds the entry of a line and how far into it the line is.
func (p *pages) at(line int) (k key, into int, ok bool) {
	for i := len(p.starts) - 1; i >= 0; i-- {
		if p.starts[i].line <= line {
			return p.starts[i].key, line - p.starts[i].line, true
		}
	}
	return key{}, 0, false
}

// find is the line at which an entry begins.
func (p *pages) find(k key) (int, bool) {
	for _, s := range p.starts {
		if s.key == k {
			return s.line, true
		}
	}
	return 0, false
}
