package desk

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
)

// This file holds the phrasebook: the replies and macros that everybody has, and how somebody
// who leads changes one. Such an operation has no ticket, see ApplyCommons.

// Canned is a reply from the phrasebook: a text with blanks such as {{customer.first}}. One
// that also does something to its ticket is called a macro.
type Canned struct {
	ID       CannedID `json:"id"`
	Version  Version  `json:"version"`
	Name     string   `json:"name"` // short, unique: "refund-on-its-way"
	Title    string   `json:"title"`
	Text     string   `json:"text"`
	Tags     []string `json:"tags,omitempty"`
	Language string   `json:"language,omitempty"`
	Uses     int      `json:"uses,omitempty"`
	Then     Macro    `json:"then,omitzero"`     // what it does to the ticket when it is sent
	Changed  AgentID  `json:"changed,omitempty"` // who last changed it, where that is known
}

// Bounds of a canned reply.
const (
	MostReplyName  = 80  // letters
	MostReplyTitle = 200 // letters
)

// Words is the reply with nothing that the desk alone knows of it: neither how often it was
// changed or used, nor by whom.
func (c Canned) Words() Canned {
	c.Version, c.Uses, c.Changed = 0, 0, ""
	return c
}

// Tag names what a reply says and does: two that say and do the same have the same.
func (c Canned) Tag() string {
	text, err := json.Marshal(c.Words())
	if err != nil {
		return "" // it holds nothing that JSON has no place for
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16])
}

// Flaw refuses what can be no canned reply, with the field in which it cannot: one without a
// name, or that neither says nor does anything.
func (c Canned) Flaw() (ReplyField, *Problem) {
	tags := checkTags(nil, c.Tags)
	switch {
	case !titled(c.Name, MostReplyName):
		return ReplyName, Refuse(BadValue, partReply, c.Name)
	case !titled(c.Title, MostReplyTitle):
		return ReplyTitle, Refuse(BadValue, partTitle, c.Name)
	case len(c.Text) > MaxReply:
		return ReplyText, Refuse(TextTooLong, len(c.Text))
	case strings.TrimSpace(c.Text) == "" && c.Then.IsZero():
		return ReplyText, Refuse(EmptyText)
	case len(c.Language) > 0 && !isName(strings.ToLower(c.Language)):
		return ReplyLanguage, Refuse(BadValue, partLanguage, c.Language)
	case !c.Then.Valid():
		return ReplyThen, Refuse(BadValue, partThen, c.Name)
	case tags != nil:
		return ReplyTags, tags
	default:
		return "", nil
	}
}

// Sound refuses what can be no canned reply.
func (c Canned) Sound() *Problem {
	_, p := c.Flaw()
	return p
}

// ReplyField names a field of a canned reply, as the files of a desk do.
type ReplyField string

// The fields.
const (
	ReplyName     ReplyField = "name"
	ReplyTitle    ReplyField = "title"
	ReplyLanguage ReplyField = "language"
	ReplyTags     ReplyField = "tags"
	ReplyText     ReplyField = "text"
	ReplyThen     ReplyField = "then"
)

// The kinds of those intents.
const (
	KindPutReply  Kind = "put_reply"
	KindDropReply Kind = "drop_reply"
)

// PutReply makes a canned reply what the actor wants it to be, or is a new one.
type PutReply struct {
	ID       CannedID `json:"id"`
	Name     string   `json:"name"`
	Title    string   `json:"title"`
	Language string   `json:"language,omitempty"`
	Tags     []string `json:"tags,omitempty"`
	Then     Macro    `json:"then,omitzero"`
	Text     string   `json:"text"`
	// Over is the Tag of what the actor saw in its place; empty where there was nothing.
	Over string `json:"over,omitempty"`
}

// DropReply takes a canned reply away.
type DropReply struct {
	ID   CannedID `json:"id"`
	Over string   `json:"over"` // the Tag of what the actor saw
}

func (PutReply) isIntent()  {}
func (DropReply) isIntent() {}

