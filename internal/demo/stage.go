package demo

import (
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
)

// play is a ticket before it is written down: who, what about, and where in time.
type play struct {
	id       desk.TicketID
	subject  *template
	who      *person
	channel  desk.Channel
	status   desk.Status
	assignee desk.AgentID
	group    desk.GroupID
	tags     []string
	urgency  desk.Level
	impact   desk.Level
	order    *order
	other    *order
	acts     []act
	rating   *desk.Rating
	snooze   time.Duration
	theme    *theme
	story    *story  // nil where it was composed
	opens    opening // where it was composed
	branch   *branch // nil where it is a story
	voice    voice
	rng      *rand.Rand
	more     []*template // what the customer adds to what they have asked

	// Where it stands in time: exactly one counts.
	due     *time.Duration // how long until it is due; the customer waits
	age     *time.Duration // how long ago the last word was said
	created time.Time      // when it began; the rest follows
	last    time.Time      // with created: when the last word was said; zero for whenever it comes
}

// act is an entry of the thread with its frame.
type act struct {
	beat
	frame  frame
	agent  desk.AgentID
	casual bool // in small letters, as some write
}

// house is who works here, for the names in the threads.
type house struct {
	owner     desk.AgentID
	ownerName string
}

// agent is the account of a colleague as the stories call them.
func (h house) agent(who string) desk.AgentID {
	switch who {
	case "me":
		return h.owner
	case "nobody":
		return ""
	default:
		return desk.AgentID(who)
	}
}

// full is a colleague's name; short is what they sign with.
func (h house) full(id desk.AgentID) string {
	switch id {
	case "tom":
		return "Tom Okafor"
	case "ines":
		return "Inês Duarte"
	case "priya":
		return "Priya Nair"
	case h.owner:
		return h.ownerName
	default:
		return string(id)
	}
}

func (h house) short(id desk.AgentID) string {
	name := h.full(id)
	for i, r := range name {
		if r == ' ' {
			return name[:i]
		}
	}
	return name
}

// stage writes a play down as a ticket with its thread.
func (h house) stage(p *play, now time.Time) *archive.Ticket {
	p.claim()
	t := &archive.Ticket{Ticket: desk.Ticket{
		ID: p.id, Channel: p.channel, Status: p.status, Urgency: p.urgency, Impact: p.impact, Requester: p.who.id,
		RequesterName: desk.Foreign(p.who.name), Tier: p.who.tier, Assignee: p.assignee, Group: p.group, Tags: p.tags,
	}}
	times := p.times(now)
	s := scene{who: p.who, order: p.order, other: p.other, mark: uint64(p.id.ID[0])<<8 | uint64(p.id.ID[1])}
	t.Messages = make([]desk.Message, 0, len(p.acts)+2)
	speaker := p.assignee // whom a customer thanks by name: the last who wrote
	for i, a := range p.acts {
		if a.agent != "" {
			speaker = a.agent
		}
		s.at, s.agent, s.colleague = times[i], h.short(speaker), h.short(besides(speaker))
		t.Messages = append(t.Messages, h.entry(p, a, &s))
	}
	s.at = times[0]
	t.Subject = desk.Foreign(p.subject.fill(&s))
	t.CreatedAt = times[0]
	h.finish(t, p, now)
	archive.Settle(t)
	if p.rating != nil && !t.SolvedAt.IsZero() {
		rating := *p.rating
		rating.At = t.SolvedAt.Add(min(5*time.Hour, now.Sub(t.SolvedAt)/2)).Truncate(time.Second)
		t.Rating = &rating
	}
	return t
}

// besides names a colleague who is not the agent.
func besides(agent desk.AgentID) desk.AgentID {
	if agent == "tom" {
		return "ines"
	}
	return "tom"
}

