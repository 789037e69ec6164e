package desk

import "slices"

// Forward sends what was said on a ticket to somebody outside, with words of the agent's.
// It answers nobody: a customer who waits for us still does.
type Forward struct {
	Text Untrusted `json:"text"`
	Quoted
	// Attachments are the files that go with it.
	Attachments []Attachment `json:"attachments,omitempty"`
}

// Quoted are the entries of a thread that go along with a text.
type Quoted struct {
	Messages []MessageID `json:"messages,omitempty"` // ascending
	// Notes says that the agent has chosen notes for colleagues among them.
	Notes bool `json:"notes,omitzero"`
}

// With is what goes along with two texts that become one: what went along with either. Where
// notes were chosen for one of them only, they do not go along, since the other was to go to
// somebody who was not to see them; what went along with that one does.
func (q Quoted) With(more Quoted) Quoted {
	switch {
	case q.Notes && !more.Notes:
		return more
	case !q.Notes && more.Notes:
		return q
	}
	all := Together(q.Messages, more.Messages)
	slices.Sort(all)
	q.Messages = all[max(len(all)-MaxQuoted, 0):]
	return q
}

// Same reports whether the same goes along.
func (q Quoted) Same(o Quoted) bool {
	return q.Notes == o.Notes && slices.Equal(q.Messages, o.Messages)
}

// MaxQuoted is the most entries that go along with one text.
const MaxQuoted = 1000

func (Forward) isIntent() {}

// Kind implements Intent.
func (Forward) Kind() Kind { return KindForward }

// Forwards is what goes along with the words of an operation that sends something on; nil
// for any other.
func (o Op) Forwards() *Quoted {
	in, ok := o.Intent.(Forward)
	if !ok {
		return nil
	}
	return &in.Quoted
}

// Quotable reports whether an entry can go along with a text that is sent on, and whether
// only by the agent's own choice.
func (k MessageKind) Quotable() (can, chosen bool) {
	switch k {
	case FromCustomer, FromAgent:
		return true, false
	case InternalNote, PhoneCall:
		return true, true
	default:
		return false, false
	}
}

func (a *application) forward(in Forward) *Problem {
	if p := checkText(in.Text); p != nil {
		return p
	}
	if p := CheckAttachments(in.Attachments); p != nil {
		return p
	}
	if len(AddressesIn(a.op.Recipients, AddressTo)) == 0 {
		return Refuse(BadAddress, FlawNobody)
	}
	if p := a.checkEnvelope(); p != nil {
		return p
	}
	if len(in.Messages) > MaxQuoted {
		return Refuse(BadValue, PartMessages, "")
	}
	last := MessageID(0)
	for _, id := range in.Messages {
		if id <= last || id > a.t.LastMessage {
			return Refuse(BadValue, PartMessages, int64(id))
		}
		last = id
	}
	for _, to := range a.op.Recipients {
		if !to.Channel.Copies() {
			return Refuse(BadAddress, FlawOneOnly)
		}
	}
	m := a.entry(Forwarded, a.facts.Author, in.Text)
	m.carry(in.Attachments)
	quoted := in.Quoted
	m.Channel, m.To, m.Forward = Mail, a.op.Recipients, &quoted
	a.happened(Event{Kind: SentOn, Message: m})
	return nil
}
