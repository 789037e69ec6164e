package composer

import (
	"slices"
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// addressed is whom a text goes to, as far as the agent has said so.
type addressed struct {
	to      []desk.Address // in place of what it would be by itself, where changed
	changed bool
	boxes   []desk.Mailbox // the desk's own addresses
	known   []candidate    // whom it can be completed with
	met     []desk.Address // those who have been in the thread
	all     []desk.Address // those who got the newest word, besides the customer and us
}

// channel is the one that the text goes out by.
func (s *Screen) channel() desk.Channel {
	switch {
	case s.opens != nil:
		return s.opens.Channel
	case s.forward != nil:
		return desk.Mail
	default:
		return s.facts.Ticket.Channel
	}
}

// recipients are whom a text goes to and the address of ours that it is sent from: as they
// are now, and not as they may be when it leaves.
func (s *Screen) recipients() []desk.Address {
	if s.note {
		return nil
	}
	if s.whom.changed {
		return slices.Clone(s.whom.to)
	}
	return s.byItself()
}

// byItself is whom a text goes to where nobody has said otherwise: the customer, from the
// mailbox of the ticket's group.
func (s *Screen) byItself() []desk.Address {
	to := s.customerAddress()
	if len(to) == 0 && s.forward == nil && !s.unreachable() {
		return nil
	}
	if box := desk.MailboxFor(s.whom.boxes, s.channel(), s.facts.Ticket.Group); box != nil {
		to = append(to, box.From())
	}
	return to
}

// customerAddress is the customer's address of the channel; none where none is known.
func (s *Screen) customerAddress() []desk.Address {
	switch {
	case s.opens != nil:
		return desk.AddressesIn(s.opens.To, desk.AddressTo)
	case s.forward != nil:
		return nil
	}
	a, reached := desk.Reach(s.facts.Ticket.Channel, s.facts.Customer)
	if !reached {
		return nil
	}
	a.Name = desk.Foreign(text.Line(s.facts.Ticket.RequesterName))
	return []desk.Address{a}
}

// unreachable reports whether nothing reaches the customer by itself: it would go by mail, and no
// address is known. Of a customer whose record has not come yet nobody can say so.
func (s *Screen) unreachable() bool {
	known := !s.facts.Customer.ID.IsZero() || s.facts.Ticket.Requester.IsZero()
	return s.begun && known && s.opens == nil && s.channel().Copies() && len(s.customerAddress()) == 0
}

// toNobody reports whether a text goes to nobody until somebody is addressed.
func (s *Screen) toNobody() bool {
	return !s.note && s.unreachable() && len(desk.AddressesIn(s.recipients(), desk.AddressTo)) == 0
}

// sendable reports whether a desk takes what goes to an address.
func sendable(a desk.Address) bool {
	flaw := a.Flaw()
	return flaw == desk.NoFlaw || flaw == desk.FlawNoDot
}

// everybody is what a reply to all goes to: the customer, and in copy whoever else got the
// newest word.
func (s *Screen) everybody() []desk.Address {
	all := s.byItself()
	for _, a := range s.whom.all {
		a.Role = desk.AddressCc
		if !slices.ContainsFunc(all, a.Same) {
			all = append(all, a)
		}
	}
	return all
}

// toAll reports whether everybody who got the newest word gets this one.
func (s *Screen) toAll() bool {
	now := s.recipients()
	for _, a := range s.whom.all {
		if !slices.ContainsFunc(now, a.Same) {
			return false
		}
	}
	return len(s.whom.all) > 0
}

// addressedTo takes up whom a draft is to go to: nobody said where there is nobody in it.
func (s *Screen) addressedTo(to []desk.Address) {
	if len(to) == 0 || sameAddresses(to, s.byItself()) {
		s.whom.to, s.whom.changed = nil, false
		return
	}
	s.whom.to, s.whom.changed = to, true
}

// meet notes who has been in the thread, and who got its newest word.
func (s *Screen) meet(messages []desk.Message) {
	s.whom.met, s.whom.all = nil, nil
	for _, m := range messages {
		if !m.Kind.Public() && m.Kind != desk.Forwarded {
			continue
		}
		var got []desk.Address
		for _, a := range m.To {
			switch {
			case a.Role == desk.AddressFrom || desk.MailboxAt(s.whom.boxes, a) != nil || !sendable(a):
				continue
			case !slices.ContainsFunc(s.whom.met, a.Same):
				s.whom.met = append(s.whom.met, a)
			}
			if m.Kind.Public() && a.Role != desk.AddressBcc && !s.isCustomer(a) && !slices.ContainsFunc(got, a.Same) {
				got = append(got, desk.Address{Channel: a.Channel, Value: a.Value, Name: a.Name})
			}
		}
		if m.Kind.Public() && len(m.To) > 0 {
			s.whom.all = got
		}
	}
}

// isCustomer reports whether an address is the customer's own.
func (s *Screen) isCustomer(a desk.Address) bool {
	c := s.facts.Customer
	for _, v := range slices.Concat(c.Mails, c.Phones) {
		if a.Same(desk.Address{Channel: a.Channel, Value: v}) {
			return true
		}
	}
	return slices.ContainsFunc(s.customerAddress(), a.Same)
}

// reachesCustomer reports whether the customer may well get what goes to an address, however
// it is written.
func (s *Screen) reachesCustomer(a desk.Address) bool {
	return s.isCustomer(a) || slices.ContainsFunc(s.facts.Customer.Mails, func(v desk.Untrusted) bool { return text.SameMailbox(a.Value, v) })
}

// isNew reports whether somebody has never been in the thread, and does not work here.
func (s *Screen) isNew(a desk.Address) bool {
	return a.Role != desk.AddressFrom && !s.isCustomer(a) && !slices.ContainsFunc(s.whom.met, a.Same) &&
		!slices.ContainsFunc(s.whom.known, func(c candidate) bool { return c.house && c.to.Same(a) })
}

// flawed is the first address that nothing can be sent to, with what is wrong with it; of
// none in particular where the value is empty.
func (s *Screen) flawed() (a desk.Address, flaw desk.Flaw) {
	all := s.recipients()
	for _, a := range all {
		if flaw := a.Flaw(); flaw != desk.NoFlaw {
			return a, flaw
		}
		if a.Role == desk.AddressFrom && desk.MailboxAt(s.whom.boxes, a) == nil {
			return a, desk.FlawNotOurs
		}
	}
	if s.toNobody() {
		return desk.Address{}, desk.FlawNobody
	}
	if s.forward != nil && s.forward.Notes {
		for _, a := range all {
			if a.Role != desk.AddressFrom && s.reachesCustomer(a) {
				return a, desk.FlawCustomer
			}
		}
	}
	return desk.Address{}, desk.EnvelopeFlaw(all)
}

// said is what is wrong, in a sentence.
func (s *Screen) flawSaid(a desk.Address, flaw desk.Flaw) string {
	return s.Book.T("address.flaw."+string(flaw), "address", text.Truncate(text.Address(a.Value), 60))
}

// isAddressed sums up whom it goes to, and where wanted from which of our addresses, for the
// line above the text.
func (s *Screen) isAddressed(from bool) []string {
	all := s.recipients()
	var said []string
	one := func(role desk.AddressRole, key string) {
		of := desk.AddressesIn(all, role)
		if len(of) == 0 || !shown(of[0]) {
			return
		}
		line := s.Book.T(key, "address", text.Address(of[0].Value))
		if more := len(of) - 1; more > 0 {
			line += s.Book.T("address.more", "n", more)
		}
		said = append(said, line)
	}
	one(desk.AddressTo, "composer.to")
	if n := len(desk.AddressesIn(all, desk.AddressCc)); n > 0 {
		said = append(said, s.Book.T("address.cc_n", "n", n))
	}
	if n := len(desk.AddressesIn(all, desk.AddressBcc)); n > 0 {
		said = append(said, s.Book.T("address.bcc_n", "n", n))
	}
	if from {
		one(desk.AddressFrom, "address.from")
	}
	return said
}

// shown reports whether an address tells anybody anything: an id of ours does not.
func shown(a desk.Address) bool {
	line := text.Line(a.Value)
	return strings.Contains(line, "@") || strings.HasPrefix(line, "+") || a.Channel.Copies()
}
