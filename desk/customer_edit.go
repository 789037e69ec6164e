package desk

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

func (c Customer) edited(in EditCustomer, op Op, f Facts) (Customer, *Problem) {
	after := c
	for _, p := range []*Problem{
		c.overtaken(in), after.called(in.Name), after.reachedBy(in), after.noted(in), after.attribute(in.Attributes),
		after.consent(in.Consents, op.Actor, f.Now), after.hearsBy(in.Refuses, in.Accepts),
	} {
		if p != nil {
			return c, p
		}
	}
	return after.since(c)
}

// overtaken refuses what somebody has changed to something else since the actor saw it.
func (c Customer) overtaken(in EditCustomer) *Problem {
	if in.Was == nil {
		return nil
	}
	moved := !in.Name.IsEmpty() && c.Name != in.Was.Name && c.Name != in.Name
	for name, value := range in.Attributes {
		moved = moved || c.Attributes[name] != in.Was.Attributes[name] && c.Attributes[name] != value
	}
	for _, next := range in.Consents {
		is := c.ConsentTo(next.For)
		moved = moved || !is.says(consentTo(in.Was.Consents, next.For)) && !is.says(next)
	}
	if moved {
		return Refuse(CustomerChanged)
	}
	return nil
}

// called gives them another name, unless it is none.
func (c *Customer) called(name Untrusted) *Problem {
	switch {
	case name.IsEmpty():
		return nil
	case !Addressable(name):
		return Refuse(BadValue, partName, "")
	default:
		c.Name = name
		return nil
	}
}

// reachedBy sets the addresses and numbers. What stands there may be anything that an import brought.
func (c *Customer) reachedBy(in EditCustomer) *Problem {
	for _, to := range in.Mails {
		if flaw := MailFlaw(to); flaw != NoFlaw && flaw != FlawNoDot {
			return Refuse(BadAddress, flaw, partMails)
		}
	}
	for _, to := range in.Phones {
		if flaw := (Address{Channel: Phone, Value: to}).Flaw(); flaw != NoFlaw {
			return Refuse(BadAddress, flaw, partPhones)
		}
	}
	c.Mails, c.Phones = revised(c.Mails, in.Unmail, in.Mails), revised(c.Phones, in.Unphone, in.Phones)
	return nil
}

func (c *Customer) noted(in EditCustomer) *Problem {
	for _, n := range in.Notes {
		if strings.TrimSpace(n.raw) == "" || n.Len() > MaxField {
			return Refuse(BadValue, partNotes, "")
		}
	}
	c.Notes = revised(c.Notes, in.Unnote, in.Notes)
	return nil
}

// revised is a list with some things taken away and others added where the first of those stood. What
// is both taken away and added only moves: it does not come back where somebody else took it away.
func revised(list, gone, add []Untrusted) []Untrusted {
	away, was := setOf(gone), setOf(list)
	at := slices.IndexFunc(list, away.has)
	if at < 0 {
		at = len(list)
	}
	stays := slices.DeleteFunc(slices.Clone(list), away.has)
	have := setOf(stays)
	var more []Untrusted
	for _, u := range add {
		if have.has(u) || away.has(u) && !was.has(u) {
			continue
		}
		have[u] = struct{}{}
		more = append(more, u)
	}
	return slices.Insert(stays, at, more...)
}

// set is what a list has, to be looked up at once however long that is.
type set[T comparable] map[T]struct{}

func setOf[T comparable](list []T) set[T] {
	s := make(set[T], len(list))
	for _, v := range list {
		s[v] = struct{}{}
	}
	return s
}

func (s set[T]) has(v T) bool {
	_, is := s[v]
	return is
}

func (c *Customer) attribute(all map[string]Untrusted) *Problem {
	c.Attributes = maps.Clone(c.Attributes)
	for name, value := range all {
		switch {
		case strings.TrimSpace(name) == "" || len(name) > MaxField || value.Len() > MaxField || !oneLine(Foreign(name)):
			return Refuse(BadValue, partAttributes, "")
		case value.IsEmpty():
			delete(c.Attributes, name)
		default:
			if c.Attributes == nil {
				c.Attributes = map[string]Untrusted{}
			}
			c.Attributes[name] = value
		}
	}
	return nil
}

// ConsentTo is what they said to a purpose last; without a moment where they were never asked.
func (c Customer) ConsentTo(purpose string) Consent { return consentTo(c.Consents, purpose) }

func consentTo(all []Consent, purpose string) Consent {
	if i := slices.IndexFunc(all, func(is Consent) bool { return is.For == purpose }); i >= 0 {
		return all[i]
	}
	return Consent{}
}

// says reports whether two say the same, whenever that was and whoever wrote it down.
func (s Consent) says(other Consent) bool {
	return s.For == other.For && s.Given == other.Given && s.How == other.How
}

// ValidPurpose reports whether something may name a purpose: the same letters as a login name.
func ValidPurpose(name string) bool {
	return isName(name) && utf8.RuneCountInString(name) <= MaxPurpose
}

// consent notes what they said to each purpose last.
func (c *Customer) consent(all []Consent, by AgentID, now time.Time) *Problem {
	c.Consents = slices.Clone(c.Consents)
	for _, in := range all {
		if !ValidPurpose(in.For) || in.How.Len() > MaxField {
			return Refuse(BadValue, partConsents, "")
		}
		i := slices.IndexFunc(c.Consents, func(is Consent) bool { return is.For == in.For })
		next := Consent{For: in.For, Given: in.Given, How: in.How, At: now.UTC(), By: by}
		switch {
		case i < 0:
			c.Consents = append(c.Consents, next)
		case c.Consents[i].Given != in.Given || c.Consents[i].How != in.How:
			c.Consents[i] = next
		}
	}
	slices.SortFunc(c.Consents, func(a, b Consent) int { return strings.Compare(a.For, b.For) })
	return nil
}

func (c *Customer) hearsBy(no, yes []Channel) *Problem {
	unknown := func(by Channel) bool { return !by.Valid() }
	switch {
	case slices.ContainsFunc(no, unknown):
		return Refuse(BadValue, partRefuses, "")
	case slices.ContainsFunc(yes, unknown):
		return Refuse(BadValue, partAccepts, "")
	}
	c.Refuses = union(slices.DeleteFunc(slices.Clone(c.Refuses), setOf(yes).has), no)
	return nil
}

// since is the record with a new version where it is another than before, or a *Problem where it
// holds more than one may.
func (c Customer) since(before Customer) (Customer, *Problem) {
	if c.Name == before.Name && slices.Equal(c.Mails, before.Mails) && slices.Equal(c.Phones, before.Phones) &&
		slices.Equal(c.Notes, before.Notes) && maps.Equal(c.Attributes, before.Attributes) &&
		slices.Equal(c.Consents, before.Consents) && slices.Equal(c.Refuses, before.Refuses) {
		return before, nil
	}
	c.Version++
	if p := c.full(before); p != nil {
		return before, p
	}
	return c, nil
}

// full refuses a record that is over MaxRecord, unless it was before and is no larger now: one that
// an import brought can be made smaller.
func (c Customer) full(before Customer) *Problem {
	if n := c.size(); n > MaxRecord && n > before.size() {
		return Refuse(RecordFull)
	}
	return nil
}

// size is how many bytes a record has as JSON.
func (c Customer) size() int {
	b, err := json.Marshal(c)
	if err != nil {
		return math.MaxInt // what cannot be written fits nowhere
	}
	return len(b)
}