// Kind implements Intent.
func (PutReply) Kind() Kind { return KindPutReply }

// Kind implements Intent.
func (DropReply) Kind() Kind { return KindDropReply }

// PutOf is what makes a reply what it is here, over one with that tag.
func PutOf(c Canned, over string) PutReply {
	return PutReply{
		ID: c.ID, Name: c.Name, Title: c.Title, Language: c.Language, Tags: slices.Clone(c.Tags),
		Then: c.Then, Text: c.Text, Over: over,
	}
}

// Canned is the reply as it is to be.
func (in PutReply) Canned() Canned {
	return Canned{
		ID: in.ID, Name: in.Name, Title: in.Title, Language: in.Language, Tags: slices.Clone(in.Tags),
		Then: in.Then, Text: in.Text,
	}
}

// CannedOf is the canned reply that an operation is about; zero for any other.
func (o Op) CannedOf() CannedID {
	switch in := o.Intent.(type) {
	case PutReply:
		return in.ID
	case DropReply:
		return in.ID
	default:
		return CannedID{}
	}
}

// Phrase is the canned reply that an operation's words are of; nil for any other.
func (o Op) Phrase() *PutReply {
	in, ok := o.Intent.(PutReply)
	if !ok {
		return nil
	}
	in.Text = "" // they are the draft's own
	return &in
}

// DraftKey names the draft of a canned reply. It lies where a ticket's notes would: its ids are
// as random as a ticket's, and no ticket has one of them.
func (c CannedID) DraftKey() DraftKey { return DraftKey{Ticket: TicketID(c), Note: true} }

// Shelf is the part of the phrasebook that an operation is done to.
type Shelf struct {
	Reply Canned   // the one that it names; the zero Canned where there is none
	Gone  bool     // there was one of that id, which was taken away: nothing has that id again
	Named CannedID // another one that has the name wanted; zero for none, and for one that goes
	Total int      // how many there are; of no matter to one that goes
}

// Differs reports whether the reply is another one than it was.
func (s Shelf) Differs(was Shelf) bool {
	return s.Reply.ID != was.Reply.ID || s.Reply.Version != was.Reply.Version
}

// putReply makes a reply what the actor wants it to be.
func (c *Commons) putReply(in PutReply, op Op, r Rights) *Problem {
	s := &c.Shelf
	if p := editable(in.ID, r); p != nil {
		return p
	}
	want := in.Canned()
	if p := want.Sound(); p != nil {
		return p
	}
	there := !s.Reply.ID.IsZero()
	switch {
	case there && s.Reply.Tag() == want.Tag():
		return nil // whoever wrote it
	case there && s.Reply.Tag() != in.Over:
		return Refuse(ReplyChanged, s.Reply.Changed)
	case !there && (in.Over != "" || s.Gone):
		return Refuse(ReplyGone)
	case !s.Named.IsZero():
		return Refuse(ReplyNamed, want.Name)
	case !there && s.Total >= MostReplies:
		return Refuse(TooManyReplies, MostReplies)
	}
	if !there {
		s.Total++
	}
	want.Version, want.Uses, want.Changed = s.Reply.Version+1, s.Reply.Uses, op.Actor
	s.Reply = want
	return nil
}

// dropReply takes a reply away, unless somebody has changed it since the actor saw it.
func (c *Commons) dropReply(in DropReply, r Rights) *Problem {
	s := &c.Shelf
	if p := editable(in.ID, r); p != nil || s.Reply.ID.IsZero() {
		return p
	}
	if s.Reply.Tag() != in.Over {
		return Refuse(ReplyChanged, s.Reply.Changed)
	}
	s.Reply, s.Gone = Canned{}, true
	s.Total--
	return nil
}

// editable refuses those who do not lead.
func editable(id CannedID, r Rights) *Problem {
	switch {
	case !r.Steer:
		return Refuse(LeadsOnly, "replies")
	case id.IsZero():
		return Refuse(BadValue, partReply, "")
	default:
		return nil
	}
}
