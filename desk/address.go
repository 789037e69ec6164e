package desk

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Address is where something is sent: a mail address, a phone number, a handle.
type Address struct {
	Channel Channel     `json:"channel"`
	Value   Untrusted   `json:"value"`
	Name    Untrusted   `json:"name,omitzero"`
	Role    AddressRole `json:"role,omitempty"`
}

// AddressRole is what an address is to what is sent.
type AddressRole string

// The roles of an address. Whoever is in blind copy is known to colleagues only.
const (
	AddressTo   AddressRole = ""
	AddressCc   AddressRole = "cc"
	AddressBcc  AddressRole = "bcc"
	AddressFrom AddressRole = "from" // one of the desk's own, which it is sent from
)

// AddressRoles lists them in the order in which they are read.
func AddressRoles() []AddressRole {
	return []AddressRole{AddressTo, AddressCc, AddressBcc, AddressFrom}
}

// AddressesIn are those of one role, in their order.
func AddressesIn(all []Address, role AddressRole) []Address {
	return slices.DeleteFunc(slices.Clone(all), func(a Address) bool { return a.Role != role })
}

// Key names the role where it is looked up in a book: to, cc, bcc, from.
func (r AddressRole) Key() string {
	if r == AddressTo {
		return "to"
	}
	return string(r)
}

// AddressedTogether is everybody whom two texts that become one are to go to, each once: in
// the role that they have in the first, where they are in both. What leads to one end only,
// and what it is sent from, is that of the first.
func AddressedTogether(first, more []Address) []Address {
	all := slices.Clone(first)
	single := slices.ContainsFunc(all, func(a Address) bool { return a.Role != AddressFrom && !a.Channel.Copies() })
	sent := slices.ContainsFunc(all, func(a Address) bool { return a.Role == AddressFrom })
	for _, a := range more {
		switch {
		case a.Role == AddressFrom && sent, a.Role != AddressFrom && single:
		case !slices.ContainsFunc(all, func(b Address) bool { return a.Same(b) && (a.Role == AddressFrom) == (b.Role == AddressFrom) }):
			all = append(all, a)
		}
	}
	return all
}

// Same reports whether two addresses lead to the same place, whatever their roles and names.
func (a Address) Same(b Address) bool {
	return a.Channel.Copies() == b.Channel.Copies() && strings.EqualFold(strings.TrimSpace(a.Value.raw), strings.TrimSpace(b.Value.raw))
}

// Copies reports whether several people can get the same by a channel: copies and blind
// copies are for mail, and for what is answered by mail. A message or a call has one end.
func (c Channel) Copies() bool {
	switch c {
	case Chat, Phone, SMS, Social:
		return false
	default:
		return true
	}
}

// Mailbox is an address of the desk's own, from which it writes.
type Mailbox struct {
	Channel Channel   `json:"channel"`
	Value   Untrusted `json:"value"`
	Name    Untrusted `json:"name,omitzero"`
	// Groups are those whose tickets are answered from it unless the agent says otherwise; all
	// where there are none. It is what is offered, not what is allowed: a ticket may have come to
	// another group since its customer was written to from here.
	Groups []GroupID `json:"groups,omitempty"`
}

// From is the mailbox as the address that something is sent from.
func (m Mailbox) From() Address {
	return Address{Channel: m.Channel, Value: m.Value, Name: m.Name, Role: AddressFrom}
}

// MailboxAt is the mailbox that an address is; nil where it is none of the desk's own.
func MailboxAt(all []Mailbox, a Address) *Mailbox {
	if i := slices.IndexFunc(all, func(m Mailbox) bool { return m.From().Same(a) }); i >= 0 {
		return &all[i]
	}
	return nil
}

