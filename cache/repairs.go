package cache

import (
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/heed-desk/heed/desk"
)

// Repair is a file that could not be used and was set aside. What was in cache.db comes
// from the desk again; outbox.db and outbox.log are made again from each other.
type Repair struct {
	File  string // cache.db, outbox.db or outbox.log
	Aside string // what it is called now, in the same folder
}

// repairs gathers what was set aside since the ledger was opened.
type repairs struct {
	mu  sync.Mutex
	all []Repair
}

// Repairs are the files that were set aside since the ledger was opened, oldest first. A
// desk.ChangedAll follows each that comes later.
func (l *Ledger) Repairs() []Repair {
	l.repairs.mu.Lock()
	defer l.repairs.mu.Unlock()
	return slices.Clone(l.repairs.all)
}

// moved notes that a file was set aside.
func (l *Ledger) moved(aside string) {
	name := filepath.Base(aside)
	file, _, _ := strings.Cut(name, ".corrupt.")
	l.repairs.mu.Lock()
	l.repairs.all = append(l.repairs.all, Repair{File: file, Aside: name})
	l.repairs.mu.Unlock()
	l.subs.tell(desk.Change{Kind: desk.ChangedAll})
}
