package sshd

import (
	"context"
	"strconv"
	"sync"
	"time"
)

// How many lines of the audit trail strangers may fill: so many at once, and then one each so often.
const (
	strangersAtOnce = 20
	strangersEvery  = 10 * time.Second
	noteWithin      = 10 * time.Second
)

// trail writes lines of the audit trail. Strangers, of whom there may be any number, are counted
// where they are too many, and told with the next line.
type trail struct {
	accounts Accounts
	tell     func(error)

	mu     sync.Mutex
	used   float64
	at     time.Time
	passed int // of whom nothing was written
}

// guest writes what somebody did who is known.
func (t *trail) guest(g Guest, d Deed, how string) {
	ctx, done := context.WithTimeout(context.Background(), noteWithin)
	defer done()
	if err := t.accounts.Note(ctx, g, d, string(g.Agent), how); err != nil {
		t.tell(err)
	}
}

// stranger writes that somebody was not let in, by the last way that they tried.
func (t *trail) stranger(called, way string) {
	t.mu.Lock()
	now := time.Now()
	t.used = max(t.used-float64(now.Sub(t.at))/float64(strangersEvery), 0)
	t.at = now
	if t.used >= strangersAtOnce {
		t.passed++
		t.mu.Unlock()
		return
	}
	t.used++
	passed := t.passed
	t.passed = 0
	t.mu.Unlock()
	t.write(called, way, passed)
}

func (t *trail) write(called, way string, passed int) {
	if passed > 0 {
		way += " and " + strconv.Itoa(passed) + " more"
	}
	ctx, done := context.WithTimeout(context.Background(), noteWithin)
	defer done()
	if err := t.accounts.Note(ctx, Guest{}, Refuse, called, way); err != nil {
		t.tell(err)
	}
}

// flush writes how many strangers were only counted.
func (t *trail) flush() {
	t.mu.Lock()
	passed := t.passed
	t.passed = 0
	t.mu.Unlock()
	if passed > 0 {
		t.write("", "others", passed-1)
	}
}
