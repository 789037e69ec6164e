// Package screen is the contract between the root of heed's interface and the
// screens that stand in it. A screen never reads, writes, blocks or navigates by
// itself: it returns what it wants as an Out, and the root does it.
package screen

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/paint"
)

// Screen is a pane, a page or the inside of a dialog. Its methods are called by one
// goroutine; none of them reads, writes or waits.
type Screen interface {
	// Title is what the screen is about, already fit to be shown.
	Title() string
	// Scopes are the keymap scopes that count while it has the focus, innermost first.
	Scopes() []keymaps.Scope
	// Why is the reason why an action cannot be taken now; none where it can. It feeds
	// the footer, help and the palette, so it must be cheap and without effect.
	Why(keymaps.Action) desk.Reason
	// Act takes an action for which Why gave no reason. Where the Out says that it is not
	// taken (see Out.Taken), the root does what the action means everywhere: a step back, the
	// next pane. A screen to which such an action means something of its own, and that wants
	// nothing of the root for it, says Done.
	Act(keymaps.Action) Out
	// Type takes a key that is text for the focused field. It is only called while
	// Typing reports true (see Typist).
	Type(tea.KeyPressMsg) Out
	// Paste takes pasted text, which is never interpreted.
	Paste(string) Out
	// Heed hears where the ledger moved; the screen asks again for what it shows of it.
	Heed(desk.Change) Out
	// Learn takes the answer to an Ask, a Write or an Errand of its own: a value, or an error.
	Learn(slot string, v any) Out
	// Resize gives the screen its size in cells.
	Resize(w, h int)
	// View draws it, exactly w cells wide and h lines high.
	View(now time.Time) paint.Frame
}

// Typist is a screen with a text field. While Typing reports true, keys that the
// keymap does not bind go to Type, and no printing key is looked up in the keymap.
type Typist interface{ Typing() bool }

// Starter is a screen that asks for something as soon as it is shown.
type Starter interface{ Start() Out }

// Focusable is a pane that draws itself differently while it has the focus.
type Focusable interface{ Focus(bool) }

// Out is what a screen wants to happen. The zero Out is nothing; from Act it says that the
// action is not the screen's own.
type Out struct {
	Done   bool // the action is taken, and is nobody else's, though nothing else may be wanted
	Ask    []Ask
	Write  []Write
	Errand []Errand
	Go     *Go
	Open   Screen  // a dialog over everything, which takes the input
	Close  *Closed // this dialog or page is done
	Say    *Notice
	Quit   bool
	Edit   *Edit  // a text for the person's own editor
	Mend   *Mend  // words to be written anew in the dialog that they come from
	Copy   string // put on the clipboard, already clean
	After  []After
	Set    *Set // turn a setting
	// Spill says that what the screen was waiting for has not come about: what was pressed for
	// it meanwhile is dropped, in words.
	Spill bool
}

// Ask is a read of the ledger, done off the loop. The answer comes back by Learn under its slot;
// the answer to an older Ask of the same slot is dropped.
type Ask struct {
	Slot  string
	Read  func() (any, error)
	Later bool // the answer is for later: no picture is made of it
}

// Write is a transaction of the ledger, done off the loop, one after the other in the order in
// which they were returned. Its end comes back by Learn under its slot: the error, or the value.
type Write struct {
	Slot string
	Run  func() (any, error)
	// Mark says that it may be lost, as how far somebody has read, or what undo begins with. Marks
	// have an order of their own: what the agent sends does not wait for them, where the cache is
	// being written anew, nor does who leaves, without end.
	Mark bool
}

// Errand is slow work outside the ledger, on a disk or a network that may hang: a folder is
// looked at, a file copied or fetched, a program started. It runs at once, beside all else:
// nothing that the ledger reads or writes waits for it. Its context ends when the screen goes,
// when a later errand of its slot begins, and with the session, which waits a moment for it to
// clear up behind itself. Its end comes back by Learn under its slot while the context stands.
// How far it has come it counts in what the screen's View may read meanwhile; see Ageing.
type Errand struct {
	Slot string
	Run  func(context.Context) (any, error)
}

// Go is a way to another page or pane.
type Go struct {
	To     Place
	Ticket desk.TicketID
	Who    desk.CustomerID
	View   desk.ViewID
	Query  string        // for search
	Reply  desk.CannedID // for the phrasebook: the reply that is written on
	Note   bool          // for the composer: a note instead of a reply
	// Forward is for the composer: the ticket is sent on to somebody outside.
	Forward bool
	// Instead says that the page one comes from goes.
	Instead bool
	Opens   *desk.Opening // for the composer: the ticket is a new one that begins so
	Follow  bool          // only let the panes beside follow; the focus stays
	Carried bool          // with Follow: news and no key put the cursor elsewhere; who stands in a pane beside stays
	Near    [2]Aim        // what the next key may turn the panes beside to, for them to read it ahead
}

