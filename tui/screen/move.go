package screen

import "github.com/heed-desk/heed/keymaps"

// Rows is what one moves in by rows and pages: part.List, part.Scroll.
type Rows interface {
	By(rows int) bool
	Page(direction int) bool
}

// Move moves by the keys for rows and pages, and reports whether the action is one of them.
func Move(r Rows, a keymaps.Action) bool {
	switch a {
	case keymaps.Up:
		r.By(-1)
	case keymaps.Down:
		r.By(1)
	case keymaps.PageUp:
		r.Page(-1)
	case keymaps.PageDown:
		r.Page(1)
	default:
		return false
	}
	return true
}

// Text is what is read from its beginning to its end: part.Scroll.
type Text interface {
	Rows
	To(line int) bool
	Bottom() bool
}

// MoveInText is Move with the keys for the two ends.
func MoveInText(t Text, a keymaps.Action) bool {
	switch a {
	case keymaps.First:
		t.To(0)
	case keymaps.Last:
		t.Bottom()
	default:
		return Move(t, a)
	}
	return true
}