// MailboxFor is the mailbox from which a group writes by a channel: one of its own, else
// one of everybody's; nil where there is none.
func MailboxFor(all []Mailbox, by Channel, group GroupID) *Mailbox {
	var open *Mailbox
	for i, m := range all {
		switch {
		case m.Channel.Copies() != by.Copies() || !by.Copies() && m.Channel != by:
		case group != "" && slices.Contains(m.Groups, group):
			return &all[i]
		case len(m.Groups) == 0 && open == nil:
			open = &all[i]
		}
	}
	return open
}

// Flaw is why an address cannot be written to, as a code.
type Flaw string

// The flaws of an address, and of several together.
const (
	NoFlaw       Flaw = ""
	FlawEmpty    Flaw = "empty"
	FlawControl  Flaw = "control"   // a letter that steers a program or turns the reading round
	FlawSpace    Flaw = "space"     // more than one word, or several addresses
	FlawNoAt     Flaw = "no_at"     // nothing parts a name from a host
	FlawManyAt   Flaw = "many_at"   // two addresses grown together
	FlawNoName   Flaw = "no_name"   // nothing before the @
	FlawBadName  Flaw = "bad_name"  // a program that sends would take it for something else
	FlawNoHost   Flaw = "no_host"   // nothing behind it
	FlawBadHost  Flaw = "bad_host"  // what is behind it is no host
	FlawNoDot    Flaw = "no_dot"    // a host that the world does not know; a desk may
	FlawTooLong  Flaw = "too_long"  // over what mail carries
	FlawNumber   Flaw = "number"    // no phone number
	FlawNotOurs  Flaw = "not_ours"  // sent from what is no mailbox of the desk
	FlawOneOnly  Flaw = "one_only"  // a channel with one end
	FlawNobody   Flaw = "nobody"    // copies of what goes to nobody
	FlawTooMany  Flaw = "too_many"  // over MaxAddresses
	FlawCustomer Flaw = "customer"  // notes for colleagues would go to the customer
	FlawUnknown  Flaw = "role"      // a role that nobody knows
	FlawChannel  Flaw = "channel"   // what no channel is called
	FlawInternal Flaw = "with_note" // notes go along that nobody has chosen
)

// The most that mail carries of an address, in bytes (RFC 5321).
const (
	maxMail      = 254
	maxMailLocal = 64
)

// MailFlaw is what is wrong with a mail address; NoFlaw where nothing is. Letters of any
// script are taken on both sides of the @ (RFC 6531), those that cannot be seen are not.
func MailFlaw(value Untrusted) Flaw {
	s := strings.TrimSpace(value.raw)
	local, host, parted := cutLast(s)
	switch {
	case s == "":
		return FlawEmpty
	case !oneLine(value) || strings.IndexFunc(s, unseen) >= 0:
		return FlawControl
	case strings.ContainsAny(s, "<>,;:\\\"()[]") || strings.IndexFunc(s, unicode.IsSpace) >= 0:
		return FlawSpace
	case !parted:
		return FlawNoAt
	case host == "":
		return FlawNoHost
	case local == "":
		return FlawNoName
	case strings.Contains(local, "@"):
		return FlawManyAt
	case local[0] == '|' || local[0] == '-': // to programs that send, a command or an option
		return FlawBadName
	case len(s) > maxMail || len(local) > maxMailLocal:
		return FlawTooLong
	case !hostly(host):
		return FlawBadHost
	case !strings.Contains(host, "."):
		return FlawNoDot
	default:
		return NoFlaw
	}
}

func cutLast(s string) (local, host string, parted bool) {
	i := strings.LastIndexByte(s, '@')
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

// hostly reports whether something can name a host: labels of letters and digits with
// dots between them.
func hostly(host string) bool {
	for _, label := range strings.Split(host, ".") {
		if label == "" || len(label) > 63 || strings.HasPrefix(label, "-") || strings.HasSuffix(label, "-") {
			return false
		}
		for i, r := range label {
			if i == 0 && unicode.IsMark(r) { // it would stand on the dot or the @
				return false
			}
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '-' {
				return false
			}
		}
	}
	return true
}

// unseen reports whether a letter is one that nobody sees and that changes what is read:
// marks of direction, joiners, fillers, selectors of a variant.
func unseen(r rune) bool {
	return unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point) || r == '\u2800' || r == utf8.RuneError
}

