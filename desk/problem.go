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
	BadAddress       Code = "bad_address"       // it cannot be sent so: args Flaw
	NoSuchTicket     Code = "no_such_ticket"    // never heard of, or gone
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
	FilterChanged    Code = "filter_changed"   // somebody changed the shared filter meanwhile: args AgentID
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

// Refuse makes a problem.
func Refuse(code Code, args ...any) *Problem {
	p := &Problem{Code: code}
	for _, a := range args {
		p.Args = append(p.Args, harmless(fmt.Sprint(a)))
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
		p.Args[i] = harmless(a)
	}
	return nil
}

// maxArg is the most letters of an argument.
const maxArg = 64

// harmless keeps what an argument may hold: a refused tag is whatever somebody sent.
func harmless(arg string) string {
	n := 0
	return strings.Map(func(r rune) rune {
		if n++; n > maxArg || !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, arg)
}
