package cache

import (
	"fmt"
	"slices"

	"github.com/heed-desk/heed/desk"
)

// Unsent is what waits here, and would be lost.
type Unsent struct {
	Ops    []desk.PendingOp
	Drafts []desk.Draft
}

// Error implements error.
func (u *Unsent) Error() string {
	return fmt.Sprintf("%d operations and %d drafts are not sent", len(u.Ops), len(u.Drafts))
}

// none reports whether nothing waits.
func (u *Unsent) none() bool { return len(u.Ops)+len(u.Drafts) == 0 }

// onTheWay reports whether the desk may have any of it right now.
func (u *Unsent) onTheWay() bool {
	return slices.ContainsFunc(u.Ops, func(p desk.PendingOp) bool { return p.State == desk.OpSending })
}

// Unsent is everything that waits here.
func (l *Ledger) Unsent() (*Unsent, error) {
	ops, err := l.Outbox()
	return &Unsent{Ops: ops, Drafts: l.out.AllDrafts()}, trouble(err)
}
