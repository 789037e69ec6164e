// Package first asks what to work at, when heed is started and nothing is set up yet.
package first

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// Way is what somebody can work at.
type Way string

// The ways, in the order in which they are asked for.
const (
	Demo   Way = "demo"   // invented tickets
	Served Way = "served" // a desk elsewhere
	Folder Way = "folder" // a desk on this computer
)

func ways() []Way { return []Way{Demo, Served, Folder} }

// Answer is what was answered.
type Answer struct {
	Way    Way // none where nothing was: the person left
	URL    string
	Token  string
	Dir    string
	New    bool   // there is no desk in Dir yet
	Name   string // of the person, for a new desk
	Theme  string
	Keymap string
}

// Found is what came of looking at an answer.
type Found struct {
	OK   bool
	Said string // the sentence that tells it, fit to be shown
	Name bool   // it is right as far as it goes, and the next field is wanted: a token, a name
	New  bool   // there is no desk in the folder yet
}

// Looks finds out whether an answer is right. It may take its time, until nobody waits for
// it any more: then ctx ends.
type Looks interface {
	// Served asks a desk who a token is for.
	Served(ctx context.Context, url, token string) Found
	// Folder looks for a desk in a folder; where there is none, whether name could found one.
	Folder(ctx context.Context, dir, name string) Found
}

// Needs is what the first run is made of.
type Needs struct {
	*screen.Session
	Looks   Looks
	Context context.Context // ends what is looked at
	Dir     string          // where a desk would be, to begin with
	Name    string          // what the person is called, to begin with
	Themes  []string
	Theme   string // that counts
	Keymaps []string
	Keymap  string
}

type step int

const (
	asking   step = iota // what to work at
	telling              // which one
	dressing             // colours and keys
)

// Screen asks.
type Screen struct {
	*screen.Session
	screen.NoNews
	looks  Looks
	ctx    context.Context
	step   step
	way    *part.List
	fields map[Way][2]*part.Field
	at     int // the field that is written in
	sights map[Way]*sight
	themes choice
	keys   choice
	second bool // the cursor stands among the keymaps
	answer Answer
	w, h   int
}

// choice is a list of values with the one that counts.
type choice struct {
	name  string
	wants []string
	list  *part.List
}

func newChoice(s *screen.Session, name string, wants []string, now string) choice {
	c := choice{name: name, wants: wants, list: part.NewList(s.Theme)}
	at := 0
	for i, v := range wants {
		if v == now {
			at = i
		}
	}
	c.list.Set(len(wants), at)
	return c
}

func (c choice) value() string {
	if at := c.list.At(); at >= 0 {
		return c.wants[at]
	}
	return ""
}

// New makes the screen.
func New(n Needs) *Screen {
	field := func(hint, text string) *part.Field {
		f := part.NewField(n.Session.Theme, n.Book.T(hint))
		f.Offer(text)
		return f
	}
	s := &Screen{
		Session: n.Session, looks: n.Looks, ctx: n.Context, way: part.NewList(n.Session.Theme), sights: map[Way]*sight{Served: {}, Folder: {}},
		fields: map[Way][2]*part.Field{
			Served: {field("first.url.hint", ""), field("first.token.hint", "")},
			Folder: {field("first.dir.hint", n.Dir), field("first.name.hint", n.Name)},
		},
		themes: newChoice(n.Session, "theme", n.Themes, n.Theme), keys: newChoice(n.Session, "keymap", n.Keymaps, n.Keymap),
	}
	if s.ctx == nil {
		s.ctx = context.Background()
	}
	s.way.Tall(2)
	s.way.Set(len(ways()), 0)
	s.arrange()
	return s
}

// Answer is what was answered; its Way is empty until all of it is.
func (s *Screen) Answer() Answer { return s.answer }

func (s *Screen) chosen() Way { return ways()[max(s.way.At(), 0)] }

// Title implements screen.Screen.
func (s *Screen) Title() string { return s.Book.T("first.title") }

// Scopes implements screen.Screen.
func (s *Screen) Scopes() []keymaps.Scope {
	if s.Typing() {
		return []keymaps.Scope{keymaps.Filling, keymaps.Field, keymaps.Everywhere}
	}
	return []keymaps.Scope{keymaps.Picker, keymaps.List, keymaps.Everywhere}
}

// Typing implements screen.Typist.
func (s *Screen) Typing() bool { return s.step == telling }

// Label implements screen.Labelled.
func (s *Screen) Label(a keymaps.Action) string {
	switch {
	case a == keymaps.Accept && s.step == dressing:
		return s.Book.T("first.begin")
	case a == keymaps.Accept:
		return s.Book.T("first.go_on")
	case a == keymaps.Cancel && s.step == asking:
		return s.Book.T("action.quit")
	case a == keymaps.Cancel:
		return s.Book.T("action.back")
	case a == keymaps.NextBlank:
		return s.Book.T("first.other_field")
	case a == keymaps.PrevBlank:
		return s.Book.T("first.field_before")
	default:
		return ""
	}
}

