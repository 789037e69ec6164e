package archive

import (
	"encoding/json"
	"errors"
	"io"
	"time"

	"github.com/heed-desk/heed/desk"
)

// Writer writes records, one a line, for a Reader to give them back: ids, times, threads and
// attributes. Versions and who last touched which field are a desk's own and stay there.
type Writer struct{ out *json.Encoder }

// NewWriter returns a writer of plain JSONL. It does not buffer.
func NewWriter(w io.Writer) *Writer {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	return &Writer{out: out}
}

// Write writes one record as one line.
func (w *Writer) Write(r Record) error {
	switch {
	case r.Ticket != nil:
		return w.out.Encode(ticketLine(r.Ticket))
	case r.Customer != nil:
		line := customerLine(r.Customer)
		line.Type = KindCustomer
		return w.out.Encode(line)
	case r.Reply != nil:
		return w.out.Encode(replyOut{
			Type: KindReply, ID: r.Reply.ID, Name: r.Reply.Name, Title: r.Reply.Title, Template: r.Reply.Text,
			Tags: r.Reply.Tags, Language: r.Reply.Language, Uses: r.Reply.Uses, Then: thenLine(r.Reply.Then),
		})
	case r.Agent != nil:
		return w.out.Encode(agentOut{
			Type: KindAgent, ID: r.Agent.ID, Name: r.Agent.Name, Role: r.Agent.Role, Groups: r.Agent.Groups, Disabled: r.Agent.Disabled, Mail: r.Agent.Mail,
		})
	case r.Mailbox != nil:
		return w.out.Encode(mailboxLine(r.Mailbox))
	default:
		return errors.New("a record of nothing")
	}
}

// The lines as they are written. What a field means stands in docs/import.md.

type ticketOut struct {
	Type         string                    `json:"type"`
	ID           desk.TicketID             `json:"id"`
	Number       int64                     `json:"number,omitempty"`
	Subject      desk.Untrusted            `json:"subject"`
	Channel      desk.Channel              `json:"channel"`
	Status       desk.Status               `json:"status"`
	Urgency      string                    `json:"urgency,omitempty"`
	Impact       string                    `json:"impact,omitempty"`
	Customer     *customerOut              `json:"customer,omitempty"`
	Agent        string                    `json:"agent,omitempty"`
	Assignee     *desk.AgentID             `json:"assignee,omitempty"`
	Group        desk.GroupID              `json:"group,omitempty"`
	Tags         []string                  `json:"tags,omitempty"`
	Followers    []desk.AgentID            `json:"followers,omitempty"`
	OpenedAt     time.Time                 `json:"opened_at,omitzero"`
	FirstReplyAt time.Time                 `json:"first_reply_at,omitzero"`
	ClosedAt     time.Time                 `json:"closed_at,omitzero"`
	UpdatedAt    time.Time                 `json:"updated_at,omitzero"`
	SnoozedUntil time.Time                 `json:"snoozed_until,omitzero"`
	MergedInto   desk.TicketID             `json:"merged_into,omitzero"`
	Rating       *desk.Rating              `json:"rating,omitempty"`
	Messages     []messageOut              `json:"messages"`
	Attributes   map[string]desk.Untrusted `json:"attributes,omitempty"`
}

type messageOut struct {
	From    string            `json:"from"`
	Agent   desk.AgentID      `json:"agent,omitempty"`
	Who     desk.CustomerID   `json:"customer,omitzero"` // where it is not the requester
	Name    desk.Untrusted    `json:"name,omitzero"`
	Text    desk.Untrusted    `json:"text"`
	At      time.Time         `json:"at,omitzero"`
	Channel desk.Channel      `json:"channel,omitempty"`
	Canned  []desk.CannedID   `json:"canned,omitempty"`
	To      []desk.Address    `json:"to,omitempty"`
	Change  *desk.FieldChange `json:"change,omitempty"`
	Call    *desk.Call        `json:"call,omitempty"`
	Forward *desk.Quoted      `json:"forward,omitempty"`
}

type customerOut struct {
	Type       string                    `json:"type,omitempty"`
	ID         desk.CustomerID           `json:"id"`
	Name       desk.Untrusted            `json:"name"`
	Mails      []desk.Untrusted          `json:"mails,omitempty"`
	Phones     []desk.Untrusted          `json:"phones,omitempty"`
	Place      desk.Untrusted            `json:"place,omitzero"`
	Zone       string                    `json:"zone,omitempty"`
	Language   string                    `json:"language,omitempty"`
	Tier       desk.Tier                 `json:"tier,omitempty"`
	Since      time.Time                 `json:"since,omitzero"`
	Orders     []desk.Order              `json:"orders,omitempty"`
	Notes      []desk.Untrusted          `json:"notes,omitempty"`
	Refuses    []desk.Channel            `json:"refuses,omitempty"`
	Needs      []desk.Untrusted          `json:"needs,omitempty"`
	Attributes map[string]desk.Untrusted `json:"attributes,omitempty"`
}

