package sshd

import (
	"context"
	"errors"
	"time"

	"golang.org/x/crypto/ssh"

	"github.com/heed-desk/heed/desk"
)

// Guest is somebody who came in.
type Guest struct {
	Agent desk.AgentID
	Role  desk.Role
	Key   string    // the id of the public key, as the account lists it; empty with a certificate
	With  string    // what they came with, as the audit trail tells it
	Until time.Time // when what they came with ends; zero for never
}

// watches reports whether what came is a screen on a wall, and nobody at it.
func (g Guest) watches() bool { return g.Role == desk.RoleWall }

// Accounts are those of the desk.
type Accounts interface {
	// HaveKeys reports whether any account has a public key.
	HaveKeys(ctx context.Context) (bool, error)
	// KeyOwner is whose a public key is; ErrNobody where it is nobody's who may come in.
	KeyOwner(ctx context.Context, key ssh.PublicKey) (Guest, error)
	// Vouched is an account for which a certificate stands; ErrNobody as with KeyOwner.
	Vouched(ctx context.Context, login desk.AgentID) (Guest, error)
	// Visit notes that somebody is in until leave is called, and says who they are now. End is
	// called where they may be in no longer, at once. ErrNobody where that is so already.
	Visit(ctx context.Context, g Guest, end context.CancelFunc) (now Guest, leave func(), err error)
	// Note writes a line of the audit trail. For a stranger g is nobody, and login is what they
	// call themselves, which may be anything.
	Note(ctx context.Context, g Guest, d Deed, login, how string) error
}

// Deed is what the audit trail tells of the way by SSH.
type Deed string

// The deeds.
const (
	Enter  Deed = "ssh.enter"
	Leave  Deed = "ssh.leave"
	Refuse Deed = "ssh.refuse"
)

// ErrNobody says that a key or a certificate lets nobody in.
var ErrNobody = errors.New("nobody who may come in")

// Reason is why a session ended.
type Reason string

// The reasons.
const (
	Left      Reason = "left"      // they left
	Idle      Reason = "idle"      // no key was pressed for Limits.Idle
	Over      Reason = "over"      // it was as long as any may be
	ThrownOut Reason = "thrown"    // the key, the account or its role went
	Stalled   Reason = "stalled"   // the terminal took nothing
	Closing   Reason = "closing"   // the server ends
	Failed    Reason = "failed"    // a bug
	Full      Reason = "full"      // there are too many sessions
	FullOne   Reason = "full_one"  // of one account
	Unnoted   Reason = "unnoted"   // the audit trail could not take it
	Unwelcome Reason = "unwelcome" // asked too often for what there is not
)

// Error implements error: a session's context ends with its reason.
func (r Reason) Error() string { return string(r) }
