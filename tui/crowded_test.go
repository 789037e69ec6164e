package tui_test

import (
	"fmt"
	"strconv"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/screentest"
)

// crowded is a desk on which everything that a ledger can answer with is there: each field of
// each record is filled in, by a word of its own.
func crowded(now time.Time) *screentest.Desk {
	d := screentest.NewDesk(now)
	d.State = desk.Link{State: desk.LinkUp, Since: now, Synced: now}
	c := &crowd{d: d, now: now}
	c.staff()
	c.customer()
	c.tickets()
	c.entries()
	c.operations()
	c.drafts()
	c.desk()
	return d
}

// crowd counts its words, so that no two are the same.
type crowd struct {
	d   *screentest.Desk
	now time.Time
	n   int
}

func (c *crowd) word() string {
	c.n++
	return fmt.Sprintf("Q%03dw", c.n)
}

func (c *crowd) said() desk.Untrusted { return desk.Foreign(c.word()) }

func (c *crowd) mailbox(role desk.AddressRole) desk.Address {
	return desk.Address{Channel: desk.Mail, Value: c.said(), Name: c.said(), Role: role}
}

func (c *crowd) file() desk.Attachment {
	return desk.Attachment{ID: desk.FileID{1, byte(c.n)}, Name: c.said(), Type: c.word(), Size: 4200}
}

func crowdTicket(n int) desk.TicketID {
	return desk.TicketID{ID: desk.DeriveID("crowd", strconv.Itoa(n))}
}

func crowdOp(n int) desk.OpID { return desk.OpID{ID: desk.DeriveID("crowd op", strconv.Itoa(n))} }

func crowdCustomer() desk.CustomerID { return desk.CustomerID{ID: desk.DeriveID("crowd customer")} }

func (c *crowd) staff() {
	c.d.Staff = []desk.Agent{
		{ID: "kim", Name: c.said(), Role: desk.RoleLead, Groups: []desk.GroupID{"returns"}, Mail: c.said()},
		{ID: desk.AgentID(c.word()), Name: c.said(), Role: desk.RoleLead, Groups: []desk.GroupID{desk.GroupID(c.word())}, Away: true, Mail: c.said()},
		{ID: "ann", Name: c.said(), Role: desk.RoleAgent, Groups: []desk.GroupID{desk.GroupID(c.word())}, Mail: desk.Foreign(c.word() + "@shop.example")},
	}
	c.d.Who.Role = desk.RoleLead
	c.d.Boxes = []desk.Mailbox{{Channel: desk.Mail, Value: c.said(), Name: c.said(), Groups: []desk.GroupID{desk.GroupID(c.word())}}, {Channel: desk.Mail, Value: c.said(), Name: c.said()}}
	c.d.Used = []desk.Address{c.mailbox(desk.AddressTo)}
}

// tom is the colleague.
func (c *crowd) tom() desk.AgentID { return c.d.Staff[1].ID }

func (c *crowd) customer() {
	id := crowdCustomer()
	c.d.Customers[id] = desk.Customer{
		// One can be written to whatever stands in the others, as that is told by a key of the footer.
		Phones: []desk.Untrusted{c.said(), desk.Foreign("+49 30 5550134")},
		ID:     id, Name: c.said(), Mails: []desk.Untrusted{c.said(), c.said()}, Place: c.said(), Zone: c.word(), Language: c.word(),
		Tier: desk.Tier(c.word()), Since: c.now.AddDate(-2, 0, 0), Notes: []desk.Untrusted{c.said()}, Needs: []desk.Untrusted{c.said()}, Refuses: []desk.Channel{desk.Channel(c.word())},
		Attributes: map[string]desk.Untrusted{c.word(): c.said()},
		Consents: []desk.Consent{
			{For: c.word(), Given: true, How: c.said(), At: c.now.AddDate(0, 0, -2), By: c.tom()},
			{For: c.word(), How: c.said(), At: c.now.AddDate(0, 0, -1), By: desk.AgentID(c.word())},
		},
		Orders: []desk.Order{{
			Number: c.said(), Status: c.said(), At: c.now.AddDate(0, 0, -3), Items: []desk.OrderItem{{Name: c.said(), Price: c.word()}},
			Total: c.word(), Tracking: []desk.Untrusted{c.said()},
		}},
	}
}

