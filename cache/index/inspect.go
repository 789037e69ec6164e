package index

import (
	"slices"

	"github.com/heed-desk/heed/desk"
)

// Inspection is what stands in an index.
type Inspection struct {
	Segments int
	Records  int                            // sealed ones
	Damaged  int                            // segments of which a record does not open or cannot be read
	Found    map[desk.TicketID]desk.Version // the tickets that can be found, as of which version
	Queued   map[desk.TicketID]bool         // those that are still to be indexed
	Lost     bool                           // a segment was lost, and not every ticket was queued since
	Pending  bool                           // segments are still to be written anew, or dropped
}

// Inspect looks at everything in a store without writing.
func Inspect(r Reader, seal Sealer) (Inspection, error) {
	in := Inspection{Found: map[desk.TicketID]desk.Version{}, Queued: map[desk.TicketID]bool{}}
	x := &Index{seal: seal}
	var all []*segment
	err := r.Scan([]byte{keySegment}, func(key, value []byte) bool {
		id, ok := number(key)
		in.Segments++
		in.Records++
		if !ok {
			in.Damaged++
			return true
		}
		s, err := x.openSegment(id, key, value)
		if err != nil {
			in.Damaged++
			return true
		}
		all = append(all, s)
		return true
	})
	if err != nil {
		return in, err
	}
	slices.SortFunc(all, func(a, b *segment) int { return int(a.id) - int(b.id) })
	for _, s := range all {
		if !x.sound(r, s) {
			in.Damaged++
		}
		for _, id := range s.gone {
			delete(in.Found, id)
		}
		for _, m := range s.docs {
			in.Found[m.id] = m.version
		}
	}
	if err := r.Scan([]byte{keyBlock}, func(_, _ []byte) bool { in.Records++; return true }); err != nil {
		return in, err
	}
	if in.Pending, err = Pending(r); err != nil {
		return in, err
	}
	in.Lost = lost(r)
	return in, r.Scan([]byte{keyQueue}, func(_, value []byte) bool {
		if id, ok := ticketOf(value); ok {
			in.Queued[id] = true
		}
		return true
	})
}

// Pending reports whether segments hold what has left the tickets: customers who are to leave
// them, or segments that have been replaced and are not deleted yet.
func Pending(r Reader) (found bool, err error) {
	for _, kind := range []byte{keyForget, keyDoomed} {
		if err = r.Scan([]byte{kind}, func(_, _ []byte) bool { found = true; return false }); err != nil {
			return false, err
		}
	}
	return found, nil
}
