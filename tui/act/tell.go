package act

import (
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// Tell is a dialog for the words that a choice still wants: what was said in a call, why a
// ticket is escalated. It ends with a Chosen that has them.
type Tell struct {
	*screen.Session
	screen.NoNews
	screen.InField
	title  string
	chosen Chosen
	with   func(words desk.Untrusted) desk.Intent
	editor *part.Editor
	safe   string                  // words that the outbox has
	keeps  func(Chosen) screen.Out // keeps the words of what is left
	ended  bool                    // by a key: what comes of the words is known
	spare  bool                    // it can be done without words, which nobody misses
	w, h   int
}

// tell asks for the words of what was chosen.
func (a *Acts) tell(c Chosen) *Tell {
	label := c.Target.Label()
	if label == "" {
		label = a.Book.T("choose.this")
	}
	t := &Tell{Session: a.Session, chosen: c, keeps: a.keepWords}
	hint := "choose.what_was_said"
	switch in := c.Intent.(type) {
	case desk.LogCall:
		t.title = a.Book.T("choose.call", "ticket", label) + " · " + a.Book.Call(desk.Call{Way: in.Way, Minutes: in.Minutes})
		t.with = func(words desk.Untrusted) desk.Intent { in.Text = words; return in }
	case desk.HandOver:
		t.title, hint = a.Book.T("choose.hand_over_to", "ticket", label, "name", c.About), "choose.what_to_know"
		t.with = func(words desk.Untrusted) desk.Intent { in.Note = words; return in }
	case desk.Remind:
		t.title, hint = a.Book.T("choose.remind_at", "ticket", label, "moment", Until(a.Session, in.At)), "choose.remind_of"
		t.with = func(words desk.Untrusted) desk.Intent { in.Text = desk.Foreign(text.Line(words)); return in }
		t.spare = true
	case desk.Escalate:
		t.title, hint = a.Book.T("choose.escalate_to", "ticket", label, "name", c.About), "choose.why_escalate"
		t.with = func(words desk.Untrusted) desk.Intent { in.Reason = words; return in }
	}
	t.title = begun(t.title)
	t.editor = part.NewEditor(a.Theme, a.Book.T(hint))
	t.Field = t.editor
	return t
}

// Mend is the dialog that the words of an operation come from, with them in it.
func (a *Acts) Mend(m screen.Mend, t Target) *Tell {
	c := Chosen{Target: t, Intent: m.Op.Intent}
	if m.Stopped {
		c.Instead = m.Op.ID
	}
	switch in := m.Op.Intent.(type) {
	case desk.Escalate:
		c.About = a.goesTo(in.To, in.Group)
	case desk.HandOver:
		c.About = a.goesTo(in.To, in.Group)
	}
	d := a.tell(c)
	words, _ := m.Op.Text()
	d.editor.SetText(text.Editable(words))
	if m.Stopped {
		d.safe = d.editor.Text()
	}
	return d
}

// keepWords keeps the words of a dialog that was left as the ticket's draft of a note,
// before what has been begun of one.
func (a *Acts) keepWords(c Chosen) screen.Out {
	ledger, now := a.Ledger, a.Now()
	op := desk.Op{Ticket: c.Target.ID, Seen: c.Target.Seen, Intent: c.Intent}
	end := done{screen.Notice{Text: a.Book.T("act.kept_words"), Action: keymaps.WriteNote}}
	return screen.Out{Write: []screen.Write{{Slot: slotDone, Run: func() (any, error) { return end, keep(ledger, op, now) }}}}
}

// Title implements screen.Screen.
func (t *Tell) Title() string { return t.title }

// Scopes implements screen.Screen.
func (t *Tell) Scopes() []keymaps.Scope { return []keymaps.Scope{keymaps.Dialog, keymaps.Field} }

// Why implements screen.Screen.
func (t *Tell) Why(a keymaps.Action) desk.Reason {
	if a != keymaps.Accept {
		return desk.Reason{}
	}
	if n := t.editor.Len(); n > desk.MaxReply {
		return desk.Reason{Code: desk.TextTooLong, Args: []string{strconv.Itoa(n)}}
	}
	return refuseIf(t.editor.Empty() && !t.spare, desk.EmptyText)
}

// Label implements screen.Labelled.
func (t *Tell) Label(a keymaps.Action) string {
	if a == keymaps.Cancel && t.left() {
		return t.Book.T("choose.keep_as_note")
	}
	if a != keymaps.Accept {
		return ""
	}
	switch t.chosen.Intent.(type) {
	case desk.Escalate:
		return t.Book.T("action.escalate")
	case desk.HandOver:
		return t.Book.T("action.hand_over")
	case desk.Remind:
		return t.Book.T("action.remind")
	}
	return t.Book.T("choose.write_down")
}

// Act implements screen.Screen.
func (t *Tell) Act(a keymaps.Action) screen.Out {
	switch a {
	case keymaps.Accept:
		t.ended = true
		return screen.Out{Close: &screen.Closed{Slot: slotChosen, Value: t.worded()}}
	case keymaps.Cancel, keymaps.GoBack:
		t.ended = true
		if !t.left() {
			return screen.Out{Close: &screen.Closed{}}
		}
		return screen.Out{Close: &screen.Closed{Slot: slotLeft, Value: t.noted()}}
	default:
		return screen.Out{}
	}
}

// worded is what was chosen, with the words.
func (t *Tell) worded() Chosen {
	c := t.chosen
	c.Intent = t.with(desk.Foreign(text.Paste(t.editor.Text())))
	return c
}

// noted is the note that the words are kept as where the dialog is left.
func (t *Tell) noted() Chosen {
	return Chosen{Target: t.chosen.Target, Intent: desk.Note{Text: desk.Foreign(text.Paste(t.editor.Text()))}}
}

// left reports whether words would be lost with the dialog.
func (t *Tell) left() bool { return !t.spare && !t.editor.Empty() && t.editor.Text() != t.safe }

// Leave implements screen.Leaver.
func (t *Tell) Leave() screen.Out {
	if t.ended || !t.left() {
		return screen.Out{}
	}
	return t.keeps(t.noted())
}

// Resize implements screen.Screen.
func (t *Tell) Resize(w, h int) {
	t.w, t.h = w, h
	t.editor.Resize(max(w-2, 1), max(h, 1))
}

// Wish implements screen.Sized.
func (t *Tell) Wish(maxW, maxH int) (w, h int) { return min(64, maxW), min(6, maxH) }

// View implements screen.Screen.
func (t *Tell) View(time.Time) paint.Frame {
	if t.w <= 0 || t.h <= 0 {
		return paint.Frame{}
	}
	picture, x, y := t.editor.View()
	lines := strings.Split(picture, "\n")
	for i := range lines {
		lines[i] = " " + lines[i]
	}
	return paint.Frame{Text: part.Fit(lines, t.w, t.h), Caret: &paint.Point{X: min(x+1, t.w-1), Y: min(y, t.h-1)}}
}
