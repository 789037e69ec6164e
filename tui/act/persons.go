package act

import (
	"maps"
	"slices"
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/internal/words"
)

// This file is about what is changed in customers' records, wherever it is shown.

// SetBack is what takes a change of a customer's record back; false where nothing does: that they
// were asked for a consent stays known.
func SetBack(c desk.Customer, in desk.EditCustomer) (desk.EditCustomer, bool) {
	back := desk.EditCustomer{Customer: in.Customer, Was: &desk.CustomerWas{Name: in.Name, Attributes: in.Attributes, Consents: in.Consents}}
	if !in.Name.IsEmpty() {
		back.Name = c.Name
	}
	back.Mails, back.Unmail = putBack(c.Mails, in.Unmail, in.Mails)
	back.Phones, back.Unphone = putBack(c.Phones, in.Unphone, in.Phones)
	back.Notes, back.Unnote = putBack(c.Notes, in.Unnote, in.Notes)
	for name := range in.Attributes {
		if back.Attributes == nil {
			back.Attributes = map[string]desk.Untrusted{}
		}
		back.Attributes[name] = c.Attributes[name]
	}
	for _, s := range in.Consents {
		was := c.ConsentTo(s.For)
		if was.For == "" {
			return back, false
		}
		back.Consents = append(back.Consents, desk.Consent{For: was.For, Given: was.Given, How: was.How})
	}
	back.Refuses, back.Accepts = in.Accepts, in.Refuses
	return back, back.Name.IsEmpty() == in.Name.IsEmpty()
}

// putBack is what takes a change of a list back. What was only taken away comes back where it stood:
// before what stands behind it now.
func putBack(list, gone, added []desk.Untrusted) (add, away []desk.Untrusted) {
	away = slices.Clone(added)
	for _, u := range gone {
		at := slices.Index(list, u)
		if at < 0 {
			continue
		}
		add = append(add, u)
		if len(added) == 0 && at+1 < len(list) && !slices.Contains(gone, list[at+1]) {
			add, away = append(add, list[at+1]), append(away, list[at+1])
		}
	}
	return add, away
}

// Said is one thing that a change of a record says, or that a record has.
type Said struct{ Name, Value string }

// Saying is what a change of a customer's record says, each thing by its name.
func Saying(b *words.Book, in desk.EditCustomer) []Said {
	var all []Said
	add := func(key string, values []desk.Untrusted, gone bool) {
		for _, u := range values {
			all = append(all, Said{b.T(key), mark(text.Line(u), gone)})
		}
	}
	if !in.Name.IsEmpty() {
		add("customer.field.name", []desk.Untrusted{in.Name}, false)
	}
	add("customer.field.mail", in.Unmail, true)
	add("customer.field.mail", in.Mails, false)
	add("customer.field.phone", in.Unphone, true)
	add("customer.field.phone", in.Phones, false)
	add("customer.field.note", in.Unnote, true)
	add("customer.field.note", in.Notes, false)
	for _, name := range slices.Sorted(maps.Keys(in.Attributes)) {
		value := in.Attributes[name]
		said := text.Told(value)
		if value.IsEmpty() {
			said = b.T("customer.taken_away")
		}
		all = append(all, Said{Spoken(name), said})
	}
	for _, s := range in.Consents {
		all = append(all, Said{Spoken(s.For), Answer(b, s)})
	}
	for _, by := range in.Refuses {
		all = append(all, Said{b.T("customer.field.minds"), refused(b, by)})
	}
	for _, by := range in.Accepts {
		all = append(all, Said{b.T("customer.field.minds"), mark(refused(b, by), true)})
	}
	return all
}

func mark(value string, gone bool) string {
	if gone {
		return "− " + value
	}
	return value
}

// Answer is what somebody said to a purpose, and how.
func Answer(b *words.Book, s desk.Consent) string {
	said := b.T("customer.no")
	if s.Given {
		said = b.T("customer.yes")
	}
	if !s.How.IsEmpty() {
		said += " · " + text.Line(s.How)
	}
	return said
}

// Meanwhile is what stands in a record by now where a change of it was refused, as it saw something
// else there.
func Meanwhile(b *words.Book, c desk.Customer, in desk.EditCustomer) []Said {
	if in.Was == nil {
		return nil
	}
	var all []Said
	if !in.Name.IsEmpty() && c.Name != in.Was.Name {
		all = append(all, Said{b.T("customer.field.name"), text.Line(c.Name)})
	}
	for _, name := range slices.Sorted(maps.Keys(in.Attributes)) {
		if c.Attributes[name] != in.Was.Attributes[name] {
			all = append(all, Said{Spoken(name), text.Told(c.Attributes[name])})
		}
	}
	for _, s := range in.Consents {
		if is := c.ConsentTo(s.For); is.For != "" {
			all = append(all, Said{Spoken(s.For), Answer(b, is)})
		}
	}
	return all
}

// Rebased is a change of a record that has seen what stands there now.
func Rebased(c desk.Customer, in desk.EditCustomer) desk.EditCustomer {
	if in.Was != nil {
		in.Was = &desk.CustomerWas{Name: c.Name, Attributes: c.Attributes, Consents: c.Consents}
	}
	return in
}

// Spoken is a field's name as it is read: "payment methods".
func Spoken(name string) string {
	return strings.ReplaceAll(text.Line(desk.Foreign(name)), "_", " ")
}
