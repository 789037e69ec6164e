package listing

import (
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// Thread writes a ticket and its whole thread, the oldest entry first.
func (t *Text) Thread(th desk.Thread) error {
	var b strings.Builder
	k := th.Ticket
	b.WriteString(paint(t.Out, strong, number(k.Number)) + "  " + paint(t.Out, strong, t.subject(k.Subject)) + "\n")
	names := namesIn(th)
	facts := []string{t.Book.T("status." + string(k.Status)), t.Book.T("priority." + k.Priority().String()), clean(string(k.Channel)), t.Book.Customer(text.Line(k.RequesterName)), clean(string(k.Tier))}
	if k.Assignee == "" {
		facts = append(facts, t.Book.T("thread.nobodys"))
	} else {
		facts = append(facts, t.Book.T("thread.theirs", "name", names.of(k.Assignee)))
	}
	for _, tag := range k.Tags {
		facts = append(facts, "+"+clean(tag))
	}
	for _, l := range k.Links {
		facts = append(facts, "↔"+number(l.Number))
	}
	if k.Snoozed(t.Now) {
		facts = append(facts, t.Book.T("queue.wakes", "span", t.Book.Short(k.SnoozedUntil.Sub(t.Now))))
	}
	b.WriteString(paint(t.Out, dim, strings.Join(present(facts), " · ")) + "\n")
	states := map[desk.OpID]desk.OpState{}
	for _, p := range th.Pending {
		states[p.Op.ID] = p.State
	}
	event := false
	for _, m := range entries(th) {
		if m.Kind != desk.Happening || !event { // what happened in a row stands together
			b.WriteByte('\n')
		}
		event = m.Kind == desk.Happening
		t.entry(&b, m, states[m.Op], names)
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

func (t *Text) entry(b *strings.Builder, m desk.Message, state desk.OpState, names names) {
	if m.Kind == desk.Happening {
		t.event(b, m, state, names)
		return
	}
	who := t.author(m)
	if m.Kind == desk.FromCustomer {
		who = t.Book.Customer(who)
	}
	head := []string{who, t.Book.Moment(m.At.In(t.Zone), t.Now.In(t.Zone))}
	if m.Kind == desk.InternalNote {
		head = append([]string{t.Book.T("listing.note")}, head...)
	}
	if m.Call != nil {
		head = append([]string{t.Book.Call(*m.Call)}, head...)
	}
	if state != "" {
		head = append(head, t.Book.T("listing.state."+string(state)))
	}
	ink := dim
	if m.Kind.Public() {
		ink = strong
	}
	gutter := ""
	if m.Kind == desk.FromCustomer { // a name is foreign text as well: it cannot pose as the head of a note
		gutter = foreignGutter
	}
	b.WriteString(gutter + paint(t.Out, ink, strings.Join(present(head), " · ")) + "\n")
	t.words(b, m)
}

// event writes what happened: when, and a sentence. What another system said of it stands
// behind the gutter, as all that is not ours.
func (t *Text) event(b *strings.Builder, m desk.Message, state desk.OpState, names names) {
	moment := t.Book.Moment(m.At.In(t.Zone), t.Now.In(t.Zone))
	if m.Change != nil {
		said := []string{moment, t.change(m, names)}
		if state != "" {
			said = append(said, t.Book.T("listing.state."+string(state)))
		}
		b.WriteString(paint(t.Out, dim, strings.Join(said, " · ")) + "\n")
		return
	}
	head, told := moment+" ", text.Told(m.Text)
	if who := t.author(m); m.Author.Agent != "" {
		head = moment + " · " + who + " "
	} else if who != "" {
		told = who + " · " + told
	}
	for _, line := range text.Wrap(told, max(t.room()-text.Width(head)-text.Width(foreignGutter), 8)) {
		b.WriteString(paint(t.Out, dim, head+foreignGutter+line) + "\n")
		head = strings.Repeat(" ", text.Width(head))
	}
}

// room is how wide a thread is written.
func (t *Text) room() int {
	if t.Width > 0 {
		return max(min(proseWidth, t.Width), 8+len(ownIndent))
	}
	return proseWidth
}

func (t *Text) author(m desk.Message) string {
	if s := text.Line(m.Author.Name); s != "" {
		return s
	}
	return clean(string(m.Author.Agent))
}

// change says a change of a field in a sentence.
func (t *Text) change(m desk.Message, names names) string {
	who := t.author(m)
	switch {
	case who == "":
		who = t.Book.T("thread.system")
	case m.Author.Agent == "":
		who = t.Book.Quoted(who)
	}
	c := m.Change
	value := func(v string) string { return t.value(desk.Field(c.Field), v, names) }
	key := "event." + c.Field
	switch {
	case !t.Book.Has(key):
		return t.Book.T("event.other", "who", who, "field", t.Book.Quoted(clean(c.Field)), "value", t.Book.Quoted(clean(c.To)))
	case c.To == "":
		return t.Book.T(key+".none", "who", who, "from", value(c.From))
	case desk.Field(c.Field) == desk.FieldAssignee && c.To == string(m.Author.Agent):
		return t.Book.T("event.assignee.self", "who", who)
	case desk.Field(c.Field) == desk.FieldFollow && c.To == string(m.Author.Agent):
		return t.Book.T("event.follow.self", "who", who)
	default:
		return t.Book.T(key, "who", who, "value", value(c.To), "from", value(c.From))
	}
}

// value is the code of a field's value in words.
func (t *Text) value(f desk.Field, v string, names names) string {
	switch f {
	case desk.FieldStatus, desk.FieldPriority:
		if key := string(f) + "." + v; t.Book.Has(key) {
			return t.Book.T(key)
		}
	case desk.FieldAssignee, desk.FieldFollow:
		return names.of(desk.AgentID(v))
	case desk.FieldSnooze, desk.FieldReminder:
		if at, err := time.Parse(time.RFC3339, v); err == nil {
			return t.Book.Moment(at.In(t.Zone), t.Now.In(t.Zone))
		}
	case desk.FieldMerge, desk.FieldUnmerge, desk.FieldLink:
		if n, err := strconv.ParseUint(v, 10, 63); err == nil {
			return "#" + strconv.FormatUint(n, 10)
		}
	case desk.FieldEscalation, desk.FieldHandOver:
		return names.of(desk.AgentID(v))
	case desk.FieldGroup, desk.FieldChannel, desk.FieldTier, desk.FieldCall, desk.FieldMinutes, desk.FieldTag, desk.FieldFilter, desk.FieldNote:
	}
	return t.Book.Quoted(clean(v))
}

// names are what colleagues are called, as far as a thread tells it.
type names map[desk.AgentID]string

func namesIn(th desk.Thread) names {
	all := names{}
	for _, m := range th.Messages {
		if s := text.Line(m.Author.Name); m.Author.Agent != "" && s != "" {
			all[m.Author.Agent] = s
		}
	}
	return all
}

// of is a colleague's name; the login name where nobody has told it.
func (n names) of(id desk.AgentID) string {
	if name := n[id]; name != "" {
		return name
	}
	return clean(string(id))
}

// words writes the text of an entry behind its gutter, and what is attached to it.
func (t *Text) words(b *strings.Builder, m desk.Message) {
	gutter := ownIndent
	switch m.Kind {
	case desk.FromCustomer:
		gutter = foreignGutter
	case desk.InternalNote, desk.PhoneCall:
		gutter = noteGutter
	case desk.FromAgent, desk.Happening, desk.Forwarded:
	}
	if !m.Text.IsEmpty() {
		for _, line := range text.Wrap(text.Block(m.Text), t.room()-text.Width(gutter)) {
			b.WriteString(gutter + line + "\n")
		}
	}
	for _, f := range m.Attachments {
		said := t.Book.T("files.line", "file", text.Line(f.Name)+" · "+t.Book.FileSize(f.Size))
		b.WriteString(gutter + text.Truncate(said, max(t.room()-text.Width(gutter), 8)) + "\n")
	}
}
