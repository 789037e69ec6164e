package composer

import (
	"cmp"
	"slices"
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// candidate is somebody whom a text can go to.
type candidate struct {
	to    desk.Address
	label string // what they are called; empty for one of whom only the address is known
	from  string // where they are known from: a key of the catalogue
	house bool   // they work here
}

// mostOffered is how many are offered at once.
const mostOffered = 5

// candidates gathers whom a text can go to: the customer, those in the thread, colleagues,
// those written to before.
func candidates(b begun) []candidate {
	var all []candidate
	add := func(c candidate) {
		c.to.Channel, c.to.Role = desk.Mail, desk.AddressTo
		if c.to.Flaw() != desk.NoFlaw || slices.ContainsFunc(all, func(k candidate) bool { return k.to.Same(c.to) }) {
			return
		}
		c.label = text.Line(c.to.Name)
		all = append(all, c)
	}
	for _, v := range b.customer.Mails {
		add(candidate{to: desk.Address{Value: v, Name: b.customer.Name}, from: "address.of.customer"})
	}
	for _, a := range b.agents {
		if a.Works() {
			add(candidate{to: desk.Address{Value: a.Mail, Name: a.Name}, from: "address.of.colleague", house: true})
		}
	}
	for _, m := range b.boxes {
		add(candidate{to: desk.Address{Value: m.Value, Name: m.Name}, from: "address.of.desk", house: true})
	}
	for _, m := range slices.Backward(b.thread.Messages) {
		for _, a := range m.To {
			add(candidate{to: a, from: "address.of.thread"})
		}
	}
	for _, a := range b.used {
		add(candidate{to: a, from: "address.of.before"})
	}
	return all
}

// offers are those who fit what is typed, best first. Nobody is offered who gets it already.
func (s *Screen) offers(typed string, role desk.AddressRole) []candidate {
	typed = strings.ToLower(typed)
	var all []candidate
	if role == desk.AddressFrom {
		for _, m := range s.whom.boxes {
			if m.Channel.Copies() {
				all = append(all, candidate{to: m.From(), label: text.Line(m.Name), from: "address.of.desk"})
			}
		}
	} else {
		taken := s.recipients()
		for _, c := range s.whom.known {
			if !slices.ContainsFunc(taken, c.to.Same) {
				all = append(all, c)
			}
		}
	}
	rank := func(c candidate) int {
		name, value := strings.ToLower(c.label), strings.ToLower(text.Line(c.to.Value))
		switch {
		case strings.HasPrefix(value, typed), strings.HasPrefix(name, typed):
			return 0
		case strings.Contains(name, " "+typed):
			return 1
		case strings.Contains(name, typed), strings.Contains(value, typed):
			return 2
		default:
			return -1
		}
	}
	all = slices.DeleteFunc(all, func(c candidate) bool { return rank(c) < 0 })
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(rank(a), rank(b)) })
	return all[:min(len(all), mostOffered)]
}

// nameOf is what somebody is called of whom the address is typed.
func (s *Screen) nameOf(a desk.Address) desk.Untrusted {
	for _, c := range s.whom.known {
		if c.to.Same(a) {
			return desk.Foreign(text.Line(c.to.Name))
		}
	}
	return desk.Untrusted{}
}
