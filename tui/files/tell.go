package files

import (
	"time"

	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

// told is what the cursor is on, in words.
func (p *paths) told() string {
	at := p.under()
	switch {
	case at == nil:
		return ""
	case at.Folder:
		return p.Book.T("files.told.folder", "name", text.Line(at.Name))
	default:
		return text.Line(at.Name) + ", " + p.Book.FileSize(at.Size)
	}
}

// Tell implements screen.Teller.
func (a *Add) Tell(time.Time) screen.Speech {
	sp := act.TellPicked(a.Session, a.Title(), a.picker, a.told(), a.nothing())
	if a.wrong != "" {
		sp.Head = append(sp.Head, screen.Say(a.wrong))
	}
	return sp
}

// Tell implements screen.Teller.
func (s *Save) Tell(time.Time) screen.Speech {
	sp := act.TellPicked(s.Session, s.Title(), s.picker, s.told(), s.nothing())
	sp.Head = append(sp.Head, screen.Sentence{Text: s.Book.T("files.told.file"), Quote: act.File(s.Session, s.file)})
	if s.wrong != "" {
		sp.Head = append(sp.Head, screen.Say(s.wrong))
	}
	return sp
}