type replyOut struct {
	Type     string        `json:"type"`
	ID       desk.CannedID `json:"id"`
	Name     string        `json:"name"`
	Title    string        `json:"title"`
	Template string        `json:"template"`
	Tags     []string      `json:"tags,omitempty"`
	Language string        `json:"language,omitempty"`
	Uses     int           `json:"uses,omitempty"`
	Then     *thenOut      `json:"then,omitempty"`
}

type thenOut struct {
	Status   desk.Status `json:"status,omitempty"`
	Priority string      `json:"priority,omitempty"`
	Tags     []string    `json:"tags,omitempty"`
	Assign   string      `json:"assign,omitempty"`
}

func thenLine(m desk.Macro) *thenOut {
	if m.IsZero() {
		return nil
	}
	out := &thenOut{Status: m.Status, Priority: m.Priority, Tags: m.Tags}
	if m.Mine {
		out.Assign = "me"
	}
	return out
}

type agentOut struct {
	Type     string         `json:"type"`
	ID       desk.AgentID   `json:"id"`
	Name     desk.Untrusted `json:"name"`
	Role     desk.Role      `json:"role"`
	Groups   []desk.GroupID `json:"groups,omitempty"`
	Disabled bool           `json:"disabled,omitempty"`
	Mail     desk.Untrusted `json:"email,omitzero"`
}

func ticketLine(t *Ticket) ticketOut {
	line := ticketOut{
		Type: KindTicket, ID: t.ID, Number: t.Number, Subject: t.Subject, Channel: t.Channel, Status: t.Status,
		Urgency: levelName(t.Urgency), Impact: levelName(t.Impact), Agent: t.Agent, Group: t.Group,
		Tags: t.Tags, Followers: t.Followers, OpenedAt: t.CreatedAt, FirstReplyAt: t.FirstReplyAt, ClosedAt: t.SolvedAt,
		UpdatedAt: t.UpdatedAt, SnoozedUntil: t.SnoozedUntil, MergedInto: t.MergedInto, Rating: t.Rating,
		Attributes: t.Attributes, Messages: make([]messageOut, 0, len(t.Messages)),
	}
	if t.Agent != "" || t.Assignee != "" {
		line.Assignee = &t.Assignee
	}
	switch {
	case t.Customer != nil:
		line.Customer = customerLine(t.Customer)
	case !t.Requester.IsZero():
		line.Customer = &customerOut{ID: t.Requester, Name: t.RequesterName, Tier: t.Tier}
	}
	for _, m := range t.Messages {
		line.Messages = append(line.Messages, messageLine(t, m))
	}
	return line
}

func messageLine(t *Ticket, m desk.Message) messageOut {
	out := messageOut{
		Agent: m.Author.Agent, Name: m.Author.Name, Text: m.Text, At: m.At, Canned: m.Canned, To: m.To, Change: m.Change,
	}
	if m.Channel != t.Channel {
		out.Channel = m.Channel
	}
	switch m.Kind {
	case desk.FromCustomer:
		out.From = "customer"
		if m.Author.Customer != t.Requester {
			out.Who = m.Author.Customer
		}
	case desk.FromAgent:
		out.From = "agent"
	case desk.InternalNote:
		out.From = "note"
	case desk.Happening:
		out.From = "event"
	case desk.PhoneCall:
		out.From, out.Call = "call", m.Call
	case desk.Forwarded:
		out.From, out.Forward = "forward", m.Forward
	}
	return out
}

func customerLine(c *desk.Customer) *customerOut {
	return &customerOut{
		ID: c.ID, Name: c.Name, Mails: c.Mails, Phones: c.Phones, Place: c.Place, Zone: c.Zone, Language: c.Language,
		Tier: c.Tier, Since: c.Since, Orders: c.Orders, Notes: c.Notes, Refuses: c.Refuses, Needs: c.Needs, Attributes: c.Attributes,
	}
}

func levelName(l desk.Level) string {
	switch {
	case l < desk.Normal:
		return "low"
	case l > desk.Normal:
		return "high"
	default:
		return ""
	}
}

type mailboxOut struct {
	Type    string         `json:"type"`
	Channel desk.Channel   `json:"channel"`
	Address desk.Untrusted `json:"address"`
	Name    desk.Untrusted `json:"name,omitzero"`
	Groups  []desk.GroupID `json:"groups,omitempty"`
}

func mailboxLine(m *desk.Mailbox) mailboxOut {
	return mailboxOut{Type: KindMailbox, Channel: m.Channel, Address: m.Value, Name: m.Name, Groups: m.Groups}
}
