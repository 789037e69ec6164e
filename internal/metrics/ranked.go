package metrics

import (
	"bytes"
	"cmp"
	"iter"
	"slices"
	"sort"

	"github.com/heed-desk/heed/desk"
)

// mark is a number, in milliseconds, and the ticket that it is of.
type mark struct {
	v      int64
	ticket desk.TicketID
}

func (m mark) compare(o mark) int {
	return cmp.Or(cmp.Compare(m.v, o.v), bytes.Compare(m.ticket.ID[:], o.ticket.ID[:]))
}

// fullBlock is at how many marks a block of a ranking is cut in two.
const fullBlock = 256

// ranking keeps marks in their order. To add one, to take one out and to find one by its place
// cost little however many there are, as they lie in blocks. The zero ranking is empty.
type ranking struct {
	blocks [][]mark // ascending; none is empty
	n      int
	sum    int64
}

func (r *ranking) add(m mark) {
	r.n, r.sum = r.n+1, r.sum+m.v
	if len(r.blocks) == 0 {
		r.blocks = [][]mark{{m}}
		return
	}
	b := min(r.blockOf(m), len(r.blocks)-1)
	at, _ := slices.BinarySearchFunc(r.blocks[b], m, mark.compare)
	r.blocks[b] = slices.Insert(r.blocks[b], at, m)
	if all := r.blocks[b]; len(all) >= fullBlock {
		r.blocks[b] = slices.Clone(all[:fullBlock/2])
		r.blocks = slices.Insert(r.blocks, b+1, slices.Clone(all[fullBlock/2:]))
	}
}

// drop takes one out that is in it.
func (r *ranking) drop(m mark) {
	b := r.blockOf(m)
	if b == len(r.blocks) {
		return
	}
	at, there := slices.BinarySearchFunc(r.blocks[b], m, mark.compare)
	if !there {
		return
	}
	r.n, r.sum = r.n-1, r.sum-m.v
	if r.blocks[b] = slices.Delete(r.blocks[b], at, at+1); len(r.blocks[b]) == 0 {
		r.blocks = slices.Delete(r.blocks, b, b+1)
	}
}

// blockOf is the first block that ends at a mark or after it.
func (r *ranking) blockOf(m mark) int {
	return sort.Search(len(r.blocks), func(i int) bool { return r.blocks[i][len(r.blocks[i])-1].compare(m) >= 0 })
}

// at is the mark at a place, of which there is one.
func (r *ranking) at(place int) mark {
	for _, b := range r.blocks {
		if place < len(b) {
			return b[place]
		}
		place -= len(b)
	}
	return mark{}
}

// below is how many are smaller than a number.
func (r *ranking) below(v int64) int {
	n := 0
	for _, b := range r.blocks {
		if b[len(b)-1].v < v {
			n += len(b)
			continue
		}
		at, _ := slices.BinarySearchFunc(b, mark{v: v}, mark.compare)
		return n + at
	}
	return n
}

// from are the marks from a place on.
func (r *ranking) from(place int) iter.Seq[mark] {
	return func(yield func(mark) bool) {
		for _, b := range r.blocks {
			if place >= len(b) {
				place -= len(b)
				continue
			}
			for _, m := range b[place:] {
				if !yield(m) {
					return
				}
			}
			place = 0
		}
	}
}

// percentile is by nearest rank: the smallest that so many percent do not exceed. It is always
// one that really was. Of nothing it is the zero mark.
func (r *ranking) percentile(p int) mark {
	if r.n == 0 {
		return mark{}
	}
	return r.at((p*r.n+99)/100 - 1)
}

// mean is the arithmetic mean; 0 of nothing.
func (r *ranking) mean() int64 {
	if r.n == 0 {
		return 0
	}
	return r.sum / int64(r.n)
}
