package tui_test

import (
	"context"
	"os"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/screentest"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

// guarded lets the many goroutines of an interface share a desk in memory.
type guarded struct {
	mu   sync.Mutex
	d    *screentest.Desk
	full bool // the disk takes no draft
}

func held[T any](g *guarded, f func() (T, error)) (T, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return f()
}

func (g *guarded) Window(v desk.ViewID, at desk.Anchor, before, after int) (desk.Window, error) {
	return held(g, func() (desk.Window, error) { return g.d.Window(v, at, before, after) })
}

func (g *guarded) Rows(v desk.ViewID, ids []desk.TicketID) ([]desk.Row, error) {
	return held(g, func() ([]desk.Row, error) { return g.d.Rows(v, ids) })
}

func (g *guarded) Glance(v desk.ViewID, ids []desk.TicketID, at desk.Anchor, before, after int) (desk.Glance, error) {
	return held(g, func() (desk.Glance, error) { return g.d.Glance(v, ids, at, before, after) })
}

func (g *guarded) Counts() (map[desk.ViewID]int, error) { return held(g, g.d.Counts) }

func (g *guarded) Thread(id desk.TicketID, n int) (desk.Thread, error) {
	return held(g, func() (desk.Thread, error) { return g.d.Thread(id, n) })
}

func (g *guarded) Messages(id desk.TicketID, before desk.MessageID, n int) ([]desk.Message, error) {
	return held(g, func() ([]desk.Message, error) { return g.d.Messages(id, before, n) })
}

func (g *guarded) Customer(id desk.CustomerID) (desk.Customer, error) {
	return held(g, func() (desk.Customer, error) { return g.d.Customer(id) })
}

func (g *guarded) History(id desk.CustomerID, n int) ([]desk.Row, error) {
	return held(g, func() ([]desk.Row, error) { return g.d.History(id, n) })
}

func (g *guarded) Openings() ([]desk.Draft, error)     { return held(g, g.d.Openings) }
func (g *guarded) BegunReplies() ([]desk.Draft, error) { return held(g, g.d.BegunReplies) }
func (g *guarded) BegunWords() ([]desk.Draft, error)   { return held(g, g.d.BegunWords) }
func (g *guarded) Post(op desk.Op) error               { return g.do(func() error { return g.d.Post(op) }) }

func (g *guarded) FindCustomers(ctx context.Context, typed string, n int) ([]desk.Customer, error) {
	return held(g, func() ([]desk.Customer, error) { return g.d.FindCustomers(ctx, typed, n) })
}

func (g *guarded) Canned() ([]desk.Canned, error)    { return held(g, g.d.Canned) }
func (g *guarded) Agents() ([]desk.Agent, error)     { return held(g, g.d.Agents) }
func (g *guarded) Outbox() ([]desk.PendingOp, error) { return held(g, g.d.Outbox) }
func (g *guarded) Me() desk.Me                       { return g.d.Who }
func (g *guarded) Now() time.Time                    { return time.Now() }
func (g *guarded) Find(n int64) (desk.TicketID, error) {
	return held(g, func() (desk.TicketID, error) { return g.d.Find(n) })
}

func (g *guarded) Cancel(id desk.OpID) (desk.Op, error) {
	return held(g, func() (desk.Op, error) { return g.d.Cancel(id) })
}

func (g *guarded) Search(ctx context.Context, q string, n int) (desk.Found, error) {
	return held(g, func() (desk.Found, error) { return g.d.Search(ctx, q, n) })
}

func (g *guarded) Draft(t desk.TicketID, note bool) (*desk.Draft, error) {
	return held(g, func() (*desk.Draft, error) { return g.d.Draft(t, note) })
}

func (g *guarded) Forwarding(t desk.TicketID) (*desk.Draft, error) {
	return held(g, func() (*desk.Draft, error) { return g.d.Forwarding(t) })
}

func (g *guarded) Mailboxes() ([]desk.Mailbox, error) {
	return held(g, func() ([]desk.Mailbox, error) { return g.d.Mailboxes() })
}

func (g *guarded) Addresses() ([]desk.Address, error) {
	return held(g, func() ([]desk.Address, error) { return g.d.Addresses() })
}

func (g *guarded) Link() desk.Link {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.d.Link()
}

func (g *guarded) Presence() map[desk.TicketID][]desk.Presence {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.d.Presence()
}

func (g *guarded) do(f func() error) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	return f()
}

func (g *guarded) Later(op desk.Op, wait time.Duration) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.d.Later(op, wait)
}

func (g *guarded) Submit(op desk.Op, hold time.Duration) error {
	return g.do(func() error { g.d.Clock = time.Now(); return g.d.Submit(op, hold) })
}

func (g *guarded) SubmitAll(ops []desk.Op, hold time.Duration) error {
	return g.do(func() error { g.d.Clock = time.Now(); return g.d.SubmitAll(ops, hold) })
}

func (g *guarded) CancelAll(ids []desk.OpID, backs map[desk.OpID]desk.Op) (taken, put []desk.Op, err error) {
	err = g.do(func() error { taken, put, err = g.d.CancelAll(ids, backs); return err })
	return taken, put, err
}

func (g *guarded) Deeds() ([]desk.Deed, error) {
	return held(g, func() ([]desk.Deed, error) { return g.d.Deeds() })
}

func (g *guarded) Remember(d desk.Deed) error { return g.do(func() error { return g.d.Remember(d) }) }

func (g *guarded) Forget(op desk.OpID) error { return g.do(func() error { return g.d.Forget(op) }) }

