package archive

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/heed-desk/heed/desk"
)

// decode reads one line.
func decode(line []byte) (Record, *BadLine) {
	f := readFields("", line)
	if f.flaw != nil {
		return Record{}, f.flaw
	}
	var rec Record
	f.turned = &rec.Turned
	switch kindOf(f) {
	case KindTicket:
		rec.Ticket = readTicket(f, line)
	case KindReply:
		rec.Reply = readReply(f)
	case KindAgent:
		rec.Agent = readAgent(f)
	case KindMailbox:
		rec.Mailbox = readMailbox(f)
	case KindCustomer:
		c := readCustomer(f, line)
		rec.Customer = &c
	default:
		f.fail("type", UnknownType)
	}
	if f.flaw != nil {
		return Record{}, f.flaw
	}
	if flaw := tooLarge(rec, len(line)); flaw != nil {
		return Record{}, flaw
	}
	return rec, nil
}

// kindOf tells what a line is: by its type, else by what only one kind has.
func kindOf(f *fields) string {
	switch {
	case f.has("type"):
		return f.text("type")
	case f.has("messages"):
		return KindTicket
	case f.has("template"):
		return KindReply
	default:
		return KindCustomer
	}
}

// identity is the id that a file's own id stands for. One of heed's own stays what it
// is; where there is none, the line itself is it.
func identity(kind, id string, line []byte) desk.ID {
	if id == "" {
		sum := sha256.Sum256(line)
		return desk.DeriveID("archive", kind, "line", hex.EncodeToString(sum[:]))
	}
	var own desk.ID
	if own.UnmarshalText([]byte(id)) == nil && own.String() == id {
		return own
	}
	return desk.DeriveID("archive", kind, id)
}

// TicketIDOf is the id of the ticket that a file calls id.
func TicketIDOf(id string) desk.TicketID {
	return desk.TicketID{ID: identity(KindTicket, id, nil)}
}

// CustomerIDOf is the id of the customer that a file calls id.
func CustomerIDOf(id string) desk.CustomerID {
	return desk.CustomerID{ID: identity(KindCustomer, id, nil)}
}

// CannedIDOf is the id of the reply that a file calls name.
func CannedIDOf(name string) desk.CannedID {
	return desk.CannedID{ID: identity(KindReply, name, nil)}
}

// readMacro reads what a reply does besides saying something.
func readMacro(f *fields) desk.Macro {
	m := desk.Macro{Status: desk.Status(f.text("status")), Priority: f.text("priority"), Tags: readTags(f.texts("tags"))}
	switch by := f.text("assign"); by {
	case "":
	case "me":
		m.Mine = true
	default:
		f.fail("assign", UnknownValue)
	}
	if !(desk.Macro{Status: m.Status}).Valid() {
		f.fail("status", UnknownValue)
	}
	if !(desk.Macro{Priority: m.Priority}).Valid() {
		f.fail("priority", UnknownValue)
	}
	return m
}

func readReply(f *fields) *desk.Canned {
	c := &desk.Canned{
		Name: f.text("name", "label"), Title: f.text("title"), Text: f.text("template", "text"),
		Tags: readTags(f.texts("tags")), Language: f.text("language"), Uses: int(f.integer("uses", 0)),
	}
	id := f.text("id")
	switch {
	case c.Name == "":
		f.fail("name", Missing)
	case c.Text == "":
		f.fail("template", Missing)
	}
	if t := f.object("then"); t != nil {
		c.Then = readMacro(t)
		f.adopt(t)
	}
	if c.Title == "" {
		c.Title = c.Name
	}
	if id == "" {
		id = c.Name
	}
	c.ID = CannedIDOf(id)
	return c
}

func readAgent(f *fields) *desk.Agent {
	a := &desk.Agent{ID: f.login(f.text("id")), Name: f.foreign("name"), Role: desk.Role(f.text("role"))}
	for _, g := range f.texts("groups") {
		if name, ok := nameOf(g); ok {
			a.Groups = append(a.Groups, desk.GroupID(name))
		}
	}
	a.Disabled = f.text("disabled") == "true"
	if mails := f.addresses("email"); len(mails) > 0 {
		a.Mail = mails[0]
	}
	switch {
	case a.Role == "":
		a.Role = desk.RoleAgent
	case !a.Role.Known():
		f.fail("role", UnknownValue)
	}
	if a.ID == "" {
		f.fail("id", Missing)
	}
	if a.Name.IsEmpty() {
		a.Name = desk.Foreign(string(a.ID))
	}
	return a
}
