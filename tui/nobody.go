package tui

import (
	"context"
	"time"

	"github.com/heed-desk/heed/desk"
)

// nobody is the ledger of a session that shows one screen alone, before there is one: there is
// nothing in it, and it takes nothing. It has every method itself, so that whatever comes to be
// read is answered here too.
type nobody struct{}

// refused is the answer to whatever would be written down.
func (nobody) refused() error { return desk.Refuse(desk.NoSuchTicket) }

func (nobody) Me() desk.Me                                    { return desk.Me{} }
func (nobody) Now() time.Time                                 { return time.Now() }
func (nobody) Link() desk.Link                                { return desk.Link{} }
func (nobody) Presence() map[desk.TicketID][]desk.Presence    { return nil }
func (nobody) Counts() (map[desk.ViewID]int, error)           { return nil, nil }
func (nobody) Canned() ([]desk.Canned, error)                 { return nil, nil }
func (nobody) Agents() ([]desk.Agent, error)                  { return nil, nil }
func (nobody) Worked(time.Time) ([]desk.Worked, error)        { return nil, nil }
func (nobody) Reminders() ([]desk.DueReminder, error)         { return nil, nil }
func (nobody) Outbox() ([]desk.PendingOp, error)              { return nil, nil }
func (nobody) Promises() (*desk.SLA, error)                   { return nil, nil }
func (nobody) Mailboxes() ([]desk.Mailbox, error)             { return nil, nil }
func (nobody) Addresses() ([]desk.Address, error)             { return nil, nil }
func (nobody) Openings() ([]desk.Draft, error)                { return nil, nil }
func (nobody) BegunReplies() ([]desk.Draft, error)            { return nil, nil }
func (nobody) BegunWords() ([]desk.Draft, error)              { return nil, nil }
func (nobody) Filters() ([]desk.Filter, error)                { return nil, nil }
func (nobody) Habits() (desk.Habits, error)                   { return desk.Habits{}, nil }
func (nobody) Deeds() ([]desk.Deed, error)                    { return nil, nil }
func (nobody) Find(int64) (desk.TicketID, error)              { return desk.TicketID{}, desk.ErrNotFound }
func (nobody) Draft(desk.TicketID, bool) (*desk.Draft, error) { return nil, nil }
func (nobody) Forwarding(desk.TicketID) (*desk.Draft, error)  { return nil, nil }

func (nobody) Window(desk.ViewID, desk.Anchor, int, int) (desk.Window, error) {
	return desk.Window{}, nil
}

func (nobody) Rows(desk.ViewID, []desk.TicketID) ([]desk.Row, error) { return nil, nil }

func (nobody) Glance(desk.ViewID, []desk.TicketID, desk.Anchor, int, int) (desk.Glance, error) {
	return desk.Glance{}, nil
}

func (nobody) Thread(desk.TicketID, int) (desk.Thread, error) {
	return desk.Thread{}, desk.ErrNotFound
}

func (nobody) Messages(desk.TicketID, desk.MessageID, int) ([]desk.Message, error) { return nil, nil }

func (nobody) Customer(desk.CustomerID) (desk.Customer, error) {
	return desk.Customer{}, desk.ErrNotFound
}

func (nobody) History(desk.CustomerID, int) ([]desk.Row, error) { return nil, nil }

func (nobody) Search(context.Context, string, int) (desk.Found, error) { return desk.Found{}, nil }

func (nobody) FindCustomers(context.Context, string, int) ([]desk.Customer, error) { return nil, nil }

func (n nobody) Submit(desk.Op, time.Duration) error      { return n.refused() }
func (n nobody) Post(desk.Op) error                       { return n.refused() }
func (n nobody) Later(desk.Op, time.Duration) error       { return n.refused() }
func (n nobody) SubmitAll([]desk.Op, time.Duration) error { return n.refused() }
func (n nobody) Cancel(desk.OpID) (desk.Op, error)        { return desk.Op{}, n.refused() }
func (n nobody) Discard(desk.OpID) error                  { return n.refused() }
func (n nobody) Again(desk.OpID, desk.Op) error           { return n.refused() }
func (n nobody) SaveDraft(desk.Draft) error               { return n.refused() }
func (n nobody) SaveFilter(desk.Filter) error             { return n.refused() }
func (n nobody) KeepHabits(desk.Habits) error             { return n.refused() }
func (n nobody) Remember(desk.Deed) error                 { return n.refused() }
func (n nobody) Forget(desk.OpID) error                   { return n.refused() }

func (n nobody) MarkSeen(desk.TicketID, desk.MessageID) error { return n.refused() }

func (n nobody) CancelAll([]desk.OpID, map[desk.OpID]desk.Op) (taken, put []desk.Op, err error) {
	return nil, nil, n.refused()
}
