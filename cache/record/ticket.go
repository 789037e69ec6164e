package record

import (
	"maps"
	"slices"

	"github.com/heed-desk/heed/desk"
)

// AppendTicket appends a ticket to dst.
func AppendTicket(dst []byte, t *desk.Ticket) []byte {
	p := packer{b: dst}
	p.id(t.ID.ID)
	p.int(t.Number)
	p.version(t.Version)
	p.text(t.Subject)
	p.string(string(t.Channel))
	p.string(string(t.Status))
	p.int(int64(t.Urgency))
	p.int(int64(t.Impact))
	p.id(t.Requester.ID)
	p.text(t.RequesterName)
	p.string(string(t.Tier))
	p.string(string(t.Assignee))
	p.string(string(t.Group))
	packAll(&p, t.Tags, p.string)
	packAll(&p, t.Followers, func(a desk.AgentID) { p.string(string(a)) })
	p.time(t.CreatedAt)
	p.time(t.UpdatedAt)
	p.time(t.WaitingSince)
	p.time(t.FirstReplyAt)
	p.time(t.SnoozedUntil)
	p.time(t.SolvedAt)
	p.message(t.LastMessage)
	packAll(&p, t.Voices, func(v desk.Voice) {
		p.string(string(v.By))
		p.message(v.Last)
	})
	packAll(&p, slices.Sorted(maps.Keys(t.Touched)), func(f desk.Field) {
		p.string(string(f))
		p.version(t.Touched[f].Version)
		p.string(string(t.Touched[f].By))
	})
	p.id(t.MergedInto.ID)
	packRating(&p, t.Rating)
	packAttributes(&p, t.Attributes)
	others := touchedBefore(t.Touched)
	packLater( // in the order in which they came to be kept
		later{len(t.Links), func() {
			packAll(&p, t.Links, func(l desk.Linked) {
				p.id(l.Ticket.ID)
				p.int(l.Number)
			})
		}},
		later{len(t.Reminders), func() {
			packAll(&p, t.Reminders, func(r desk.Reminder) {
				p.string(string(r.By))
				p.time(r.At)
				p.text(r.Text)
			})
		}},
		later{len(others), func() {
			packAll(&p, others, func(f desk.Field) {
				p.string(string(f))
				p.version(t.Touched[f].Others)
				p.string(string(t.Touched[f].Other))
			})
		}},
		later{len(t.Clocks), func() {
			packAll(&p, t.Clocks, func(c desk.Clock) { packClock(&p, c) })
		}},
	)
	return p.b
}

// later is a list that records came to have after others: what was written before ends without it.
type later struct {
	size int
	pack func()
}

// packLater packs lists up to the last one that has something in it.
func packLater(all ...later) {
	for len(all) > 0 && all[len(all)-1].size == 0 {
		all = all[:len(all)-1]
	}
	for _, l := range all {
		l.pack()
	}
}

// touchedBefore are the fields that somebody else had changed before whoever did last.
func touchedBefore(all map[desk.Field]desk.Touch) (fields []desk.Field) {
	for _, f := range slices.Sorted(maps.Keys(all)) {
		if all[f].Others != 0 {
			fields = append(fields, f)
		}
	}
	return fields
}

// ReadTicket reads a ticket; ErrRecord.
func ReadTicket(b []byte) (t desk.Ticket, err error) {
	u := &unpacker{b: b}
	t.ID.ID = u.id()
	t.Number = u.int()
	t.Version = u.version()
	t.Subject = u.text()
	t.Channel = desk.Channel(known(u))
	t.Status = desk.Status(known(u))
	t.Urgency = desk.Level(u.int())
	t.Impact = desk.Level(u.int())
	t.Requester.ID = u.id()
	t.RequesterName = u.text()
	t.Tier = desk.Tier(known(u))
	t.Assignee = desk.AgentID(u.string())
	t.Group = desk.GroupID(u.string())
	t.Tags = unpackAll(u, u.string)
	t.Followers = unpackAll(u, func() desk.AgentID { return desk.AgentID(u.string()) })
	t.CreatedAt, t.UpdatedAt, t.WaitingSince = u.time(), u.time(), u.time()
	t.FirstReplyAt, t.SnoozedUntil, t.SolvedAt = u.time(), u.time(), u.time()
	t.LastMessage = u.message()
	t.Voices = unpackAll(u, func() desk.Voice {
		return desk.Voice{By: desk.Side(u.string()), Last: u.message()}
	})
	t.Touched = unpackTouched(u)
	t.MergedInto.ID = u.id()
	t.Rating = unpackRating(u)
	t.Attributes = unpackAttributes(u)
	if len(u.b) > 0 {
		t.Links = unpackAll(u, func() desk.Linked {
			return desk.Linked{Ticket: desk.TicketID{ID: u.id()}, Number: u.int()}
		})
	}
	if len(u.b) > 0 {
		t.Reminders = unpackAll(u, func() desk.Reminder {
			return desk.Reminder{By: desk.AgentID(u.string()), At: u.time(), Text: u.text()}
		})
	}
	if len(u.b) > 0 {
		unpackOthers(u, t.Touched)
	}
	if len(u.b) > 0 {
		t.Clocks = unpackAll(u, func() desk.Clock { return unpackClock(u) })
	}
	return t, u.err()
}

func unpackTouched(u *unpacker) map[desk.Field]desk.Touch {
	n := u.count()
	if n == 0 {
		return nil
	}
	m := make(map[desk.Field]desk.Touch, n)
	for range n {
		f := desk.Field(u.string())
		m[f] = desk.Touch{Version: u.version(), By: desk.Side(u.string())}
	}
	return m
}

func unpackOthers(u *unpacker, into map[desk.Field]desk.Touch) {
	for range u.count() {
		f := desk.Field(u.string())
		touch, ok := into[f]
		touch.Others, touch.Other = u.version(), desk.Side(u.string())
		if ok { // else it is no record that was ever written
			into[f] = touch
		}
	}
}

func packRating(p *packer, r *desk.Rating) {
	if r == nil {
		p.count(0)
		return
	}
	p.count(1)
	p.int(int64(r.Score))
	p.text(r.Comment)
	p.time(r.At)
}

func unpackRating(u *unpacker) *desk.Rating {
	if u.count() == 0 {
		return nil
	}
	return &desk.Rating{Score: int(u.int()), Comment: u.text(), At: u.time()}
}

func packAttributes(p *packer, m map[string]desk.Untrusted) {
	packAll(p, slices.Sorted(maps.Keys(m)), func(k string) {
		p.string(k)
		p.text(m[k])
	})
}

func unpackAttributes(u *unpacker) map[string]desk.Untrusted {
	n := u.count()
	if n == 0 {
		return nil
	}
	m := make(map[string]desk.Untrusted, n)
	for range n {
		k := u.string()
		m[k] = u.text()
	}
	return m
}
