package cache

import (
	"bytes"
	"context"
	"errors"
	"sync/atomic"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/cache/index"
	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/desk"
)

// searcher has the search index of the generation that counts.
type searcher struct {
	idx   atomic.Pointer[index.Index]
	wake  chan struct{} // there is something to do
	again chan struct{} // and it does not rest, if it does: somebody waits, or it is another file
	first chan struct{} // and it does not wait either for what is shown first: somebody waits

	recounted *index.Index // the indexer's own
}

// renew begins with the index of another generation, or of another file. It may be called by
// who lays the overlay, and found a damaged file as they did.
func (s *searcher) renew(l *Ledger) {
	store := &searchStore{l: l}
	err := l.viewBare(func(k *look) error {
		store.gen, store.id = k.gen, k.id
		return nil
	})
	if err != nil {
		l.opt.Log.Error("opening the search index", "err", err)
	}
	s.idx.Store(index.New(store, store, store))
	s.nudge()
	signal(s.again)
}

// nudge tells the indexer that there is something to do.
func (s *searcher) nudge() { signal(s.wake) }

// note queues what a batch has changed for the indexer, in the same transaction.
func (s *searcher) note(w *batch) error {
	if len(w.notes)+len(w.erased) == 0 {
		return nil
	}
	records := searchRecords{w.bucket(partSearch)}
	if err := s.idx.Load().Forget(records, w.erased...); err != nil {
		return err
	}
	ids := make([]desk.TicketID, 0, len(w.notes))
	for id := range w.notes {
		ids = append(ids, id)
	}
	return s.idx.Load().Note(records, ids...)
}

// awaited has the indexer begin at once, if it has not begun yet.
func (s *searcher) awaited() { signal(s.first) }

// indexRest is how long the indexer leaves the disk and the processor to what is shown first: reading
// up to a thousand tickets that were noted before takes longer than all the rest of a start. Whoever
// searches, or waits for it, does not wait for that.
const indexRest = 500 * time.Millisecond

// indexing keeps the search index up with the records.
func (l *Ledger) indexing() {
	select {
	case <-l.ctx.Done():
		return
	case <-l.search.first:
	case <-time.After(indexRest):
	}
	for {
		select {
		case <-l.ctx.Done():
			return
		case <-l.search.wake:
		case <-l.removal.rest:
			l.removal.rest = nil
		}
		for l.ctx.Err() == nil {
			more, err := l.indexOnce()
			if err != nil {
				l.opt.Log.Error("indexing for search", "err", err)
				l.removal.tried(err) // nothing is removed before the index is done: who waits for that learns why
				select {
				case <-l.ctx.Done():
				case <-l.search.again:
				case <-time.After(indexPause):
				}
			}
			if err == nil && !more {
				break
			}
		}
	}
}

// indexPause is how long the indexer rests after it failed.
const indexPause = 10 * time.Second

func (l *Ledger) indexOnce() (more bool, err error) {
	idx := l.search.idx.Load()
	more, err = idx.Work(l.ctx)
	if err != nil && l.search.idx.Load() != idx {
		return true, nil // there is another one to go on with
	}
	if errors.Is(err, index.ErrLost) {
		err = l.noteEverything(idx)
		more = true
	}
	if err == nil {
		l.subs.tell(desk.Change{Kind: desk.ChangedSearch})
	}
	if err == nil && !more {
		more, err = l.recount(idx)
	}
	if err == nil && !more {
		err = l.eraseTraces()
	}
	return more, err
}

// recount queues every ticket, once for an index, where that has nothing more to do and holds fewer
// tickets than there are: an entry of its queue was lost, as by a flipped bit.
func (l *Ledger) recount(idx *index.Index) (more bool, err error) {
	if l.search.recounted == idx {
		return false, nil
	}
	l.search.recounted = idx
	var there [viewCount]int64
	if err := l.viewBare(func(k *look) (err error) { there, err = k.readCounts(); return err }); err != nil {
		return false, err
	}
	if int64(idx.Len()) >= there[bitOf(desk.ViewAll)] || l.search.idx.Load() != idx {
		return false, nil
	}
	return true, l.noteEverything(idx)
}

