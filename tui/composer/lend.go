package composer

import (
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/screen"
)

// lend gives the text to the person's own editor. What stands here is on the disk before.
func (s *Screen) lend() screen.Out {
	s.lent = s.editor.Text()
	return screen.Out{Edit: &screen.Edit{Slot: slotEdited, Text: s.lent}}.Merge(s.save())
}

// learnEdited takes the text back from the editor. Where words came to this one meanwhile
// both stay.
func (s *Screen) learnEdited(v any) screen.Out {
	back, ok := v.(string)
	if !ok {
		why := ""
		if err, failed := v.(error); failed {
			why = text.Line(desk.Foreign(err.Error()))
		}
		return screen.Out{Say: &screen.Notice{Text: s.Book.T("editor.failed", "why", why), Level: screen.Warning}}
	}
	back = strings.TrimRight(text.Editable(desk.Foreign(back)), "\n")
	now := s.editor.Text()
	switch {
	case back == strings.TrimRight(s.lent, "\n"):
		return screen.Out{}
	case now == s.lent:
		s.editor.Replace(0, s.editor.Len(), back)
	default:
		s.editor.SetCaret(s.editor.Len())
		s.editor.Insert("\n\n" + back)
	}
	return s.edited()
}
