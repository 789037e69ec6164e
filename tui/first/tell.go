package first

import (
	"strings"
	"time"

	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/screen"
)

// Tell implements screen.Teller: what is asked for, and the answer under the cursor.
func (s *Screen) Tell(time.Time) screen.Speech {
	switch s.step {
	case telling:
		return s.tellTelling()
	case dressing:
		return s.tellDressing()
	case asking:
	}
	b, key := s.Book, "first."+string(s.chosen())
	sp := screen.Speech{Head: []screen.Sentence{
		screen.Say(text.Sentence(b.T("first.welcome"))), screen.Say(text.Sentence(b.T("first.ask"))), screen.Say(text.Sentence(b.T("first.nothing_yet"))),
	}}
	sp.At = key
	sp.Here = s.tellRow(s.way.At(), len(ways()), b.T(key)+": "+b.T(key+".is"))
	return sp
}

func (s *Screen) tellRow(at, total int, row string) []screen.Sentence {
	return []screen.Sentence{screen.Say(s.Book.T("linear.pick.row", "n", at+1, "total", total, "row", strings.TrimRight(row, ".")))}
}

// tellTelling is the field that is written in, and what was found of what stands in it. A
// token is not shown as it is.
func (s *Screen) tellTelling() screen.Speech {
	b, way := s.Book, s.chosen()
	key := "first." + string(way)
	f, field := s.fields[way][s.at], key+".field."+[]string{"one", "two"}[s.at]
	sp := screen.Speech{
		Head: []screen.Sentence{screen.Say(text.Sentence(b.T(key))), screen.Say(text.Sentence(b.T(key + ".tell")))},
		At:   field, Live: &screen.Live{Label: b.T(field), Text: f.Text(), Caret: f.Caret()},
	}
	if way == Served && s.at == 1 {
		sp.Live.Text = strings.Repeat("*", len([]rune(f.Text())))
		sp.Live.Caret = len(sp.Live.Text)
	}
	one, _ := s.typed(way)
	if at := s.sights[way]; at.found.Said != "" && one != "" && !at.busy {
		sp.Here = []screen.Sentence{screen.Say(text.Sentence(at.found.Said))}
	}
	return sp
}

// tellDressing is the theme or the keymap under the cursor.
func (s *Screen) tellDressing() screen.Speech {
	b, c := s.Book, s.themes
	if s.second {
		c = s.keys
	}
	sp := screen.Speech{Head: []screen.Sentence{screen.Say(text.Sentence(b.T("first.looks"))), screen.Say(text.Sentence(b.T("first.looks.tell")))}}
	sp.At = c.name + " " + c.value()
	sp.Here = append([]screen.Sentence{screen.Say(text.Sentence(b.T("settings.of." + c.name)))}, s.tellRow(c.list.At(), len(c.wants), c.value())...)
	sp.More = []screen.Sentence{screen.Say(text.Sentence(strings.Join(s.sampleKeys(), ", ")))}
	return sp
}