// noteEverything queues every ticket: a part of the index is lost, and which it held is
// not known.
func (l *Ledger) noteEverything(idx *index.Index) error {
	return l.update(func(w *batch) error {
		if l.search.idx.Load() != idx {
			return nil // a resync has put another one in its place
		}
		var all []desk.TicketID
		err := w.bucket(partIDs).ForEach(func(key, _ []byte) error {
			all = append(all, desk.TicketID{ID: desk.ID(key)})
			return nil
		})
		if err != nil {
			return err
		}
		return idx.NoteAll(searchRecords{w.bucket(partSearch)}, all...)
	})
}

// Search finds tickets by words of their threads, subjects and people, by number, and by
// from:, status:, tag:, before: and the like; the best limit of them, best first, and
// never more than 500. It fails with a *desk.Problem where the query cannot be read.
func (l *Ledger) Search(ctx context.Context, query string, limit int) (desk.Found, error) {
	now := l.Now()
	q, err := index.Parse(query, now)
	if err != nil {
		return desk.Found{}, err
	}
	res, err := l.search.find(ctx, q, min(limit, mostFound), now)
	if err != nil {
		return desk.Found{}, err
	}
	found := desk.Found{Total: res.Total, More: res.More, Indexed: res.Indexed}
	err = l.view(func(k *look) error {
		counts, err := k.readCounts()
		if err != nil {
			return err
		}
		found.Tickets = int(counts[bitOf(desk.ViewAll)])
		found.Hits = make([]desk.Hit, 0, len(res.Hits))
		for _, h := range res.Hits {
			if err := ctx.Err(); err != nil {
				return err
			}
			hit, ok, err := l.hit(k, k.over, q, h)
			if err != nil {
				return err
			}
			if ok {
				found.Hits = append(found.Hits, hit)
			}
		}
		return nil
	})
	return found, err
}

// mostFound is how many tickets one search shows: each has its thread opened for it.
const mostFound = 500

// find searches the index; once more where a resync has put another in its place.
func (s *searcher) find(ctx context.Context, q index.Query, limit int, now time.Time) (index.Result, error) {
	s.awaited()
	idx := s.idx.Load()
	res, err := idx.Search(ctx, q, limit, now)
	if !errors.Is(err, errSuperseded) {
		return res, err
	}
	if next := s.idx.Load(); next != idx {
		return next.Search(ctx, q, limit, now)
	}
	return index.Result{More: true}, nil // a damaged file is being replaced: its index comes next
}

// snippetEntries is how many of a thread's newest entries a snippet is looked for in.
const snippetEntries = 40

func (l *Ledger) hit(k *look, o *overlay, q index.Query, h index.Hit) (desk.Hit, bool, error) {
	r, p, err := l.rowOver(k, o, h.Ticket)
	if err != nil || r == nil {
		return desk.Hit{}, false, err // it went meanwhile
	}
	n, there, err := k.local(h.Ticket)
	if err != nil || !there {
		return desk.Hit{}, false, err
	}
	entries, _, err := k.entries(h.Ticket, n, 0, snippetEntries)
	if err != nil {
		return desk.Hit{}, false, err
	}
	snippet, err := k.snippet(q, r.Requester, entries)
	return desk.Hit{Row: l.shown(k, desk.ViewAll, r, p), Snippet: snippet, Score: h.Score}, err == nil, err
}