// tickets are one that everything has happened to, with another one beside it.
func (c *crowd) tickets() {
	for n := range 3 {
		id := crowdTicket(n)
		t := desk.Ticket{
			ID: id, Number: int64(4000 + n), Version: 7, Subject: c.said(), Channel: desk.Mail, Status: desk.Open, Requester: crowdCustomer(),
			RequesterName: c.said(), Tier: desk.Tier(c.word()), Assignee: "kim", Group: desk.GroupID(c.word()), Tags: []string{c.word()},
			Followers: []desk.AgentID{"kim", c.tom()}, CreatedAt: c.now.Add(-5 * time.Hour), UpdatedAt: c.now.Add(-time.Hour),
			WaitingSince: c.now.Add(time.Duration(n-4) * time.Hour), LastMessage: 9, Voices: []desk.Voice{{By: desk.CustomerSide, Last: 8}, {By: desk.Side(c.tom()), Last: 3}},
			Touched:    map[desk.Field]desk.Touch{desk.FieldStatus: {Version: 6, By: desk.Side(c.tom()), Others: 5, Other: desk.Side(c.tom())}},
			Links:      []desk.Linked{{Ticket: crowdTicket((n + 1) % 3), Number: int64(4000 + (n+1)%3)}},
			Clocks:     []desk.Clock{{Target: desk.Target(c.word()), From: c.now.Add(-5 * time.Hour), Ran: []desk.Stretch{{From: c.now.Add(-5 * time.Hour)}}, Within: 6 * time.Hour, Due: c.now.Add(time.Hour)}},
			Reminders:  []desk.Reminder{{By: "kim", At: c.now.Add(time.Duration(n-1) * time.Hour), Text: c.said()}},
			Rating:     &desk.Rating{Score: 2, Comment: c.said(), At: c.now.Add(-time.Hour)},
			Attributes: map[string]desk.Untrusted{c.word(): c.said()},
		}
		if n == 2 {
			t.Assignee = c.tom()
			t.Status, t.SolvedAt = desk.Solved, c.now.Add(-time.Hour)
		}
		c.d.Tickets[id] = t
		c.d.Unread[id] = n == 1
		c.d.Here[id] = []desk.Presence{{Agent: c.tom(), Ticket: id, Doing: desk.Writing, Until: c.now.Add(240 * time.Hour)}}
	}
}

// entries are one of each kind.
func (c *crowd) entries() {
	theirs := desk.Author{Customer: crowdCustomer(), Name: c.said()}
	ours := desk.Author{Agent: c.tom(), Name: c.said()}
	other := desk.Author{Name: c.said()}
	for n := range 3 {
		id := crowdTicket(n)
		at := func(i int) time.Time { return c.now.Add(time.Duration(i-10) * 10 * time.Minute) }
		entry := func(i int, kind desk.MessageKind, by desk.Author) desk.Message {
			return desk.Message{ID: desk.MessageID(i), Ticket: id, Kind: kind, Author: by, At: at(i), Text: c.said(), Channel: desk.Mail}
		}
		first := entry(1, desk.FromCustomer, theirs)
		first.Attachments = []desk.Attachment{c.file()}
		reply := entry(2, desk.FromAgent, ours)
		if n == 2 {
			reply.Author = desk.Author{Agent: "kim", Name: c.said()} // it is rated
		}
		reply.To = []desk.Address{c.mailbox(desk.AddressTo), c.mailbox(desk.AddressCc), c.mailbox(desk.AddressBcc), c.mailbox(desk.AddressFrom)}
		forward := entry(4, desk.Forwarded, ours)
		forward.To, forward.Forward = []desk.Address{c.mailbox(desk.AddressTo)}, &desk.Quoted{Messages: []desk.MessageID{1}, Notes: true}
		change := entry(5, desk.Happening, ours)
		change.Text, change.Change = desk.Untrusted{}, &desk.FieldChange{Field: "tag", From: c.word()}
		odd := entry(6, desk.Happening, ours)
		odd.Text, odd.Change = desk.Untrusted{}, &desk.FieldChange{Field: c.word(), From: c.word(), To: c.word()}
		call := entry(7, desk.PhoneCall, ours)
		call.Call = &desk.Call{Way: desk.CallIn, Minutes: 4}
		step := entry(9, desk.Happening, other)
		c.d.Entries[id] = []desk.Message{first, reply, entry(3, desk.InternalNote, ours), forward, change, odd, call, entry(8, desk.FromCustomer, theirs), step}
	}
}

