package pipe

import (
	"context"
	"io/fs"
	"time"

	"github.com/heed-desk/heed/desk"
)

// Keeper is what can be done about what a profile keeps on this computer. Every error is a
// *Fault or the context's.
type Keeper interface {
	// Holdings tells what is kept.
	Holdings(ctx context.Context) (Holdings, error)
	// Compact writes the files anew without what was deleted from them.
	Compact(ctx context.Context) (Compacted, error)
	// Snapshot copies the files, as sealed as they are, to a folder of this computer in which
	// nothing lies, so that they can be looked through.
	Snapshot(ctx context.Context, dir string) error
	// Checked notes that the files were looked through and are whole.
	Checked(ctx context.Context) error
	// Whom finds the customers whom somebody may mean: by the number of a ticket, by name,
	// address, telephone number or id.
	Whom(ctx context.Context, typed string) ([]Person, error)
	// Foresee tells what Erase would forget and lose, and changes nothing.
	Foresee(ctx context.Context, who desk.CustomerID) (Foreseen, error)
	// Erase forgets a customer on this computer. What it returns beside a fault is what stands
	// against it.
	Erase(ctx context.Context, ask EraseAsk) (Erased, error)
}

// closed says that the key of a profile could not be had.
const closed = "keep.closed"

// ClosedFault says that what lies in a profile stays closed, as its key could not be had.
func ClosedFault() *Fault { return NewFault(NotAllowed, closed) }

// IsClosed reports whether a fault says that.
func IsClosed(f *Fault) bool { return f.Key == closed }

// Holdings is what a profile keeps on this computer.
type Holdings struct {
	Memory bool       `json:"memory,omitempty"` // nothing outlives the process
	Dir    string     `json:"dir,omitempty"`
	Key    string     `json:"key,omitempty"` // where it lives: keyring, passphrase, throwaway
	Epoch  uint64     `json:"epoch"`         // how often the keys were changed
	Files  []KeptFile `json:"files,omitempty"`

	Tickets   int `json:"tickets"`
	Customers int `json:"customers"`
	Found     int `json:"found"` // tickets that the search finds by now

	Waiting    int       `json:"waiting"`   // operations that are not at rest
	Attention  int       `json:"attention"` // those of them that need the agent; the others wait for the desk
	Oldest     time.Time `json:"oldest"`    // when the oldest was made that waits for the desk; zero for none
	Drafts     int       `json:"drafts"`
	Parcels    int       `json:"parcels"` // files that wait to go along, and their size
	ParcelSize int64     `json:"parcel_size"`

	Verified  time.Time `json:"verified"`  // zero for never
	Compacted time.Time `json:"compacted"` // zero for never
	Erasing   bool      `json:"erasing"`   // somebody is erased whose traces are not all gone
	Rekeying  bool      `json:"rekeying"`  // a change of keys has not come to its end

	// ReadOnly says that it lies where nothing can be written, and was looked at only: Found is what
	// is indexed on the disk.
	ReadOnly bool `json:"read_only,omitempty"`

	// Sealed says that there was no key: of all this, what stands outside the seal is known, and
	// who has the profile open.
	Sealed bool     `json:"sealed,omitempty"`
	Open   Openness `json:"open,omitempty"`
	PID    int      `json:"pid,omitempty"` // of who has it open; 0 for nobody
}

// Openness is whether a profile is open.
type Openness string

// How open a profile is.
const (
	OpenNowhere   Openness = "nowhere"
	OpenSomewhere Openness = "somewhere" // a process has it
	OpenLocked    Openness = "locked"    // one whose screen is locked
)

// Size is how many bytes all of it takes.
func (k Holdings) Size() int64 {
	sum := k.ParcelSize
	for _, f := range k.Files {
		sum += f.Size
	}
	return sum
}

// KeptFile is a file of a profile.
type KeptFile struct {
	Name  string      `json:"name"`
	Size  int64       `json:"size"` // bytes of it that the disk holds
	Free  int64       `json:"free"` // bytes of it that hold nothing
	Mode  fs.FileMode `json:"mode"`
	Aside bool        `json:"aside,omitempty"` // it was damaged, or none of ours, and set aside
}

// Compacted is how many bytes the files took before they were written anew, and after.
type Compacted struct {
	Before int64 `json:"before"`
	After  int64 `json:"after"`
}

// Person is a customer whom somebody may mean.
type Person struct {
	ID      desk.CustomerID  `json:"id"`
	Name    desk.Untrusted   `json:"name"`
	Reached []desk.Untrusted `json:"reached,omitempty"` // addresses and telephone numbers
	Tickets int              `json:"tickets"`
}

// Foreseen is what would be forgotten of a customer.
type Foreseen struct {
	Tickets int    `json:"tickets"`
	Mine    int    `json:"mine"`  // those of them that are the agent's own, and neither solved nor closed
	Shown   int64  `json:"shown"` // the number of the one that the agent looks at or writes in; 0 for none
	Unsent  Unsent `json:"unsent"`
}

// EraseAsk is whom to forget.
type EraseAsk struct {
	Who   desk.CustomerID `json:"who"`
	Force bool            `json:"force"` // also what waits for them and is not sent
}

// Erased is what was forgotten of a customer, or stands against it.
type Erased struct {
	Tickets int    `json:"tickets"`
	Unsent  Unsent `json:"unsent"`
}

// Unsent is what waits here and would be lost.
type Unsent struct {
	Ops    []desk.PendingOp `json:"ops,omitempty"`
	Drafts []Begun          `json:"drafts,omitempty"`
}

// None reports whether nothing waits.
func (u Unsent) None() bool { return len(u.Ops)+len(u.Drafts) == 0 }

// Begun is a text that was begun: on which ticket, or for a new one, and what it says.
type Begun struct {
	Number int64          `json:"number"` // 0 also where the ticket may not be shown
	Opens  bool           `json:"opens,omitempty"`
	Note   bool           `json:"note,omitempty"`
	Text   desk.Untrusted `json:"text"`
}

// Locked is what came of asking for a lock.
type Locked struct {
	// Screen says that a workstation has locked its screen. False where whoever has the
	// profile open has none.
	Screen bool `json:"screen"`
}

// Lock implements Verbs.
func (l *Local) Lock(ctx context.Context) (Locked, error) {
	if l.Shut == nil {
		return Locked{}, nil
	}
	screen, err := l.Shut(ctx)
	return Locked{Screen: screen}, err
}
