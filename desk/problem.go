package desk

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
)

// Code names a reason. internal/words turns it into a sentence that says what
// happened and what to press.
type Code string

// Why an operation was not carried out.
const (
	CodeNone         Code = ""
	NewerMessage     Code = "newer_message"     // somebody wrote meanwhile: args Side, MessageID
	FieldConflict    Code = "field_conflict"    // somebody changed it meanwhile: args Field, Side, current value
	NotAllowed       Code = "not_allowed"       // the role does not permit it
	TicketClosed     Code = "ticket_closed"     // closed for good
	TicketMerged     Code = "ticket_merged"     // it lives on in another ticket
	EmptyText        Code = "empty_text"        // nothing to send
	TextTooLong      Code = "text_too_long"     // over MaxReply: args bytes
	UnfilledBlank    Code = "unfilled_blank"    // a blank of a canned reply is still open: args name
	BadTag           Code = "bad_tag"           // not a tag: args tag
	TooManyTags      Code = "too_many_tags"     // over MaxTags: args how many there may be
	BadValue         Code = "bad_value"         // not a value of that field: args field, value
	BadAddress       Code = "bad_address"       // it cannot be sent so: args Flaw, and the field where it is no recipient's
	NoSuchTicket     Code = "no_such_ticket"    // never heard of, or gone
	NoSuchCustomer   Code = "no_such_customer"  // never heard of, merged into another one, or erased
	TicketExists     Code = "ticket_exists"     // the id is taken
	MergeIntoItself  Code = "merge_into_itself" // source and target are one
	LinkToItself     Code = "link_to_itself"    // a ticket has to do with itself anyway
	TooManyLinks     Code = "too_many_links"    // over MaxLinks: args how many there may be
	ChangedSince     Code = "changed_since"     // somebody changed since what is to be undone: args Field, Side, current value
	MovedOn          Code = "moved_on"          // what was merged, or split, went on since: args "alone" where it was split
	PayloadDiffers   Code = "payload_differs"   // this op id came before with other words
	AccountDisabled  Code = "account_disabled"  // the agent may not act any more
	UnknownOutcome   Code = "unknown_outcome"   // it may have been carried out: please look
	ServerRefused    Code = "server_refused"    // the desk refused and said no more than that
	WaitsForEarlier  Code = "waits_for_earlier" // an earlier operation on the ticket needs attention
	NothingSelected  Code = "nothing_selected"  // no ticket under the cursor
	AlreadyYours     Code = "already_yours"     // claiming what one has
	AlreadyThatState Code = "already_that"      // it is in that state
	NothingToUndo    Code = "nothing_to_undo"
	TooLateToUndo    Code = "too_late_to_undo" // it has been sent: args OpSending or OpUnknown where it is not known to be there
	LackedByBackend  Code = "lacked_by_backend"
	LeadsOnly        Code = "leads_only"       // only who leads may do it
	TooManyFilters   Code = "too_many_filters" // over MostFilters: args how many there may be
	TooManyReplies   Code = "too_many_replies" // over MostReplies: args how many there may be
	TooManyAtOnce    Code = "too_many_at_once" // over MaxOfCustomer: args how many there may be, field
	RecordFull       Code = "record_full"      // a customer's record would be over MaxRecord
	CustomerChanged  Code = "customer_changed" // somebody changed the same of a customer meanwhile
	FilterChanged    Code = "filter_changed"   // somebody changed the shared filter meanwhile: args AgentID
	ReplyChanged     Code = "reply_changed"    // somebody changed the canned reply meanwhile: args AgentID
	ReplyGone        Code = "reply_gone"       // somebody took the canned reply away meanwhile
	ReplyNamed       Code = "reply_named"      // another canned reply has that name: args name
	BadQuery         Code = "bad_query"        // a search asks for what cannot be: args field, value
	NoSuchFile       Code = "no_such_file"     // the desk does not have what is attached
	FileTooLarge     Code = "file_too_large"   // over MaxFile: args bytes
	FileEmpty        Code = "file_empty"       // there is nothing in it
	TooManyFiles     Code = "too_many_files"   // over MaxFiles: args how many there may be
	DiskFull         Code = "disk_full"        // this machine's disk: nothing was queued
	DiskFailed       Code = "disk_failed"      // this machine's disk would not take it: nothing was queued
)

