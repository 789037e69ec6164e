package index

import (
	"slices"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// join is what becomes of several segments written as one.
type join struct {
	from    []*segment
	to      [][]int // by segment and document: its place in docs, or -1
	docs    []meta
	dropped []meta // live ones that drop said
	gone    []desk.TicketID
}

func joinOf(from []*segment, drop func(meta) bool) *join {
	j := &join{from: from}
	for _, s := range from {
		to := make([]int, len(s.docs))
		for doc, m := range s.docs {
			to[doc] = -1
			switch {
			case s.dead[doc]:
			case drop != nil && drop(m):
				j.dropped = append(j.dropped, m)
			default:
				to[doc] = len(j.docs)
				j.docs = append(j.docs, m)
			}
		}
		j.to = append(j.to, to)
		j.gone = append(j.gone, s.gone...)
	}
	return j
}

// listed is a term with its postings in the joined segment.
type listed struct {
	key  string
	list []posting
}

// write writes the joined segment, block by block, and says which it has.
func (j *join) write(w Writer, seal Sealer, id uint64) (blockSet, error) {
	out := segmentWriter{w: w, seal: seal, id: id}
	var plain []byte
	for block := range blocks {
		var all []listed
		for i, s := range j.from {
			var there bool
			var err error
			if plain, there, err = s.open(w, seal, uint8(block), plain[:0]); there {
				all, err = j.collect(all, i, plain)
			}
			if err != nil {
				s.broken.Store(true)
				return out.has, ErrDamaged
			}
		}
		if err := addJoined(&out, uint8(block), all); err != nil {
			return out.has, err
		}
	}
	err := out.end(j.docs, j.gone)
	return out.has, err
}

// collect appends the entries of a block of the i-th segment.
func (j *join) collect(all []listed, i int, plain []byte) ([]listed, error) {
	r := blockReader{rest: plain}
	var e entry
	for {
		ok, err := r.next(&e)
		if err != nil || !ok {
			return all, err
		}
		list := make([]posting, 0, e.df)
		err = postings(e.post, len(j.to[i]), func(doc uint16, class uint8) {
			if to := j.to[i][doc]; to >= 0 {
				list = append(list, posting{uint16(to), class})
			}
		})
		if err != nil {
			return all, err
		}
		if len(list) > 0 {
			all = append(all, listed{string(e.key), list})
		}
	}
}

func addJoined(out *segmentWriter, block uint8, all []listed) error {
	// Stable: of one term, the lists stay in the order of their segments, and so ascending.
	slices.SortStableFunc(all, func(a, b listed) int { return strings.Compare(a.key, b.key) })
	for i := 0; i < len(all); {
		list := all[i].list
		k := i + 1
		for ; k < len(all) && all[k].key == all[i].key; k++ {
			list = append(list, all[k].list...)
		}
		if err := out.add(block, all[i].key, list); err != nil {
			return err
		}
		i = k
	}
	return nil
}
