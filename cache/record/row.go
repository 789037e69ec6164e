package record

import (
	"github.com/heed-desk/heed/desk"
)

// Row is what a ledger keeps of a ticket for lists.
type Row struct {
	desk.Excerpt
	Filed    uint16         // the views in which it stands, a bit each
	Other    desk.MessageID // the last public word of anybody but the ledger's agent
	Own      desk.MessageID // the last public word of the ledger's agent
	Followed bool           // the ledger's agent follows the ticket
}

// AppendRow appends a row to dst.
func AppendRow(dst []byte, r *Row) []byte {
	p := packer{b: append(dst, uint8(r.Filed))}
	p.message(r.Other)
	p.message(r.Own)
	packExcerpt(&p, &r.Excerpt)
	flags := uint8(r.Filed>>8) << 1
	if r.Followed {
		flags |= 1
	}
	if flags != 0 || r.Promise != "" || !r.Promised.IsZero() { // what was written before rows knew of these ends here too
		p.b = append(p.b, flags)
	}
	if r.Promise != "" || !r.Promised.IsZero() { // and what was written before there were promises here
		p.string(string(r.Promise))
	}
	if !r.Promised.IsZero() { // and what was written before they were told where the priority allows less here
		p.time(r.Promised)
	}
	return p.b
}

// ReadRow reads a row; ErrRecord.
func ReadRow(b []byte) (r Row, err error) {
	u := unpacker{b: b}
	r.Filed = uint16(u.byte())
	r.Other, r.Own = u.message(), u.message()
	unpackExcerpt(&u, &r.Excerpt)
	if len(u.b) > 0 {
		flags := u.byte()
		r.Followed = flags&1 != 0
		r.Filed |= uint16(flags>>1) << 8
	}
	if len(u.b) > 0 {
		r.Promise = desk.Target(u.string())
	}
	if len(u.b) > 0 {
		r.Promised = u.time()
	}
	return r, u.err()
}

func packExcerpt(p *packer, e *desk.Excerpt) {
	p.id(e.ID.ID)
	p.int(e.Number)
	p.version(e.Version)
	p.text(e.Subject)
	p.string(string(e.Channel))
	p.string(string(e.Status))
	p.int(int64(e.Priority))
	p.id(e.Requester.ID)
	p.text(e.Name)
	p.string(string(e.Tier))
	p.string(string(e.Assignee))
	p.string(string(e.Group))
	packAll(p, e.Tags, p.string)
	p.time(e.CreatedAt)
	p.time(e.UpdatedAt)
	p.time(e.WaitingSince)
	p.time(e.SnoozedUntil)
	p.time(e.SolvedAt)
	p.time(e.Due)
	p.message(e.LastMessage)
	p.int(int64(e.Rating))
}

func unpackExcerpt(u *unpacker, e *desk.Excerpt) {
	e.ID.ID = u.id()
	e.Number = u.int()
	e.Version = u.version()
	e.Subject = u.text()
	e.Channel = desk.Channel(known(u))
	e.Status = desk.Status(known(u))
	e.Priority = desk.Priority(u.int())
	e.Requester.ID = u.id()
	e.Name = u.text()
	e.Tier = desk.Tier(known(u))
	e.Assignee = desk.AgentID(u.string())
	e.Group = desk.GroupID(u.string())
	e.Tags = unpackAll(u, u.string)
	e.CreatedAt, e.UpdatedAt, e.WaitingSince = u.time(), u.time(), u.time()
	e.SnoozedUntil, e.SolvedAt, e.Due = u.time(), u.time(), u.time()
	e.LastMessage = u.message()
	e.Rating = int(u.int())
}

// known reads a code, without making a new string of one that every desk has.
func known(u *unpacker) string {
	b := u.take(u.count())
	switch string(b) {
	case "":
		return ""
	case string(desk.New):
		return string(desk.New)
	case string(desk.Open):
		return string(desk.Open)
	case string(desk.Pending):
		return string(desk.Pending)
	case string(desk.Solved):
		return string(desk.Solved)
	case string(desk.Mail):
		return string(desk.Mail)
	case string(desk.Chat):
		return string(desk.Chat)
	default:
		return string(b)
	}
}
