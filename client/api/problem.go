package api

import (
	"fmt"

	"github.com/heed-desk/heed/desk"
)

// Retry says what a client should do about an error.
type Retry string

// The classes of retry.
const (
	RetryLater Retry = "retry" // the same again, later
	RetryFixed Retry = "fix"   // not before something about it changed
	RetryAsk   Retry = "ask"   // a person must decide
)

// Code names an error of the API itself. What the rules refuse comes as a desk.Verdict.
type Code string

// The codes.
const (
	BadToken   Code = "bad_token"   // unknown, expired or revoked
	Disabled   Code = "disabled"    // the account may not act any more
	Forbidden  Code = "forbidden"   // the role does not permit it
	NotFound   Code = "not_found"   // no such path or record
	BadMethod  Code = "bad_method"  // the path takes other methods: see the header Allow
	OpUnknown  Code = "op_unknown"  // this operation never arrived
	BadRequest Code = "bad_request" // not what the API takes
	BadType    Code = "bad_type"    // the body is packed, or no JSON in UTF-8
	WrongActor Code = "wrong_actor" // acting for somebody else
	TooLarge   Code = "too_large"   // over MaxBody
	WrongHash  Code = "wrong_hash"  // what came is not what was announced
	NoFile     Code = "no_file"     // an operation names a file that the desk does not have
	CursorGone Code = "cursor_gone" // resync
	TooMany    Code = "too_many"    // too many at once
	Trouble    Code = "trouble"     // the desk itself failed
	Closing    Code = "closing"     // the desk is shutting down
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
}

// NewProblem makes a problem; the title is for people who read logs.
func NewProblem(status int, code Code, retry Retry, title string) *Problem {
	return &Problem{Type: "urn:heed:" + string(code), Title: title, Status: status, Code: code, Retry: retry}
}

// Error implements error.
func (p *Problem) Error() string { return fmt.Sprintf("%d %s: %s", p.Status, p.Code, p.Title) }
