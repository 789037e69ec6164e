package act

import (
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
)

// wanted are the words that a choice still wants: what was said in a call, why a ticket is escalated.
type wanted struct {
	dialog      string // names it for the words that are begun in it
	title, hint string
	accept      string // what accepting is called
	with        func(words desk.Untrusted) desk.Intent
	spare       bool // it can be done without words, which nobody misses
}

// wants says which words a choice still wants.
func (a *Acts) wants(c Chosen) wanted {
	label := c.Target.Label()
	if label == "" {
		label = a.Book.T("choose.this")
	}
	w := wanted{hint: "choose.what_was_said", accept: "choose.write_down"}
	switch in := c.Intent.(type) {
	case desk.LogCall:
		w.dialog = "call"
		w.title = a.Book.T("choose.call", "ticket", label) + " · " + a.Book.Call(desk.Call{Way: in.Way, Minutes: in.Minutes})
		w.with = func(words desk.Untrusted) desk.Intent { in.Text = words; return in }
	case desk.HandOver:
		w.dialog = "hand_over"
		w.title, w.hint, w.accept = a.Book.T("choose.hand_over_to", "ticket", label, "name", c.About), "choose.what_to_know", "action.hand_over"
		w.with = func(words desk.Untrusted) desk.Intent { in.Note = words; return in }
	case desk.Remind:
		w.dialog = "remind"
		w.title, w.hint, w.accept = a.Book.T("choose.remind_at", "ticket", label, "moment", Until(a.Session, in.At)), "choose.remind_of", "action.remind"
		w.with = func(words desk.Untrusted) desk.Intent { in.Text = desk.Foreign(text.Line(words)); return in }
		w.spare = true
	case desk.Escalate:
		w.dialog = "escalate"
		w.title, w.hint, w.accept = a.Book.T("choose.escalate_to", "ticket", label, "name", c.About), "choose.why_escalate", "action.escalate"
		w.with = func(words desk.Untrusted) desk.Intent { in.Reason = words; return in }
	}
	return w
}

// tell asks for the words of what was chosen. It ends with a Chosen that has them.
func (a *Acts) tell(c Chosen) *Words {
	w := a.wants(c)
	asked := Asked{
		Title: begun(w.title), Hint: a.Book.T(w.hint), Slot: slotChosen, In: desk.Asked{Dialog: w.dialog, Ticket: c.Target.ID},
		Read: func(words string) (any, desk.Reason) {
			told := c
			told.Intent = w.with(desk.Foreign(words))
			return told, refuseIf(strings.TrimSpace(words) == "" && !w.spare, desk.EmptyText)
		},
	}
	noted := func(words string) Chosen {
		return Chosen{Target: c.Target, Intent: desk.Note{Text: desk.Foreign(words)}}
	}
	return NewWords(a.Session, asked, desk.MaxReply, a.Book.T(w.accept), Left{
		Spare: w.spare,
		Keep:  func(words string) screen.Out { return a.keepWords(noted(words)) },
	})
}

// Mend is the dialog that the words of an operation come from, with them in it.
func (a *Acts) Mend(m screen.Mend, t Target) *Words {
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
		d.safe = d.editor.Text() // the outbox has them
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

// KeepAsNote keeps words as what has been begun of a note on a ticket, before what there is of one.
func KeepAsNote(l Drafts, t desk.TicketID, words string, now time.Time) error {
	return keep(l, desk.Op{Ticket: t, Intent: desk.Note{Text: desk.Foreign(words)}}, now)
}
