package index

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
)

// Hit is a ticket that was found.
type Hit struct {
	Ticket desk.TicketID
	Score  float64 // comparable within one result
}

// Result is the answer to a search, best first.
type Result struct {
	Hits    []Hit
	Total   int  // tickets found; a lower bound where More is set
	More    bool // not all that may fit were looked at
	Indexed int  // tickets that can be found
}

// maxRead is how many tickets a search for a phrase opens.
const maxRead = 400

// Search returns the limit best of the tickets that fit q at now.
func (x *Index) Search(ctx context.Context, q Query, limit int, now time.Time) (Result, error) {
	if err := x.ready(); err != nil {
		return Result{}, err
	}
	want := limit
	if len(q.phrases) > 0 {
		want = maxRead
	}
	best, res, err := x.rank(ctx, q, want, now)
	if err != nil {
		return Result{}, err
	}
	if len(q.phrases) > 0 {
		return x.read(ctx, q, best, res, limit)
	}
	res.Hits = best
	return res, nil
}

// rank finds the want best in segments and tail.
func (x *Index) rank(ctx context.Context, q Query, want int, now time.Time) ([]Hit, Result, error) {
	x.memory.RLock()
	defer x.memory.RUnlock()
	res := Result{Indexed: len(x.stock.where)}
	if q.IsZero() || want <= 0 {
		return nil, res, nil
	}
	in, ok := x.rooms.Get().(*room)
	if !ok {
		in = &room{}
	}
	defer x.rooms.Put(in)
	units, missing, err := x.collect(ctx, q, in)
	if err != nil {
		return nil, res, err
	}
	r := newRanking(q, units, want, minutes(now))
	// The newest first: what they leave in the heap, most of the rest does not reach.
	for _, u := range slices.Backward(units) {
		r.score(u)
	}
	res.Total = r.total
	res.More = missing || slices.ContainsFunc(x.stock.segments, func(s *segment) bool { return s.broken.Load() })
	return r.best(), res, nil
}

// unit is a segment or the tail with what a query found in it.
type unit struct {
	docs  []meta
	dead  []bool
	found [][]found // by clause
	seg   *segment  // nil for the tail
}

// found is the postings of one term that fits a clause.
type found struct {
	df    int
	boost float32
	post  []byte
}

// room is what a search works in. It is used again, so that typing does not keep the
// garbage collector busy.
type room struct {
	plain []byte
	posts []byte
}

// keep copies postings, which stay until the search is over.
func (m *room) keep(post []byte) []byte {
	from := len(m.posts)
	m.posts = append(m.posts, post...) // what is kept already may stay behind in the smaller piece
	return m.posts[from:len(m.posts):len(m.posts)]
}

// collect finds the postings of every clause in every unit. The memory lock is held for
// reading, so that no segment of the stock is swept away meanwhile. It says too whether a
// part of the index is missing.
func (x *Index) collect(ctx context.Context, q Query, in *room) (units []*unit, missing bool, err error) {
	looks := looksOf(q, x.seal)
	err = x.store.View(func(r Reader) error {
		in.posts, missing = in.posts[:0], lost(r)
		for _, s := range x.stock.segments {
			if err := ctx.Err(); err != nil {
				return err
			}
			if s.live == 0 || s.broken.Load() {
				continue
			}
			u := &unit{docs: s.docs, dead: s.dead, found: make([][]found, len(q.clauses)), seg: s}
			if x.open(r, u, looks, in); !s.broken.Load() {
				units = append(units, u)
			}
		}
		return nil
	})
	if err != nil {
		return nil, false, err
	}
	if t := x.stock.tail; t.live > 0 {
		units = append(units, t.unit(q))
	}
	return units, missing, nil
}

// look is a term to be looked for in a block.
type look struct {
	clause int
	way    way
	key    string
}

