package notices

import (
	"strconv"
	"time"

	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/screen"
)

// mostTold is how many notices are said at once; the scrollback has the others.
const mostTold = 10

// Tell implements screen.Teller: the last notices, the newest first.
func (s *Screen) Tell(now time.Time) screen.Speech {
	sp := screen.Speech{Head: []screen.Sentence{screen.Say(s.Book.T("linear.title", "title", s.Title()))}}
	entries := s.log.Entries()
	for i := len(entries) - 1; i >= max(len(entries)-mostTold, 0); i-- {
		e := entries[i]
		said := s.Book.T("linear.key", "key", s.Book.Moment(s.Local(e.At), s.Local(now)), "what", text.Sentence(e.Notice.Text))
		sp.Here = append(sp.Here, screen.Sentence{Text: said, Of: strconv.Itoa(i), Line: true})
	}
	if len(entries) == 0 {
		sp.Here = []screen.Sentence{screen.Say(s.Book.T("notices.empty"))}
	}
	return sp
}
