package replies

import (
	"slices"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/phrasebook"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

// This file holds what those who lead do to the replies that everybody has.

const (
	slotDrop    = "phrase.drop"
	slotDropped = "phrase.dropped"
	slotBegin   = "phrase.begin"
)

// under is the reply under the cursor; false where there is none.
func (s *Screen) under() (desk.Canned, bool) {
	if at := s.picker.List.At(); at >= 0 && at < len(s.found) {
		return s.found[at].Canned, true
	}
	return desk.Canned{}, false
}

// take takes in the phrasebook as it is now. The cursor stays on its reply, goes to the one that
// was just written, and stays on its line where its reply has gone.
func (s *Screen) take(v opened) {
	on, _ := s.under()
	at := s.picker.List.At()
	s.book, s.total, s.drafts, s.failed = v.book, v.total, v.drafts, nil
	s.find()
	switch {
	case s.book.Has(s.written):
		if !s.goTo(s.written) { // what is looked for does not find it
			s.picker.Field.SetText("")
			s.find()
			s.goTo(s.written)
		}
		s.written = desk.CannedID{}
	case !s.goTo(on.ID):
		s.picker.List.To(at)
	}
}

// goTo puts the cursor on a reply; false where it is not among those found.
func (s *Screen) goTo(id desk.CannedID) bool {
	i := slices.IndexFunc(s.found, func(m phrasebook.Match) bool { return m.Canned.ID == id })
	if i >= 0 {
		s.picker.List.To(i)
	}
	return i >= 0
}

// wrote hears which reply was saved in the dialog over this one.
func (s *Screen) wrote(id desk.CannedID) screen.Out {
	s.written = id
	return s.Start()
}

// whyLead is the reason why the phrasebook cannot be changed; none where it can.
func (s *Screen) whyLead(a keymaps.Action) desk.Reason {
	edits := a == keymaps.EditReply || a == keymaps.DropReply || a == keymaps.Accept && s.slot == ""
	if s.filling != nil || !edits && a != keymaps.NewReply {
		return desk.Reason{}
	}
	_, on := s.under()
	switch {
	case !s.Me.Leads():
		return desk.Reason{Code: desk.LeadsOnly, Args: []string{"replies"}}
	case s.book == nil:
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"phrase"}}
	case edits && !on:
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_fit"}}
	default:
		return desk.Reason{}
	}
}

// draftOf is what was begun of a reply; nil for nothing.
func (s *Screen) draftOf(id desk.CannedID) *desk.Draft {
	if i := slices.IndexFunc(s.drafts, func(d desk.Draft) bool { return d.Phrase.ID == id }); i >= 0 {
		return &s.drafts[i]
	}
	return nil
}

// unfinished is the new reply that was begun last; nil for none.
func (s *Screen) unfinished() *desk.Draft {
	if s.book == nil {
		return nil
	}
	if i := slices.IndexFunc(s.drafts, func(d desk.Draft) bool { return d.Phrase.Over == "" && !s.book.Has(d.Phrase.ID) }); i >= 0 {
		return &s.drafts[i]
	}
	return nil
}

// orphans are what was begun of replies that were taken away meanwhile, the last one first.
func (s *Screen) orphans() (all []desk.Draft) {
	for _, d := range s.drafts {
		if s.book != nil && d.Phrase.Over != "" && !s.book.Has(d.Phrase.ID) {
			all = append(all, d)
		}
	}
	return all
}

// standing says of a reply that it was begun to be changed; empty where it was not.
func (s *Screen) standing(c desk.Canned) string {
	if d := s.draftOf(c.ID); d != nil && s.Me.Leads() {
		return s.Book.T("phrase.standing", "span", s.Book.Short(s.Now().Sub(d.At)), "key", s.Key(keymaps.EditReply))
	}
	return ""
}

// edit opens the reply under the cursor.
func (s *Screen) edit() screen.Out {
	c, on := s.under()
	if !on {
		return screen.Out{}
	}
	return screen.Out{Open: NewEditing(s.Session, s.shelf, c.ID)}
}

// begin opens a new reply, or goes on with the one that was begun last. Where something was begun of
// replies that are gone by now, it asks what is meant: those stand nowhere else.
func (s *Screen) begin() screen.Out {
	id := desk.CannedID{ID: desk.NewID()}
	d := s.unfinished()
	if d != nil {
		id = d.Phrase.ID
	}
	gone := s.orphans()
	if len(gone) == 0 {
		return screen.Out{Open: NewEditing(s.Session, s.shelf, id)}
	}
	picks := []act.Pick{{Label: s.Book.T("phrase.title.new"), Value: id}}
	if d != nil {
		picks[0].Hint = s.Book.T("phrase.pick.begun", "span", s.Book.Short(s.Now().Sub(d.At)))
	}
	for _, d := range gone {
		name := text.Line(desk.Foreign(d.Phrase.Name))
		picks = append(picks, act.Pick{Label: name, Hint: s.Book.T("phrase.pick.gone", "span", s.Book.Short(s.Now().Sub(d.At))), Value: d.Phrase.ID})
	}
	return screen.Out{Open: act.NewPicks(s.Session, "phrase.pick", "choose.type_to_find", "", slotBegin, picks).Wide()}
}

// learnBegin hears what is to be gone on with.
func (s *Screen) learnBegin(v any) screen.Out {
	if id, ok := v.(desk.CannedID); ok {
		return screen.Out{Open: NewEditing(s.Session, s.shelf, id)}
	}
	return screen.Out{}
}

// drop asks whether the reply under the cursor is to go.
func (s *Screen) drop() screen.Out {
	c, on := s.under()
	if !on {
		return screen.Out{}
	}
	title := s.Book.T("phrase.drop.title", "name", text.Line(desk.Foreign(c.Name)))
	return screen.Out{Open: act.NewQuestion(s.Session, title, s.Book.T("phrase.drop.body", "key", s.Key(keymaps.Undo)), slotDrop, c)}
}

// learnDrop hears the answer, and how it went.
func (s *Screen) learnDrop(v any) screen.Out {
	switch v := v.(type) {
	case desk.Canned:
		again := v
		again.ID = desk.CannedID{ID: desk.NewID()} // nothing has the id again that is gone
		n, op := steered(s.Session, desk.DropReply{ID: v.ID, Over: v.Tag()}, desk.PutOf(again, ""), "phrase.dropped", v)
		shelf := s.shelf
		return screen.Out{Write: []screen.Write{{Slot: slotDropped, Run: func() (any, error) { return n, shelf.Submit(op, 0) }}}}
	case screen.Notice:
		return screen.Out{Say: &v}
	case error:
		return screen.Out{Say: &screen.Notice{Text: s.Book.Err(v), Level: screen.Failure, Unkept: true}}
	default:
		return screen.Out{}
	}
}
