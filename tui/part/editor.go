package part

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/theme"
)

// Editor is a text of many lines that is being written. It wraps at spaces, takes steps
// back and forth, moves by words, and has a real caret. All text in it is clean.
//
// It is heed's own because the one in bubbles cannot take anything back, wraps all of a
// text for each key, and has no marks in it.
type Editor struct {
	theme *theme.Theme
	p     *prose
	w, h  int
	top   row // the first row in sight
	goal  int // the column in cells that up and down aim at; -1 for where the caret is
	rows  map[int]wrapped
	stale bool // the caret may be out of sight
	marks []Mark
	hint  string
	rev   int
}

// row is one drawn row: of which paragraph, and which of its rows.
type row struct{ line, sub int }

func (r row) before(q row) bool { return r.line < q.line || r.line == q.line && r.sub < q.sub }

// Mark sets off a piece of a text, as byte offsets into it.
type Mark struct {
	From, To int
	Ink      theme.Ink
}

// NewEditor makes an empty editor. The hint stands in it while it is empty.
func NewEditor(t *theme.Theme, hint string) *Editor {
	return &Editor{theme: t, p: newProse(), goal: -1, rows: map[int]wrapped{}, hint: hint}
}

// Resize gives the editor its size in cells.
func (e *Editor) Resize(w, h int) {
	if w != e.w {
		e.rows = map[int]wrapped{}
	}
	e.w, e.h, e.stale = w, h, true
}

// Text is the whole text.
func (e *Editor) Text() string { return e.p.text() }

// Len is the length of the text in bytes.
func (e *Editor) Len() int { return e.p.bytes }

// Revision is another number after every change of the text, without reading any of it.
func (e *Editor) Revision() int { return e.rev }

// Empty reports whether there is nothing but white space.
func (e *Editor) Empty() bool {
	for _, line := range e.p.all() {
		if strings.TrimFunc(line, unicode.IsSpace) != "" {
			return false
		}
	}
	return true
}

// SetText starts over with a text, the caret at its end and nothing to take back.
func (e *Editor) SetText(s string) {
	e.p.set(text.Paste(s))
	e.p.caret = e.p.end()
	e.changed()
}

// Caret is where the caret stands, in bytes from the start.
func (e *Editor) Caret() int { return e.p.offset(e.p.caret) }

// Spot is where the caret stands, as a paragraph and a byte in it. It costs nothing.
func (e *Editor) Spot() (line, at int) { return e.p.caret.line, e.p.caret.at }

// SetCaret puts the caret at the letter's edge at or before an offset.
func (e *Editor) SetCaret(offset int) {
	e.to(e.p.placeAt(offset))
}

// Select marks a piece of the text: what is typed next takes its place.
func (e *Editor) Select(from, to int) {
	s := stretch{e.p.placeAt(from), e.p.placeAt(to)}
	e.p.caret, e.p.mark = s.to, &s
	e.goal, e.stale = -1, true
}

// Selected is the piece that is marked; ok is false where none is.
func (e *Editor) Selected() (from, to int, ok bool) {
	if e.p.mark == nil {
		return 0, 0, false
	}
	return e.p.offset(e.p.mark.from), e.p.offset(e.p.mark.to), true
}

// Insert puts a text at the caret as one step that can be taken back.
func (e *Editor) Insert(s string) {
	e.p.insert(text.Paste(s), false)
	e.changed()
}

// Replace puts a text in place of a piece, as one step that can be taken back.
func (e *Editor) Replace(from, to int, s string) {
	e.p.replace(stretch{e.p.placeAt(from), e.p.placeAt(to)}, text.Paste(s), false)
	e.changed()
}

// Paste takes pasted text. It is never interpreted.
func (e *Editor) Paste(s string) { e.Insert(s) }

// Mark sets the marks, ascending and not overlapping. They are forgotten with the next
// change of the text.
func (e *Editor) Mark(marks []Mark) { e.marks = marks }

// AtWordStart reports whether a letter typed now would begin a word.
func (e *Editor) AtWordStart() bool {
	if e.p.caret.at == 0 {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(e.p.line()[:e.p.caret.at])
	return unicode.IsSpace(r)
}

// Type takes a key: a letter, or one of the plain keys that edit. It reports whether
// the key was one for it; the text has changed only where Text says so.
func (e *Editor) Type(key tea.KeyPressMsg) bool {
	if from, ok := e.p.join(written(key)); ok {
		e.grown(from)
		return true
	}
	if letters, ok := letters(key); ok {
		e.letters(letters)
		return true
	}
	switch key.Keystroke() {
	case "enter", "shift+enter", "alt+enter":
		e.p.insert("\n", false)
		e.changed()
	case "up":
		e.vertical(-1)
	case "down":
		e.vertical(1)
	case "pgup":
		e.vertical(-max(e.h-context, 1))
	case "pgdown":
		e.vertical(max(e.h-context, 1))
	case "home":
		e.to(place{e.p.caret.line, e.spans(e.p.caret.line)[e.caretRow().sub].From})
	case "end":
		e.to(e.rowEnd(e.caretRow()))
	case "ctrl+home":
		e.to(place{})
	case "ctrl+end":
		e.to(e.p.end())
	default:
		switch edit(e.p, key.Keystroke()) {
		case notAnEdit:
			return false
		case edited:
			e.changed()
		case moved:
			e.goal, e.stale = -1, true
		}
	}
	return true
}

// letters puts typed letters at the caret.
func (e *Editor) letters(letters string) {
	at, within := e.p.caret.at, e.p.mark == nil
	e.p.insert(letters, true)
	if !within {
		e.changed()
		return
	}
	e.grown(at)
}

// grown forgets what was computed of the caret's paragraph from a byte on: only what follows
// typed letters has to be wrapped anew.
func (e *Editor) grown(from int) {
	line := e.p.caret.line
	if w, ok := e.rows[line]; ok {
		w.good = min(w.good, from)
		e.rows[line] = w
	}
	e.marks = nil
	e.goal, e.stale = -1, true
	e.rev++
}

func (e *Editor) to(at place) {
	e.p.move(at)
	e.goal, e.stale = -1, true
}

// changed forgets what was computed of the text.
func (e *Editor) changed() {
	e.rows = map[int]wrapped{}
	e.marks = nil
	e.goal, e.stale = -1, true
	e.rev++
}
