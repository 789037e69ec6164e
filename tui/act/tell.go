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
	w, h   int
}

// tell asks for the words of what was chosen.
func (a *Acts) tell(c Chosen) *Tell {
	label := c.Target.Label()
	if label == "" {
		label = a.Book.T("ticket.unnumbered")
	}
	t := &Tell{Session: a.Session, chosen: c}
	hint := "choose.what_was_said"
	switch in := c.Intent.(type) {
	case desk.LogCall:
		t.title = a.Book.T("choose.call", "ticket", label) + " · " + a.Book.Call(desk.Call{Way: in.Way, Minutes: in.Minutes})
		t.with = func(words desk.Untrusted) desk.Intent { in.Text = words; return in }
	case desk.Escalate:
		t.title, hint = a.Book.T("choose.escalate_to", "ticket", label, "name", c.About), "choose.why_escalate"
		t.with = func(words desk.Untrusted) desk.Intent { in.Reason = words; return in }
	}
	t.editor = part.NewEditor(a.Theme, a.Book.T(hint))
	t.Field = t.editor
	return t
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
	return refuseIf(t.editor.Empty(), desk.EmptyText)
}

// Act implements screen.Screen.
func (t *Tell) Act(a keymaps.Action) screen.Out {
	switch a {
	case keymaps.Accept:
		done := t.chosen
		done.Intent = t.with(desk.Foreign(text.Paste(t.editor.Text())))
		return screen.Out{Close: &screen.Closed{Slot: slotChosen, Value: done}}
	case keymaps.Cancel, keymaps.GoBack:
		return screen.Out{Close: &screen.Closed{}}
	default:
		return screen.Out{}
	}
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
