package replies

import (
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/phrasebook"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

// Tell implements screen.Teller: the reply under the cursor with what it says, or the blank
// that is asked for.
func (s *Screen) Tell(time.Time) screen.Speech {
	if s.filling != nil {
		return s.filling.tell(s)
	}
	row, words := "", ""
	if at := s.picker.List.At(); at >= 0 && at < len(s.found) {
		c := s.found[at].Canned
		row, words = text.Line(desk.Foreign(c.Title)), s.filled(c)
	}
	sp := act.TellPicked(s.Session, s.Title(), s.picker, row, s.nothing())
	if c, on := s.under(); on && s.standing(c) != "" {
		sp.Here = append(sp.Here, screen.Say(text.Sentence(s.standing(c))))
	}
	if c := s.then(); c != "" {
		sp.Here = append(sp.Here, screen.Say(text.Sentence(s.Book.T("replies.then", "what", c))))
	}
	if words != "" {
		sp.Here = append(sp.Here, screen.Sentence{Text: s.Book.T("linear.replies.says"), Quote: words})
	}
	return sp
}

// then is what the reply under the cursor does besides; empty for nothing.
func (s *Screen) then() string {
	if at := s.picker.List.At(); at >= 0 && at < len(s.found) {
		return act.Does(s.Session, s.found[at].Canned.Then)
	}
	return ""
}

// filled is a reply as far as the ticket fills it, with its open blanks by their names.
func (s *Screen) filled(c desk.Canned) string {
	clean := text.Block(desk.Foreign(s.wording(c)))
	blanks := phrasebook.Unfilled(clean)
	said, _ := told(clean, blanks, func(i int) string { return s.Book.T("linear.replies.open", "label", asked(blanks[i])) })
	return strings.TrimSpace(said)
}

// tell asks for a blank, and says the reply as it reads so far to whoever asks for it.
func (f *filling) tell(s *Screen) screen.Speech {
	b := s.Book
	sp := screen.Speech{
		Head: []screen.Sentence{screen.Say(b.T("linear.title", "title", s.Title()))},
		At:   strconv.Itoa(f.at),
		Here: []screen.Sentence{screen.Say(b.T("linear.replies.blank", "n", f.at+1, "total", len(f.blanks), "label", asked(f.blanks[f.at])))},
		Live: &screen.Live{Label: b.T("linear.replies.answer"), Text: f.field.Text(), Caret: f.field.Caret(), Row: 0},
	}
	if f.trouble != "" {
		sp.Here = append(sp.Here, screen.Say(text.Sentence(f.trouble)))
	}
	reads, _ := told(f.words, f.blanks, func(i int) string {
		if value := f.values[i]; value != "" {
			return value
		}
		return b.T("linear.replies.open", "label", asked(f.blanks[i]))
	})
	sp.More = []screen.Sentence{{Text: b.T("linear.replies.says"), Quote: strings.TrimSpace(reads)}}
	return sp
}