// NumberFlaw is what is wrong with a phone number.
func NumberFlaw(value Untrusted) Flaw {
	s, digits := strings.TrimSpace(value.raw), 0
	for i, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r == '+' && i == 0, strings.ContainsRune(" -./()", r):
		default:
			return FlawNumber
		}
	}
	if digits < 3 || digits > 15 {
		return FlawNumber
	}
	return NoFlaw
}

// Flaw is what is wrong with an address by itself.
func (a Address) Flaw() Flaw {
	switch {
	case !a.Channel.Valid():
		return FlawChannel
	case a.Name.Len() > MaxField || !oneLine(a.Name):
		return FlawControl
	case !slices.Contains(AddressRoles(), a.Role):
		return FlawUnknown
	case a.Channel.Copies():
		return MailFlaw(a.Value)
	case !Addressable(a.Value) || strings.IndexFunc(a.Value.raw, unseen) >= 0:
		return FlawControl
	default:
		return NoFlaw
	}
}

// EnvelopeFlaw is what is wrong with addresses together, where each by itself is right:
// those that something goes to, and that it is sent from. None at all is right.
func EnvelopeFlaw(all []Address) Flaw {
	to, more, from := 0, 0, 0
	single := false
	for _, a := range all {
		single = single || a.Role != AddressFrom && !a.Channel.Copies()
		switch a.Role {
		case AddressFrom:
			from++
		case AddressTo:
			to++
		default:
			more++
		}
	}
	switch {
	case len(all) > MaxAddresses:
		return FlawTooMany
	case from > 1, single && to+more > 1, single && more > 0:
		return FlawOneOnly
	case len(all) > 0 && to == 0:
		return FlawNobody
	default:
		return NoFlaw
	}
}

// Reach is the address of a customer that a channel leads to by itself, without a name: the first
// that something can be sent to; false where none is known.
func Reach(by Channel, c Customer) (Address, bool) {
	values := c.Mails
	switch by {
	case Phone, SMS:
		values = c.Phones
	case Chat, Social:
		values = []Untrusted{Foreign(c.ID.String())}
	case Mail, Form, API:
	}
	for _, v := range values {
		a := Address{Channel: by, Value: v}
		if flaw := a.Flaw(); flaw == NoFlaw || flaw == FlawNoDot {
			return a, true
		}
	}
	return Address{}, false
}

// GoesToNobody reports whether what is said to a customer reaches nobody: it goes by mail, whom
// it is to go to was not said, and no address of theirs is known.
func GoesToNobody(by Channel, c Customer, to []Address) bool {
	_, reached := Reach(by, c)
	return by.Copies() && !reached && len(AddressesIn(to, AddressTo)) == 0
}

// checkReach refuses what would go to nobody, as far as it is known who the customer is.
func (a *application) checkReach() *Problem {
	if c := a.facts.Customer; c != nil && GoesToNobody(a.t.Channel, *c, a.op.Recipients) {
		return Refuse(BadAddress, FlawNobody)
	}
	return nil
}

// checkEnvelope refuses what goes to too many, to what can be no address, or from what is
// none of the desk's own.
func (a *application) checkEnvelope() *Problem {
	all := a.op.Recipients
	for _, to := range all {
		if flaw := to.Flaw(); flaw != NoFlaw && flaw != FlawNoDot {
			return Refuse(BadAddress, flaw)
		}
		if to.Role == AddressFrom && MailboxAt(a.facts.Mailboxes, to) == nil {
			return Refuse(BadAddress, FlawNotOurs)
		}
	}
	if flaw := EnvelopeFlaw(all); flaw != NoFlaw {
		return Refuse(BadAddress, flaw)
	}
	return nil
}
