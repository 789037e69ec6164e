package archive

import (
	"slices"

	"github.com/heed-desk/heed/desk"
)

// Fill returns a customer's record with its gaps filled from another one of the same
// person. What the record says stands; lists are joined. Filling twice is once, so that
// a file that is taken in again changes nothing.
func Fill(c, from desk.Customer) desk.Customer {
	c.Name = either(c.Name, from.Name)
	c.Place = either(c.Place, from.Place)
	if c.Zone == "" {
		c.Zone = from.Zone
	}
	if c.Language == "" {
		c.Language = from.Language
	}
	if c.Tier == desk.NoTier {
		c.Tier = from.Tier
	}
	if c.Since.IsZero() {
		c.Since = from.Since
	}
	c.Mails = join(c.Mails, from.Mails)
	c.Phones = join(c.Phones, from.Phones)
	c.Notes = join(c.Notes, from.Notes)
	c.Needs = join(c.Needs, from.Needs)
	for _, channel := range from.Refuses {
		if !c.WantsNo(channel) {
			c.Refuses = append(slices.Clone(c.Refuses), channel)
		}
	}
	c.Orders = joinOrders(c.Orders, from.Orders)
	c.Attributes = joinAttributes(c.Attributes, from.Attributes)
	return c
}

func join(have, more []desk.Untrusted) []desk.Untrusted {
	all := slices.Clone(have)
	for _, u := range more {
		if !slices.Contains(all, u) {
			all = append(all, u)
		}
	}
	return all
}

// joinOrders knows an order by its number. One that is a bare number is filled.
func joinOrders(have, more []desk.Order) []desk.Order {
	all := slices.Clone(have)
	for _, o := range more {
		i := slices.IndexFunc(all, func(h desk.Order) bool { return h.Number == o.Number })
		switch {
		case i < 0:
			all = append(all, o)
		case bare(all[i]):
			all[i] = o
		}
	}
	return all
}

func bare(o desk.Order) bool {
	return o.Status.IsEmpty() && o.At.IsZero() && len(o.Items) == 0 && o.Total == "" && len(o.Tracking) == 0
}

func joinAttributes(have, more map[string]desk.Untrusted) map[string]desk.Untrusted {
	if len(have)+len(more) == 0 {
		return have
	}
	all := make(map[string]desk.Untrusted, len(have)+len(more))
	for name, value := range more {
		all[name] = value
	}
	for name, value := range have {
		all[name] = value
	}
	return all
}
