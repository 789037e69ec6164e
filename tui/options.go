// Package tui is what people see: the root of heed's interface. It owns the keyboard,
// the pages and dialogs, the places of the panes, and all that is done for screens off the
// loop. Screens return what they want as values; the root does it.
package tui

import (
	"context"
	"log/slog"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/locked"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/theme"
)

// Ledger is all that the interface needs of a ledger.
type Ledger interface {
	Window(view desk.ViewID, at desk.Anchor, before, after int) (desk.Window, error)
	Rows(view desk.ViewID, ids []desk.TicketID) ([]desk.Row, error)
	// Glance is what a list needs of its view, of one time.
	Glance(view desk.ViewID, ids []desk.TicketID, at desk.Anchor, before, after int) (desk.Glance, error)
	Counts() (map[desk.ViewID]int, error)
	Thread(id desk.TicketID, n int) (desk.Thread, error)
	Messages(id desk.TicketID, before desk.MessageID, n int) ([]desk.Message, error)
	Customer(id desk.CustomerID) (desk.Customer, error)
	History(id desk.CustomerID, n int) ([]desk.Row, error)
	Canned() ([]desk.Canned, error)
	Agents() ([]desk.Agent, error)
	Search(ctx context.Context, query string, limit int) (desk.Found, error)
	Find(number int64) (desk.TicketID, error)
	Worked(since time.Time) ([]desk.Worked, error) // tickets that the agent worked on
	Promises() (*desk.SLA, error)                  // what the desk promises; nil where it never says
	Reminders() ([]desk.DueReminder, error)        // the agent's own, the earliest first
	Outbox() ([]desk.PendingOp, error)
	Draft(t desk.TicketID, note bool) (*desk.Draft, error)
	Forwarding(t desk.TicketID) (*desk.Draft, error) // begun to send the ticket on with
	Mailboxes() ([]desk.Mailbox, error)              // the desk's own addresses
	Addresses() ([]desk.Address, error)              // written to besides customers, the last one first
	Openings() ([]desk.Draft, error)                 // begun for new tickets, the last one first
	BegunReplies() ([]desk.Draft, error)             // begun of replies that everybody has, the last one first
	BegunWords() ([]desk.Draft, error)               // begun in dialogs, the last one first
	FindCustomers(ctx context.Context, typed string, limit int) ([]desk.Customer, error)
	Link() desk.Link
	Presence() map[desk.TicketID][]desk.Presence
	Me() desk.Me
	Now() time.Time

	Submit(op desk.Op, hold time.Duration) error
	Post(op desk.Op) error                             // no draft leaves with it
	Later(op desk.Op, wait time.Duration) error        // goes out when wait has passed
	SubmitAll(ops []desk.Op, hold time.Duration) error // all of them or none
	Cancel(id desk.OpID) (desk.Op, error)
	// CancelAll takes back those that the desk cannot have, and queues the backs of the others, in one step.
	CancelAll(ids []desk.OpID, backs map[desk.OpID]desk.Op) (taken, put []desk.Op, err error)
	Discard(id desk.OpID) error
	Again(old desk.OpID, op desk.Op) error
	SaveDraft(d desk.Draft) error
	MarkSeen(t desk.TicketID, last desk.MessageID) error
	Filters() ([]desk.Filter, error) // the agent's own views, and those that are shared with everybody
	SaveFilter(f desk.Filter) error  // one without a query is dropped
	Habits() (desk.Habits, error)    // how the queue was left, on this computer
	KeepHabits(h desk.Habits) error

	// Deeds are what undo begins with, the last one last, also from before this process.
	Deeds() ([]desk.Deed, error)
	Remember(d desk.Deed) error
	Forget(op desk.OpID) error
}

// News tells where a ledger moved. Next waits until something has, and returns all that
// has since the last call, each once. It fails when the news are closed or ctx ends.
type News interface {
	Next(ctx context.Context) ([]desk.Change, error)
	Close()
}

// Courier is what the interface tells the courier.
type Courier interface {
	// At says where the agent is, for colleagues to see. It never waits.
	At(desk.Presence)
	// Pull asks the desk for news at once. It never waits.
	Pull()
}

// Unlocks is how a locked session is opened again.
type Unlocks interface {
	Way() locked.Way
	// Unlock opens it; words are the passphrase where the way asks for one. It may take its
	// time. locked.ErrWrong and locked.ErrSilent where it cannot.
	Unlock(ctx context.Context, words string) error
}

// Options are what an interface is made of. Ledger is needed; all else may be missing.
type Options struct {
	Ledger  Ledger
	News    News
	Courier Courier
	Book    *words.Book            // English where nil
	Theme   theme.Name             // by the terminal's background where empty
	Keys    *keymaps.Table         // the default preset where nil
	Lines   int                    // of a row of the queue, 1 or 2; as many as there is room for where 0
	Zone    *time.Location         // for times of day; local where nil
	Makers  Makers                 // the screens; heed's own where nil
	View    desk.ViewID            // the view to begin with; mine where empty
	Linear  bool                   // for somebody who hears it: told in words, see Listen
	Unkept  bool                   // nothing outlives the process: it is said so all along, and asked before what is unsent is left
	Say     []screen.Notice        // said as it opens
	Remarks func() []screen.Notice // what the ledger has to say of itself since it was opened; asked off the loop, each said once
	Call    Call                   // how heed calls somebody who looks elsewhere
	Quiet   func(time.Time) bool   // when it does not, by the time of day in Zone; never where nil
	// LockAfter is how long nobody presses a key before the session is locked; never where 0.
	LockAfter time.Duration
	LockAsked <-chan func() // somebody asks from elsewhere that it be locked; called once it is, and may not wait
	Locked    func(bool)    // called in the loop where it was locked, or opened; nil for nobody to tell
	Unlocks   Unlocks       // how a locked session is opened again; by any key where nil
	// Editor lets the person edit a text in a program that has the terminal until it returns;
	// nil where there is none.
	Editor func(text string) (string, error)
	Watch  screen.Watch // the desk as a whole; nil where it cannot be watched
	Begin  screen.Place // the page to begin on, over the queue; none where empty
	Files  screen.Files // the person's own files; nil where they are not to be reached
	// Alone makes the one screen of a session that is no workstation: Ledger, News, Courier and
	// Makers are none of its business.
	Alone func(*screen.Session) screen.Screen
	// AloneWhy names the words for why nothing else can be done there, as a reason of
	// desk.NothingSelected; those of the first run where empty.
	AloneWhy string
	// Settings is how the session is set and where that is kept. Where nil, theme, keymap and
	// density can be turned until it ends.
	Settings Settings
	Log      *slog.Logger    // hears which commands were given, without a word of anybody; nothing where nil
	Context  context.Context // ends what is read for the interface
}

// Makers makes the screens of a session: one maker for each place that there is.
type Makers func(s *screen.Session, l Ledger) map[screen.Place]screen.Maker

func (o *Options) complete() {
	if o.Book == nil {
		o.Book = words.English()
	}
	if o.Keys == nil {
		o.Keys = keymaps.New(keymaps.Default)
	}
	if o.Zone == nil {
		o.Zone = time.Local
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Context == nil {
		o.Context = context.Background()
	}
	if o.Settings == nil {
		o.Settings = newHereOnly(*o)
	}
	if o.Alone != nil {
		o.alone()
	}
	if o.Makers == nil {
		o.Makers = Screens
	}
}
