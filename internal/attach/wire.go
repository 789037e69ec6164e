package attach

import (
	"encoding/base64"
	"net/http"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/pipe"
)

// version names the questions and what they mean. It changes with every member that is
// added to one: an owner that does not know a member would do something else than was asked.
const version = "/4"

// The verbs as they are called over the socket.
const (
	pathQueue  = version + "/queue"
	pathShow   = version + "/show"
	pathSearch = version + "/search"
	pathWrite  = version + "/write"
	pathOutbox = version + "/outbox"
	pathDecide = version + "/decide"
	pathSync   = version + "/sync"
	pathLock   = version + "/lock"

	pathHoldings = version + "/holdings"
	pathCompact  = version + "/compact"
	pathSnapshot = version + "/snapshot"
	pathChecked  = version + "/checked"
	pathWhom     = version + "/whom"
	pathForesee  = version + "/foresee"
	pathErase    = version + "/erase"
)

// maxAsk is the most that a question may hold: a text of the longest kind and its frame.
const maxAsk = 4 << 20

// wordsHeader brings the words that open a workstation which is locked, in base64: a header has
// room for few letters.
const wordsHeader = "Heed-Words"

func bring(h http.Header, words string) {
	if words != "" {
		h.Set(wordsHeader, base64.StdEncoding.EncodeToString([]byte(words)))
	}
}

// wordsOf are the words that somebody brings; empty for none.
func wordsOf(r *http.Request) string {
	b, err := base64.StdEncoding.DecodeString(r.Header.Get(wordsHeader))
	if err != nil {
		return ""
	}
	return string(b)
}

// showAsk is which ticket is wanted.
type showAsk struct {
	Number int64 `json:"number"`
}

// snapshotAsk is where copies of the files shall lie.
type snapshotAsk struct {
	Dir string `json:"dir"`
}

// whomAsk is who may be meant.
type whomAsk struct {
	Typed string `json:"typed"`
}

// foreseeAsk is of whom.
type foreseeAsk struct {
	Who desk.CustomerID `json:"who"`
}

// none is a question without words.
type none struct{}

// answer is what comes back: a value, a fault, or both.
type answer[T any] struct {
	Value T           `json:"value"`
	Fault *pipe.Fault `json:"fault,omitempty"`
}
