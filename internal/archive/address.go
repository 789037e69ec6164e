package archive

import (
	"bytes"
	"encoding/json"
	"strconv"

	"github.com/heed-desk/heed/desk"
)

// readAddresses reads whom an entry went to, and what it was sent from. Each list may hold
// texts in place of objects, and be a single one of them.
func readAddresses(in *fields, channel desk.Channel) []desk.Address {
	var all []desk.Address
	for _, l := range []struct {
		name string
		role desk.AddressRole
	}{{"to", desk.AddressTo}, {"cc", desk.AddressCc}, {"bcc", desk.AddressBcc}, {"sent_from", desk.AddressFrom}} {
		for i, raw := range several(in, l.name) {
			a := readAddress(in, l.name+"."+strconv.Itoa(i+1), raw, channel)
			if a.Role == desk.AddressTo {
				a.Role = l.role
			}
			all = append(all, a)
		}
	}
	return all
}

// several takes a list, or one thing that stands for a list of itself.
func several(in *fields, name string) []json.RawMessage {
	if raw := bytes.TrimSpace(in.raw[name]); len(raw) > 0 && (raw[0] == '"' || raw[0] == '{') {
		one, _ := in.take(name)
		return []json.RawMessage{one}
	}
	return in.list(name)
}

func readAddress(in *fields, at string, raw json.RawMessage, channel desk.Channel) desk.Address {
	if s, ok := scalar(raw); ok {
		a := desk.Address{Channel: channel, Value: desk.Foreign(s)}
		if !desk.Addressable(a.Value) {
			in.fail(at, BadAddress)
		}
		return a
	}
	f := in.inner(at, raw)
	a := desk.Address{
		Channel: desk.Channel(f.name("channel")), Value: f.foreign("value"), Name: f.foreign("name"), Role: desk.AddressRole(f.text("role")),
	}
	if a.Channel == "" {
		a.Channel = channel
	}
	switch a.Role {
	case desk.AddressTo, desk.AddressCc, desk.AddressBcc, desk.AddressFrom:
	default:
		f.fail("role", UnknownValue)
	}
	if !desk.Addressable(a.Value) {
		f.fail("value", BadAddress)
	}
	in.adopt(f)
	return a
}

// readMailbox reads an address of the desk's own.
func readMailbox(f *fields) *desk.Mailbox {
	m := &desk.Mailbox{Channel: desk.Channel(f.name("channel")), Value: f.foreign("address", "value"), Name: f.foreign("name")}
	if m.Channel == "" {
		m.Channel = desk.Mail
	}
	for _, g := range f.texts("groups") {
		if name, ok := nameOf(g); ok {
			m.Groups = append(m.Groups, desk.GroupID(name))
		}
	}
	switch flaw := m.From().Flaw(); {
	case m.Value.IsEmpty():
		f.fail("address", Missing)
	case !desk.Addressable(m.Value):
		f.fail("address", BadAddress)
	case flaw != desk.NoFlaw && flaw != desk.FlawNoDot:
		f.fail("address", UnknownValue)
	}
	return m
}

// readQuoted reads what went along with an entry that was sent on.
func readQuoted(in *fields) *desk.Quoted {
	q := &desk.Quoted{}
	f := in.object("forward")
	if f == nil {
		return q
	}
	for _, s := range f.texts("messages") {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil || n < 1 {
			f.fail("messages", NotNumber)
			break
		}
		q.Messages = append(q.Messages, desk.MessageID(n))
	}
	q.Notes = f.text("notes") == "true"
	in.adopt(f)
	return q
}
