package story_test

import "slices"

// mostPlays bounds how often a schedule is played to make it smaller.
const mostPlays = 400

// smallest takes away from a schedule what it can do without and still break: steps, many at
// once first, then machines, faults and pauses. A schedule is made of whole steps with a
// meaning of their own, and a play takes a while: that makes less of it sooner than turning
// the bits from which it was drawn.
func smallest(s schedule, breaks func(schedule) bool) schedule {
	plays := 0
	try := func(less schedule) bool {
		if plays++; plays > mostPlays || !breaks(less) {
			return false
		}
		s = less
		return true
	}
	fewer := func() {
		for size := max(len(s.Steps)/2, 1); size > 0; size /= 2 {
			for at := 0; at+size <= len(s.Steps); {
				less := s
				less.Steps = slices.Delete(slices.Clone(s.Steps), at, at+size)
				if !try(less) {
					at += size
				}
			}
		}
	}
	fewer()
	for s.Clients > 1 {
		less := s
		less.Clients--
		if !try(less) {
			break
		}
	}
	for i := range s.Steps {
		for _, simpler := range []func(*step){
			func(x *step) { x.Fault, x.At, x.When = none, anyRequest, 0 },
			func(x *step) { x.Do, x.On, x.Pick = idle, 0, 0 },
			func(x *step) { x.Pass = 0 },
		} {
			x := s.Steps[i]
			if simpler(&x); x == s.Steps[i] {
				continue
			}
			less := s
			less.Steps = slices.Clone(s.Steps)
			less.Steps[i] = x
			try(less)
		}
	}
	fewer()
	return s
}
