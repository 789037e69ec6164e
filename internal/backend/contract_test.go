package backend_test

import (
	"testing"

	"github.com/heed-desk/heed/client/linetest"
	"github.com/heed-desk/heed/desk"
)

// ownDesk is a desk of heed's own with ann's line.
type ownDesk struct{ *bench }

func (d ownDesk) Line() linetest.Line                        { return d.line }
func (d ownDesk) Me() desk.AgentID                           { return "ann" }
func (d ownDesk) Open(t *testing.T, text string) desk.Ticket { t.Helper(); return d.ticket(t, text) }

func (d ownDesk) Write(t *testing.T, k desk.Ticket, text string) desk.Ticket {
	t.Helper()
	return d.writes(t, k, text)
}

func TestTheLineToOurOwnDeskKeepsTheContract(t *testing.T) {
	linetest.Run(t, linetest.Traits{Remembers: true, Holds: true, Breaks: true}, func(t *testing.T) linetest.Desk { return ownDesk{newBench(t)} })
}

func TestTheLineKeepsTheContractOverASocketToo(t *testing.T) {
	linetest.Run(t, linetest.Traits{Remembers: true, Holds: true, Breaks: true}, func(t *testing.T) linetest.Desk {
		b := newBench(t)
		b.line = b.overSocket(t)
		return ownDesk{b}
	})
}
