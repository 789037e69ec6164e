package composer

import "github.com/heed-desk/heed/keymaps"

// Label implements screen.Labelled: a note is kept and not sent, and from the addresses one
// goes back to the text.
func (s *Screen) Label(a keymaps.Action) string {
	if s.head != nil {
		switch a {
		case keymaps.Accept:
			return s.Book.T("address.take")
		case keymaps.Cancel, keymaps.Addresses:
			return s.Book.T("address.to_text")
		default:
		}
	}
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