// snippet is where the words of a query stand: in what was said, or else in the number of
// an order of the requester's.
func (k *look) snippet(q index.Query, who desk.CustomerID, entries []desk.Message) (desk.Snippet, error) {
	said := index.Snippet(q, entries)
	c, err := k.customer(who)
	if err != nil && !errors.Is(err, desk.ErrNotFound) {
		return desk.Snippet{}, err
	}
	if order := index.Order(q, c.Orders); longest(order.Spans) > longest(said.Spans) {
		return order, nil
	}
	return said, nil
}

// longest is the length of the longest span: of a number more than one piece was meant.
func longest(spans []desk.Span) int {
	n := 0
	for _, s := range spans {
		n = max(n, s.To-s.From)
	}
	return n
}

// searchStore gives the index of one generation its place in the file, its keys, and
// what it indexes.
type searchStore struct {
	l   *Ledger
	gen generation
	id  seal.StoreID // of the file
}

// superseded reports whether the file is no longer the one that the index belongs to. One whose
// keys were changed still is.
func (s *searchStore) superseded() bool { return s.l.seals.Load().id != s.id }

// View implements index.Store.
func (s *searchStore) View(read func(index.Reader) error) error {
	return s.l.viewAt(s.gen, func(k *look) error {
		if s.superseded() {
			return errSuperseded
		}
		return read(searchRecords{k.bucket(partSearch)})
	})
}

// Update implements index.Store.
func (s *searchStore) Update(write func(index.Writer) error) error {
	_, err := s.l.write(s.gen, func(w *batch) error {
		if s.superseded() {
			return errSuperseded
		}
		return write(searchRecords{w.bucket(partSearch)})
	})
	return err
}

// searchRecords are the index's own records.
type searchRecords struct{ b *bolt.Bucket }

// Get implements index.Reader.
func (r searchRecords) Get(key []byte) []byte { return r.b.Get(key) }

// Scan implements index.Reader.
func (r searchRecords) Scan(prefix []byte, each func(key, value []byte) bool) error {
	c := r.b.Cursor()
	for k, v := c.Seek(prefix); k != nil && bytes.HasPrefix(k, prefix); k, v = c.Next() {
		if !each(k, v) {
			return nil
		}
	}
	return nil
}

// Put implements index.Writer.
func (r searchRecords) Put(key, value []byte) error { return r.b.Put(key, value) }

// Delete implements index.Writer.
func (r searchRecords) Delete(key []byte) error { return r.b.Delete(key) }

// Next implements index.Writer.
func (r searchRecords) Next() (uint64, error) { return r.b.NextSequence() }

func searchPlace(key []byte) seal.Place { return seal.Place{Bucket: partSearch.String(), Key: key} }

// keys are those of the file as it is now: inside a transaction they cannot change.
func (s *searchStore) keys() sealer { return sealer{s.l.seals.Load().sealing} }

// Seal implements index.Sealer.
func (s *searchStore) Seal(dst, key, plain []byte) []byte { return s.keys().Seal(dst, key, plain) }

// Open implements index.Sealer.
func (s *searchStore) Open(dst, key, sealed []byte) ([]byte, error) {
	return s.keys().Open(dst, key, sealed)
}

// Hash implements index.Sealer.
func (s *searchStore) Hash(term []byte) uint64 { return s.keys().Hash(term) }

// Docs implements index.Source.
func (s *searchStore) Docs(ids []desk.TicketID) ([]index.Doc, error) {
	var docs []index.Doc
	err := s.l.view(func(k *look) error {
		docs = docs[:0]
		for _, id := range ids {
			t, n, err := k.ticketByID(id)
			if errors.Is(err, desk.ErrNotFound) {
				continue
			}
			if err != nil {
				return err
			}
			d := index.Doc{Ticket: t}
			if d.Customer, err = k.customer(t.Requester); err != nil && !errors.Is(err, desk.ErrNotFound) {
				return err
			}
			if d.Messages, _, err = k.entries(id, n, 0, 1<<30); err != nil {
				return err
			}
			docs = append(docs, d)
		}
		return nil
	})
	return docs, err
}
