package customer

import (
	"maps"
	"slices"
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

// kind is what of a record is changed.
type kind int

const (
	aName kind = iota
	aMail
	aPhone
	aNote
	anAttribute
	aConsent
	aChannel
)

// change is something of the record that is to be changed.
type change struct {
	part kind
	name string         // of an attribute, a purpose, a channel
	was  desk.Untrusted // as it stands; empty for what is to be added
}

// The slots of what is asked for to change a record.
const (
	slotWhat    = "change.what"    // a change
	slotEdited  = "change.edited"  // a desk.EditCustomer
	slotPurpose = "change.purpose" // a change
	slotAnswer  = "change.answer"  // a desk.Consent without how they said so
	slotOther   = "change.other"   // a desk.Customer
	slotMerge   = "change.merge"   // a merger
	slotDone    = "change.done"    // a screen.Notice
)

// whyNotChange is the reason why the record cannot be changed now.
func (s *Screen) whyNotChange(a keymaps.Action) desk.Reason {
	switch {
	case !s.current() || s.data.customer.ID.IsZero():
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_customer"}}
	case s.data.customer.Version == 0:
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_record"}}
	case a == keymaps.MergeCustomer && !s.Me.Leads():
		return desk.Reason{Code: desk.LeadsOnly, Args: []string{"customers"}}
	default:
		return desk.Reason{}
	}
}

// whatToChange chooses what of the record is to be changed, or added to it.
func (s *Screen) whatToChange() screen.Screen {
	c := s.data.customer
	var picks []act.Pick
	add := func(label, hint string, ch change) {
		picks = append(picks, act.Pick{Label: label, Hint: hint, Value: ch})
	}
	field := func(key string) string { return s.Book.T("customer.field." + key) }
	each := func(key string, part kind, values []desk.Untrusted) {
		for _, u := range values {
			add(field(key), text.Line(u), change{part: part, was: u})
		}
	}
	add(field("name"), text.Line(c.Name), change{part: aName, was: c.Name})
	each("mail", aMail, c.Mails)
	each("phone", aPhone, c.Phones)
	each("note", aNote, c.Notes)
	for _, name := range slices.Sorted(maps.Keys(c.Attributes)) {
		add(act.Spoken(name), text.Truncate(text.Told(c.Attributes[name]), mostHint), change{part: anAttribute, name: name, was: c.Attributes[name]})
	}
	for _, said := range c.Consents {
		add(s.Book.T("customer.field.consent", "purpose", act.Spoken(said.For)), act.Answer(s.Book, said), change{part: aConsent, name: said.For})
	}
	for _, by := range []desk.Channel{desk.Mail, desk.Phone, desk.SMS, desk.Chat} {
		hint := s.Book.T("customer.may")
		if c.WantsNo(by) {
			hint = s.Book.T("customer.may_not")
		}
		add(s.Book.T("customer.by."+string(by)), hint, change{part: aChannel, name: string(by)})
	}
	for _, more := range []struct {
		key  string
		part kind
	}{{"mail", aMail}, {"phone", aPhone}, {"note", aNote}, {"attribute", anAttribute}, {"consent", aConsent}} {
		add(s.Book.T("customer.add."+more.key), "", change{part: more.part})
	}
	d := act.NewPicks(s.Session, "customer.change", "choose.type_to_find", "", slotWhat, picks)
	return d.Titled(s.Book.T("customer.change", "name", s.name())).Wide()
}

// askFor asks for what something is to be from now on.
func (s *Screen) askFor(ch change) screen.Out {
	c := s.data.customer
	switch {
	case ch.part == aChannel:
		return s.submit(c, toggled(c, desk.Channel(ch.name)))
	case ch.part == aConsent && ch.name != "":
		return screen.Out{Open: s.yesOrNo(ch)}
	case ch.part == aConsent:
		return screen.Out{Open: s.line("customer.ask.consent", "customer.hint.consent", "", slotPurpose, ch, readPurpose)}
	case ch.part == anAttribute && text.Structured(ch.was):
		return s.form(c, ch)
	case ch.part == aNote || strings.Contains(text.Editable(ch.was), "\n") || ch.was.Len() > mostInLine:
		return screen.Out{Open: s.words(c, ch)}
	}
	key, hint := "customer.edit."+ch.field(), "customer.hint.taken"
	switch {
	case ch.part == aName:
		hint = "customer.hint.name"
	case ch.part == anAttribute && ch.name == "":
		hint = "customer.hint.attribute"
	case ch.was.IsEmpty():
		hint = "customer.hint." + ch.field()
	}
	return screen.Out{Open: s.line(key, hint, text.Editable(ch.was), slotEdited, ch, func(typed string) (any, desk.Reason) { return ch.edit(c, typed) })}
}

// mostHint is how many cells of what is structured stand behind its name, where there is room for them.
const mostHint = 48

// mostInLine is the longest value that is written in a line; a longer one has an editor.
const mostInLine = 1 << 10

// field is the name of a part of a record in the catalogue.
func (ch change) field() string {
	return map[kind]string{aName: "name", aMail: "mail", aPhone: "phone", aNote: "note", anAttribute: "attribute", aConsent: "consent"}[ch.part]
}

func (s *Screen) line(title, about, begun, slot string, ch change, read func(string) (any, desk.Reason)) screen.Screen {
	return act.NewLine(s.Session, act.Asked{
		Title: s.Book.T(title, "name", s.name()), Hint: "", About: s.Book.T(about), Begun: begun, Slot: slot, In: s.in(ch), Heir: s.heir(ch), Read: read,
	})
}

// in is where words are kept that are begun about a part of the record. What stands there already
// tells one note from another.
func (s *Screen) in(ch change) desk.Asked {
	in := desk.Asked{Dialog: "customer." + ch.field(), Customer: s.data.customer.ID, Of: ch.name}
	in.Was = desk.Stood(text.Editable(ch.was))
	if ch.byValue() {
		in.Of = desk.DeriveID(text.Editable(ch.was)).String()
	}
	return in
}

// byValue reports whether what is changed is told from others by what it says, and not by a name.
func (ch change) byValue() bool {
	return !ch.was.IsEmpty() && ch.part != aName && ch.part != anAttribute
}

// heir takes the words that were begun about a part like this one that is no longer in the record:
// a colleague has changed it or taken it out since.
func (s *Screen) heir(ch change) func(desk.Asked) bool {
	c, like := s.data.customer, s.in(ch)
	return func(from desk.Asked) bool {
		if from.Of == "" || from.Of == like.Of || from.Dialog != like.Dialog || from.Customer != like.Customer {
			return false
		}
		if ch.part == anAttribute {
			_, there := c.Attributes[from.Of]
			return !there && ch.name == ""
		}
		return !slices.ContainsFunc(slices.Concat(c.Mails, c.Phones, c.Notes), func(is desk.Untrusted) bool {
			return s.in(change{part: ch.part, was: is}).Of == from.Of
		})
	}
}

// words asks for a text of several lines. One that is left is kept as a note on the ticket beside; where
// there is none, it stays begun.
func (s *Screen) words(c desk.Customer, ch change) screen.Screen {
	asked := act.Asked{
		Title: s.Book.T("customer.edit."+ch.field(), "name", s.name()), Hint: s.Book.T("customer.hint.note"), Begun: text.Editable(ch.was), Slot: slotEdited, In: s.in(ch), Heir: s.heir(ch),
		Read: func(typed string) (any, desk.Reason) { return ch.edit(c, typed) },
	}
	return act.NewWords(s.Session, asked, desk.MaxField, s.Book.T("choose.write_down"), s.kept())
}

// kept is what becomes of words that are left.
func (s *Screen) kept() act.Left {
	return act.Left{
		Keep: s.keep,
		Here: func() bool { return s.beside().IsZero() },
	}
}

// beside is the ticket beside, else their newest one; zero where none is here.
func (s *Screen) beside() desk.TicketID {
	if s.ticket.IsZero() && len(s.data.history) > 0 {
		return s.data.history[0].ID
	}
	return s.ticket
}

// keep keeps words that were left as a note that has been begun on the ticket beside.
func (s *Screen) keep(words string) screen.Out {
	ticket, writes, now := s.beside(), s.writes, s.Now()
	n := screen.Notice{Text: s.Book.T("act.kept_words"), Action: keymaps.WriteNote}
	return screen.Out{Write: []screen.Write{{Slot: slotDone, Run: func() (any, error) { return n, act.KeepAsNote(writes, ticket, words, now) }}}}
}

// yesOrNo asks what they said to a purpose.
func (s *Screen) yesOrNo(ch change) screen.Screen {
	answer := func(given bool) desk.Consent { return desk.Consent{For: ch.name, Given: given} }
	d := act.NewPicks(s.Session, "customer.add.consent", "choose.type_to_find", "", slotAnswer, []act.Pick{
		{Label: s.Book.T("customer.yes"), Hint: s.Book.T("customer.yes.about"), Value: answer(true)},
		{Label: s.Book.T("customer.no"), Hint: s.Book.T("customer.no.about"), Value: answer(false)},
	})
	return d.Titled(s.Book.T("customer.edit.consent", "purpose", act.Spoken(ch.name), "name", s.name()))
}

// howSaid asks where and how they said so; nothing is an answer too.
func (s *Screen) howSaid(said desk.Consent) screen.Screen {
	c := s.data.customer
	begun := ""
	if is := c.ConsentTo(said.For); is.Given == said.Given {
		begun = text.Editable(is.How)
	}
	title := s.Book.T("customer.edit.consent", "purpose", act.Spoken(said.For), "name", s.name())
	return act.NewLine(s.Session, act.Asked{Title: title, About: s.Book.T("customer.hint.how"), Begun: begun, Slot: slotEdited, In: s.in(change{part: aConsent, name: said.For}), Read: func(typed string) (any, desk.Reason) {
		said.How = desk.Foreign(strings.TrimSpace(typed))
		return desk.EditCustomer{Consents: []desk.Consent{said}, Was: &desk.CustomerWas{Consents: c.Consents}}, desk.Reason{}
	}})
}
