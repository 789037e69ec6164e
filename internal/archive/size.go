package archive

import (
	"encoding/json"
	"strconv"

	"github.com/heed-desk/heed/desk"
)

// What is written may be larger than the line that it was read from: a letter of one byte
// may be written in six, and everything has its frame.
const (
	mostEscape = 6
	frame      = 4 << 10
)

// tooLarge says which part of a record is over desk.MaxRecord; nil where none is. Line is
// the length of the line that it was read from.
func tooLarge(r Record, line int) *BadLine {
	if line <= (desk.MaxRecord-frame)/mostEscape {
		return nil // nearly every line, without another look
	}
	switch {
	case r.Ticket != nil:
		return largeTicket(r.Ticket)
	case r.Customer != nil:
		return largeRecord(r.Customer, customerParts(r.Customer))
	case r.Reply != nil:
		return largeRecord(r.Reply, []part{{"template", len(r.Reply.Text)}, {"title", len(r.Reply.Title)}})
	case r.Agent != nil:
		return largeRecord(r.Agent, []part{{"groups", len(r.Agent.Groups)}})
	case r.Mailbox != nil:
		return largeRecord(r.Mailbox, []part{{"address", r.Mailbox.Value.Len()}, {"groups", len(r.Mailbox.Groups)}})
	default:
		return nil
	}
}

func largeTicket(t *Ticket) *BadLine {
	parts := append(attributeParts(t.Attributes), part{"subject", t.Subject.Len()}, part{"messages", len(t.Messages)})
	if flaw := largeRecord(t.Ticket, parts); flaw != nil {
		return flaw
	}
	if t.Customer != nil {
		if flaw := largeRecord(t.Customer, customerParts(t.Customer)); flaw != nil {
			flaw.Field = "customer." + flaw.Field
			return flaw
		}
	}
	for i := range t.Messages {
		if over(t.Messages[i]) {
			return &BadLine{Flaw: LargeEntry, Field: "messages." + strconv.Itoa(i+1)}
		}
	}
	return nil
}

// part is a field and how much it holds.
type part struct {
	name string
	size int
}

func attributeParts(all map[string]desk.Untrusted) []part {
	parts := make([]part, 0, len(all))
	for name, value := range all {
		parts = append(parts, part{name, len(name) + value.Len()})
	}
	return parts
}

func customerParts(c *desk.Customer) []part {
	parts := append(attributeParts(c.Attributes), part{"name", c.Name.Len()})
	for _, p := range []struct {
		name string
		held any
	}{{"orders", c.Orders}, {"notes", c.Notes}, {"needs", c.Needs}, {"refuses", c.Refuses}, {"mails", c.Mails}, {"phones", c.Phones}} {
		b, _ := json.Marshal(p.held) // texts and numbers: it cannot fail, and 0 is no harm
		parts = append(parts, part{p.name, len(b)})
	}
	return parts
}

// longestName is how much of a field's name is told.
const longestName = 60

// largeRecord says that a record is too large, and which of its parts is the largest.
func largeRecord(record any, parts []part) *BadLine {
	if !over(record) {
		return nil
	}
	most := part{size: -1}
	for _, p := range parts {
		if p.size > most.size || p.size == most.size && p.name < most.name {
			most = p
		}
	}
	if name := []rune(most.name); len(name) > longestName {
		most.name = string(name[:longestName]) + "…"
	}
	return &BadLine{Flaw: LargeRecord, Field: most.name}
}

func over(record any) bool {
	b, err := json.Marshal(record)
	return err == nil && len(b) > desk.MaxRecord
}
