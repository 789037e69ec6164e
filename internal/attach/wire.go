package attach

import "github.com/heed-desk/heed/internal/pipe"

// version names the questions and what they mean. It changes with every member that is
// added to one: an owner that does not know a member would do something else than was asked.
const version = "/3"

// The verbs as they are called over the socket.
const (
	pathQueue  = version + "/queue"
	pathShow   = version + "/show"
	pathSearch = version + "/search"
	pathWrite  = version + "/write"
	pathOutbox = version + "/outbox"
	pathDecide = version + "/decide"
	pathSync   = version + "/sync"
)

// maxAsk is the most that a question may hold: a text of the longest kind and its frame.
const maxAsk = 4 << 20

// showAsk is which ticket is wanted.
type showAsk struct {
	Number int64 `json:"number"`
}

// none is a question without words.
type none struct{}

// answer is what comes back: a value, a fault, or both.
type answer[T any] struct {
	Value T           `json:"value"`
	Fault *pipe.Fault `json:"fault,omitempty"`
}
