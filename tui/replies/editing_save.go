package replies

import (
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
)

// edited notes that the form may have changed, and has it written soon.
func (e *Editing) edited() screen.Out {
	e.Resize(e.w, e.h)
	return e.saving.Soon()
}

// draft is the form as it is kept until it is saved; nothing where it says what everybody has.
func (e *Editing) draft() desk.Draft {
	d := *e.id.DraftKey().Empty()
	if d.At = e.Now(); !e.changed() {
		return d
	}
	in := desk.PutOf(e.form.reply(e.id), e.over)
	d.Text, d.Caret = desk.Foreign(in.Text), e.form.editor.Caret()
	in.Text = ""
	d.Phrase = &in
	return d
}

// keep writes the draft, where there is something to write.
func (e *Editing) keep() screen.Out {
	if !e.begun || !e.saving.Dirty || e.handing || e.done {
		return screen.Out{}
	}
	e.saving.Begun()
	return screen.Out{Write: []screen.Write{e.write(e.draft())}}
}

// write puts a draft in the place of the reply's.
func (e *Editing) write(d desk.Draft) screen.Write {
	shelf := e.shelf
	return screen.Write{Slot: slotKept, Run: func() (any, error) { return nil, shelf.SaveDraft(d) }}
}

// Leave implements screen.Leaver.
func (e *Editing) Leave() screen.Out { return e.keep() }

// leave closes the dialog, and says where what was begun is. It stays where no draft holds the text.
func (e *Editing) leave() screen.Out {
	if e.form.editor.Len() > desk.MaxDraft {
		return screen.Out{Say: &screen.Notice{Text: e.Book.T("draft.too_long", "most", e.Book.Size(desk.MaxDraft)), Level: screen.Warning}}
	}
	out := screen.Out{Close: &screen.Closed{}}
	if e.changed() {
		said := "phrase.begun"
		if e.over == "" {
			said = "phrase.begun.new"
		}
		out.Say = &screen.Notice{Text: e.Book.T(said, "key", e.Key(keymaps.GoReplies))}
	}
	return out
}

// discard throws away what was begun.
func (e *Editing) discard() screen.Out {
	e.done = true
	return screen.Out{
		Write: []screen.Write{e.write(*e.id.DraftKey().Empty())},
		Close: &screen.Closed{}, Say: &screen.Notice{Text: e.Book.T("phrase.discarded"), Level: screen.Good, Lost: true},
	}
}

// hand gives the reply to the outbox, where nothing in it is wrong.
func (e *Editing) hand() screen.Out {
	c := e.form.reply(e.id)
	if at, why := e.flaw(c); why != "" {
		e.form.at, e.trouble, e.showing = at, why, false
		e.Resize(e.w, e.h)
		return screen.Out{Done: true}
	}
	is, there := e.current()
	left := e.id.DraftKey().Empty()
	over, back := "", desk.Intent(nil)
	switch {
	case there:
		over, back = is.Tag(), desk.PutOf(is, c.Tag())
	case e.over != "": // taken away meanwhile: nothing has that id again
		c.ID = desk.CannedID{ID: desk.NewID()}
	}
	if back == nil {
		back = desk.DropReply{ID: c.ID, Over: c.Tag()}
	}
	n, op := steered(e.Session, desk.PutOf(c, over), back, saidOf(c, there), c)
	e.handing, e.handed = true, c.ID
	shelf := e.shelf
	return screen.Out{Write: []screen.Write{{Slot: slotSaved, Run: func() (any, error) {
		err := shelf.Submit(op, 0)
		if err == nil && c.ID.DraftKey() != left.Key() { // else it left with the operation
			err = shelf.SaveDraft(*left)
		}
		return n, err
	}}}}
}

// saidOf names what is said of a reply that was saved.
func saidOf(c desk.Canned, there bool) string {
	said := "phrase.saved"
	if !c.Then.IsZero() {
		said += ".macro"
	}
	if !there {
		said += ".new"
	}
	return said
}

// steered is an operation on the phrasebook, and what is said of it with what sets it back.
func steered(s *screen.Session, in, back desk.Intent, said string, c desk.Canned) (screen.Notice, desk.Op) {
	op := desk.Op{ID: desk.NewOpID(), Actor: s.Me.ID, At: s.Now(), Intent: in}
	undo := op
	undo.Intent = back
	name := text.Line(desk.Foreign(c.Name))
	return screen.Notice{
		Text: s.Book.T(said, "name", name), Name: s.Book.T("undo."+said, "name", name),
		Level: screen.Good, Undo: op.ID, Back: &undo, Did: &op,
	}, op
}

// learnSaved hears whether the outbox has it.
func (e *Editing) learnSaved(v any) screen.Out {
	e.handing = false
	switch v := v.(type) {
	case screen.Notice:
		e.done = true
		return screen.Out{Say: &v, Close: &screen.Closed{Slot: slotWritten, Value: e.handed}}
	case error:
		out := e.edited() // its draft may have waited for this
		out.Say, out.Spill = &screen.Notice{Text: e.Book.Err(v), Level: screen.Failure, Unkept: true}, true
		return out
	default:
		return screen.Out{}
	}
}

// flaw is what is wrong with a reply, and in which field; nothing where it can be saved.
func (e *Editing) flaw(c desk.Canned) (place, string) {
	field, p := c.Flaw()
	key := string(field)
	switch {
	case p == nil && e.named(c.Name):
		field, key = desk.ReplyName, "taken"
	case p == nil:
		return 0, ""
	case p.Code == desk.TextTooLong:
		key = "long"
	}
	at := placeOf(field)
	return at, e.Book.T("phrase.flaw", "field", e.Book.T(at.key()), "why", e.Book.T("phrase.flaw."+key, "value", text.Line(desk.Foreign(c.Name))))
}
