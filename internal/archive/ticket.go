package archive

import (
	"strings"
	"time"
	"unicode"

	"github.com/heed-desk/heed/desk"
)

func readTicket(f *fields, line []byte) *Ticket {
	t := &Ticket{}
	t.ID = desk.TicketID{ID: identity(KindTicket, f.text("id"), line)}
	t.Number = f.integer("number", 1)
	t.Subject = f.foreign("subject")
	t.Channel = desk.Channel(f.name("channel"))
	if t.Channel == "" {
		t.Channel = desk.Mail
	}
	t.Status = desk.Status(f.text("status"))
	readPriority(f, t)
	readPeople(f, t)
	t.Tags = readTags(f.texts("tags"))
	if len(t.Tags) > desk.MaxTags {
		f.fail("tags", TooMany)
	}
	t.CreatedAt = f.instant("opened_at", "created_at")
	t.FirstReplyAt = f.instant("first_reply_at")
	t.SolvedAt = f.instant("closed_at", "solved_at")
	t.UpdatedAt = f.instant("updated_at")
	t.SnoozedUntil = f.instant("snoozed_until")
	if into := f.text("merged_into"); into != "" {
		t.MergedInto = TicketIDOf(into)
	}
	t.Rating = readRating(f)
	extra := readMessages(f, t)
	t.Attributes = readAttributes(f, extra)
	readStatus(f, t)
	if t.Subject.IsEmpty() {
		t.Subject = firstLine(t.Messages)
	}
	Settle(t)
	return t
}

// readPeople takes the requester, and who of us had the ticket. Where the line says
// nobody to be the requester, the ticket has one of its own.
func readPeople(f *fields, t *Ticket) {
	t.Requester = desk.CustomerID{ID: desk.DeriveID("archive", KindCustomer, "of", t.ID.String())}
	if in := f.object("customer"); in != nil {
		if c := readRequester(in); !c.ID.IsZero() {
			t.Customer, t.Requester, t.RequesterName, t.Tier = &c, c.ID, c.Name, c.Tier
		}
		f.adopt(in)
	}
	t.Agent = f.text("agent")
	t.Assignee = f.login(t.Agent)
	if f.has("assignee") { // where it is empty, the ticket is nobody's, whoever answered
		t.Assignee = f.login(f.text("assignee"))
	}
	t.Group = desk.GroupID(f.name("group"))
	for _, who := range f.texts("followers") {
		if a := f.login(who); a != "" {
			t.Followers = append(t.Followers, a)
		}
	}
}

func readPriority(f *fields, t *Ticket) {
	if raw, _ := f.take("priority"); raw != nil {
		s, _ := scalar(raw)
		p, ok := desk.ParsePriority(s)
		if !ok {
			f.fail("priority", UnknownValue)
		}
		t.Urgency, t.Impact = p.Levels()
	}
	for name, level := range map[string]*desk.Level{"urgency": &t.Urgency, "impact": &t.Impact} {
		switch s := f.text(name); s {
		case "":
		case "low":
			*level = desk.Low
		case "normal":
			*level = desk.Normal
		case "high":
			*level = desk.High
		default:
			f.fail(name, UnknownValue)
		}
	}
}

// readStatus checks the status, or guesses it from the thread where the line has none:
// solved where it was closed, else open or pending by who spoke last.
func readStatus(f *fields, t *Ticket) {
	if t.Status != "" {
		if !t.Status.Valid() {
			f.fail("status", UnknownValue)
		}
		return
	}
	t.Status = desk.New
	if !t.SolvedAt.IsZero() {
		t.Status = desk.Solved
		return
	}
	for _, m := range t.Messages {
		switch {
		case m.Kind == desk.FromAgent:
			t.Status = desk.Pending
		case m.Kind == desk.FromCustomer && t.Status == desk.Pending:
			t.Status = desk.Open
		}
	}
}

func readRating(f *fields) *desk.Rating {
	in := f.object("rating")
	if in == nil {
		return nil
	}
	r := &desk.Rating{Score: int(in.integer("score", 0)), Comment: in.prose("comment"), At: in.instant("at")}
	if in.flaw == nil && (r.Score < 1 || r.Score > 5) {
		in.fail("score", UnknownValue)
	}
	f.adopt(in)
	return r
}

// readAttributes takes what is under "attributes" and whatever heed has no word for.
func readAttributes(f *fields, more map[string]desk.Untrusted) map[string]desk.Untrusted {
	if in := f.object("attributes"); in != nil && in.flaw == nil {
		more = in.rest("", more)
	}
	return f.rest("", more)
}

// readTags makes tags of what the file calls so; what cannot be one is left out.
func readTags(names []string) []string {
	var tags []string
	for _, name := range names {
		tag := strings.Join(strings.Fields(strings.ToLower(name)), "-")
		if desk.ValidTag(tag) {
			tags = append(tags, tag)
		}
	}
	return sortedOnce(tags)
}

// nameOf is the name that heed gives to what a file calls a group or a channel, false
// where it can be none.
func nameOf(s string) (string, bool) {
	name := strings.Join(strings.Fields(strings.ToLower(s)), "-")
	return name, desk.GroupID(name).Valid()
}

// AgentIDOf is the login name that stands for what a file calls a colleague.
func AgentIDOf(name string) desk.AgentID {
	keep := func(r rune) rune {
		switch r = unicode.ToLower(r); {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '.', r == '-', r == '_':
			return r
		case r == ' ':
			return '-'
		default:
			return -1
		}
	}
	login := strings.TrimLeft(strings.Map(keep, strings.TrimSpace(name)), ".-_")
	return desk.AgentID(login[:min(len(login), desk.MaxName)])
}

// moment is the later of two times.
func moment(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
