package phrasebook

import (
	"math"
	"slices"
	"strings"
)

// fit is how well a reply has what was typed.
type fit struct {
	worth float64 // by where the words stand: up to the rank of a name
	share float64 // of what was typed that it has, 0 to 1; rare words count for more
}

// How much a word counts that is not quite the one typed.
const (
	asTyped = 1.0
	begun   = 0.95 // it begins so
	bent    = 0.9  // another ending
	related = 0.4  // kin
	slipped = 0.7  // one slip of the finger away
)

// fits says how well each reply has the words typed.
func (l *lexicon) fits(words []string) []fit {
	fits := make([]fit, len(l.length))
	words = l.telling(words)
	total := 0.0
	for _, w := range words {
		best := l.hits(w)
		n, of := float64(len(best)), float64(len(l.length))
		rare := math.Log(1 + (of+1)/(n+1))
		total += rare
		for reply, worth := range best {
			fits[reply].worth += rare * worth
			fits[reply].share += rare
		}
	}
	for i := range fits {
		if fits[i].share > 0 {
			fits[i].worth /= fits[i].share
			fits[i].share /= total
		}
	}
	return fits
}

// telling leaves out the words that say nothing, unless there are no others.
func (l *lexicon) telling(words []string) []string {
	var all []string
	for _, w := range words {
		if !l.stop[w] && !slices.Contains(all, w) {
			all = append(all, w)
		}
	}
	if len(all) == 0 {
		return slices.Compact(slices.Clone(words))
	}
	return all
}

// hits returns for each reply that has a word the best that it has it by. In the text of
// a reply, slips of the finger and kin count only where no reply has the word itself.
func (l *lexicon) hits(typed string) map[int]float64 {
	best := map[int]float64{}
	stem := stemOf(typed)
	for _, e := range l.words {
		switch {
		case e.text == typed:
			e.best(best, asTyped, inBody)
		case strings.HasPrefix(e.text, typed):
			e.best(best, begun, inBody)
		case e.stem == stem:
			e.best(best, bent, inBody)
		}
	}
	from := inBody
	if len(best) > 0 {
		from = inTag
	}
	if group, ok := l.kin[stem]; ok {
		for _, other := range l.groups[group] {
			for _, w := range l.stems[other] {
				l.words[w].best(best, related, from)
			}
		}
	}
	if len(best) == 0 && len(typed) > 4 {
		for _, e := range l.words {
			if isSlip(e.text, typed) {
				e.best(best, slipped, inBody)
			}
		}
	}
	return best
}

// best notes the replies that have a word in a field of worth.
func (e entry) best(best map[int]float64, as float64, from field) {
	for _, p := range e.in {
		if p.at >= from {
			best[p.reply] = max(best[p.reply], as*p.at.rank())
		}
	}
}

// isSlip reports whether b is one letter more, less, other or swapped away from a, or
// from how a begins.
func isSlip(a, b string) bool {
	if a == "" || b == "" || a[0] != b[0] {
		return false // hardly anybody slips on the first letter
	}
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	x, y := a[i:], b[i:]
	switch {
	case x == "" || y == "":
		return len(y) <= 1
	case strings.HasPrefix(x[1:], y), strings.HasPrefix(x, y[1:]), strings.HasPrefix(x[1:], y[1:]):
		return true
	default:
		return len(x) > 1 && len(y) > 1 && x[0] == y[1] && x[1] == y[0] && strings.HasPrefix(x[2:], y[2:])
	}
}
