// Package replies is the dialog in which a canned reply is chosen: found by a few letters,
// shown as it will read, its open blanks asked for one after the other.
package replies

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/phrasebook"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/theme"
)

// Reads is what the dialog reads of the ledger.
type Reads interface {
	Canned() ([]desk.Canned, error)
	Window(view desk.ViewID, at desk.Anchor, before, after int) (desk.Window, error)
	Thread(id desk.TicketID, n int) (desk.Thread, error)
}

// Needs is what the dialog is made of.
type Needs struct {
	*screen.Session
	Reads Reads
	Slot  string // it ends with a screen.Insert under this slot
	Facts phrasebook.Facts
	At    phrasebook.Moment
}

// Screen is the dialog.
type Screen struct {
	*screen.Session
	reads Reads
	slot  string
	facts phrasebook.Facts
	at    phrasebook.Moment

	book    *phrasebook.Book // nil until it is read
	total   int
	failed  error
	found   []phrasebook.Match
	picker  *part.Picker
	filling *filling // the reply whose blanks are asked for; nil while one is chosen
	begun   *filling // what was typed into the blanks of the reply chosen last
	w, h    int
}

// most is how many replies are listed.
const most = 200

// New makes the dialog; it reads the phrasebook when it is started.
func New(n Needs) *Screen {
	return &Screen{
		Session: n.Session, reads: n.Reads, slot: n.Slot, facts: n.Facts, at: n.At,
		picker: part.NewPicker(n.Theme, n.Book.T("replies.hint")),
	}
}

// Title implements screen.Screen.
func (s *Screen) Title() string {
	if s.filling != nil {
		return text.Truncate(text.Line(desk.Foreign(s.filling.canned.Title)), text.MaxTitle)
	}
	return s.Book.T("replies.title")
}

// Scopes implements screen.Screen.
func (s *Screen) Scopes() []keymaps.Scope {
	if s.filling != nil {
		return []keymaps.Scope{keymaps.Filling, keymaps.Field}
	}
	return []keymaps.Scope{keymaps.Picker, keymaps.Field}
}

// Typing implements screen.Typist.
func (s *Screen) Typing() bool { return true }

// Start implements screen.Starter.
func (s *Screen) Start() screen.Out {
	reads := s.reads
	return screen.Out{Ask: []screen.Ask{{Slot: "canned", Read: func() (any, error) { return open(reads) }}}}
}

// shelf is a phrasebook made ready.
type shelf struct {
	book  *phrasebook.Book
	total int
}

// Learn implements screen.Screen.
func (s *Screen) Learn(_ string, v any) screen.Out {
	switch v := v.(type) {
	case shelf:
		s.book, s.total, s.failed = v.book, v.total, nil
		s.find()
	case error:
		s.failed = v
	}
	return screen.Out{}
}

// Heed implements screen.Screen.
func (s *Screen) Heed(c desk.Change) screen.Out {
	if (c.Kind == desk.ChangedCanned || c.Kind == desk.ChangedAll) && s.filling == nil {
		return s.Start()
	}
	return screen.Out{}
}

// Why implements screen.Screen.
func (s *Screen) Why(a keymaps.Action) desk.Reason {
	switch {
	case a == keymaps.Accept && s.filling == nil && s.picker.List.At() < 0:
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_fit"}}
	case a == keymaps.PrevBlank && s.filling != nil && s.filling.at == 0:
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"first_blank"}}
	default:
		return desk.Reason{}
	}
}

// Act implements screen.Screen.
func (s *Screen) Act(a keymaps.Action) screen.Out {
	switch a {
	case keymaps.Accept:
		return s.accept()
	case keymaps.Cancel, keymaps.GoBack:
		if s.filling != nil { // one step back
			s.filling.keep()
			s.begun, s.filling = s.filling, nil
			return screen.Out{Done: true}
		}
		return screen.Out{Close: &screen.Closed{}}
	case keymaps.NextBlank:
		return s.leaveOpen()
	case keymaps.PrevBlank:
		s.previous()
	default:
		screen.Move(s.picker.List, a)
	}
	return screen.Out{}
}

func (s *Screen) accept() screen.Out {
	if s.filling != nil {
		return s.answered()
	}
	at := s.picker.List.At()
	if at < 0 || at >= len(s.found) {
		return screen.Out{}
	}
	c := s.found[at].Canned
	words, open := phrasebook.Fill(text.Paste(c.Text), s.facts)
	if len(open) == 0 {
		return s.done(c, words)
	}
	if s.begun != nil && s.begun.canned.ID == c.ID && s.begun.words == words {
		s.filling, s.begun = s.begun, nil
		return screen.Out{}
	}
	s.filling = newFilling(s.Theme, s.Book.T("replies.fill"), c, words)
	return screen.Out{}
}

