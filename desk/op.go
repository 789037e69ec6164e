package desk

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Op is an intent on its way to the desk. It is made once, when the key is
// pressed, and never changes afterwards: who it goes to and what it says are frozen then.
type Op struct {
	ID         OpID
	Ticket     TicketID
	Base       Version   // the version of the ticket that the actor saw
	Seen       MessageID // the last message that the actor saw
	Actor      AgentID
	At         time.Time // the actor's clock, for showing only; order comes from the server
	Intent     Intent
	Recipients []Address // whom it goes to, and the address of ours that it is sent from
}

// Intent is what somebody wants to happen to a ticket, or to what belongs to the whole desk.
// The set is closed.
type Intent interface {
	// Kind is the intent's stable name on the wire.
	Kind() Kind
	isIntent()
}

// Kind is the stable name of an intent.
type Kind string

// The kinds of intent.
const (
	KindCreate      Kind = "create"
	KindReceive     Kind = "receive"
	KindReply       Kind = "reply"
	KindNote        Kind = "note"
	KindSetStatus   Kind = "set_status"
	KindAssign      Kind = "assign"
	KindSetPriority Kind = "set_priority"
	KindTag         Kind = "tag"
	KindUntag       Kind = "untag"
	KindSnooze      Kind = "snooze"
	KindFollow      Kind = "follow"
	KindUnfollow    Kind = "unfollow"
	KindMerge       Kind = "merge"
	KindTakeIn      Kind = "take_in"
	KindForward     Kind = "forward"
)

// Create opens a ticket. The operation's Ticket is the new ticket's id.
type Create struct {
	Subject       Untrusted  `json:"subject"`
	Channel       Channel    `json:"channel"`
	Requester     CustomerID `json:"requester"`
	RequesterName Untrusted  `json:"requester_name"`
	Tier          Tier       `json:"tier,omitempty"`
	Text          Untrusted  `json:"text"`              // the first message
	Outbound      bool       `json:"outbound,omitzero"` // the first message is ours, to the customer
	Group         GroupID    `json:"group,omitempty"`
	Urgency       Level      `json:"urgency,omitempty"`
	Impact        Level      `json:"impact,omitempty"`
	Tags          []string   `json:"tags,omitempty"`
	Canned        []CannedID `json:"canned,omitempty"` // what a first message of ours is made of
	// Do is what a first message of ours does to its ticket besides.
	Do Macro `json:"do,omitzero"`
	// From is the ticket that a message is taken out of, to be a matter of its own: the two
	// are linked. Zero for a ticket that stands alone.
	From       TicketID `json:"from,omitzero"`
	FromNumber int64    `json:"from_number,omitempty"`
	// Attachments are the files that go with the first message.
	Attachments []Attachment `json:"attachments,omitempty"`
}

// Receive is a word of the customer that has come in. Only the desk itself performs it.
type Receive struct {
	From        Author       `json:"from"`
	Text        Untrusted    `json:"text"`
	Attachments []Attachment `json:"attachments,omitempty"`
}

// Reply is a public answer to the customer.
type Reply struct {
	Text   Untrusted  `json:"text"`
	Then   Status     `json:"then,omitempty"` // the status it leaves: Pending where empty
	Canned []CannedID `json:"canned,omitempty"`
	// Do is what it does to the ticket besides; a status in Then stands above its own.
	Do Macro `json:"do,omitzero"`
	// Anyway says that the agent has seen what came in between and sends all the same.
	Anyway bool `json:"anyway,omitzero"`
	// Attachments are the files that go with it.
	Attachments []Attachment `json:"attachments,omitempty"`
}

// Note is a word to colleagues, never to the customer.
type Note struct {
	Text Untrusted `json:"text"`
	Then Status    `json:"then,omitempty"` // the status it moves the ticket to: none where empty
	// Mentions are the colleagues whom the text names: they follow the ticket from then on.
	Mentions []AgentID `json:"mentions,omitempty"`
	// Attachments are the files that go with it, for colleagues only.
	Attachments []Attachment `json:"attachments,omitempty"`
}

// SetStatus moves the ticket.
type SetStatus struct {
	Status Status `json:"status"`
	// Waiting is since when the customer waits, where a ticket is opened that was ended by
	// mistake; zero where nobody does.
	Waiting time.Time `json:"waiting,omitzero"`
	// Until is until when it slept before it was ended; zero where it was awake.
	Until time.Time `json:"until,omitzero"`
}

// Assign gives the ticket to an agent or, with an empty To, to nobody. Claiming is
// assigning to oneself. Group changes with it where it is set.
type Assign struct {
	To    AgentID `json:"to"`
	Group GroupID `json:"group,omitempty"`
}

