package desk

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode"
)

// Sort is an order of a view besides its own.
type Sort string

// The sorts.
const (
	ByDue      Sort = ""         // the view's own order: for what waits the due instant
	ByWaiting  Sort = "waiting"  // who has waited longest comes first
	ByNewest   Sort = "newest"   // what was opened last comes first
	ByCustomer Sort = "customer" // by the customers' names
)

// Sorts lists them in the order in which they are gone through.
func Sorts() []Sort { return []Sort{ByDue, ByWaiting, ByNewest, ByCustomer} }

// sortSign stands between a view and a sort in the id of a view that is sorted so.
const sortSign = "+"

// By is the view in another order: it has the same tickets. It can be asked for wherever
// windows and rows of a view can.
func (v ViewID) By(s Sort) ViewID {
	if s == ByDue {
		return v
	}
	return v + sortSign + ViewID(s)
}

// Sorted parts a view from the sort that it is in.
func (v ViewID) Sorted() (ViewID, Sort) {
	i := strings.Index(string(v), sortSign)
	if i < 0 {
		return v, ByDue
	}
	return v[:i], Sort(v[i+len(sortSign):])
}

// order is the place of a row by a sort: ascending, and no higher where the row stands
// before another one. Names count with their first letters only; Rank tells the rest.
func (s Sort) order(e Excerpt) int64 {
	switch s {
	case ByWaiting:
		if e.WaitingSince.IsZero() {
			return nobodyWaits + e.UpdatedAt.UnixMilli()
		}
		return e.WaitingSince.UnixMilli()
	case ByNewest:
		return -e.CreatedAt.UnixMilli()
	case ByCustomer:
		return firstLetters(e.Name.fold())
	default:
		return ViewOpen.Order(e)
	}
}

// Rank is where a row stands by a sort, exactly: rows with the same are told apart by
// their ids.
type Rank struct {
	Order int64
	name  string
	who   CustomerID
}

// Rank returns the rank of a row.
func (s Sort) Rank(e Excerpt) Rank {
	r := Rank{Order: s.order(e)}
	if s == ByCustomer {
		r.name, r.who = e.Name.fold(), e.Requester
	}
	return r
}

// Compare is below, at or above zero where r stands before, at or behind q.
func (r Rank) Compare(q Rank) int {
	switch {
	case r.Order < q.Order:
		return -1
	case r.Order > q.Order:
		return 1
	case r.name != q.name:
		return strings.Compare(r.name, q.name)
	default:
		return bytes.Compare(r.who.ID[:], q.who.ID[:])
	}
}

// fold is a text as it counts for an order: in lower case, from its first letter on.
func (u Untrusted) fold() string {
	return strings.ToLower(strings.TrimLeftFunc(u.raw, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
}

// firstLetters are the first eight bytes of a name as a number that grows with it. A name
// without a letter stands behind all others.
func firstLetters(name string) int64 {
	if name == "" {
		return 1<<63 - 1
	}
	var b [8]byte
	copy(b[:], name)
	return int64(binary.BigEndian.Uint64(b[:]) >> 1)
}
