package phrasebook

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// Facts are what the blanks of a canned reply are filled with. Whatever is not known
// stays zero.
type Facts struct {
	Ticket   desk.Ticket
	Customer desk.Customer
	Order    *desk.Order // the one that the ticket is about; nil where that is not known
	Agent    desk.Agent
}

// fact returns the value under a name as one clean line, or nothing.
func (f Facts) fact(name string) string {
	switch name {
	case "customer.first":
		return first(f.customer())
	case "customer.name":
		return line(f.customer())
	case "customer.mail":
		return line(one(f.Customer.Mails))
	case "customer.place":
		return line(f.Customer.Place)
	case "ticket.number":
		if f.Ticket.Number > 0 {
			return strconv.FormatInt(f.Ticket.Number, 10)
		}
		return ""
	case "ticket.subject":
		return line(f.Ticket.Subject)
	case "agent.first":
		return first(f.Agent.Name)
	case "agent.name":
		return line(f.Agent.Name)
	default:
		return f.orderFact(name)
	}
}

func (f Facts) orderFact(name string) string {
	o := f.order()
	if o == nil {
		return ""
	}
	switch name {
	case "order.number":
		return line(o.Number)
	case "order.status":
		return line(o.Status)
	case "order.item":
		if len(o.Items) == 1 {
			return line(o.Items[0].Name)
		}
	case "order.total":
		return line(desk.Foreign(o.Total))
	case "order.tracking":
		return line(one(o.Tracking))
	}
	return ""
}

// order is the order meant, where there is no doubt: with several, a wrong number would
// look as sure as the right one.
func (f Facts) order() *desk.Order {
	if f.Order == nil && len(f.Customer.Orders) == 1 {
		return &f.Customer.Orders[0]
	}
	return f.Order
}

func (f Facts) customer() desk.Untrusted {
	if f.Customer.Name.IsEmpty() {
		return f.Ticket.RequesterName
	}
	return f.Customer.Name
}

func one(all []desk.Untrusted) desk.Untrusted {
	if len(all) != 1 {
		return desk.Untrusted{}
	}
	return all[0]
}

func line(u desk.Untrusted) string { return unbraced(strings.TrimSpace(text.Line(u))) }

// What stands unseen between letters; cleaning leaves it where a script needs it alone.
const (
	zwnj = '\u200c'
	zwj  = '\u200d'
)

// first is the first of somebody's names; nothing where it is no name that one would
// greet somebody by: an address, a number, an initial.
func first(u desk.Untrusted) string {
	name := line(u)
	if family, given, ok := strings.Cut(name, ","); ok && !strings.Contains(family, " ") {
		name = given // Moore, Harper
	}
	words := strings.Fields(name)
	if len(words) == 0 {
		return ""
	}
	letters := 0
	for _, r := range words[0] {
		switch {
		case unicode.IsLetter(r), unicode.Is(unicode.M, r):
			letters++
		case r == '-' || r == '\'' || r == '’' || r == zwnj || r == zwj: // those join letters, in Persian and in India
		default:
			return ""
		}
	}
	if letters < 2 {
		return ""
	}
	return words[0]
}
