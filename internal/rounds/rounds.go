// Package rounds does by itself what has to be done again and again, and keeps how that goes:
// nobody asked for it, so nobody would hear of it where it fails.
package rounds

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"
)

// Over is the wait after which nothing is done again.
const Over time.Duration = -1

// Round is something that is done again and again.
type Round struct {
	What  string          // as a log and the metrics name it
	First time.Duration   // the wait before it is done for the first time
	Bell  <-chan struct{} // has it done at once; may be nil
	// Do does it, and says how long to wait before it is done again; Over for never.
	Do func(context.Context) (again time.Duration, err error)
}

// Tally is how a round goes.
type Tally struct {
	What         string
	Done, Failed int64
	Failing      bool // it failed when it was last done
}

// Book keeps how rounds go. The zero Book is ready, and safe for use by many goroutines.
type Book struct {
	mu   sync.Mutex
	all  map[string]*entry
	tell func(what string, err error)
}

type entry struct {
	Tally
	err  error // why it failed when it was last done
	told bool
}

// OnTrouble has tell called when something fails that went well before, with why, and with nil
// when it goes well again. What fails already is told at once. It must not call the book.
func (b *Book) OnTrouble(tell func(what string, err error)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.tell = tell
	for _, what := range slices.Sorted(maps.Keys(b.all)) {
		b.say(b.all[what])
	}
}

// Make makes a round until ctx ends or it is over.
func (b *Book) Make(ctx context.Context, r Round) {
	b.Expect(r.What)
	timer := time.NewTimer(r.First)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-r.Bell:
		case <-timer.C:
		}
		again, err := r.Do(ctx)
		if ctx.Err() != nil {
			return // what was broken off says nothing
		}
		b.Note(r.What, err)
		if again == Over {
			return
		}
		timer.Reset(again)
	}
}

// Expect has something stand in the book before it was done.
func (b *Book) Expect(what string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.of(what)
}

// Note notes how something went.
func (b *Book) Note(what string, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	e := b.of(what)
	e.err, e.Failing = err, err != nil
	if e.Failing {
		e.Failed++
	} else {
		e.Done++
	}
	b.say(e)
}

// Tallies are how everything goes that stands in the book, by its name.
func (b *Book) Tallies() (all []Tally) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, what := range slices.Sorted(maps.Keys(b.all)) {
		all = append(all, b.all[what].Tally)
	}
	return all
}

func (b *Book) of(what string) *entry {
	if b.all == nil {
		b.all = map[string]*entry{}
	}
	if b.all[what] == nil {
		b.all[what] = &entry{Tally: Tally{What: what}}
	}
	return b.all[what]
}

// say tells what whoever listens does not know yet.
func (b *Book) say(e *entry) {
	if b.tell == nil || e.told == e.Failing {
		return
	}
	e.told = e.Failing
	b.tell(e.What, e.err)
}