// looksOf orders what a query looks for by block.
func looksOf(q Query, seal Sealer) map[uint8][]look {
	looks := map[uint8][]look{}
	for i, c := range q.clauses {
		for _, w := range c.ways {
			block := blockOf(seal, w.kind, w.head())
			looks[block] = append(looks[block], look{i, w, string(w.kind) + w.text})
		}
	}
	return looks
}

// open reads what is looked for from the blocks of u's segment. A segment that is
// damaged is marked; Work indexes its tickets again.
func (x *Index) open(r Reader, u *unit, looks map[uint8][]look, in *room) {
	for block, wanted := range looks {
		var there bool
		var err error
		if in.plain, there, err = u.seg.open(r, x.seal, block, in.plain[:0]); err != nil {
			u.seg.broken.Store(true)
			return
		}
		if !there {
			continue
		}
		for _, l := range wanted {
			entries := blockReader{rest: in.plain}
			err := entries.find(l.key, l.way.beginning, func(e entry) {
				u.found[l.clause] = append(u.found[l.clause], found{e.df, l.way.boost, in.keep(e.post)})
			})
			if err != nil {
				u.seg.broken.Store(true)
				return
			}
		}
	}
}

// unit looks a query up in the tail.
func (t *tail) unit(q Query) *unit {
	u := &unit{docs: t.docs, dead: t.dead, found: make([][]found, len(q.clauses))}
	boosts := make([][]float32, len(q.clauses)) // by clause and term; 0 where it does not fit
	for i, c := range q.clauses {
		boosts[i] = make([]float32, len(t.terms))
		for _, w := range c.ways {
			t.mark(w, boosts[i])
		}
	}
	lists := make([]map[float32][]posting, len(q.clauses))
	for i := range lists {
		lists[i] = map[float32][]posting{}
	}
	for _, r := range t.runs {
		for i := range boosts {
			if b := boosts[i][r.term]; b != 0 {
				lists[i][b] = append(lists[i][b], r.posting)
			}
		}
	}
	for i, byBoost := range lists {
		for boost, list := range byBoost {
			u.found[i] = append(u.found[i], found{len(list), boost, encodePostings(nil, list)})
		}
	}
	return u
}

// mark notes the boost of every term that fits a way.
func (t *tail) mark(w way, boosts []float32) {
	// A filter's boost counts for nothing but must not be 0, which is "does not fit".
	boost := max(w.boost, 1e-6)
	if !w.beginning {
		if i, ok := t.ids[w.term]; ok {
			boosts[i] = max(boosts[i], boost)
		}
		return
	}
	for i, other := range t.terms {
		if other.kind == w.kind && strings.HasPrefix(other.text, w.text) {
			boosts[i] = max(boosts[i], boost)
		}
	}
}

// read opens the tickets found, best first, until limit are found in which the phrases stand.
func (x *Index) read(ctx context.Context, q Query, best []Hit, res Result, limit int) (Result, error) {
	res.More = res.More || res.Total > len(best)
	res.Total = 0
	for len(best) > 0 && len(res.Hits) < limit {
		if err := ctx.Err(); err != nil {
			return Result{}, err
		}
		n := min(len(best), 32)
		ids := make([]desk.TicketID, n)
		for i, h := range best[:n] {
			ids[i] = h.Ticket
		}
		docs, err := x.source.Docs(ids)
		if err != nil {
			return Result{}, err
		}
		fits := map[desk.TicketID]bool{}
		for _, d := range docs {
			fits[d.Ticket.ID] = q.standsIn(d)
		}
		for _, h := range best[:n] {
			if !fits[h.Ticket] {
				continue
			}
			if res.Total++; len(res.Hits) < limit {
				res.Hits = append(res.Hits, h)
			}
		}
		best = best[n:]
	}
	res.More = res.More || len(best) > 0
	return res, nil
}

// order is the order of hits: the better first, and always the same.
func order(a, b Hit) int {
	if a.Score != b.Score {
		return cmp.Compare(b.Score, a.Score)
	}
	return slices.Compare(a.Ticket.ID[:], b.Ticket.ID[:])
}
