package archive

import (
	"encoding/json"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// readCustomer reads a line that is a customer.
func readCustomer(f *fields, line []byte) desk.Customer {
	own, id := readPerson(f)
	if own.Name.IsEmpty() {
		f.fail("name", Missing)
	}
	own.ID = desk.CustomerID{ID: identity(KindCustomer, id, line)}
	return own
}

// readRequester reads the customer that stands in a ticket; its id is zero where nothing
// says who it is.
func readRequester(f *fields) desk.Customer {
	c, id := readPerson(f)
	if id == "" && !c.Name.IsEmpty() {
		id = "name:" + c.Name.Raw()
	}
	if id != "" {
		c.ID = CustomerIDOf(id)
	}
	return c
}

// readPerson reads what is said of a person, and what they are called in the file: by
// its id, else by their first address.
func readPerson(f *fields) (c desk.Customer, id string) {
	c = desk.Customer{Name: f.foreign("name"), Zone: f.text("zone"), Language: f.text("language"), Since: f.instant("since")}
	c.Mails = append(f.addresses("email"), f.addresses("mails")...)
	c.Phones = append(f.addresses("phone"), f.addresses("phones")...)
	c.Notes = foreignAll(f.texts("notes"))
	c.Needs = foreignAll(f.texts("needs"))
	readRefusals(f, &c)
	id = f.text("id")
	if id == "" && len(c.Mails) > 0 {
		id = "mail:" + strings.ToLower(c.Mails[0].Raw())
	}
	c.Tier = readTier(f)
	c.Place = readPlace(f)
	for i, raw := range f.list("orders") {
		c.Orders = append(c.Orders, readOrder(f, "orders."+strconv.Itoa(i+1), raw))
	}
	c.Attributes = readAttributes(f, nil)
	if c.Name.IsEmpty() && len(c.Mails) > 0 {
		c.Name = c.Mails[0]
	}
	return c, id
}

// readRefusals takes the channels by which somebody does not want to hear from us. What
// can be no channel stands among what is to be minded.
func readRefusals(f *fields, c *desk.Customer) {
	for _, s := range f.texts("refuses") {
		channel := desk.Channel(strings.ToLower(s))
		switch {
		case !channel.Valid():
			c.Needs = append(c.Needs, desk.Foreign(s))
		case !c.WantsNo(channel):
			c.Refuses = append(c.Refuses, channel)
		}
	}
}

// readTier takes the standing; one that heed has no word for stays an attribute.
func readTier(f *fields) desk.Tier {
	for _, name := range []string{"tier", "member_level"} {
		raw, ok := f.raw[name]
		if !ok {
			continue
		}
		s, _ := scalar(raw)
		switch tier := desk.Tier(strings.ToLower(s)); tier {
		case desk.Bronze, desk.Silver, desk.Gold:
			delete(f.raw, name)
			return tier
		case desk.NoTier:
		}
	}
	return desk.NoTier
}

// readPlace takes "place", else joins city and state, which may stand under address;
// the address itself stays, as an attribute.
func readPlace(f *fields) desk.Untrusted {
	if place := f.text("place"); place != "" {
		return desk.Foreign(place)
	}
	city, state := f.text("city"), f.text("state")
	if raw, ok := f.raw["address"]; ok && city == "" && strings.HasPrefix(string(raw), "{") {
		in := readFields("address.", raw)
		city, state = in.text("city"), in.text("state")
	}
	return desk.Foreign(strings.Join(slices.DeleteFunc([]string{city, state}, isEmpty), ", "))
}

// readOrder reads an order, or just its number.
func readOrder(f *fields, name string, raw json.RawMessage) desk.Order {
	if number, ok := scalar(raw); ok {
		return desk.Order{Number: desk.Foreign(number)}
	}
	in := f.inner(name, raw)
	if in.flaw != nil {
		return desk.Order{}
	}
	o := desk.Order{
		Number: in.foreign("order_id", "number", "id"), Status: in.foreign("status"), At: in.instant("at"),
		Tracking: foreignAll(in.texts("tracking")),
	}
	o.Total = in.money("total")
	for i, raw := range in.list("items") {
		item := in.inner("items."+strconv.Itoa(i+1), raw)
		if item.flaw != nil {
			break
		}
		o.Items = append(o.Items, desk.OrderItem{Name: itemName(item), Price: item.money("price")})
		in.adopt(item)
	}
	f.adopt(in)
	return o
}

// itemName is the name of an item with its options behind it, in the order of their names.
func itemName(in *fields) desk.Untrusted {
	name, options := in.text("name"), in.object("options")
	if options == nil || options.flaw != nil {
		return desk.Foreign(name)
	}
	var keys []string
	for key := range options.raw {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	var values []string
	for _, key := range keys {
		values = append(values, compact(options.raw[key]))
	}
	if len(values) == 0 {
		return desk.Foreign(name)
	}
	return desk.Foreign(name + " (" + strings.Join(values, ", ") + ")")
}

// money takes an amount: a text as it is, a number with two places as shops write it.
func (f *fields) money(name string) string {
	raw, _ := f.take(name)
	if raw == nil {
		return ""
	}
	s, ok := scalar(raw)
	if !ok {
		f.fail(name, NotNumber)
	}
	if !ok || raw[0] == '"' || len(s) > 24 || strings.ContainsAny(s, "eE") {
		return s // as it is written: 1e9999999 would be a number of ten million digits
	}
	sum, ok := new(big.Rat).SetString(s)
	if !ok {
		return s
	}
	return sum.FloatString(2)
}

func foreignAll(texts []string) []desk.Untrusted {
	var all []desk.Untrusted
	for _, t := range texts {
		if t != "" && !slices.Contains(all, desk.Foreign(t)) {
			all = append(all, desk.Foreign(t))
		}
	}
	return all
}

func isEmpty(s string) bool { return s == "" }