func (g *guarded) Reminders() ([]desk.DueReminder, error) { return held(g, g.d.Reminders) }

func (g *guarded) Promises() (*desk.SLA, error) { return held(g, g.d.Promises) }

func (g *guarded) Worked(since time.Time) ([]desk.Worked, error) {
	return held(g, func() ([]desk.Worked, error) { return g.d.Worked(since) })
}

func (g *guarded) Habits() (desk.Habits, error) { return held(g, g.d.Habits) }

func (g *guarded) KeepHabits(h desk.Habits) error {
	return g.do(func() error { return g.d.KeepHabits(h) })
}

func (g *guarded) Filters() ([]desk.Filter, error) { return held(g, g.d.Filters) }

func (g *guarded) SaveFilter(f desk.Filter) error {
	return g.do(func() error { return g.d.SaveFilter(f) })
}

func (g *guarded) Discard(id desk.OpID) error { return g.do(func() error { return g.d.Discard(id) }) }

func (g *guarded) Again(old desk.OpID, op desk.Op) error {
	return g.do(func() error { return g.d.Again(old, op) })
}

func (g *guarded) SaveDraft(d desk.Draft) error {
	return g.do(func() error {
		if g.full {
			return desk.Refuse(desk.DiskFull)
		}
		return g.d.SaveDraft(d)
	})
}

func (g *guarded) MarkSeen(t desk.TicketID, last desk.MessageID) error {
	return g.do(func() error { return g.d.MarkSeen(t, last) })
}

// shop is a desk with a few tickets.
func shop() *guarded {
	d := screentest.NewDesk(time.Now())
	d.State = desk.Link{State: desk.LinkUp, Since: time.Now(), Synced: time.Now()}
	mine := func(t *desk.Ticket) { t.Assignee = d.Who.ID }
	d.Open(4821, "Refund still not on my card", "Harper Moore", "I sent the lamp back three weeks ago and the page says \"received\". My card shows nothing.", 2*time.Hour, mine)
	d.Open(4833, "Parcel says delivered, is not", "Aarav Anderson", "The tracking page says delivered.", 18*time.Minute, mine)
	d.Open(4790, "Change the delivery address", "Mei Kovacs", "I moved. Can it go to the new place?", 51*time.Minute, mine)
	d.Open(4811, "Two charges for one order", "Olivia Lopez", "You charged me twice.", 3*time.Hour, mine)
	return &guarded{d: d}
}

// HEED_LOOK=1 prints what a test of this file sees.
func look(t *testing.T, term *tuitest.Term) {
	t.Helper()
	if os.Getenv("HEED_LOOK") != "" {
		t.Log("\n" + term.Screen())
	}
}

func TestAReplyIsWrittenSentAndTakenBackByKeys(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := shop()
		term := tuitest.Start(t, tui.Options{Ledger: g, Theme: theme.Plain, Zone: time.UTC}, 132, 34)
		look(t, term)
		term.Sees("Mine · by due time", "▌   4811  Two charges for one order", "You charged me twice.", "mine 4", "1 of 4")

		term.Burst("j", "r", "H", "i")
		term.Pass(time.Second / 2) // words are counted when the typing rests, not at each letter
		look(t, term)
		term.Sees("Reply to Harper Moore", " Hi", "1 word", "ctrl+s send", "esc keep as draft")
		term.Press("ctrl+s")
		look(t, term)
		term.Sees("Reply to #4821", "sending in 8 s · u takes it back", "▌   4821")
		term.Press("u")
		term.Sees("Taken back. The text is a draft again. r goes on writing.")
		id, err := g.Find(4821)
		if err != nil {
			t.Fatal(err)
		}
		if d, err := g.Draft(id, false); err != nil || d == nil || d.Text.Raw() != "Hi" {
			t.Errorf("the draft is %+v, %v", d, err)
		}
	})
}

func TestADraftIsOnDiskASecondAfterTheLastKey(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := shop()
		term := tuitest.Start(t, tui.Options{Ledger: g, Theme: theme.Plain, Zone: time.UTC}, 100, 30)
		id, err := g.Find(4811)
		if err != nil {
			t.Fatal(err)
		}
		term.Burst("r", "D", "e", "a", "r")
		term.Pass(time.Second)
		if d, err := g.Draft(id, false); err != nil || d == nil || d.Text.Raw() != "Dear" {
			t.Errorf("the draft is %+v, %v", d, err)
		}
		term.Type(" Olivia")
		term.Press("esc")
		if d, err := g.Draft(id, false); err != nil || d == nil || d.Text.Raw() != "Dear Olivia" {
			t.Errorf("after esc the draft is %+v, %v", d, err)
		}
	})
}

// TestEveryScreenHoldsAtEverySize goes wherever keys lead and looks at each place in 15
// widths and 8 heights. Typing goes on at every size.
func TestEveryScreenHoldsAtEverySize(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, keys := range []string{
			"", "enter", "i", "r", "n", "/", "g o", "g n", "?", ":", "S", "!", "t", "z", "p", "] ]", "enter i", "r alt+r", "/ r e f enter",
			"w", "w o l i", "w o l i enter", "w o l i enter L a m p enter",
		} {
			term := tuitest.Start(t, tui.Options{Ledger: shop(), Theme: theme.Dark, Zone: time.UTC}, 132, 40)
			term.Press(keys)
			look(t, term)
			term.Sweep(keys)
			term.Press("x", "down", "esc")
		}
	})
}
