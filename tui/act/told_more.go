package act

import (
	"time"

	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/screen"
)

// Tell implements screen.Teller.
func (l *Line) Tell(time.Time) screen.Speech {
	sp := screen.Speech{Head: []screen.Sentence{screen.Say(l.Book.T("linear.title", "title", l.title))}, Live: TellField(l.Session, l.field)}
	for _, words := range []string{l.field.Hint(), l.about} {
		if words != "" {
			sp.Head = append(sp.Head, screen.Say(text.Sentence(words)))
		}
	}
	return sp
}
