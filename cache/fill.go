package cache

import (
	"errors"
	"fmt"
	"runtime/debug"
	"sync"

	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/cache/vault"
	"github.com/heed-desk/heed/desk"
)

// How many tickets go into one transaction of a fill. The first is small, so that there
// is something to work on at once; large ones cost the least for each ticket.
const (
	firstFill = 200
	mostFill  = 4000
)

// mostBeside is how many records of any kind may gather for each ticket of a transaction:
// one with many customers, or one long thread, must not grow without end.
const mostBeside = 10

// mostGathered is how many bytes may gather, where records are large.
const mostGathered = 16 << 20

var (
	errNotDone = errors.New("the fill ended before it said that it was complete")
	errCount   = errors.New("the count of tickets is not what was announced")
)

// filling says which generation a resync fills.
type filling struct {
	one sync.Mutex // one resync at a time

	mu   sync.Mutex
	gen  generation
	void bool // a key went under which something of it may be sealed
}

// beside is the generation that is being filled beside the one that counts; 0 for none.
func (f *filling) beside() generation {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.gen
}

func (f *filling) set(g generation) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.gen, f.void = g, false
}

// keysWent says that keys of customers were destroyed with what a generation has of them. What is
// being filled beside that has records of theirs too, or will: it is given up.
func (f *filling) keysWent(g generation) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.void = f.void || f.gen != 0 && f.gen != g
}

func (f *filling) isVoid() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.void
}

// Resync lets fill take a whole snapshot in, beside what is held, and puts it in its
// place at once when fill has called Done and returned nil. Where nothing is held yet,
// what comes can be seen at once. Outbox and drafts are not touched.
func (l *Ledger) Resync(fill func(desk.Shadow) error) error {
	l.fill.one.Lock()
	defer l.fill.one.Unlock()
	s, err := l.beginFill()
	if err != nil {
		return trouble(err)
	}
	l.ahead.clear()
	err = fill(s)
	if werr := s.wait(); err == nil {
		err = werr
	}
	if err == nil && !s.done {
		err = errNotDone
	}
	if err != nil {
		s.abort()
		return trouble(err)
	}
	return trouble(s.finish())
}

// beginFill makes room for a snapshot.
func (l *Ledger) beginFill() (*shadow, error) {
	s := &shadow{l: l, size: firstFill, tickets: map[desk.TicketID]struct{}{}}
	var current generation
	var away bool
	err := l.view(func(k *look) error {
		away = k.someAway()
		first, _ := k.bucket(partIDs).Cursor().First()
		s.live, current, s.file = first == nil && !k.lacksCommons(), k.gen, k.id
		return nil
	})
	if err != nil {
		return nil, err
	}
	s.gen = current
	if s.live && away {
		err = l.update((*batch).recall)
	}
	if s.live {
		return s, err
	}
	s.gen = current + 1
	err = l.file.Update(func(tx *bolt.Tx) error {
		if err := dropGenerations(tx, current); err != nil {
			return err
		}
		return makeGeneration(tx, s.gen)
	})
	if err == nil {
		l.fill.set(s.gen)
	}
	return s, err
}

// dropGenerations removes every generation but one.
func dropGenerations(tx *bolt.Tx, but generation) error {
	var drop [][]byte
	err := tx.ForEach(func(name []byte, _ *bolt.Bucket) error {
		if len(name) == 5 && name[0] == 'g' && string(name) != string(but.bucket()) {
			drop = append(drop, append([]byte(nil), name...))
		}
		return nil
	})
	for _, name := range drop {
		if err == nil {
			err = tx.DeleteBucket(name)
		}
	}
	return err
}

// dropOthers removes every generation but one, or but the one that counts, and has the
// room looked at that this makes.
func (l *Ledger) dropOthers(but generation) error {
	defer func() {
		l.roomy.Store(true)
		signal(l.alarm)
	}()
	return l.file.Update(func(tx *bolt.Tx) (err error) {
		if but == 0 {
			if but, err = currentGeneration(tx); err != nil {
				return err
			}
		}
		return dropGenerations(tx, but)
	})
}

// shadow takes a snapshot in. Pages are gathered to large transactions, which are
// written while the next pages come.
type shadow struct {
	l       *Ledger
	gen     generation
	live    bool         // it is filled where it can be seen
	file    seal.StoreID // in which it is filled
	size    int          // of the next transaction, in tickets
	page    desk.Page
	weight  int // of page, in bytes
	gone    []desk.Tombstone
	tickets map[desk.TicketID]struct{}
	writing chan error // the end of the transaction that runs; nil for none
	done    bool
	next    desk.Cursor
}

