package screen

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
)

// After is a wish to be told by Learn under its slot, with the time as the value, when
// Wait has passed. A later one of the same slot takes the place of the earlier; one
// without a Wait takes it back.
type After struct {
	Slot string
	Wait time.Duration
}

// Follower is a pane that can be turned to something else while it stands. It goes on
// showing what it showed until it has learned the other, so that nothing flickers.
type Follower interface{ Follow(Go) Out }

// Unready is a screen that may still be waiting for the answer which says what a key pressed
// now is meant for: it reads, or it hands over what it has and will then lead elsewhere. While
// Unready reports true, the root keeps keys for it, for a moment.
type Unready interface{ Unready() bool }

// Jotter is an Unready screen that takes text while it waits: a key or a paste for which Jots
// reports true need not be kept, where none before it is.
type Jotter interface{ Jots(tea.Msg) bool }

// Leaver is a screen with something to keep. The root asks it before the screen goes,
// also when heed ends, and runs the Writes that it gets.
type Leaver interface{ Leave() Out }

// Drafting is a dialog whose words the root keeps as a draft of the ledger while they stand in it,
// and puts back when it opens the next time.
type Drafting interface {
	// Drafting says which dialog it is, and of what; none while nothing is written in it.
	Drafting() desk.Asked
	// Drafted are the words that would be lost with it; empty for none.
	Drafted() string
	// Redraft puts words back.
	Redraft(words string) Out
}

// Heir is a Drafting dialog that takes words that were begun in another one, where what those were
// about is no longer there.
type Heir interface{ Inherits(from desk.Asked) bool }

// Replacing is a Drafting dialog whose words are to take the place of some: of what Stands says.
type Replacing interface{ Stands() string }

// Revised is a Drafting dialog that may hold a long text: it says at once whether that may be another
// one than before, so that its words are asked for only where they are to be kept. Its Drafting is one
// and the same while it is open.
type Revised interface {
	// Revision is another number after every change of what is written.
	Revision() int
}

// Counted is the screen that knows the views: how many tickets stand in each, and which
// one is shown. The root draws its header from it. Counts is nil until they are known.
type Counted interface {
	Counts() map[desk.ViewID]int
	Viewing() desk.ViewID
}

// Filtered is a Counted screen with views of the agent's own, behind those that every
// desk has.
type Filtered interface{ Own() []OwnView }

// OwnView is a view that an agent has made; its name is fit to be shown.
type OwnView struct {
	ID   desk.ViewID
	Name string
}

// Placed is a screen that says where one is in it: "3 of 12", for the end of the
// footer; empty for nothing to say.
type Placed interface{ Standing() string }

// Sized is a dialog that knows how much room its inside wants: at most the cells given.
type Sized interface {
	Wish(maxW, maxH int) (w, h int)
}

// Telling is a dialog that only tells something: there is nothing to choose in it, and the
// keys that would choose close it.
type Telling interface{ Telling() }

// Unasked is a dialog that opened by itself; the root keeps keys from it until the
// keyboard has been quiet for a moment.
type Unasked interface{ OpenedByItself() bool }

// Weighed is a dialog that says what nobody knows before it is in sight. A key that was
// pressed ahead of it is not meant for it.
type Weighed interface{ SaysWhatWillBe() }

// Ageing is a screen whose picture changes with time alone. Ages returns when it next
// does, as far as now tells; zero for never. The root wakes then. A screen that only
// shows minutes and hours need not be one: whole minutes are seen to.
type Ageing interface{ Ages(now time.Time) time.Time }

// Working is a screen in which the agent is on a ticket, for colleagues to see.
type Working interface {
	Working() (desk.TicketID, desk.Doing)
}

// Repeater is a screen that takes an action several times at once, after a number; n is 1
// or more. Of other screens the root takes it so many times.
type Repeater interface {
	Repeat(a keymaps.Action, n int) Out
}

// Finder is a list that goes to the row of a ticket, wherever in it that stands; where it
// is not in the list it leads to the ticket itself.
type Finder interface{ GoTo(desk.TicketID) Out }

// Maker makes the screen of a place for what the Go is about.
type Maker func(Go) Screen

// Entered is a pane that does something when the focus comes to it.
type Entered interface{ Enter() Out }

// Answered is a screen that can stand above the text that answers what it shows. It then
// keeps what is answered in sight.
type Answered interface{ Answered(on bool) Out }

// Folding is a screen that takes in what otherwise has a pane of its own: the thread
// shows the customer in its header while there is no room beside it. It begins folded.
type Folding interface{ Fold(on bool) Out }

// Labelled is a screen that calls an action by a name of its own in the footer; empty for
// the one that the catalogue has.
type Labelled interface {
	Label(keymaps.Action) string
}
