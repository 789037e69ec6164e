package listing

import (
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// Thread writes a ticket and its whole thread, the oldest entry first.
func (t *Text) Thread(th desk.Thread) error {
	var b strings.Builder
	k := th.Ticket
	b.WriteString(paint(t.Out, strong, number(k.Number)) + "  " + paint(t.Out, strong, t.subject(k.Subject)) + "\n")
	facts := []string{t.Book.T("status." + string(k.Status)), t.Book.T("priority." + k.Priority().String()), clean(string(k.Channel)), text.Line(k.RequesterName)}
	if k.Assignee != "" {
		facts = append(facts, clean(string(k.Assignee)))
	}
	for _, tag := range k.Tags {
		facts = append(facts, "+"+clean(tag))
	}
	if k.Snoozed(t.Now) {
		facts = append(facts, t.Book.T("queue.wakes", "span", t.Book.Short(k.SnoozedUntil.Sub(t.Now))))
	}
	b.WriteString(paint(t.Out, dim, strings.Join(present(facts), " · ")) + "\n")
	states := map[desk.OpID]desk.OpState{}
	for _, p := range th.Pending {
		states[p.Op.ID] = p.State
	}
	for _, m := range th.Messages {
		b.WriteByte('\n')
		t.entry(&b, m, states[m.Op])
	}
	return t.print(b.String())
}

// present leaves out what is empty.
func present(all []string) []string {
	kept := all[:0]
	for _, s := range all {
		if s != "" {
			kept = append(kept, s)
		}
	}
	return kept
}

func (t *Text) entry(b *strings.Builder, m desk.Message, state desk.OpState) {
	head := []string{t.author(m), t.Book.Moment(m.At.In(t.Zone), t.Now.In(t.Zone))}
	if m.Kind == desk.InternalNote {
		head = append([]string{t.Book.T("listing.note")}, head...)
	}
	if state != "" {
		head = append(head, t.Book.T("listing.state."+string(state)))
	}
	if m.Change != nil {
		head = append(head, t.change(*m.Change))
	}
	ink := dim
	if m.Kind.Public() {
		ink = strong
	}
	b.WriteString(paint(t.Out, ink, strings.Join(present(head), " · ")) + "\n")
	t.words(b, m)
}

func (t *Text) author(m desk.Message) string {
	if s := text.Line(m.Author.Name); s != "" {
		return s
	}
	return clean(string(m.Author.Agent))
}

func (t *Text) change(c desk.FieldChange) string {
	from, to := clean(c.From), clean(c.To)
	if from == "" {
		from = "-"
	}
	if to == "" {
		to = "-"
	}
	return clean(c.Field) + " " + from + " → " + to
}

// words writes the text of an entry behind its gutter.
func (t *Text) words(b *strings.Builder, m desk.Message) {
	if m.Text.IsEmpty() {
		return
	}
	gutter := ownIndent
	switch m.Kind {
	case desk.FromCustomer, desk.Happening:
		gutter = foreignGutter
	case desk.InternalNote:
		gutter = noteGutter
	case desk.FromAgent:
	}
	room := proseWidth
	if t.Width > 0 {
		room = min(room, t.Width)
	}
	for _, line := range text.Wrap(text.Block(m.Text), max(room-text.Width(gutter), 8)) {
		b.WriteString(gutter + line + "\n")
	}
}