// Take adds a page of the snapshot.
func (s *shadow) Take(p desk.Page) error {
	for i := range p.Tickets {
		s.tickets[p.Tickets[i].ID] = struct{}{}
	}
	s.page.Tickets = append(s.page.Tickets, p.Tickets...)
	s.page.Messages = append(s.page.Messages, p.Messages...)
	s.page.Customers = append(s.page.Customers, p.Customers...)
	s.page.Canned = append(s.page.Canned, p.Canned...)
	s.page.Agents = append(s.page.Agents, p.Agents...)
	s.page.Filters = append(s.page.Filters, p.Filters...)
	s.gone = append(s.gone, p.Gone...)
	s.weight += p.Weight()
	if len(s.page.Tickets) < s.size && s.gathered() < s.size*mostBeside && s.weight < mostGathered {
		return nil
	}
	return s.flush()
}

// gathered is how many records wait to be written.
func (s *shadow) gathered() int {
	p := &s.page
	return len(p.Tickets) + len(p.Messages) + len(p.Customers) + len(p.Canned) + len(p.Agents) + len(p.Filters)
}

// Done says that the snapshot is complete.
func (s *shadow) Done(tickets int, next desk.Cursor) error {
	if tickets != len(s.tickets) {
		return fmt.Errorf("%w: %d announced, %d came", errCount, tickets, len(s.tickets))
	}
	if err := s.flush(); err != nil {
		return err
	}
	s.done, s.next = true, next
	return nil
}

// flush writes what was gathered, once what was written before is on the disk.
func (s *shadow) flush() error {
	if err := s.wait(); err != nil {
		return err
	}
	page := s.page
	s.page, s.weight = desk.Page{}, 0
	s.size = min(s.size*4, mostFill)
	end := make(chan error, 1)
	s.writing = end
	go func() { end <- s.write(&page) }()
	return nil
}

// wait waits for the transaction that runs.
func (s *shadow) wait() error {
	if s.writing == nil {
		return nil
	}
	err := <-s.writing
	s.writing = nil
	return err
}

func (s *shadow) write(p *desk.Page) error {
	write := s.l.write
	if s.live {
		write = s.l.turn
	}
	w, err := write(s.gen, func(w *batch) error {
		if s.file != w.id || s.l.fill.isVoid() {
			return desk.ErrGone
		}
		w.filling()
		return w.put(p)
	})
	if err != nil {
		return err
	}
	if s.live {
		s.l.published(w)
	}
	return nil
}

// finish makes the snapshot count.
func (s *shadow) finish() error {
	defer s.l.fill.set(0)
	w, err := s.l.turn(s.gen, func(w *batch) error {
		if s.file != w.id || s.l.fill.isVoid() {
			return desk.ErrGone
		}
		w.whole = true
		if err := w.put(&desk.Page{Gone: s.gone}); err != nil { // what is shown until now is whole until then
			return err
		}
		if err := w.filedForMe(); err != nil {
			return err
		}
		if err := setGeneration(w.tx, s.gen); err != nil {
			return err
		}
		if err := w.putMailboxes(s.l.mailboxes()); err != nil {
			return err
		}
		if err := w.setText(stateSLA, s.l.promised().text); err != nil {
			return err
		}
		return w.setCursor(s.next)
	})
	if err != nil {
		return err
	}
	w.news.kind(desk.ChangedAll)
	if len(s.tickets) > mostFill {
		defer debug.FreeOSMemory() // a large fill leaves much behind that nobody will need again
	}
	if s.live {
		s.l.published(w)
		return nil
	}
	s.l.forgetOrders()
	s.l.search.renew(s.l)
	s.l.laid(s.l.knowMe())
	s.l.laid(s.l.refreshAll())
	s.l.published(w)
	return s.l.dropOthers(s.gen)
}

// abort gives a snapshot up. What came where it can be seen stays: the next one comes
// over it.
func (s *shadow) abort() {
	s.l.fill.set(0)
	if s.live {
		return
	}
	if err := s.l.dropOthers(0); err != nil && !errors.Is(err, vault.ErrClosed) {
		s.l.opt.Log.Error("giving a resync up", "err", err)
	}
}