// SetPriority sets urgency and impact.
type SetPriority struct {
	Urgency Level `json:"urgency"`
	Impact  Level `json:"impact"`
}

// Tag adds tags. Tags merge as a set and never conflict.
type Tag struct {
	Tags []string `json:"tags"`
}

// Untag removes tags.
type Untag struct {
	Tags []string `json:"tags"`
	// Of is the operation that it takes back: it removes no more than that one added, for what
	// was there before is somebody else's. Zero where it takes nothing back.
	Of OpID `json:"of,omitzero"`
}

// Snooze hides the ticket until an instant; the zero instant wakes it. The customer's word
// ends it too, and whatever moves the ticket on: solving, merging, escalating. What agents
// write does not: who says "I look again tomorrow" has it back tomorrow.
type Snooze struct {
	Until time.Time `json:"until,omitzero"`
}

// Follow tells the actor of what happens on the ticket.
type Follow struct{}

// Unfollow ends Follow.
type Unfollow struct{}

// Merge closes the ticket in favour of another one, which takes it in by an operation
// whose id the server derives from this one's.
type Merge struct {
	Into       TicketID `json:"into"`
	IntoNumber int64    `json:"into_number,omitempty"`
	// Alone asks that nobody but the actor has spoken on the ticket, or changed it, since
	// the actor saw it.
	Alone bool `json:"alone,omitzero"`
}

// TakeIn is the other half of a merge. Only the desk itself performs it.
type TakeIn struct {
	From       TicketID  `json:"from"`
	FromNumber int64     `json:"from_number"`
	Subject    Untrusted `json:"subject"`
	Waiting    time.Time `json:"waiting,omitzero"` // since when the customer waited there
}

// TwinOf is the id of the other half of a merge.
func TwinOf(merge OpID) OpID { return OpID{DeriveID("twin", merge.String())} }

func (Create) isIntent()      {}
func (Receive) isIntent()     {}
func (Reply) isIntent()       {}
func (Note) isIntent()        {}
func (SetStatus) isIntent()   {}
func (Assign) isIntent()      {}
func (SetPriority) isIntent() {}
func (Tag) isIntent()         {}
func (Untag) isIntent()       {}
func (Snooze) isIntent()      {}
func (Follow) isIntent()      {}
func (Unfollow) isIntent()    {}
func (Merge) isIntent()       {}
func (TakeIn) isIntent()      {}

// Kind implements Intent.
func (Create) Kind() Kind { return KindCreate }

// Kind implements Intent.
func (Receive) Kind() Kind { return KindReceive }

// Kind implements Intent.
func (Reply) Kind() Kind { return KindReply }

// Kind implements Intent.
func (Note) Kind() Kind { return KindNote }

// Kind implements Intent.
func (SetStatus) Kind() Kind { return KindSetStatus }

// Kind implements Intent.
func (Assign) Kind() Kind { return KindAssign }

// Kind implements Intent.
func (SetPriority) Kind() Kind { return KindSetPriority }

// Kind implements Intent.
func (Tag) Kind() Kind { return KindTag }

// Kind implements Intent.
func (Untag) Kind() Kind { return KindUntag }

// Kind implements Intent.
func (Snooze) Kind() Kind { return KindSnooze }

// Kind implements Intent.
func (Follow) Kind() Kind { return KindFollow }

// Kind implements Intent.
func (Unfollow) Kind() Kind { return KindUnfollow }

// Kind implements Intent.
func (Merge) Kind() Kind { return KindMerge }

// Kind implements Intent.
func (TakeIn) Kind() Kind { return KindTakeIn }

// Text returns the words that an operation carries, and whether the customer will see them.
func (o Op) Text() (text Untrusted, public bool) {
	switch in := o.Intent.(type) {
	case Reply:
		return in.Text, true
	case Note:
		return in.Text, false
	case Create:
		return in.Text, in.Outbound
	case Forward:
		return in.Text, false
	case LogCall:
		return in.Text, false
	case Escalate:
		return in.Reason, false
	case HandOver:
		return in.Note, false
	case PutReply:
		return Foreign(in.Text), false
	default:
		return Untrusted{}, false
	}
}

// Composed reports whether the words of the operation are those of a draft.
func (o Op) Composed() bool {
	switch o.Intent.(type) {
	case Reply, Note, Create, Forward, PutReply:
		return true
	default:
		return false
	}
}

// Hash is the SHA-256 of the operation as it goes over the wire. The same id with
// another hash is another payload, which a desk refuses.
func (o Op) Hash() ([sha256.Size]byte, error) {
	b, err := json.Marshal(o)
	if err != nil {
		return [sha256.Size]byte{}, err
	}
	return sha256.Sum256(b), nil
}

