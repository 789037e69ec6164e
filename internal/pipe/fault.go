package pipe

import (
	"context"
	"errors"
	"fmt"

	"github.com/heed-desk/heed/desk"
)

// Exit is the exit status of heed.
type Exit int

// The exit statuses.
const (
	OK         Exit = 0
	Failed     Exit = 1
	Usage      Exit = 2
	NotAllowed Exit = 3
	Later      Exit = 4 // offline, or try later
	NotFound   Exit = 5
	Conflict   Exit = 6 // refused, or held, because of what others did
)

// Fault is what went wrong, ready to be said: a key of internal/words with its values,
// and the exit status that it means. It travels between processes.
type Fault struct {
	Exit Exit              `json:"exit"`
	Key  string            `json:"key"`
	Args map[string]string `json:"args,omitempty"`
	// Problem is what the desk said, where it said something.
	Problem *desk.Problem `json:"problem,omitempty"`
	// Why says in what way the desk could not be reached, where that is what went wrong.
	Why desk.Away `json:"why,omitempty"`
	// Cause is for logs and for faults that nobody has a sentence for.
	Cause string `json:"cause,omitempty"`
}

// Error implements error.
func (f *Fault) Error() string {
	switch {
	case f.Problem != nil:
		return f.Key + ": " + f.Problem.Error()
	case f.Cause != "":
		return f.Key + ": " + f.Cause
	default:
		return f.Key
	}
}

// NewFault makes a fault; pairs are a name and a value in turn.
func NewFault(exit Exit, key string, pairs ...any) *Fault {
	f := &Fault{Exit: exit, Key: key}
	for i := 0; i+1 < len(pairs); i += 2 {
		if f.Args == nil {
			f.Args = map[string]string{}
		}
		f.Args[fmt.Sprint(pairs[i])] = fmt.Sprint(pairs[i+1])
	}
	return f
}

// notADesk says that something answered, which is another thing than silence: somebody has
// to sign in to a network, or the address is wrong.
const notADesk = "pipe.not_a_desk"

// What keeps a profile from showing the desk who it is.
const (
	noToken      = "pipe.no_token"
	tokenSilent  = "pipe.token_silent"
	otherAccount = "pipe.other_account"
	revoked      = "pipe.revoked"
)

// FaultOf makes a fault of any error; nil stays nil.
func FaultOf(err error) *Fault {
	if err == nil {
		return nil
	}
	var f *Fault
	if errors.As(err, &f) {
		return f
	}
	var p *desk.Problem
	if errors.As(err, &p) {
		return &Fault{Exit: exitOf(p), Key: keyOf(p), Problem: p}
	}
	f = &Fault{Cause: err.Error(), Why: wayOf(err)}
	var t *desk.Temporary
	switch {
	case errors.Is(err, desk.ErrNotFound):
		f.Exit, f.Key = NotFound, "pipe.not_found"
	case errors.Is(err, desk.ErrNoToken):
		f.Exit, f.Key = NotAllowed, noToken
	case errors.Is(err, desk.ErrTokenSilent):
		f.Exit, f.Key = NotAllowed, tokenSilent
	case errors.Is(err, desk.ErrOtherAccount):
		f.Exit, f.Key = NotAllowed, otherAccount
	case errors.Is(err, desk.ErrRevoked):
		f.Exit, f.Key = NotAllowed, revoked
	case errors.Is(err, desk.ErrUnauthorized):
		f.Exit, f.Key = NotAllowed, "pipe.unauthorized"
	case errors.Is(err, desk.ErrForbidden):
		f.Exit, f.Key = NotAllowed, "pipe.forbidden"
	case errors.Is(err, desk.ErrNotADesk):
		f.Exit, f.Key = Later, notADesk
	case errors.Is(err, desk.ErrTooMuch):
		f.Exit, f.Key, f.Why = Failed, "pipe.too_much", tooMuch
	case f.Why.Untrusted():
		f.Exit, f.Key = Later, "pipe.untrusted"
	case errors.As(err, &t), errors.Is(err, desk.ErrAmbiguous), errors.Is(err, context.DeadlineExceeded):
		f.Exit, f.Key = Later, "pipe.offline"
	case errors.Is(err, context.Canceled):
		f.Exit, f.Key = Failed, "pipe.interrupted"
	default:
		f.Exit, f.Key = Failed, "pipe.failed"
	}
	return f
}

// What this machine's disk does to a command that only looks.
const (
	diskFull   = "pipe.disk_full"
	diskFailed = "pipe.disk_failed"
)

// keyOf names the sentence of a problem: its own, but for those of this machine's disk,
// which speak of a text that is still on a screen.
func keyOf(p *desk.Problem) string {
	switch p.Code {
	case desk.DiskFull:
		return diskFull
	case desk.DiskFailed:
		return diskFailed
	default:
		return "pipe.refused"
	}
}

// Uncompacted is FaultOf for what was to write the files anew: nothing of the desk was to be kept.
// Err is not nil.
func Uncompacted(err error) *Fault {
	f := FaultOf(err)
	if f.Key == diskFull || f.Key == diskFailed {
		f.Key += "_compact"
	}
	return f
}

// unwritten is FaultOf for a command that was to change something: it says whether any of
// that is in the outbox, where the disk did not take all of it.
func unwritten(err error, kept bool) error {
	f := FaultOf(err)
	switch {
	case f == nil:
		return nil
	case f.Key != diskFull && f.Key != diskFailed:
		return f
	case kept:
		f.Key += "_part"
	default:
		f.Key += "_write"
	}
	return f
}

// Ways to be away that only a pipe meets.
const (
	noVerdict desk.Away = "no_verdict" // the desk was reached, and has not answered yet
	tooMuch   desk.Away = "too_much"
)

// wayOf says in what way the desk could not be reached; empty where nobody knows, or it could.
func wayOf(err error) desk.Away {
	var t *desk.Temporary
	switch {
	case errors.As(err, &t) && t.Why != "":
		return t.Why
	case errors.Is(err, context.DeadlineExceeded):
		return desk.AwaySilent
	default:
		return ""
	}
}

// exitOf is the exit status of what the desk refused.
func exitOf(p *desk.Problem) Exit {
	switch p.Code {
	case desk.NotAllowed, desk.AccountDisabled:
		return NotAllowed
	case desk.NoSuchTicket:
		return NotFound
	case desk.NewerMessage, desk.FieldConflict, desk.TicketMerged, desk.TicketClosed, desk.PayloadDiffers,
		desk.TooLateToUndo:
		return Conflict
	case desk.EmptyText, desk.TextTooLong, desk.BadTag, desk.TooManyTags, desk.BadValue, desk.BadQuery, desk.UnfilledBlank:
		return Usage
	default:
		return Failed
	}
}
