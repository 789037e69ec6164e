// Package replies is the dialog in which a canned reply is chosen: found by a few letters,
// shown as it will read, its open blanks asked for one after the other.
package replies

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/phrasebook"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
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
	Shelf Shelf  // where those who lead change the replies
	Slot  string // it ends with a screen.Insert under this slot; empty where no text is being written
	Facts phrasebook.Facts
	At    phrasebook.Moment
}

// Screen is the dialog.
type Screen struct {
	*screen.Session
	reads Reads
	shelf Shelf
	slot  string
	facts phrasebook.Facts
	at    phrasebook.Moment

	book    *phrasebook.Book // nil until it is read
	total   int
	failed  error
	found   []phrasebook.Match
	picker  *part.Picker
	written desk.CannedID // the reply that was saved just now, until it is in the list; zero for none
	drafts  []desk.Draft  // of replies that somebody who leads has begun, the last one first
	filling *filling      // the reply whose blanks are asked for; nil while one is chosen
	begun   *filling      // what was typed into the blanks of the reply chosen last
	w, h    int
}

// most is how many replies are listed.
const most = 200

// New makes the dialog; it reads the phrasebook when it is started.
func New(n Needs) *Screen {
	hint := n.Book.T("replies.hint")
	if n.Slot == "" {
		hint = n.Book.T("choose.type_to_find")
	}
	return &Screen{
		Session: n.Session, reads: n.Reads, shelf: n.Shelf, slot: n.Slot, facts: n.Facts, at: n.At,
		picker: part.NewPicker(n.Theme, hint),
	}
}

// Title implements screen.Screen.
func (s *Screen) Title() string {
	switch {
	case s.filling != nil:
		return text.Truncate(text.Line(desk.Foreign(s.filling.canned.Title)), text.MaxTitle)
	case s.slot == "":
		return s.Book.T("phrase.list")
	}
	return s.Book.T("replies.title")
}

// Scopes implements screen.Screen.
func (s *Screen) Scopes() []keymaps.Scope {
	if s.filling != nil {
		return []keymaps.Scope{keymaps.Filling, keymaps.Field}
	}
	return []keymaps.Scope{keymaps.Phrases, keymaps.Picker, keymaps.Field}
}

// Typing implements screen.Typist.
func (s *Screen) Typing() bool { return true }

// Start implements screen.Starter.
func (s *Screen) Start() screen.Out {
	reads, shelf := s.reads, s.shelf
	return screen.Out{Ask: []screen.Ask{{Slot: "canned", Read: func() (any, error) { return open(reads, shelf) }}}}
}

// opened is a phrasebook made ready.
type opened struct {
	book   *phrasebook.Book
	total  int
	drafts []desk.Draft
}

// Learn implements screen.Screen.
func (s *Screen) Learn(slot string, v any) screen.Out {
	if slot == slotDrop || slot == slotDropped {
		return s.learnDrop(v)
	}
	if slot == slotBegin {
		return s.learnBegin(v)
	}
	switch v := v.(type) {
	case desk.CannedID:
		return s.wrote(v)
	case opened:
		s.take(v)
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
	if why := s.whyLead(a); !why.None() {
		return why
	}
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
		if s.slot == "" {
			return s.edit()
		}
		return s.accept()
	case keymaps.EditReply:
		return s.edit()
	case keymaps.NewReply:
		return s.begin()
	case keymaps.DropReply:
		return s.drop()
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
	c, on := s.under()
	if !on {
		return screen.Out{}
	}
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
	if k.Text == ";" && s.slot != "" && s.picker.Field.Text() == "" {
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
	case s.total == 0 && s.slot == "" && s.Why(keymaps.NewReply).None():
		return s.Book.T("replies.empty.lead", "key", s.Key(keymaps.NewReply))
	case s.total == 0:
		return s.Book.T("replies.empty")
	default:
		return s.Book.T("replies.none")
	}
}
