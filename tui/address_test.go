package tui_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

// withMailboxes runs a test at the queue of a desk with two addresses of its own.
func withMailboxes(t *testing.T, test func(*guarded, *tuitest.Term)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		g := shop()
		g.d.Boxes = []desk.Mailbox{
			{Channel: desk.Mail, Value: desk.Foreign("support@shop.example")},
			{Channel: desk.Mail, Value: desk.Foreign("returns@shop.example"), Groups: []desk.GroupID{"returns"}},
		}
		test(g, tuitest.Start(t, tui.Options{Ledger: g, Theme: theme.Plain, Zone: time.UTC}, 132, 34))
	})
}

// lastOp is the operation that was kept last.
func (g *guarded) lastOp(t *testing.T) desk.Op {
	t.Helper()
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.d.Submitted) == 0 {
		t.Fatal("nothing was kept")
	}
	return g.d.Submitted[len(g.d.Submitted)-1]
}

func TestAddressesAreChangedByKeysAndEscGoesBackToTheText(t *testing.T) {
	withMailboxes(t, func(g *guarded, term *tuitest.Term) {
		term.Press("r")
		term.Sees("from support@shop.example")
		term.Press("alt+t", "tab")
		term.Type("boss@house.example")
		term.Press("tab", "tab")
		term.Type("x")
		term.Press("backspace", "esc")
		term.Sees("Reply to", "cc 1")
		term.Type("On its way.")
		term.Press("ctrl+s")
		op := g.lastOp(t)
		if in, ok := op.Intent.(desk.Reply); !ok || text.Block(in.Text) != "On its way." || len(op.Recipients) != 3 {
			t.Errorf("%T to %d", op.Intent, len(op.Recipients))
		}
	})
}

func TestATicketIsSentOnByKeysAndTakenBack(t *testing.T) {
	withMailboxes(t, func(g *guarded, term *tuitest.Term) {
		term.Press("a", "w")
		term.Sees("Send #4811 on · 1 message goes along", "Bcc")
		term.Type("depot@house.example")
		term.Press("esc")
		term.Type("Please look for it.")
		term.Press("ctrl+s")
		term.Sees("is kept and goes on to them")
		if _, ok := g.lastOp(t).Intent.(desk.Forward); !ok {
			t.Fatalf("%T", g.lastOp(t).Intent)
		}
		term.Press("u")
		term.Press("a", "w")
		term.Sees("Please look for it.", "to depot@house.example")
	})
}

func TestANewTicketOpensWhereItWasSent(t *testing.T) {
	withMailboxes(t, func(g *guarded, term *tuitest.Term) {
		term.Press("i", "m")
		term.Sees("New ticket for Olivia Lopez")
		term.Type("Your second order")
		term.Press("enter")
		term.Type("It left us today.")
		term.Press("ctrl+s")
		op := g.lastOp(t)
		in, ok := op.Intent.(desk.Create)
		if !ok || !in.Outbound || len(op.Recipients) != 2 {
			t.Fatalf("%T to %d", op.Intent, len(op.Recipients))
		}
		term.SeesNot("New ticket for Olivia Lopez ·")
		term.Sees("Kept and goes out: new ticket for Olivia Lopez")
	})
}
