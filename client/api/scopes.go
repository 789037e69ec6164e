package api

import (
	"slices"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// Scope is something that a token is for. What its owner may not do, no scope permits.
type Scope string

// The scopes.
const (
	ScopeWork    Scope = "work"    // what an agent does at the desk
	ScopeRead    Scope = "read"    // the part of it that changes nothing
	ScopePeople  Scope = "people"  // accounts, their tokens and keys
	ScopeAudit   Scope = "audit"   // who did what
	ScopeIntake  Scope = "intake"  // to open tickets and add messages with their files, and nothing else
	ScopeMetrics Scope = "metrics" // how the server does
)

// Scopes are all there are.
func Scopes() []Scope {
	return []Scope{ScopeWork, ScopeRead, ScopePeople, ScopeAudit, ScopeIntake, ScopeMetrics}
}

// Narrow says that a token is not for what was asked with it, and of which scopes one would be.
// It is desk.ErrForbidden.
type Narrow struct{ Scopes []Scope }

// Error implements error.
func (n *Narrow) Error() string {
	names := make([]string, len(n.Scopes))
	for i, s := range n.Scopes {
		names[i] = string(s)
	}
	return "the token is not for that: one for " + strings.Join(names, " or ") + " is"
}

// Is reports whether the target is desk.ErrForbidden.
func (n *Narrow) Is(target error) bool { return target == desk.ErrForbidden }

// ForMachines reports whether a token of these scopes is one that no person works with: it
// shows nothing of the desk's, and may hold longer.
func ForMachines(all []Scope) bool {
	return len(all) > 0 && !slices.ContainsFunc(all, func(s Scope) bool { return s != ScopeIntake && s != ScopeMetrics })
}
