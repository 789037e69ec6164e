package desk

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// merged joins two records: what the one that stays says of itself stands, but for what was taken of
// the other one, and what that has besides comes to it. Of two answers to one purpose the later one holds.
func (p Persons) merged(in MergeCustomer, r Rights) (Persons, *Problem) {
	switch {
	case !r.Steer:
		return p, Refuse(LeadsOnly, "customers")
	case in.Into == in.Customer:
		return p, Refuse(MergeIntoItself)
	case p.Into.ID.IsZero() || !p.Into.MergedInto.IsZero():
		return p, Refuse(NoSuchCustomer)
	case slices.ContainsFunc(in.Takes, func(part CustomerPart) bool { return !slices.Contains(CustomerParts(), part) }):
		return p, Refuse(BadValue, partTakes, "")
	}
	to, from := p.Into, p.Own
	to.Name, to.Place = of(in, CustomerName, from.Name, to.Name), of(in, CustomerPlace, from.Place, to.Place)
	to.Zone, to.Language = of(in, CustomerZone, from.Zone, to.Zone), of(in, CustomerLanguage, from.Language, to.Language)
	to.Tier = of(in, CustomerTier, from.Tier, to.Tier)
	to.Mails, to.Phones = union(to.Mails, from.Mails), union(to.Phones, from.Phones)
	to.Notes, to.Needs, to.Refuses = union(to.Notes, from.Notes), union(to.Needs, from.Needs), union(to.Refuses, from.Refuses)
	to.Orders = besides(to.Orders, from.Orders, func(o Order) Untrusted { return o.Number })
	slices.SortStableFunc(to.Orders, func(a, b Order) int { return b.At.Compare(a.At) })
	to.Attributes = in.attributes(from.Attributes, to.Attributes)
	to.Consents = lastSaid(to.Consents, from.Consents)
	if !from.Since.IsZero() && (to.Since.IsZero() || from.Since.Before(to.Since)) {
		to.Since = from.Since
	}
	to.Version++
	if no := to.full(p.Into); no != nil {
		return p, no
	}
	return Persons{Own: Customer{ID: from.ID, Version: from.Version + 1, MergedInto: to.ID}, Into: to}, nil
}

// of is a part of the record that stays once two are one: what was taken of the one that goes, else
// what it says of itself, and the other's where that is nothing.
func of[T comparable](in MergeCustomer, part CustomerPart, goes, stays T) T {
	if slices.Contains(in.Takes, part) {
		return cmp.Or(goes, stays)
	}
	return cmp.Or(stays, goes)
}

// attributes are those of both, by the same rule.
func (in MergeCustomer) attributes(goes, stays map[string]Untrusted) map[string]Untrusted {
	all := make(map[string]Untrusted, len(goes)+len(stays))
	maps.Copy(all, goes)
	maps.Copy(all, stays)
	for _, name := range in.TakesAttributes {
		if value := goes[name]; !value.IsEmpty() {
			all[name] = value
		}
	}
	return all
}

// lastSaid are the answers of both, by purpose; of two to one the later one.
func lastSaid(a, b []Consent) []Consent {
	last := make(map[string]Consent, len(a)+len(b))
	for _, s := range slices.Concat(a, b) {
		if is, said := last[s.For]; !said || s.At.After(is.At) {
			last[s.For] = s
		}
	}
	return slices.SortedFunc(maps.Values(last), func(a, b Consent) int { return strings.Compare(a.For, b.For) })
}

// union is one list behind another, each thing of the second once.
func union[T comparable](a, b []T) []T { return besides(a, b, func(v T) T { return v }) }

// besides is one list, and behind it what another one has besides, by a key of theirs.
func besides[T any, K comparable](a, b []T, key func(T) K) []T {
	all, have := slices.Clone(a), make(set[K], len(a)+len(b))
	for _, v := range a {
		have[key(v)] = struct{}{}
	}
	for _, v := range b {
		if !have.has(key(v)) {
			have[key(v)] = struct{}{}
			all = append(all, v)
		}
	}
	return all
}
