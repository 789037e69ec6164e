package composer

import "github.com/heed-desk/heed/keymaps"

// Label implements screen.Labelled: a note is kept and not sent.
func (s *Screen) Label(a keymaps.Action) string {
	if !s.note {
		return ""
	}
	switch a {
	case keymaps.Send:
		return s.Book.T("action.send.as_note")
	case keymaps.GoBack:
		return s.Book.T("action.back.as_note")
	case keymaps.ToggleNote:
		return s.Book.T("action.note_instead.as_note")
	default:
		return ""
	}
}
