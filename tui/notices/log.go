// Package notices keeps what heed has said and shows it.
package notices

import (
	"time"

	"github.com/heed-desk/heed/tui/screen"
)

// kept is how many notices a session remembers.
const kept = 500

// Log is what heed has said in a session, oldest first. It is used by one goroutine.
type Log struct {
	entries []Entry
}

// Entry is a notice and when it was said.
type Entry struct {
	At     time.Time
	Notice screen.Notice
}

// NewLog makes an empty log.
func NewLog() *Log { return &Log{} }

// Add remembers a notice; the oldest one goes where there are too many.
func (l *Log) Add(at time.Time, n screen.Notice) {
	if n.Text == "" {
		return
	}
	l.entries = append(l.entries, Entry{at, n})
	if over := len(l.entries) - kept; over > 0 {
		l.entries = append(l.entries[:0:0], l.entries[over:]...)
	}
}

// Entries are the notices kept.
func (l *Log) Entries() []Entry { return l.entries }
