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

// Tell implements screen.Teller.
func (t *Tell) Tell(time.Time) screen.Speech {
	words, caret, row, above := t.editor.Line()
	return screen.Speech{
		Head: []screen.Sentence{screen.Say(t.Book.T("linear.title", "title", t.Title()))},
		Live: &screen.Live{Label: t.Book.T("linear.write.field"), Text: words, Caret: caret, Row: row, Above: above},
	}
}
