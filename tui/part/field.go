package part

import (
	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/theme"
)

// maxField is how many bytes a field holds: it is for words, not for texts.
const maxField = 4 << 10

// Field is one line that is being written, for a search or a tag. It edits as Editor
// does, and takes no more than some thousand letters.
type Field struct {
	theme *theme.Theme
	p     *prose
	hint  string
	from  int // first byte in sight

	offered bool // the next letter takes the place of all of it
}

// NewField makes an empty field. The hint stands in it while it is empty.
func NewField(t *theme.Theme, hint string) *Field {
	return &Field{theme: t, p: newProse(), hint: hint}
}

// Text is what stands in the field.
func (f *Field) Text() string { return f.p.at(0) }

// SetText starts over with a text and the caret at its end.
func (f *Field) SetText(s string) {
	f.p.set(fieldful(s, 0))
	f.p.caret = f.p.end()
	f.offered = false
}

// Offer starts over with a text that the next letter takes the place of; what edits or moves
// keeps it.
func (f *Field) Offer(s string) {
	f.SetText(s)
	f.offered = s != ""
}

// Type takes a key and reports whether it was one for the field.
func (f *Field) Type(key tea.KeyPressMsg) bool {
	if came := written(key); !f.offered && f.p.bytes+len(came) <= maxField {
		if _, ok := f.p.join(came); ok {
			return true
		}
	}
	if letters, ok := letters(key); ok {
		if f.offered {
			f.SetText("")
		}
		if f.p.bytes+len(letters) <= maxField {
			f.p.insert(letters, true)
		}
		return true
	}
	did := edit(f.p, key.Keystroke())
	f.offered = f.offered && did == notAnEdit
	return did != notAnEdit
}

// Paste takes pasted text as one line.
func (f *Field) Paste(s string) {
	if f.offered {
		f.SetText("")
	}
	f.p.insert(fieldful(s, f.p.bytes), false)
}

// View draws the field in exactly w cells and says at which of them the caret stands.
func (f *Field) View(w int) (line string, x int) {
	if w <= 0 {
		return "", 0
	}
	s := f.Text()
	if s == "" {
		return Pad(f.theme.Dim.Render(text.Truncate(f.hint, w)), w), 0
	}
	at := f.p.caret.at
	f.from = edge(s, min(f.from, at))
	for text.Width(s[f.from:at]) > w-1 {
		f.from = text.Next(s, f.from)
	}
	// What has scrolled out on the left comes back when there is room for it.
	for f.from > 0 {
		prev := before(s, f.from)
		if text.Width(s[prev:]) > w-1 {
			break
		}
		f.from = prev
	}
	seen, mark := s[f.from:], ""
	if next := text.Next(s, f.from); f.from > 0 && f.from < at && w > leastMarked && text.Width(s[f.from:next]) > 0 {
		mark = text.PadRight("…", text.Width(s[f.from:next])) // in the place of the first letter
		seen = s[next:]
	}
	if text.Width(mark+seen) > w {
		seen = cutAt(seen, w-text.Width(mark))
	}
	ink := f.theme.Text
	if f.offered {
		ink = f.theme.Selected
	}
	return Pad(f.theme.Dim.Render(mark)+ink.Render(seen), w), text.Width(s[f.from:at])
}

// leastMarked is the width up to which a field says nothing of what has scrolled out.
const leastMarked = 6

// cutAt cuts without an ellipsis: in a field every letter stands for itself.
func cutAt(s string, w int) string {
	col, at := 0, 0
	for letter, cells := range text.Graphemes(s) {
		if col+cells > w {
			break
		}
		col += cells
		at += len(letter)
	}
	return s[:at]
}

// fieldful is as much of a pasted text as a field takes that holds so many bytes.
func fieldful(s string, held int) string {
	room := max(maxField-held, 0)
	// What cleaning takes out may leave room for more, but nobody pastes that much into a field.
	if len(s) > 4*maxField {
		s = s[:4*maxField]
	}
	clean := text.PasteLine(s)
	return clean[:edge(clean, min(room, len(clean)))]
}

// Caret is where the caret stands, in bytes.
func (f *Field) Caret() int { return f.p.caret.at }

// Hint is what stands in the field while it is empty.
func (f *Field) Hint() string { return f.hint }