// operations are one of each kind that carries words, and each way that one can stand.
func (c *crowd) operations() {
	tom := c.tom()
	intents := []desk.Intent{
		desk.Reply{Text: c.said(), Then: desk.Pending, Attachments: []desk.Attachment{c.file()}, Do: desk.Macro{Tags: []string{c.word()}, Priority: "high", Status: desk.Pending}},
		desk.Note{Text: c.said(), Then: desk.OnHold, Mentions: []desk.AgentID{tom}},
		desk.Forward{Text: c.said(), Attachments: []desk.Attachment{c.file()}},
		desk.LogCall{Way: desk.CallIn, Minutes: 3, Text: c.said()},
		desk.Escalate{To: tom, Group: desk.GroupID(c.word()), Reason: c.said()},
		desk.HandOver{To: tom, Group: desk.GroupID(c.word()), Note: c.said()},
		desk.HandBack{To: tom, Group: desk.GroupID(c.word())},
		desk.Remind{At: c.now.Add(time.Hour), Text: c.said()},
		desk.Tag{Tags: []string{c.word()}},
		desk.Untag{Tags: []string{c.word()}},
		desk.Assign{To: tom, Group: desk.GroupID(c.word())},
		desk.SetGroup{Group: desk.GroupID(c.word())},
		desk.SetStatus{Status: desk.Pending},
		desk.TakeIn{From: crowdTicket(1), FromNumber: 4001, Subject: c.said()},
		desk.Merge{Into: crowdTicket(1), IntoNumber: 4001},
		desk.Unmerge{Then: desk.Open},
		desk.LetGo{Then: desk.Open},
		desk.NotSpam{Then: desk.Open},
		desk.Receive{From: desk.Author{Customer: crowdCustomer(), Name: c.said()}, Text: c.said()},
		desk.Create{Subject: c.said(), Channel: desk.Mail, Requester: crowdCustomer(), RequesterName: c.said(), Tier: desk.Tier(c.word()), Text: c.said(), Outbound: true, Group: desk.GroupID(c.word()), Tags: []string{c.word()}},
		desk.ShareFilter{ID: "5eed", Name: c.said(), Query: c.word()},
		desk.UnshareFilter{ID: c.word()},
	}
	intents = append(intents,
		desk.HandOver{Group: desk.GroupID(c.word()), Note: c.said()},
		desk.Escalate{Group: desk.GroupID(c.word()), Reason: c.said()},
		desk.EditCustomer{
			Customer: crowdCustomer(), Name: c.said(), Mails: []desk.Untrusted{c.said()}, Unmail: []desk.Untrusted{c.said()}, Phones: []desk.Untrusted{c.said()}, Unphone: []desk.Untrusted{c.said()},
			Was:   &desk.CustomerWas{Name: c.said(), Attributes: map[string]desk.Untrusted{c.word(): c.said()}, Consents: []desk.Consent{{For: c.word(), How: c.said()}}},
			Notes: []desk.Untrusted{c.said()}, Unnote: []desk.Untrusted{c.said()}, Attributes: map[string]desk.Untrusted{c.word(): c.said()},
			Consents: []desk.Consent{{For: c.word(), Given: true, How: c.said()}}, Refuses: []desk.Channel{desk.Channel(c.word())}, Accepts: []desk.Channel{desk.Channel(c.word())},
		},
		desk.PutReply{ID: crowdPhrase(), Name: c.word(), Title: c.word(), Language: c.word(), Tags: []string{c.word()}, Text: c.word(), Over: c.word()},
		desk.DropReply{ID: crowdPhrase(), Over: c.word()},
		desk.PutReply{ID: crowdPhrase(), Name: c.word(), Title: c.word(), Then: desk.Macro{Tags: []string{c.word()}, Status: desk.Solved}},
		desk.MergeCustomer{Customer: desk.CustomerID{ID: desk.DeriveID("crowd customer", "twice")}, Into: crowdCustomer(), Takes: []desk.CustomerPart{desk.CustomerPart(c.word())}, TakesAttributes: []string{c.word()}},
	)
	states := []desk.OpState{desk.OpRefused, desk.OpHeld, desk.OpUnknown, desk.OpWaiting, desk.OpHolding, desk.OpParked, desk.OpSending}
	problems := []*desk.Problem{
		{Code: desk.BadTag, Args: []string{c.word()}},
		{Code: desk.BadValue, Args: []string{c.word(), c.word()}},
		{Code: desk.FieldConflict, Args: []string{string(desk.FieldAssignee), c.word(), c.word()}},
		{Code: desk.NewerMessage, Args: []string{c.word(), "9"}},
		{Code: desk.UnfilledBlank, Args: []string{c.word()}},
		{Code: desk.Code(c.word()), Args: []string{c.word()}},
		{Code: desk.BadAddress, Args: []string{c.word()}},
		{Code: desk.FilterChanged, Args: []string{c.word()}},
		{Code: desk.BadQuery, Args: []string{c.word(), c.word()}},
	}
	for i, in := range intents {
		p := desk.PendingOp{
			Op: desk.Op{
				ID: crowdOp(i), Ticket: about(in, i), Base: 7, Seen: 9, Actor: "kim", At: c.now.Add(-time.Minute), Intent: in,
				Recipients: []desk.Address{c.mailbox(desk.AddressTo)},
			},
			State: states[i%len(states)], Problem: problems[i%len(problems)], Until: c.now.Add(time.Hour), Tries: 2, Subject: c.said(), Number: 4000 + int64(i%2),
		}
		if p.Op.OfDesk() {
			p.Op.Ticket = desk.TicketID{}
		}
		if p.State == desk.OpHeld {
			p.Came = []desk.Message{{ID: 9, Ticket: p.Op.Ticket, Kind: desk.FromCustomer, Author: desk.Author{Customer: crowdCustomer(), Name: c.said()}, At: c.now, Text: c.said(), Channel: desk.Mail}}
		}
		c.d.Ops = append(c.d.Ops, p)
		c.d.Remembered = append(c.d.Remembered, desk.Deed{Op: p.Op.ID, Said: c.word(), Name: c.word(), Then: c.word(), At: c.now})
	}
}

