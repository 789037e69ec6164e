package cache

import "github.com/heed-desk/heed/desk"

// Resume puts an operation in the outbox that may have been given to an earlier process:
// it is sent once, whatever became of it there.
func (l *Ledger) Resume(op desk.Op) error {
	if err := l.out.Resume(op); err != nil {
		return trouble(err)
	}
	return l.changed(op.Ticket)
}

// Cramped reports whether the disk was found full as the outbox was opened.
func (l *Ledger) Cramped() bool { return l.out.Cramped() }
