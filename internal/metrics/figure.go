package metrics

import (
	"bytes"
	"cmp"
	"slices"
	"time"
)

// Figure is a number with the cases that it is summed from, the newest first.
type Figure struct{ Cases []Case }

// N is of how many cases it is.
func (f Figure) N() int { return len(f.Cases) }

// Spread is how long its cases took.
func (f Figure) Spread() *Spread {
	s := &Spread{}
	for _, c := range f.Cases {
		s.Add(c.Took)
	}
	return s
}

// Within is how many of its cases took no longer than what they are held against.
func (f Figure) Within() int {
	n := 0
	for _, c := range f.Cases {
		if !c.Over() {
			n++
		}
	}
	return n
}

// Measured are its cases that are held against something.
func (f Figure) Measured() Figure { return f.without(func(c Case) bool { return c.Span == 0 }) }

// Of are its cases that are held against a span in business or in calendar hours.
func (f Figure) Of(span time.Duration, business bool) Figure {
	return f.without(func(c Case) bool { return c.Span != span || c.Business != business })
}

func (f Figure) without(those func(Case) bool) Figure {
	return Figure{slices.DeleteFunc(slices.Clone(f.Cases), those)}
}

// add keeps the newest first, whatever order they come in.
func (f *Figure) add(c Case) {
	at, _ := slices.BinarySearchFunc(f.Cases, c, func(a, b Case) int {
		return cmp.Or(b.At.Compare(a.At), bytes.Compare(a.Ticket.ID[:], b.Ticket.ID[:]), cmp.Compare(a.Took, b.Took))
	})
	f.Cases = slices.Insert(f.Cases, at, c)
}