// about is the ticket of an operation: what turns a ticket into another one is for the third.
func about(in desk.Intent, i int) desk.TicketID {
	switch in.(type) {
	case desk.Reply, desk.Note, desk.Forward, desk.LogCall, desk.Remind, desk.Tag, desk.Untag:
		return crowdTicket(i % 2)
	default:
		return crowdTicket(2)
	}
}

func (c *crowd) drafts() {
	for n := range 2 {
		id := crowdTicket(n)
		reply := &desk.Draft{Ticket: id, Text: c.said(), Seen: 9, To: []desk.Address{c.mailbox(desk.AddressTo), c.mailbox(desk.AddressCc)}, At: c.now, Attachments: []desk.Attachment{c.file()}}
		note := &desk.Draft{Ticket: id, Note: true, Text: c.said(), Seen: 9, At: c.now}
		c.d.Drafts[id] = [2]*desk.Draft{reply, note}
		c.d.Forwards[id] = &desk.Draft{Ticket: id, Text: c.said(), To: []desk.Address{c.mailbox(desk.AddressTo)}, Forward: &desk.Quoted{Messages: []desk.MessageID{1, 3}, Notes: true}, At: c.now}
	}
	phrase := crowdPhrase()
	begun := phrase.DraftKey().Empty()
	begun.Text, begun.At = c.said(), c.now
	begun.Phrase = &desk.PutReply{ID: phrase, Name: c.word(), Title: c.word(), Language: c.word(), Tags: []string{c.word()}, Over: c.word()}
	c.d.Drafts[begun.Ticket] = [2]*desk.Draft{nil, begun}
	asked := desk.Asked{Dialog: c.word(), Ticket: crowdTicket(0), Customer: crowdCustomer(), Of: c.word(), Was: c.word()}.Draft(c.said())
	asked.At = c.now
	c.d.Drafts[asked.Ticket] = [2]*desk.Draft{nil, &asked}
	opens := crowdTicket(9)
	c.d.Drafts[opens] = [2]*desk.Draft{{
		Ticket: opens, Text: c.said(), At: c.now,
		Opens: &desk.Opening{Requester: crowdCustomer(), Name: c.said(), Tier: desk.Tier(c.word()), Channel: desk.Mail, Subject: c.said(), To: []desk.Address{c.mailbox(desk.AddressTo)}},
	}, nil}
}

// crowdPhrase is a reply of everybody's, which somebody has begun to change.
func crowdPhrase() desk.CannedID { return desk.CannedID{ID: desk.DeriveID("crowd", "canned")} }

func (c *crowd) desk() {
	c.d.Phrases = []desk.Canned{
		{ID: crowdPhrase(), Changed: desk.AgentID(c.word()), Name: c.word(), Title: c.word(), Text: c.word(), Tags: []string{c.word()}, Language: c.word(), Uses: 3, Then: desk.Macro{Tags: []string{c.word()}, Priority: c.word()}},
		{ID: desk.CannedID{ID: desk.DeriveID("crowd", "filled")}, Name: c.word(), Title: c.word(), Text: "{{customer.first}} {{order.number}} {{agent.name}} {{order.status}} {{order.total}} {{colour}}", Uses: 1},
	}
	c.d.Left = desk.Habits{View: desk.ViewMine, Looks: map[desk.ViewID]desk.Look{desk.ViewAll: {Sort: desk.ByNewest, Lines: 1}}}
	c.d.Kept = []desk.Filter{
		{ID: "f11e", Name: c.said(), Query: "status:open"},
		{ID: "5eed", Name: c.said(), Query: c.word(), By: c.tom(), Changed: c.tom(), Version: 1},
	}
}
