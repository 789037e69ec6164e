package cache

import (
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/heed-desk/heed/desk"
)

// Repair is a file that could not be used and was set aside, or that was missing. What was in
// cache.db comes from the desk again; outbox.db and outbox.log are made again from each other.
type Repair struct {
	File  string // cache.db, outbox.db, outbox.log or parcels
	Aside string // what it is called now, in the same folder; empty for what was missing
	Lost  bool   // nothing of it could be read
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

// missing notes that a file was not there any more.
func (l *Ledger) missing(name string) {
	l.salvaged = true
	l.opt.Log.Error("a file of the outbox is missing", "file", name)
	l.repairs.mu.Lock()
	l.repairs.all = append(l.repairs.all, Repair{File: name})
	l.repairs.mu.Unlock()
}

// lose notes that nothing could be read of the copies of the outbox that were set aside so far.
func (l *Ledger) lose() {
	l.repairs.mu.Lock()
	defer l.repairs.mu.Unlock()
	for i, r := range l.repairs.all {
		l.repairs.all[i].Lost = r.File != "cache.db"
	}
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
