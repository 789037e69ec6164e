package customer

import (
	"maps"
	"slices"
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/act"
)

// aspect is one thing of two records, each beside the same of the other.
type aspect struct {
	name       string // empty where it goes on with the one above
	goes, stay value
	takes      taking // the zero one where nothing is to be chosen
}

// value is what a record says of something, and whether that is kept; no words for nothing.
type value struct {
	words string
	kept  bool
}

// taking is of what the record that goes may have the word: a part of the record, or an attribute.
type taking struct {
	part      desk.CustomerPart
	attribute string
}

// in reports whether a merge takes it of the record that goes.
func (t taking) in(m desk.MergeCustomer) bool {
	return slices.Contains(m.Takes, t.part) || t.attribute != "" && slices.Contains(m.TakesAttributes, t.attribute)
}

// turned is a merge that takes it of the other record than before.
func (t taking) turned(m desk.MergeCustomer) desk.MergeCustomer {
	if t.attribute != "" {
		m.TakesAttributes = turned(m.TakesAttributes, t.attribute)
	} else {
		m.Takes = turned(m.Takes, t.part)
	}
	return m
}

// turned is a list without something that it has, or with it where it does not.
func turned[T comparable](list []T, v T) []T {
	without := slices.DeleteFunc(slices.Clone(list), func(w T) bool { return w == v })
	if len(without) < len(list) {
		return without
	}
	return append(without, v)
}

// compared are what the two records have. Where both say something of what only one can stay, that
// can be chosen.
func (j *joining) compared() []aspect {
	all := j.singles([]desk.CustomerPart{desk.CustomerName})
	b := j.Book
	all = append(all, j.listed(b.T("customer.field.mail"), func(c desk.Customer) []string { return lines(c.Mails) })...)
	all = append(all, j.listed(b.T("customer.field.phone"), func(c desk.Customer) []string { return lines(c.Phones) })...)
	all = append(all, j.singles(desk.CustomerParts()[1:])...)
	for _, list := range []struct {
		key string
		of  func(c desk.Customer) []string
	}{
		{"customer.orders.title", func(c desk.Customer) (out []string) {
			for _, o := range c.Orders {
				out = append(out, nameOf(o))
			}
			return out
		}},
		{"customer.notes", func(c desk.Customer) []string { return lines(c.Notes) }},
		{"customer.field.minds", func(c desk.Customer) []string { return act.Minds(b, c) }},
		{"customer.consents", func(c desk.Customer) (out []string) {
			for _, s := range c.Consents {
				out = append(out, act.Spoken(s.For)+": "+act.Answer(b, s))
			}
			return out
		}},
	} {
		all = append(all, j.listed(b.T(list.key), list.of)...)
	}
	return append(all, j.attributes()...)
}

func lines(values []desk.Untrusted) (out []string) {
	for _, u := range values {
		if said := text.Line(u); said != "" {
			out = append(out, said)
		}
	}
	return out
}

// said is what a record says of a part of it.
func said(c desk.Customer, part desk.CustomerPart) desk.Untrusted {
	switch part {
	case desk.CustomerName:
		return c.Name
	case desk.CustomerPlace:
		return c.Place
	case desk.CustomerZone:
		return desk.Foreign(c.Zone)
	case desk.CustomerLanguage:
		return desk.Foreign(c.Language)
	case desk.CustomerTier:
		return desk.Foreign(string(c.Tier))
	}
	return desk.Untrusted{}
}

// singles are what a record has one of.
func (j *joining) singles(parts []desk.CustomerPart) (all []aspect) {
	for _, part := range parts {
		goes, stay := said(j.from, part), said(j.into, part)
		a := aspect{name: j.Book.T("customer.field." + string(part)), goes: value{words: text.Line(goes)}, stay: value{words: text.Line(stay)}}
		all = appendOne(all, a, goes != stay, taking{part: part}, j.asks)
	}
	return all
}

// appendOne adds what a record has one of, unless neither says anything.
func appendOne(all []aspect, a aspect, differ bool, takes taking, m desk.MergeCustomer) []aspect {
	differ = differ && a.goes.words != "" && a.stay.words != ""
	if differ {
		a.takes = takes
	}
	taken := differ && takes.in(m)
	a.goes.kept, a.stay.kept = a.goes.words != "" && (taken || !differ), a.stay.words != "" && !taken
	if a.goes.words+a.stay.words == "" {
		return all
	}
	return append(all, a)
}

// listed are what a record has several of, of which nothing that the rule keeps is lost.
func (j *joining) listed(name string, of func(c desk.Customer) []string) (all []aspect) {
	goes, stay, kept := of(j.from), of(j.into), of(j.kept)
	for i := range max(len(goes), len(stay)) {
		var a aspect
		if i == 0 {
			a.name = name
		}
		if i < len(goes) {
			a.goes = value{goes[i], slices.Contains(kept, goes[i])}
		}
		if i < len(stay) {
			a.stay = value{stay[i], slices.Contains(kept, stay[i])}
		}
		all = append(all, a)
	}
	return all
}

// attributes are those of both records by name, each beside the other's.
func (j *joining) attributes() (all []aspect) {
	names := maps.Clone(j.from.Attributes)
	if names == nil {
		names = map[string]desk.Untrusted{}
	}
	maps.Copy(names, j.into.Attributes)
	told := func(name string, of map[string]desk.Untrusted) value {
		if of[name].IsEmpty() {
			return value{}
		}
		return value{words: act.Spoken(name) + ": " + text.Told(of[name])}
	}
	for _, name := range slices.SortedFunc(maps.Keys(names), strings.Compare) {
		a := aspect{goes: told(name, j.from.Attributes), stay: told(name, j.into.Attributes)}
		if len(all) == 0 {
			a.name = j.Book.T("customer.attributes")
		}
		all = appendOne(all, a, j.from.Attributes[name] != j.into.Attributes[name], taking{attribute: name}, j.asks)
	}
	return all
}
