package archive

import (
	"slices"
	"strconv"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// readMessages takes the thread, and returns the fields of its entries that heed has no word for.
func readMessages(f *fields, t *Ticket) map[string]desk.Untrusted {
	var extra map[string]desk.Untrusted
	at := t.CreatedAt
	for i, raw := range f.list("messages") {
		in := f.inner("messages."+strconv.Itoa(i+1), raw)
		if in.flaw != nil {
			break
		}
		m := readMessage(in, t)
		m.ID, m.Ticket = desk.MessageID(i+1), t.ID
		if m.At.IsZero() {
			m.At = at // an entry without a time stands where the one before it stood
		}
		at = m.At
		t.Messages = append(t.Messages, m)
		extra = in.rest("messages."+strconv.Itoa(i+1)+".", extra)
		f.adopt(in)
	}
	if t.CreatedAt.IsZero() && len(t.Messages) > 0 {
		t.CreatedAt = t.Messages[0].At
	}
	return extra
}

func readMessage(in *fields, t *Ticket) desk.Message {
	m := desk.Message{
		Text: in.prose("text"), At: in.instant("at"), Channel: desk.Channel(in.name("channel")), Change: readChange(in),
	}
	if m.Channel == "" {
		m.Channel = t.Channel
	}
	name, agent := in.foreign("name"), in.text("agent")
	switch in.text("from") {
	case "customer":
		m.Kind = desk.FromCustomer
		m.Author = desk.Author{Customer: t.Requester, Name: either(name, t.RequesterName)}
		if other := in.text("customer"); other != "" {
			m.Author = desk.Author{Customer: CustomerIDOf(other), Name: name}
		}
		agent = ""
	case "agent":
		m.Kind = desk.FromAgent
	case "note":
		m.Kind = desk.InternalNote
	case "call":
		m.Kind, m.Call = desk.PhoneCall, readCall(in)
	case "forward":
		m.Kind, m.Forward = desk.Forwarded, readQuoted(in)
	case "action", "event":
		m.Kind = desk.Happening
		m.Author = desk.Author{Agent: in.login(agent), Name: name}
		agent = ""
	default:
		in.fail("from", UnknownValue)
	}
	if m.Kind == desk.FromAgent || m.Kind == desk.InternalNote || m.Kind == desk.PhoneCall || m.Kind == desk.Forwarded {
		if agent == "" {
			agent = t.Agent
		}
		m.Author = desk.Author{Agent: in.login(agent), Name: either(name, desk.Foreign(agent))}
	}
	for _, label := range in.texts("canned") {
		m.Canned = append(m.Canned, CannedIDOf(label))
	}
	m.To = readAddresses(in, m.Channel)
	switch {
	case len(m.To) > desk.MaxAddresses:
		in.fail("to", TooMany)
	case len(m.Canned) > desk.MaxAddresses:
		in.fail("canned", TooMany)
	}
	return m
}

func readChange(in *fields) *desk.FieldChange {
	c := in.object("change")
	if c == nil {
		return nil
	}
	change := &desk.FieldChange{Field: c.text("field"), From: c.text("from"), To: c.text("to"), Waiting: c.instant("waiting")}
	if change.Field == "" {
		c.fail("field", Missing)
	}
	in.adopt(c)
	return change
}

// readCall reads who called whom; we did, and reached nobody, where it is not said.
func readCall(in *fields) *desk.Call {
	call := &desk.Call{Way: desk.CallOut}
	c := in.object("call")
	if c == nil {
		return call
	}
	if desk.CallWay(c.text("way")) == desk.CallIn {
		call.Way = desk.CallIn
	}
	call.Minutes = int(min(c.integer("minutes", 0), desk.MaxMinutes))
	in.adopt(c)
	return call
}

func either(a, b desk.Untrusted) desk.Untrusted {
	if a.IsEmpty() {
		return b
	}
	return a
}

// firstLine is the subject of a ticket that came without one: the beginning of its first words.
func firstLine(thread []desk.Message) desk.Untrusted {
	const most = 80
	for _, m := range thread {
		if !m.Kind.Public() {
			continue
		}
		line, _, _ := strings.Cut(strings.TrimSpace(m.Text.Raw()), "\n")
		if runes := []rune(line); len(runes) > most {
			line = string(runes[:most-1]) + "…"
		}
		return desk.Foreign(line)
	}
	return desk.Untrusted{}
}

func sortedOnce(tags []string) []string {
	slices.Sort(tags)
	return slices.Compact(tags)
}
