package cache

import (
	"encoding/binary"
	"slices"

	"github.com/heed-desk/heed/desk"
)

// schema numbers the shape of cache.db. Since 2 there are records with fields that a heed of 1
// would drop, since 3 there may be keys that last. What 1 and 2 wrote is read as it is; anything
// older makes the file be built again.
const (
	schema = 3
	oldest = 1
)

// The buckets of cache.db that stand for ever.
const (
	bucketKeys    = "keys"    // a customer's name -> the customer's key, wrapped
	bucketSettled = "settled" // an operation's id -> nothing: carried out, whatever the outbox says
	bucketSeen    = "seen"    // a ticket's id -> the last message that the agent has seen
	bucketDeeds   = "deeds"   // the order in which they were done -> what undo begins with
	bucketCarried = "carried" // the order in which the desk carried them out -> operations
)

// part is a bucket of a generation: everything that a resync brings anew. Tickets have a
// number of their own here, given in the order in which they came, so that what comes
// together lies together.
type part uint8

// The parts of a generation.
const (
	partState     part = iota // cursor, counts
	partIDs                   // a ticket's id -> its local number
	partNumbers               // the number that people use -> local number
	partRows                  // local number -> row
	partTickets               // local number -> ticket
	partThreads               // local number, first message -> a piece of the thread
	partOrder                 // view, order, half an id -> local number
	partCustomers             // a customer's name -> customer
	partHistory               // a customer's name, newest first, local number -> nothing
	partCanned                // id -> canned reply
	partAgents                // an agent's name -> agent
	partGone                  // kind, name -> when it was heard of
	partSearch                // the search index's own
	partWorked                // day, local number -> nothing: the agent worked on it; not in what an older heed made
	partFilters               // the name of a shared filter -> it; not in what an older heed made
	partReminded              // local number -> nothing: the agent wants to be reminded of it; not in what an older heed made
	parts
)

// String is the name of the part's bucket.
func (p part) String() string {
	return [parts]string{
		"state", "ids", "numbers", "rows", "tickets", "threads", "order",
		"customers", "history", "canned", "agents", "gone", "search", "worked", "reminded", "filters",
	}[p]
}

// local is a ticket's number in one generation.
type local uint32

func (n local) key() []byte { return binary.BigEndian.AppendUint32(nil, uint32(n)) }

func localOf(b []byte) (local, bool) {
	if len(b) != 4 {
		return 0, false
	}
	return local(binary.BigEndian.Uint32(b)), true
}

// bitOf is the place of a view in the mask of the views in which a row stands; -1 for a
// view that is not kept in order.
func bitOf(v desk.ViewID) int { return slices.Index(filedViews(), v) }

// filedViews are the views that are kept in order. What was filed lies under their places: a
// new one is added at the end, wherever people see it.
func filedViews() []desk.ViewID {
	return []desk.ViewID{
		desk.ViewMine, desk.ViewUnassigned, desk.ViewGroups, desk.ViewOpen, desk.ViewPending, desk.ViewSnoozed, desk.ViewSolved,
		desk.ViewAll, desk.ViewFollowing,
	}
}

// viewCount is how many views are kept in order.
const viewCount = 9

// generation names a generation's bucket.
type generation uint32

func (g generation) bucket() []byte {
	return binary.BigEndian.AppendUint32([]byte("g"), uint32(g))
}
