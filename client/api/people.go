package api

import (
	"time"

	"github.com/heed-desk/heed/desk"
)

// Enrolment opens an account.
type Enrolment struct {
	Agent  desk.AgentID   `json:"agent"` // the login name
	Name   desk.Untrusted `json:"name,omitzero"`
	Role   desk.Role      `json:"role"`
	Groups []desk.GroupID `json:"groups,omitempty"`
}

// Amendment changes what is named of an account, and leaves the rest.
type Amendment struct {
	Name     *desk.Untrusted `json:"name,omitempty"`
	Role     *desk.Role      `json:"role,omitempty"`
	Groups   *[]desk.GroupID `json:"groups,omitempty"`
	Disabled *bool           `json:"disabled,omitempty"`
}

// The longest that a token may hold, in days: one with which a person works, and one that
// stands in a program.
const (
	MaxDays        = 90
	MaxMachineDays = 366
)

// TokenAsk asks for a token.
type TokenAsk struct {
	Label  string  `json:"label,omitempty"`  // it takes the place of the account's token with the same one
	Scopes []Scope `json:"scopes,omitempty"` // ScopeWork where none is named
	Days   int     `json:"days,omitempty"`   // until it expires, or does the token that asks, if that is sooner; MaxDays where it is 0
}

// GivenToken is a new token. Nobody can read it again.
type GivenToken struct {
	Token
	Text string `json:"token"`
}

// Token is what is known of a token.
type Token struct {
	ID      string    `json:"id"`
	Label   string    `json:"label,omitempty"`
	Scopes  []Scope   `json:"scopes"`
	Created time.Time `json:"created"`
	Expires time.Time `json:"expires,omitzero"` // zero for never
	Used    time.Time `json:"used,omitzero"`    // when it last let somebody in, to about an hour
}

// KeyAsk brings a public key, as a line of an authorized_keys file.
type KeyAsk struct {
	Line string `json:"line"`
}

// Key is the public key of an account.
type Key struct {
	ID          string    `json:"id"`
	Type        string    `json:"type"`
	Fingerprint string    `json:"fingerprint"` // SHA256:...
	Added       time.Time `json:"added"`
}

// Person is an account with its ways in.
type Person struct {
	Agent  desk.Agent `json:"agent"`
	Tokens []Token    `json:"tokens,omitempty"`
	Keys   []Key      `json:"keys,omitempty"`
}

// People is a piece of the list of accounts.
type People struct {
	People []Person `json:"people"`
	Next   string   `json:"next,omitempty"` // what to give as after; empty at the end
}
