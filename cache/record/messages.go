package record

import (
	"github.com/heed-desk/heed/desk"
)

// AppendMessages appends a piece of a thread to dst. The ticket's id is not written: all
// messages of a piece belong to one.
func AppendMessages(dst []byte, all []desk.Message) []byte {
	p := packer{b: dst}
	p.count(len(all))
	for i := range all {
		packMessage(&p, &all[i])
	}
	return p.b
}

// ReadMessages reads a piece of a ticket's thread; ErrRecord.
func ReadMessages(b []byte, ticket desk.TicketID) ([]desk.Message, error) {
	u := &unpacker{b: b}
	n := u.count()
	all := make([]desk.Message, n)
	for i := range all {
		unpackMessage(u, &all[i])
		all[i].Ticket = ticket
	}
	return all, u.err()
}

func packMessage(p *packer, m *desk.Message) {
	p.message(m.ID)
	p.string(string(m.Kind))
	p.string(string(m.Author.Agent))
	p.id(m.Author.Customer.ID)
	p.text(m.Author.Name)
	p.time(m.At)
	p.text(m.Text)
	p.string(string(m.Channel))
	p.id(m.Op.ID)
	packAll(p, m.Canned, func(c desk.CannedID) { p.id(c.ID) })
	packAll(p, m.To, func(a desk.Address) {
		p.string(string(a.Channel))
		p.text(a.Value)
		p.text(a.Name)
	})
	more := uint64(0)
	if m.Change != nil {
		more |= withChange
	}
	if m.Call != nil {
		more |= withCall
	}
	if len(m.Attachments) > 0 {
		more |= withFiles
	}
	if roled(m.To) {
		more |= withRoles
	}
	if m.Forward != nil {
		more |= withForward
	}
	if m.Change != nil && !m.Change.Waiting.IsZero() {
		more |= withWaiting
	}
	p.uint(more)
	if m.Change != nil {
		p.string(m.Change.Field)
		p.string(m.Change.From)
		p.string(m.Change.To)
		if !m.Change.Waiting.IsZero() {
			p.time(m.Change.Waiting)
		}
	}
	if m.Call != nil {
		p.string(string(m.Call.Way))
		p.int(int64(m.Call.Minutes))
	}
	if len(m.Attachments) > 0 {
		packAll(p, m.Attachments, func(a desk.Attachment) { packFile(p, a) })
	}
	if roled(m.To) {
		packRoles(p, m.To)
	}
	if m.Forward != nil {
		packQuoted(p, *m.Forward)
	}
}

// What an entry has besides its text, as bits.
const (
	withChange = 1
	withCall   = 2
	withFiles  = 4

	withRoles   = 8  // some address is not one that it simply went to
	withForward = 16 // it was sent on
	withWaiting = 32 // the change says since when a customer waited
)

func unpackMessage(u *unpacker, m *desk.Message) {
	m.ID = u.message()
	m.Kind = kind(u)
	m.Author.Agent = desk.AgentID(u.string())
	m.Author.Customer.ID = u.id()
	m.Author.Name = u.text()
	m.At = u.time()
	m.Text = u.text()
	m.Channel = desk.Channel(known(u))
	m.Op.ID = u.id()
	m.Canned = unpackAll(u, func() desk.CannedID { return desk.CannedID{ID: u.id()} })
	m.To = unpackAll(u, func() desk.Address {
		return desk.Address{Channel: desk.Channel(known(u)), Value: u.text(), Name: u.text()}
	})
	more := u.uint()
	if more > withChange|withCall|withFiles|withRoles|withForward|withWaiting {
		u.fail()
	}
	if more&withChange != 0 {
		m.Change = &desk.FieldChange{Field: u.string(), From: u.string(), To: u.string()}
		if more&withWaiting != 0 {
			m.Change.Waiting = u.time()
		}
	}
	if more&withCall != 0 {
		m.Call = &desk.Call{Way: desk.CallWay(u.string()), Minutes: int(u.int())}
	}
	if more&withFiles != 0 {
		m.Attachments = unpackAll(u, func() desk.Attachment { return unpackFile(u) })
	}
	if more&withRoles != 0 {
		unpackRoles(u, m.To)
	}
	if more&withForward != 0 {
		m.Forward = unpackQuoted(u)
	}
}

func kind(u *unpacker) desk.MessageKind {
	b := u.take(u.count())
	for _, k := range [...]desk.MessageKind{desk.FromCustomer, desk.FromAgent, desk.InternalNote, desk.Happening, desk.PhoneCall, desk.Forwarded} {
		if string(b) == string(k) {
			return k
		}
	}
	return desk.MessageKind(b)
}

func packFile(p *packer, a desk.Attachment) {
	p.b = append(p.b, a.ID[:]...)
	p.text(a.Name)
	p.string(a.Type)
	p.int(a.Size)
}

func unpackFile(u *unpacker) (a desk.Attachment) {
	copy(a.ID[:], u.take(len(a.ID)))
	a.Name, a.Type, a.Size = u.text(), u.string(), u.int()
	return a
}
