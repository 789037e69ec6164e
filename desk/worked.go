package desk

import "time"

// WorkedFor is how long a ledger remembers which tickets its agent worked on.
const WorkedFor = 30 * 24 * time.Hour

// Worked is a ticket that the agent worked on, as the agent sees it, with its whole thread:
// oldest entry first.
type Worked struct {
	Ticket Ticket
	Thread []Message
}