func (s *Screen) done(c desk.Canned, words string) screen.Out {
	return screen.Out{Close: &screen.Closed{Slot: s.slot, Value: screen.Insert{Text: words, Canned: c.ID, Then: c.Then}}}
}

// Type implements screen.Screen. The ; that opened the dialog, typed again, writes one.
func (s *Screen) Type(k tea.KeyPressMsg) screen.Out {
	if s.filling != nil {
		s.filling.field.Type(k)
		s.filling.trouble = ""
		return screen.Out{}
	}
	if k.Text == ";" && s.picker.Field.Text() == "" {
		return s.done(desk.Canned{}, ";")
	}
	if s.picker.Type(k) {
		s.find()
	}
	return screen.Out{}
}

// Paste implements screen.Screen.
func (s *Screen) Paste(what string) screen.Out {
	if s.filling != nil {
		s.filling.field.Paste(what)
		s.filling.trouble = ""
		return screen.Out{}
	}
	s.picker.Field.Paste(what)
	s.find()
	return screen.Out{}
}

func (s *Screen) find() {
	if s.book == nil {
		return
	}
	s.found = s.book.Find(s.picker.Field.Text(), s.at, most)
	s.picker.Found(len(s.found))
}

// Resize implements screen.Screen.
func (s *Screen) Resize(w, h int) {
	s.w, s.h = w, h
	s.picker.Resize(w, h, true)
}

// Wish implements screen.Sized.
func (s *Screen) Wish(maxW, maxH int) (w, h int) { return min(116, maxW), min(22, maxH) }

// View implements screen.Screen.
func (s *Screen) View(time.Time) paint.Frame {
	if s.w <= 0 || s.h <= 0 {
		return paint.Frame{}
	}
	if s.filling != nil {
		return s.filling.view(s)
	}
	picture, x, y := s.picker.View(s.Book.N("replies.count", len(s.found)), s.nothing(), s.row, s.preview)
	return paint.Frame{Text: picture, Caret: &paint.Point{X: min(x, s.w-1), Y: min(y, s.h-1)}}
}

// nothing is why there is no reply to choose, where there is none.
func (s *Screen) nothing() string {
	switch {
	case s.failed != nil:
		return s.Book.Err(s.failed)
	case s.book == nil:
		return ""
	case s.total == 0:
		return s.Book.T("replies.empty")
	default:
		return s.Book.T("replies.none")
	}
}

// row is a reply: its title with what was typed marked, its name at the right.
func (s *Screen) row(i, w int, selected bool) []string {
	m := s.found[i]
	ink := s.Theme.Text
	if selected {
		ink = s.Theme.Strong
	}
	title := s.marked(ink, m.Canned.Title, m.Title)
	name := s.marked(s.Theme.Dim, m.Canned.Name, m.Name)
	if text.Width(title)+text.Width(name)+4 > w && len(m.Name) == 0 || w < 30 {
		return []string{part.Pad(" "+title, w)} // a whole title tells more than two halves
	}
	return []string{part.Spread(" "+title, name+" ", w)}
}

// marked cleans a line and marks what was typed in it. Canned replies come from the desk
// and are taken for no better than what customers write.
func (s *Screen) marked(ink theme.Ink, line string, spans []desk.Span) string {
	clean, at := text.LineSpans(desk.Foreign(line), spans)
	return part.Marked(ink, s.Theme.Match, clean, at)
}

// preview is the reply as it would read here, with its open blanks set off.
func (s *Screen) preview(i, w, h int) []string {
	c := s.found[i].Canned
	words, _ := phrasebook.Fill(c.Text, s.facts)
	about := append([]string{c.Name}, c.Tags...)
	head := s.Theme.Dim.Render(text.Truncate(text.Line(desk.Foreign(strings.Join(about, " · "))), w))
	lines := []string{head}
	if does := act.Does(s.Session, c.Then); does != "" {
		for _, l := range text.Wrap(s.Book.T("replies.then", "what", does), max(w, 1)) {
			lines = append(lines, s.Theme.Soon.Render(l))
		}
	}
	lines = append(lines, "")
	return append(lines, s.set(words, w, max(h-len(lines), 0))...)
}

// set wraps a reply and sets its blanks off.
func (s *Screen) set(words string, w, h int) []string {
	clean := text.Block(desk.Foreign(words))
	blanks := phrasebook.Unfilled(clean)
	shown, spans := told(clean, blanks, func(i int) string { return unfilled(blanks[i]) })
	lines := part.WrapMarked(s.Theme.Text, s.Theme.Blank, shown, spans, w)
	return lines[:min(len(lines), h)]
}
