package thread

import (
	"strconv"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// slotFile hears which attachment was chosen: an attached.
const slotFile = "file"

// attached is a file of a message, and who said that when.
type attached struct {
	file  desk.Attachment
	about string
}

// attachments are the files of what is shown, the newest message's first.
func (s *Screen) attachments() (all []attached) {
	now := s.Local(s.Now())
	for i := len(s.data.Messages) - 1; i >= 0; i-- {
		m := s.data.Messages[i]
		for _, f := range m.Attachments {
			about := s.Book.T("files.sent_by", "who", s.author(m), "when", s.Book.Moment(s.Local(m.At), now))
			all = append(all, attached{f, about})
		}
	}
	return all
}

// hasFiles reports whether anything is attached to what is shown.
func (s *Screen) hasFiles() bool {
	for i := range s.data.Messages {
		if len(s.data.Messages[i].Attachments) > 0 {
			return true
		}
	}
	return false
}

// whyNoFiles is why nothing can be done with attachments.
func (s *Screen) whyNoFiles() desk.Reason {
	switch {
	case s.file == nil || s.Files == nil:
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_files"}}
	case !s.current() || !s.hasFiles():
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_attachment"}}
	default:
		return desk.Reason{}
	}
}

// openFiles leads to the one attachment, or lists them, each with a number to choose it by.
func (s *Screen) openFiles() screen.Out {
	all := s.attachments()
	if len(all) == 1 {
		return s.learnFile(all[0])
	}
	picks := make([]act.Pick, len(all))
	for i, a := range all {
		picks[i] = act.Pick{
			Label: strconv.Itoa(i+1) + "  " + text.Truncate(act.FileName(s.Session, a.file), 200),
			Hint:  act.FileKind(s.Session, a.file.Type) + " · " + s.Book.FileSize(a.file.Size), Value: a,
		}
	}
	return screen.Out{Open: act.NewPicks(s.Session, "files.list", "files.list.prompt", "", slotFile, picks)}
}

func (s *Screen) learnFile(a attached) screen.Out { return screen.Out{Open: s.file(a.file, a.about)} }

// fileLines are the lines of what is attached to a message, behind its gutter: the names are
// whoever's that sent it.
func (s *Screen) fileLines(m desk.Message, gutter part.Gutter) (lines []string) {
	w := min(s.w-1, maxBody)
	for _, f := range m.Attachments {
		said := text.Truncate(s.Book.T("files.line", "file", act.File(s.Session, f)), max(w-3, 1))
		lines = append(lines, part.Quote(s.Theme, gutter, s.Theme.Dim, said, w)...)
	}
	return lines
}