// Aim is what a pane beside is turned to. The zero Aim is nothing.
type Aim struct {
	Ticket desk.TicketID
	Who    desk.CustomerID
}

// Place is somewhere one can be.
type Place string

// The places.
const (
	Queue    Place = "queue"
	Ticket   Place = "ticket"
	Customer Place = "customer"
	Compose  Place = "compose"
	Search   Place = "search"
	Outbox   Place = "outbox"
	Notices  Place = "notices"
	Day      Place = "day"
	Floor    Place = "floor"
	Settings Place = "settings"
	Back     Place = "back" // one step back

	// WriteFirst is the question of what a first message to a customer is about.
	WriteFirst Place = "write_first"
	// Phrasebook is the dialog with the replies that everybody has.
	Phrasebook Place = "phrasebook"
)

// Edit is a text that the person's own editor takes. What it is afterwards comes back by
// Learn under its slot: a string, or an error where the editor gave none.
type Edit struct {
	Slot string
	Text string
}

// Mend is an operation whose words were written in a dialog, and no draft takes them: those
// of a call, of an escalation. It was taken back, or has stopped.
type Mend struct {
	Op desk.Op
	// Stopped says that it is in the outbox still, and what is written takes its place there.
	Stopped bool
	// Late says that its dialog comes unasked, by undo: it waits until the hands rest.
	Late bool
}

// Closed ends a dialog or a page and tells the screen below what came of it, by
// Learn under the slot; an empty slot tells nothing.
type Closed struct {
	Slot  string
	Value any
}

// Notice is a sentence for the notice line. Notices stay in a log.
type Notice struct {
	Text  string
	Level Level
	Undo  desk.OpID // the operation that u takes back; for sure while Until has not come
	Until time.Time // the end of its hold; zero for none
	// Back is what sets back what Undo did once the desk has it; nil where nothing does. Did
	// is the operation itself then.
	Back *desk.Op
	Did  *desk.Op
	// Many are the operations of one deed on several tickets, which u takes back together;
	// Undo is the first of them then.
	Many   []Deed
	Solves bool           // what u takes back says nothing to anybody: it ends the ticket
	Noted  bool           // what u takes back is for colleagues only: a call, an escalation
	Action keymaps.Action // the key that helps, shown behind the text
	// Kept is a filter that was dropped: undo keeps it again, and sends nothing.
	Kept *desk.Filter
	// Name is what was done as a noun ("solving #4735"), and Then how it is once that is taken
	// back, a sentence of its own; both for what Undo takes back.
	Name, Then string
	// Lost says that something was thrown away, which nothing brings back.
	Lost bool
	// Unkept says that something could not be written down. It goes as soon as something could.
	Unkept bool
}

// Deed is an operation, and what sets back what it did.
type Deed = desk.Deed

// Level is how much a notice matters.
type Level int8

// The levels.
const (
	Info Level = iota
	Good
	Warning
	Failure
)

// Taken reports whether an Out is more than nothing: whoever returns it from Act has taken
// the action.
func (o Out) Taken() bool {
	return o.Done || o.Spill || len(o.Ask)+len(o.Write)+len(o.Errand)+len(o.After) > 0 || o.Go != nil || o.Open != nil || o.Close != nil ||
		o.Say != nil || o.Quit || o.Copy != "" || o.Edit != nil || o.Mend != nil || o.Set != nil
}

// Merge joins two Outs; what the later one sets of the single wishes stands.
func (o Out) Merge(p Out) Out {
	o.Ask = append(o.Ask, p.Ask...)
	o.Write = append(o.Write, p.Write...)
	o.Errand = append(o.Errand, p.Errand...)
	o.After = append(o.After, p.After...)
	if p.Go != nil {
		o.Go = p.Go
	}
	if p.Open != nil {
		o.Open = p.Open
	}
	if p.Close != nil {
		o.Close = p.Close
	}
	if p.Say != nil {
		o.Say = p.Say
	}
	if p.Edit != nil {
		o.Edit = p.Edit
	}
	if p.Mend != nil {
		o.Mend = p.Mend
	}
	if p.Copy != "" {
		o.Copy = p.Copy
	}
	if p.Set != nil {
		o.Set = p.Set
	}
	o.Quit, o.Done, o.Spill = o.Quit || p.Quit, o.Done || p.Done, o.Spill || p.Spill
	return o
}
