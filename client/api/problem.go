package api

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// Retry says what a client should do about an error.
type Retry string

// The classes of retry.
const (
	RetryLater Retry = "retry" // the same again, later
	RetryFixed Retry = "fix"   // not before something about it changed
	RetryAsk   Retry = "ask"   // a person must decide
	RetryNever Retry = "never" // it was done once, and is not done again
)

// Code names an error of the API itself. What the rules refuse comes as a desk.Verdict.
type Code string

// The codes.
const (
	BadToken   Code = "bad_token"   // unknown, expired or revoked
	Disabled   Code = "disabled"    // the account may not act any more
	Forbidden  Code = "forbidden"   // the role does not permit it, or the token is not for it: see Scopes
	NotFound   Code = "not_found"   // no such path or record
	BadMethod  Code = "bad_method"  // the path takes other methods: see the header Allow
	OpUnknown  Code = "op_unknown"  // this operation never arrived
	BadRequest Code = "bad_request" // not what the API takes
	BadType    Code = "bad_type"    // the body is packed, or no JSON in UTF-8
	WrongActor Code = "wrong_actor" // acting for somebody else
	TooLarge   Code = "too_large"   // a body, an address or headers longer than the API takes
	WrongHash  Code = "wrong_hash"  // what came is not what was announced
	NoFile     Code = "no_file"     // an operation names a file that the desk does not have
	Erased     Code = "erased"      // it came in once, and was erased or removed since; nothing was done
	NoTag      Code = "no_tag"      // If-Match is missing
	Changed    Code = "changed"     // it is not as it was seen
	Refused    Code = "refused"     // the rules do not permit it: see Reason
	CursorGone Code = "cursor_gone" // resync
	// OtherVersion says that the record is not of the version that If-Match asks for; nothing was done.
	OtherVersion Code = "other_version"
	BrokenTrail  Code = "broken_trail" // the audit trail is not as it was written
	TooMany      Code = "too_many"     // too many at once, or too often: the headers say when it is welcome
	TooSlow      Code = "too_slow"     // the desk did not come to it in time; nothing was done
	NotReady     Code = "not_ready"    // the desk cannot be read, or is another program's
	NoDatabase   Code = "no_database"  // the desk's database cannot be reached by the server
	DiskFull     Code = "disk_full"    // there is no room where the desk lies; nothing was done
	Trouble      Code = "trouble"      // the desk itself failed
	Closing      Code = "closing"      // the desk is shutting down

	Exists    Code = "exists"     // an account of that name is there, and another one
	LastAdmin Code = "last_admin" // somebody has to be left who may do this
	BadLogin  Code = "bad_login"
	BadName   Code = "bad_name"
	BadRole   Code = "bad_role"
	BadGroup  Code = "bad_group"
	BadLabel  Code = "bad_label"
	BadScope  Code = "bad_scope"
	BadDays   Code = "bad_days" // it would hold too long, or not at all
	BadKey    Code = "bad_key"  // no public key that anybody should log in with
	KeyTaken  Code = "key_taken"
)

// Problem is the body of an error, as application/problem+json (RFC 9457). It never
// holds foreign text.
type Problem struct {
	Type   string    `json:"type"` // "urn:heed:" and the code
	Title  string    `json:"title"`
	Status int       `json:"status"`
	Code   Code      `json:"code"`
	Op     desk.OpID `json:"op_id,omitzero"`
	Retry  Retry     `json:"retry"`
	// Field is the part of the request that it is about, and In where that was: query, header,
	// path or body. Empty where it is about the whole of it.
	Field string `json:"field,omitempty"`
	In    string `json:"in,omitempty"`
	// Scopes are those of which a token needs one more for that; empty where no token would do.
	Scopes []Scope `json:"scopes,omitempty"`
	// Reason is why the rules do not permit it.
	Reason *desk.Problem `json:"reason,omitempty"`
}

// NewProblem makes a problem; the title is for people who read logs.
func NewProblem(status int, code Code, retry Retry, title string) *Problem {
	return &Problem{Type: "urn:heed:" + string(code), Title: title, Status: status, Code: code, Retry: retry}
}

// At is the problem as one with a part of the request.
func (p *Problem) At(in, field string) *Problem {
	at := *p
	at.In, at.Field = in, desk.Plain(field)
	return &at
}

// Error implements error. What is the desk's own wording stands in quotation marks: no log takes
// that down.
func (p *Problem) Error() string {
	code := string(p.Code)
	if len(code) > mostCode || strings.Trim(code, "abcdefghijklmnopqrstuvwxyz_") != "" {
		code = strconv.Quote(code)
	}
	return fmt.Sprintf("%d %s: %q", p.Status, code, p.Title)
}

// mostCode is as long as a code is, in bytes.
const mostCode = 40

// Turned is the answer to an operation that was not carried out: the problem that it is, and
// the desk's verdict, where there is one.
type Turned struct {
	Problem
	*desk.Verdict
}
