package attach

import "github.com/heed-desk/heed/internal/pipe"

// The verbs as they are called over the socket.
const (
	pathQueue  = "/queue"
	pathShow   = "/show"
	pathSearch = "/search"
	pathWrite  = "/write"
	pathOutbox = "/outbox"
	pathSync   = "/sync"
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
