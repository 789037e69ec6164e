package replies

import (
	"cmp"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// Shelf is where the phrasebook and what was begun of it lie.
type Shelf interface {
	Canned() ([]desk.Canned, error)
	// Draft is what was begun in the place of a ticket, or of a canned reply; nil for nothing.
	Draft(t desk.TicketID, note bool) (*desk.Draft, error)
	// BegunReplies are the canned replies that were begun, the last one first.
	BegunReplies() ([]desk.Draft, error)
	SaveDraft(d desk.Draft) error
	Submit(op desk.Op, hold time.Duration) error
}

// Editing is the dialog in which somebody who leads writes a reply or macro of everybody's.
type Editing struct {
	*screen.Session
	shelf Shelf

	id      desk.CannedID
	over    string      // the tag of what is written over; empty for a new one
	first   desk.Canned // the form as it was filled
	begun   bool
	failed  error
	form    *form
	all     []desk.Canned // the phrasebook as it is now
	saving  screen.Saving
	handing bool // the outbox is being given it
	handed  desk.CannedID
	done    bool // what comes of what was written is known
	rereads bool // the phrasebook is read again soon

	trouble string // why it is not saved, until the next key
	showing bool   // what a colleague made of it is shown, and not the form
	looked  string // the tag of the colleague's that was looked at
	theirs  *part.Scroll
	w, h    int
}

// NewEditing makes the dialog for a reply, or for a new one.
func NewEditing(s *screen.Session, l Shelf, id desk.CannedID) *Editing {
	return &Editing{Session: s, shelf: l, id: id, form: newForm(s), theirs: part.NewScroll(), saving: screen.NewSaving(slotSave)}
}

const (
	slotBegun   = "phrase.begun"
	slotAll     = "phrase.all"
	slotReread  = "phrase.reread"
	slotSave    = "phrase.save"
	slotKept    = "phrase.kept"
	slotSaved   = "phrase.saved"
	slotDiscard = "phrase.discard"
	slotWritten = "phrase.written" // where the list learns the id of the reply that was saved
)

// current is the reply as everybody has it now; false where nobody has.
func (e *Editing) current() (desk.Canned, bool) {
	for _, c := range e.all {
		if c.ID == e.id {
			return c, true
		}
	}
	return desk.Canned{ID: e.id}, false
}

// changed reports whether the form says something else than what it was filled with, as
// everybody has it.
func (e *Editing) changed() bool { return e.begun && e.form.reply(e.id).Tag() != e.first.Tag() }

// stale reports whether a colleague has changed the reply since the one that is written over,
// and gone whether one has taken it away.
func (e *Editing) stale() (stale, gone bool) {
	is, there := e.current()
	switch {
	case !e.begun || e.over == "":
		return false, false
	case !there:
		return false, true
	default:
		return is.Tag() != e.over && is.Tag() != e.form.reply(e.id).Tag(), false
	}
}

// Title implements screen.Screen.
func (e *Editing) Title() string {
	switch {
	case e.showing:
		return e.Book.T("phrase.theirs.title")
	case e.over == "":
		return e.Book.T("phrase.title.new")
	default:
		return text.Truncate(e.Book.T("phrase.title.edit", "name", text.Line(desk.Foreign(cmp.Or(e.first.Name, e.form.reply(e.id).Name)))), text.MaxTitle)
	}
}

// Scopes implements screen.Screen.
func (e *Editing) Scopes() []keymaps.Scope { return []keymaps.Scope{keymaps.Phrase, keymaps.Field} }

// Typing implements screen.Typist.
func (e *Editing) Typing() bool { return true }

// Unready implements screen.Unready: what is done with a text waits until it is there, and what
// comes behind handing it over is meant for where that leads.
func (e *Editing) Unready() bool { return !e.begun && e.failed == nil || e.handing }

// Why implements screen.Screen.
func (e *Editing) Why(a keymaps.Action) desk.Reason {
	stale, _ := e.stale()
	is, _ := e.current()
	switch a {
	case keymaps.SaveReply:
		switch {
		case !e.begun:
			return desk.Reason{Code: desk.NothingSelected, Args: []string{"phrase"}}
		case !e.Me.Leads():
			return desk.Reason{Code: desk.LeadsOnly, Args: []string{"replies"}}
		case stale && e.looked != is.Tag():
			return desk.Reason{Code: desk.NothingSelected, Args: []string{"their_reply_first"}}
		case !e.changed() && !stale && e.over != "":
			return desk.Reason{Code: desk.NothingSelected, Args: []string{"phrase_same"}}
		}
	case keymaps.TheirReply:
		if !stale && !e.showing {
			return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_their_reply"}}
		}
	case keymaps.DiscardDraft:
		if !e.changed() {
			return desk.Reason{Code: desk.NothingSelected, Args: []string{"phrase_same"}}
		}
	}
	return desk.Reason{}
}

// Label implements screen.Labelled.
func (e *Editing) Label(a keymaps.Action) string {
	_, gone := e.stale()
	switch {
	case a == keymaps.Cancel && e.changed():
		return e.Book.T("phrase.keep_begun")
	case a == keymaps.SaveReply && gone:
		return e.Book.T("phrase.save_anew")
	case a == keymaps.TheirReply && e.showing:
		return e.Book.T("phrase.yours")
	default:
		return ""
	}
}

// Act implements screen.Screen.
func (e *Editing) Act(a keymaps.Action) screen.Out {
	e.trouble = ""
	switch a {
	case keymaps.SaveReply:
		return e.hand()
	case keymaps.NextField:
		e.move(1)
		return screen.Out{Done: true}
	case keymaps.PrevField:
		e.move(-1)
		return screen.Out{Done: true}
	case keymaps.TheirReply:
		e.turn()
		return screen.Out{Done: true}
	case keymaps.DiscardDraft:
		return screen.Out{Open: act.NewQuestion(e.Session, e.Book.T("phrase.sure"), e.Book.T("phrase.lost"), slotDiscard, true)}
	case keymaps.Cancel, keymaps.GoBack:
		if e.showing {
			e.turn()
			return screen.Out{Done: true}
		}
		return e.leave()
	default:
		return screen.Out{}
	}
}

// move goes to another field.
func (e *Editing) move(n place) {
	if !e.showing {
		e.form.step(n)
		e.Resize(e.w, e.h)
	}
}

// beside is the field on the line above or below the one with the focus, in its column; below the
// last line is the text, and above the first one nothing.
func (e *Editing) beside(lines int) place {
	all := e.shelved()
	for y, line := range all {
		x := slices.Index(line, e.form.at)
		switch to := y + lines; {
		case x < 0:
		case to < 0:
			return e.form.at
		case to >= len(all):
			return inText
		default:
			return all[to][min(x, len(all[to])-1)]
		}
	}
	return e.form.at
}

// turn shows what a colleague made of the reply, or one's own again. What was shown may be
// written over from then on.
func (e *Editing) turn() {
	if e.showing = !e.showing; e.showing {
		is, _ := e.current()
		e.looked = is.Tag()
		e.layTheirs()
		e.theirs.To(0)
	}
}

// Type implements screen.Screen.
func (e *Editing) Type(k tea.KeyPressMsg) screen.Out {
	switch {
	case !e.begun:
		return screen.Out{}
	case e.showing:
		e.scroll(k.String())
		return screen.Out{}
	}
	e.trouble = ""
	if row, ok := map[string]int{"up": -1, "down": 1}[k.String()]; ok && e.form.at != inText {
		e.form.at = e.beside(row)
		e.Resize(e.w, e.h)
		return screen.Out{}
	}
	e.form.typed(k)
	return e.edited()
}

func (e *Editing) scroll(key string) {
	switch key {
	case "up":
		e.theirs.By(-1)
	case "down":
		e.theirs.By(1)
	case "ctrl+home":
		e.theirs.To(0)
	case "ctrl+end":
		e.theirs.Bottom()
	}
}

// Paste implements screen.Screen.
func (e *Editing) Paste(words string) screen.Out {
	if !e.begun || e.showing {
		return screen.Out{}
	}
	e.trouble = ""
	e.form.pasted(words)
	return e.edited()
}

// named reports whether another reply has the name which stands in the form.
func (e *Editing) named(name string) bool {
	return slices.ContainsFunc(e.all, func(c desk.Canned) bool { return c.ID != e.id && c.Name == name })
}