// wireOp is Op as JSON.
type wireOp struct {
	ID         OpID            `json:"op_id"`
	Ticket     TicketID        `json:"ticket" left:"out"`
	Base       Version         `json:"base" left:"out"`
	Seen       MessageID       `json:"seen_through" left:"out"`
	Actor      AgentID         `json:"actor"`
	At         time.Time       `json:"at" left:"out"`
	Kind       Kind            `json:"kind"`
	Intent     json.RawMessage `json:"intent" left:"out"`
	Recipients []Address       `json:"recipients,omitempty"`
}

// MarshalJSON writes the operation with its intent under its kind.
func (o Op) MarshalJSON() ([]byte, error) {
	if o.Intent == nil {
		return nil, fmt.Errorf("op %s has no intent", o.ID)
	}
	intent, err := json.Marshal(o.Intent)
	if err != nil {
		return nil, err
	}
	return json.Marshal(wireOp{
		ID: o.ID, Ticket: o.Ticket, Base: o.Base, Seen: o.Seen, Actor: o.Actor, At: o.At,
		Kind: o.Intent.Kind(), Intent: intent, Recipients: o.Recipients,
	})
}

// UnmarshalJSON reads an operation; an unknown kind is an error.
func (o *Op) UnmarshalJSON(b []byte) error {
	var w wireOp
	if err := json.Unmarshal(b, &w); err != nil {
		return err
	}
	intent, err := readIntent(w.Kind, w.Intent)
	if err != nil {
		return err
	}
	*o = Op{
		ID: w.ID, Ticket: w.Ticket, Base: w.Base, Seen: w.Seen, Actor: w.Actor, At: w.At,
		Intent: intent, Recipients: w.Recipients,
	}
	return nil
}

func readIntent(kind Kind, b []byte) (Intent, error) {
	read, ok := intentReaders[kind]
	if !ok {
		return nil, fmt.Errorf("unknown kind of operation %q", kind)
	}
	if len(b) == 0 {
		b = []byte("{}")
	}
	return read(b)
}

// intentReaders decodes each kind of intent; a test holds it complete. It is never written to.
var intentReaders = map[Kind]func([]byte) (Intent, error){
	KindCreate: readAs[Create], KindReceive: readAs[Receive], KindReply: readAs[Reply], KindNote: readAs[Note],
	KindSetStatus: readAs[SetStatus], KindAssign: readAs[Assign], KindSetPriority: readAs[SetPriority],
	KindTag: readAs[Tag], KindUntag: readAs[Untag], KindSnooze: readAs[Snooze], KindFollow: readAs[Follow],
	KindUnfollow: readAs[Unfollow], KindMerge: readAs[Merge], KindTakeIn: readAs[TakeIn],
	KindUnmerge: readAs[Unmerge], KindLetGo: readAs[LetGo], KindLink: readAs[LinkTo], KindUnlink: readAs[Unlink],
	KindHandOver: readAs[HandOver], KindHandBack: readAs[HandBack], KindRemind: readAs[Remind],
	KindSetGroup: readAs[SetGroup], KindMarkSpam: readAs[MarkSpam], KindNotSpam: readAs[NotSpam],
	KindLogCall: readAs[LogCall], KindEscalate: readAs[Escalate], KindForward: readAs[Forward],
	KindShareFilter: readAs[ShareFilter], KindUnshareFilter: readAs[UnshareFilter],
	KindPutReply: readAs[PutReply], KindDropReply: readAs[DropReply],
	KindTakeBreak: readAs[TakeBreak], KindEndBreak: readAs[EndBreak],
	KindEditCustomer: readAs[EditCustomer], KindMergeCustomer: readAs[MergeCustomer],
}

func readAs[T Intent](b []byte) (Intent, error) {
	var in T
	if err := json.Unmarshal(b, &in); err != nil {
		return nil, err
	}
	return in, nil
}

// IntentsOf are one of each kind that somebody with these rights may want, as Intents.
func IntentsOf(r Rights) []Intent {
	return slices.DeleteFunc(Intents(), func(in Intent) bool { return !r.permit(in) })
}

// Intents are one of each kind that there is, empty, by the names of their kinds.
func Intents() []Intent {
	all := make([]Intent, 0, len(intentReaders))
	for kind := range intentReaders {
		if in, err := readIntent(kind, nil); err == nil {
			all = append(all, in)
		}
	}
	slices.SortFunc(all, func(a, b Intent) int { return cmp.Compare(a.Kind(), b.Kind()) })
	return all
}