// Problem is why something was not done, as a code with arguments. It never holds
// personal data or foreign text.
type Problem struct {
	Code Code     `json:"code"`
	Args []string `json:"args,omitempty"`
}

// Error is for logs; people read what internal/words makes of it.
func (p *Problem) Error() string {
	if len(p.Args) == 0 {
		return string(p.Code)
	}
	return fmt.Sprintf("%s %v", p.Code, p.Args)
}

// Reason is why an action cannot be taken now; its zero value means that it can.
type Reason struct {
	Code Code
	Args []string
}

// None reports that nothing stands against it.
func (r Reason) None() bool { return r.Code == CodeNone }

// Problem is the reason as what stands against something that was begun all the same.
func (r Reason) Problem() *Problem { return &Problem{Code: r.Code, Args: r.Args} }

// Refuse makes a problem.
func Refuse(code Code, args ...any) *Problem {
	p := &Problem{Code: code}
	for _, a := range args {
		p.Args = append(p.Args, Plain(fmt.Sprint(a)))
	}
	return p
}

// UnmarshalJSON reads a problem that another desk sent.
func (p *Problem) UnmarshalJSON(b []byte) error {
	type plain Problem // without this method
	if err := json.Unmarshal(b, (*plain)(p)); err != nil {
		return err
	}
	for i, a := range p.Args {
		p.Args[i] = Plain(a)
	}
	return nil
}

// maxArg is the most letters of an argument.
const maxArg = 64

// maxMarks is the most combining marks on one letter of an argument.
const maxMarks = 4

// Plain keeps of a short text what may stand in a sentence of heed's: letters that are seen,
// at most as many as an argument has. A refused tag is whatever somebody sent.
func Plain(arg string) string {
	n, marks := 0, maxMarks // none stands on what is before it
	var last rune
	return strings.Map(func(r rune) rune {
		if n >= maxArg || !unicode.IsPrint(r) || unseen(r) || reaches(r) {
			return -1
		}
		switch {
		case unicode.Is(unicode.M, r) || leans(r) || chains(last, r):
			if marks++; marks > maxMarks {
				return -1
			}
		case r == ' ':
			marks = maxMarks
		default:
			marks = 0
		}
		n++
		last = r
		return r
	}, arg)
}

// chains reports whether a part of a Korean syllable is one letter with one of its kind: any
// number of them are.
func chains(last, r rune) bool { return leads(r) && leads(last) || goesOn(r) && goesOn(last) }

// leads reports whether a letter begins a Korean syllable.
func leads(r rune) bool { return r >= 0x1100 && r <= 0x115f || r >= 0xa960 && r <= 0xa97c }

// goesOn reports whether a letter is the vowel or the end of one.
func goesOn(r rune) bool { return r >= 0x1160 && r <= 0x11ff || r >= 0xd7b0 && r <= 0xd7fb }

// reaches reports whether a letter takes what follows it along, whatever that is.
func reaches(r rune) bool {
	switch {
	case r == 0xd4e, r == 0x111c2, r == 0x111c3, r == 0x1193f, r == 0x11941, r == 0x11a3a, r >= 0x11a84 && r <= 0x11a89, r == 0x11d46, r == 0x11f02:
		return true
	default:
		return false
	}
}

// leans reports whether a letter is one with what stands before it, as a mark is: the colours
// of skin, half-wide voicing, the am of Thai and Lao.
func leans(r rune) bool {
	return r >= 0x1f3fb && r <= 0x1f3ff || r == 0xff9e || r == 0xff9f || r == 0xe33 || r == 0xeb3
}
