package outbox

import (
	"encoding/json"
	"time"

	"github.com/heed-desk/heed/desk"
)

// entry is an operation that has not come to rest, as it is written. An entry is never
// changed once it is in the outbox; a new one takes its place.
type entry struct {
	Pos     uint64         `json:"pos"` // its place in the queue, for ever
	Op      desk.Op        `json:"op"`
	Until   time.Time      `json:"until,omitzero"` // the end of its undo hold
	Hold    time.Duration  `json:"hold,omitzero"`  // how long that was
	Later   bool           `json:"later,omitzero"` // the hold is no undo hold: the agent said when it goes out
	Claimed bool           `json:"claimed,omitzero"`
	Unsure  bool           `json:"unsure,omitzero"`   // a try may have been carried out
	Stopped desk.OpState   `json:"stopped,omitempty"` // held, refused or unknown
	Problem *desk.Problem  `json:"problem,omitempty"`
	Came    []desk.Message `json:"came,omitempty"`
	Tries   int            `json:"tries,omitempty"`

	after time.Time // not to be tried before; forgotten with the process
}

// stopped reports whether the entry needs the agent's attention.
func (e *entry) stopped() bool { return e.Stopped != "" }

// putOff reports whether the entry waits at now for a moment that the agent named. What
// follows on its ticket does not wait for it.
func (e *entry) putOff(now time.Time) bool {
	return e.Later && !e.stopped() && !e.Claimed && e.Until.After(now)
}

// untouched reports whether the entry cannot have been tried by now, also where nothing is
// known of tries: it waits for a moment that the agent named, and that is ahead.
func (e *entry) untouched(now time.Time) bool {
	return e.putOff(now) && e.Tries == 0 && !e.Until.After(now.Add(e.Hold))
}

// beyondUndo reports whether the desk may have it.
func (e *entry) beyondUndo() bool {
	return !e.stopped() && (e.Claimed || e.Unsure) || e.Stopped == desk.OpUnknown
}

// state is how far the operation has come at now. Behind says that an earlier one on its
// ticket needs attention.
func (e *entry) state(now time.Time, behind bool) desk.OpState {
	switch {
	case e.stopped():
		return e.Stopped
	case e.Claimed:
		return desk.OpSending
	case behind:
		return desk.OpParked
	case e.Until.After(now):
		return desk.OpHolding
	default:
		return desk.OpWaiting
	}
}

// change is one step of the outbox, as the journal has it. Steps that are replayed in
// order give the outbox back; replaying one twice does no harm.
type change struct {
	Put    []*entry      `json:"put,omitempty"`
	Drop   []desk.OpID   `json:"drop,omitempty"`
	Drafts []*desk.Draft `json:"drafts,omitempty"` // an empty one drops it

	Filters []*desk.Filter `json:"filters,omitempty"` // one without a query drops it
	Keys    []*parcelKey   `json:"keys,omitempty"`
}

func (c change) encode() ([]byte, error) { return json.Marshal(c) }

func decodeChange(b []byte) (c change, err error) { return c, json.Unmarshal(b, &c) }

// nameOf is a draft's name as the key of an index. What is to be sent on stands beside a
// ticket's two others, under an id that no ticket has.
func nameOf(k desk.DraftKey) []byte {
	id := k.Ticket.ID
	if k.Forward {
		id = desk.DeriveID("forward", k.Ticket.String())
	}
	b := append([]byte(nil), id[:]...)
	if k.Note {
		return append(b, 1)
	}
	return append(b, 0)
}
