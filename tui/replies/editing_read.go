package replies

import (
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/screen"
)

// This file reads the phrasebook for the dialog in which a reply is written, and hears of it.

// beginning is what there is to begin with.
type beginning struct {
	all   []desk.Canned
	draft *desk.Draft
}

// Start implements screen.Starter.
func (e *Editing) Start() screen.Out {
	shelf, id := e.shelf, e.id
	return screen.Out{Ask: []screen.Ask{{Slot: slotBegun, Read: func() (any, error) {
		all, err := shelf.Canned()
		if err != nil {
			return nil, err
		}
		key := id.DraftKey()
		draft, err := shelf.Draft(key.Ticket, key.Note)
		return beginning{all, draft}, err
	}}}}
}

// Heed implements screen.Screen: a colleague may change it just now.
func (e *Editing) Heed(c desk.Change) screen.Out {
	if c.Kind != desk.ChangedCanned && c.Kind != desk.ChangedAll {
		return screen.Out{}
	}
	return e.ask()
}

// ask reads the phrasebook as it is now; with what was begun, where that is not there yet.
func (e *Editing) ask() screen.Out {
	if !e.begun {
		return e.Start()
	}
	shelf := e.shelf
	return screen.Out{Ask: []screen.Ask{{Slot: slotAll, Read: func() (any, error) { return shelf.Canned() }}}}
}

// Learn implements screen.Screen.
func (e *Editing) Learn(slot string, v any) screen.Out {
	switch slot {
	case slotBegun:
		return e.learnBegun(v)
	case slotAll:
		return e.learnAll(v)
	case slotReread:
		e.rereads = false
		return e.ask()
	case slotSave:
		e.saving.Rang()
		return e.keep()
	case slotKept:
		return e.saving.Ended(v, e.Now(), e.Book)
	case slotSaved:
		return e.learnSaved(v)
	case slotDiscard:
		if sure, _ := v.(bool); sure {
			return e.discard()
		}
	}
	return screen.Out{}
}

// learnBegun hears what there is to begin with.
func (e *Editing) learnBegun(v any) screen.Out {
	if e.begun {
		return screen.Out{}
	}
	b, ok := v.(beginning)
	if !ok {
		e.failed, _ = v.(error)
		return e.askAgain()
	}
	e.begin(b)
	return screen.Out{}
}

// learnAll hears the phrasebook as it is now.
func (e *Editing) learnAll(v any) screen.Out {
	all, ok := v.([]desk.Canned)
	if !ok {
		return e.askAgain()
	}
	e.reread(all)
	return screen.Out{}
}

// askAgain reads the phrasebook some time after that did not go: a colleague may have changed
// the reply, and the form does not know.
func (e *Editing) askAgain() screen.Out {
	if e.rereads {
		return screen.Out{}
	}
	e.rereads = true
	return screen.Out{After: []screen.After{{Slot: slotReread, Wait: screen.RetryAfter}}}
}

// begin fills the form: with what was begun, else with the reply as everybody has it.
func (e *Editing) begin(b beginning) {
	e.begun, e.failed, e.all = true, nil, b.all
	is, there := e.current()
	e.form.fill(is, desk.Foreign(is.Text))
	e.first, e.over = e.form.reply(e.id), ""
	if there {
		e.over, e.form.at = is.Tag(), inText
	}
	if b.draft != nil && b.draft.Phrase != nil {
		e.form.fill(b.draft.Phrase.Canned(), b.draft.Text)
		e.form.editor.SetCaret(text.EditableAt(b.draft.Text, b.draft.Caret))
		e.over, e.form.at = b.draft.Phrase.Over, inText
		e.saving.At = b.draft.At
	}
	e.Resize(e.w, e.h)
}

// reread takes in the phrasebook as it is now. Where nothing was written yet, the form shows it.
func (e *Editing) reread(all []desk.Canned) {
	untouched := !e.changed()
	e.all = all
	if is, there := e.current(); there && untouched && is.Tag() != e.over {
		e.form.fill(is, desk.Foreign(is.Text))
		e.first, e.over = e.form.reply(e.id), is.Tag()
	}
	if e.showing {
		e.layTheirs()
	}
}