func (h house) entry(p *play, a act, s *scene) desk.Message {
	m := desk.Message{Kind: a.kind, At: s.at, Channel: p.channel, Change: a.change}
	if a.text != nil {
		m.Text = desk.Foreign(framed(a, p.channel, s))
	}
	switch a.kind {
	case desk.FromCustomer:
		m.Author = desk.Author{Customer: p.who.id, Name: desk.Foreign(p.who.name)}
	case desk.FromAgent, desk.InternalNote, desk.PhoneCall, desk.Forwarded:
		m.Author = desk.Author{Agent: a.agent, Name: desk.Foreign(h.full(a.agent))}
	case desk.Happening:
		if a.agent != "" {
			m.Author = desk.Author{Agent: a.agent, Name: desk.Foreign(h.full(a.agent))}
		}
	}
	return m
}

// framed is a text with its greeting and its name.
func framed(a act, c desk.Channel, s *scene) string {
	text := a.text.fill(s)
	if a.casual {
		text = inSmallLetters(text)
	}
	gap := "\n\n"
	if !written(c) {
		gap = " "
	}
	if a.frame.before != nil && a.frame.before.fits(s) {
		text = a.frame.before.fill(s) + gap + text
	}
	if a.frame.behind != nil && a.frame.behind.fits(s) {
		text += "\n\n" + a.frame.behind.fill(s)
	}
	return text
}

// inSmallLetters writes a text as somebody does who types with two thumbs. What has a
// number in it stays as it is.
func inSmallLetters(text string) string {
	words := strings.Split(text, " ")
	for i, w := range words {
		if !strings.ContainsAny(w, "0123456789") {
			words[i] = strings.ToLower(w)
		}
	}
	return strings.TrimSuffix(strings.Join(words, " "), ".")
}

// claim notes who took the ticket, and who took it over: before their first word.
func (p *play) claim() {
	if p.assignee == "" {
		return
	}
	var owner desk.AgentID
	acts := make([]act, 0, len(p.acts)+2)
	for _, a := range p.acts {
		takes := a.kind == desk.FromAgent && owner == "" || a.agent == p.assignee
		if takes && a.agent != owner {
			acts = append(acts, p.assign(owner, a.agent))
			owner = a.agent
		}
		acts = append(acts, a)
	}
	if owner != p.assignee {
		at := 1
		for i, a := range acts {
			if a.agent != "" {
				at = i + 1
			}
		}
		acts = slices.Insert(acts, min(at, len(acts)), p.assign(owner, p.assignee))
	}
	p.acts = acts
}

// assign is the entry that says that a ticket changed hands.
func (p *play) assign(from, to desk.AgentID) act {
	gap := time.Duration(1+p.rng.IntN(9)) * time.Minute
	if p.channel == desk.Chat {
		gap = time.Duration(4+p.rng.IntN(30)) * time.Second
	}
	return act{agent: to, beat: beat{
		kind: desk.Happening, gap: gap,
		change: &desk.FieldChange{Field: string(desk.FieldAssignee), From: string(from), To: string(to)},
	}}
}

// finish adds what closed the ticket.
func (h house) finish(t *archive.Ticket, p *play, now time.Time) {
	if p.snooze > 0 {
		t.SnoozedUntil = now.Add(p.snooze)
	}
	if p.story != nil && p.story.remind != nil {
		t.Reminders = []desk.Reminder{{By: h.owner, At: now.Add(p.story.in), Text: p.story.remind.Text}}
	}
	if !p.status.Done() {
		return
	}
	last := t.Messages[len(t.Messages)-1].At
	from := desk.Pending
	for _, m := range t.Messages {
		if m.Kind == desk.FromCustomer {
			from = desk.Open
		}
	}
	done := h.statusChange(p.assignee, from, desk.Solved, earlier(atWork(last.Add(4*time.Minute), now), now))
	t.Messages = append(t.Messages, done)
	if p.status == desk.Closed {
		t.Messages = append(t.Messages, h.statusChange(desk.System, desk.Solved, desk.Closed, earlier(last.AddDate(0, 0, 5), now)))
	}
}

func (h house) statusChange(by desk.AgentID, from, to desk.Status, at time.Time) desk.Message {
	m := desk.Message{
		Kind: desk.Happening, At: at, Author: desk.Author{Agent: by},
		Change: &desk.FieldChange{Field: string(desk.FieldStatus), From: string(from), To: string(to)},
	}
	if by != desk.System {
		m.Author.Name = desk.Foreign(h.full(by))
	}
	return m
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