// Why implements screen.Screen.
func (s *Screen) Why(a keymaps.Action) desk.Reason {
	if a != keymaps.Accept || s.step != telling {
		return desk.Reason{}
	}
	seen := s.sights[s.chosen()]
	one, _ := s.typed(s.chosen())
	why := "first_wrong"
	switch {
	case one == "":
		why = "first_empty"
	case s.goesOn(seen):
		return desk.Reason{}
	case seen.busy:
		why = "first_busy"
	case !seen.found.Name || s.at == 0:
		return desk.Reason{} // it goes on, or what was wrong is looked at again
	}
	return desk.Reason{Code: desk.NothingSelected, Args: []string{why}}
}

// goesOn reports whether the token can be written already, while the desk is still asked
// whether it is one: hands that know what comes next do not wait for that.
func (s *Screen) goesOn(seen *sight) bool { return s.chosen() == Served && s.at == 0 && seen.busy }

// Act implements screen.Screen.
func (s *Screen) Act(a keymaps.Action) screen.Out {
	defer s.arrange()
	switch a {
	case keymaps.Accept, keymaps.Open:
		return s.accept()
	case keymaps.Cancel, keymaps.GoBack:
		return s.back()
	case keymaps.NextBlank, keymaps.PrevBlank, keymaps.NextPane, keymaps.PreviousPane:
		s.at, s.second = 1-s.at, !s.second
		return screen.Out{Done: true}
	}
	switch s.step {
	case asking:
		screen.Move(s.way, a)
	case dressing:
		c := s.themes
		if s.second {
			c = s.keys
		}
		before := c.value()
		if screen.Move(c.list, a); c.value() != before {
			return screen.Out{Set: &screen.Set{Name: c.name, Value: c.value()}}
		}
	case telling:
	}
	return screen.Out{}
}

// accept goes a step on.
func (s *Screen) accept() screen.Out {
	way := s.chosen()
	switch s.step {
	case asking:
		s.at, s.second = 0, false
		if way == Demo {
			s.step = dressing
			return screen.Out{}
		}
		s.step = telling
		return s.look()
	case telling:
		switch seen := s.sights[way]; {
		case seen.found.OK:
			s.step, s.second = dressing, false
		case seen.found.Name:
			s.at = 1 // the first field is right so far
		case s.goesOn(seen):
			s.at = 1
			return s.look()
		default:
			seen.forget() // a desk may answer now, and a folder may be another
			return s.look()
		}
		return screen.Out{}
	case dressing:
	}
	s.answer = Answer{Way: way, Theme: s.themes.value(), Keymap: s.keys.value()}
	switch one, two := s.typed(way); way {
	case Served:
		s.answer.URL, s.answer.Token = one, two
	case Folder:
		s.answer.Dir, s.answer.Name, s.answer.New = one, two, s.sights[way].found.New
	case Demo:
	}
	return screen.Out{Quit: true}
}

// back goes a step back; what was typed stays. From the first step it leads out.
func (s *Screen) back() screen.Out {
	switch s.step {
	case asking:
		return screen.Out{Quit: true}
	case telling:
		s.step = asking
	case dressing:
		s.step = telling
		if s.chosen() == Demo {
			s.step = asking
		}
	}
	s.at, s.second = 0, false
	return screen.Out{Done: true} // what is typed is looked at when one comes back
}

// typed is what stands in the two fields of a way.
func (s *Screen) typed(w Way) (one, two string) {
	f, ok := s.fields[w]
	if !ok {
		return "", ""
	}
	return strings.TrimSpace(f[0].Text()), strings.TrimSpace(f[1].Text())
}

// Type implements screen.Screen.
func (s *Screen) Type(k tea.KeyPressMsg) screen.Out {
	s.fields[s.chosen()][s.at].Type(k)
	s.apart()
	return s.later()
}

// Paste implements screen.Screen.
func (s *Screen) Paste(words string) screen.Out {
	if s.step != telling {
		return screen.Out{}
	}
	s.fields[s.chosen()][s.at].Paste(strings.TrimSpace(words))
	s.apart()
	return s.later()
}

// Resize implements screen.Screen.
func (s *Screen) Resize(w, h int) {
	s.w, s.h = w, h
	s.arrange()
}

// arrange gives the lists their room, and the focus to the one with the cursor.
func (s *Screen) arrange() {
	s.way.Resize(s.width(), 2*len(ways()))
	rows := max(len(s.themes.wants), len(s.keys.wants))
	s.themes.list.Resize(listCells, rows)
	s.keys.list.Resize(listCells, rows)
	s.themes.list.Focus(!s.second)
	s.keys.list.Focus(s.second)
}
