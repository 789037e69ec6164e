package pipe

import (
	"context"

	"github.com/heed-desk/heed/desk"
)

// unshut sees to it that what the desk has sent may be shown: where it was not reached for too
// long, it is asked once. Else a *Fault says why not.
func (l *Local) unshut(ctx context.Context) error {
	if l.Ledger.Link().Shut == desk.NotShut {
		return nil
	}
	err := l.Pull(ctx)
	switch l.Ledger.Link().Shut {
	case desk.ShutLease:
		f := NewFault(Later, "pipe.lease")
		if err != nil {
			f.Cause = err.Error()
		}
		return f
	case desk.ShutRevoked:
		return NewFault(NotAllowed, revoked)
	default:
		return nil
	}
}
