package act

import (
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// TellPicked says a list to choose from, with the field that searches it: row is the one
// under the cursor as words, none why there is none.
func TellPicked(s *screen.Session, title string, p *part.Picker, row, none string) screen.Speech {
	sp := TellList(s, title, p.List, row, none)
	sp.Live = TellField(s, p.Field)
	return sp
}

// TellList says a list.
func TellList(s *screen.Session, title string, l *part.List, row, none string) screen.Speech {
	sp := screen.Speech{Head: []screen.Sentence{screen.Say(s.Book.T("linear.title", "title", title))}}
	at := l.At()
	if at < 0 {
		sp.At, sp.Here = "none "+none, []screen.Sentence{screen.Say(none)}
		return sp
	}
	sp.At = strconv.Itoa(at) + " " + strconv.Itoa(l.Total()) + " " + row
	sp.Here = []screen.Sentence{screen.Say(s.Book.T("linear.pick.row", "n", at+1, "total", l.Total(), "row", strings.TrimRight(row, ".")))}
	return sp
}

// TellField is the line of a field.
func TellField(s *screen.Session, f *part.Field) *screen.Live {
	return &screen.Live{Label: s.Book.T("linear.pick.find"), Text: f.Text(), Caret: f.Caret()}
}

// Tell implements screen.Teller.
func (c *Choose) Tell(time.Time) screen.Speech {
	row := ""
	if at := c.picker.List.At(); at >= 0 {
		row = joinedWords(c.shown[at].label, c.shown[at].hint)
		if c.shown[at].current {
			row = joinedWords(row, c.Book.T("choose.now"))
		}
	}
	sp := TellPicked(c.Session, c.title, c.picker, row, c.nothing())
	if hint := c.picker.Field.Hint(); hint != "" {
		sp.Head = append(sp.Head, screen.Say(text.Sentence(hint)))
	}
	return sp
}

func joinedWords(words ...string) string {
	var said []string
	for _, w := range words {
		if w = strings.TrimSpace(w); w != "" {
			said = append(said, w)
		}
	}
	return strings.Join(said, ", ")
}

// Tell implements screen.Teller.
func (q *Question) Tell(time.Time) screen.Speech {
	sp := screen.Speech{Head: []screen.Sentence{screen.Say(q.Book.T("linear.title", "title", strings.TrimRight(q.title, "?.")))}}
	for _, line := range strings.Split(q.body, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			sp.Here = append(sp.Here, screen.Say(line))
		}
	}
	return sp
}
