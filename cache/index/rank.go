package index

import (
	"container/heap"
	"encoding/binary"
	"math"
	"slices"
)

// The constants of BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework:
// BM25 and Beyond", 2009): how soon a repeated word counts no more, and how much the
// length of a ticket matters, which is little: a long thread is not a worse one.
const (
	bm25K = 1.2
	bm25B = 0.3
)

const (
	// fresh is how much more the newest ticket counts than one that is forgotten.
	fresh = 0.6
	// fading is the age, in minutes, at which half of that is left.
	fading = 60 * 24 * 60
)

// maxUnit is the most documents that a segment or the tail holds.
const maxUnit = segmentDocs

// ranking scores the documents of all units for one query.
type ranking struct {
	q      Query
	now    uint32
	want   int
	total  int
	top    top
	order  []int                       // of clauses, the rarest first
	weight [][4][lengthClasses]float32 // by clause, class of weight and class of length
	marks  [maxUnit]uint8              // how many clauses a document fits
	sums   [maxUnit]float32
}

func newRanking(q Query, units []*unit, want int, now uint32) *ranking {
	r := &ranking{q: q, now: now, want: want}
	docs, words := 0, 0.0
	for _, u := range units {
		docs += len(u.docs)
		for _, m := range u.docs {
			words += wordsIn(m.length)
		}
	}
	average := max(words/float64(max(docs, 1)), 1)
	df := make([]int, len(q.clauses))
	r.weight = make([][4][lengthClasses]float32, len(q.clauses))
	for i, c := range q.clauses {
		r.order = append(r.order, i)
		for _, u := range units {
			for _, f := range u.found[i] {
				df[i] += f.df
			}
		}
		if !c.filter {
			r.weigh(i, min(df[i], docs), docs, average)
		}
	}
	slices.SortStableFunc(r.order, func(a, b int) int { return df[a] - df[b] })
	return r
}

// weigh computes what a posting of a clause is worth.
func (r *ranking) weigh(clause, df, docs int, average float64) {
	idf := math.Log(1 + (float64(docs-df)+0.5)/(float64(df)+0.5))
	for class, tf := range [4]float64{1, 2.5, 5.5, 11} {
		for length := range uint8(lengthClasses) {
			norm := bm25K * (1 - bm25B + bm25B*wordsIn(length)/average)
			r.weight[clause][class][length] = float32(idf * tf * (bm25K + 1) / (tf + norm))
		}
	}
}

// score takes in the documents of a unit that fit every clause.
func (r *ranking) score(u *unit) {
	for _, i := range r.order {
		if len(u.found[i]) == 0 {
			return
		}
	}
	n := len(u.docs)
	clear(r.marks[:n])
	clear(r.sums[:n])
	for rank, i := range r.order {
		for _, f := range u.found[i] {
			if !r.count(f, u.docs, uint8(rank), &r.weight[i]) && u.seg != nil {
				u.seg.broken.Store(true)
				return
			}
		}
	}
	for doc := n - 1; doc >= 0; doc-- {
		if int(r.marks[doc]) == len(r.order) && !u.dead[doc] {
			r.offer(u.docs[doc], float64(r.sums[doc]))
		}
	}
}

// count takes in the postings of one term: of the documents that fit all clauses before,
// those that have it fit one more. False where the postings are damaged.
//
// It is what a search for a common word spends its time in, so it decodes by itself.
func (r *ranking) count(f found, docs []meta, rank uint8, weight *[4][lengthClasses]float32) bool {
	doc := uint64(0)
	for post := f.post; len(post) > 0; {
		v, used := uint64(post[0]), 1
		if v >= 0x80 {
			if v, used = binary.Uvarint(post); used <= 0 {
				return false
			}
		}
		post = post[used:]
		if doc += v >> 2; doc >= uint64(len(docs)) {
			return false
		}
		mark := r.marks[doc]
		if mark < rank {
			continue
		}
		r.marks[doc] = rank + 1 // also where another term fitted the same clause already
		r.sums[doc] += f.boost * weight[v&3][docs[doc].length]
	}
	return true
}

func (r *ranking) offer(m meta, score float64) {
	if m.created < r.q.after || r.q.before != 0 && m.created >= r.q.before {
		return
	}
	r.total++
	age := float64(r.now - min(m.updated, r.now))
	score = (score + 0.1) * (1 + fresh*fading/(fading+age))
	h := Hit{m.id, score}
	switch {
	case len(r.top) < r.want:
		heap.Push(&r.top, h)
	case order(h, r.top[0]) < 0:
		r.top[0] = h
		heap.Fix(&r.top, 0)
	}
}

// best returns what was kept, best first.
func (r *ranking) best() []Hit {
	slices.SortFunc(r.top, order)
	return r.top
}

// top is a heap of hits with the worst on top.
type top []Hit

func (t top) Len() int           { return len(t) }
func (t top) Less(i, j int) bool { return order(t[i], t[j]) > 0 }
func (t top) Swap(i, j int)      { t[i], t[j] = t[j], t[i] }

// Push implements heap.Interface.
func (t *top) Push(x any) { *t = append(*t, x.(Hit)) } //nolint:forcetypeassert // only offer pushes

// Pop implements heap.Interface.
func (t *top) Pop() any {
	last := (*t)[len(*t)-1]
	*t = (*t)[:len(*t)-1]
	return last
}
