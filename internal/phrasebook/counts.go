package phrasebook

import (
	"cmp"
	"math"
	"slices"
)

// counts is a naive Bayes model: how often each feature came with each reply. It is
// all sums, so that one more example costs nothing to learn.
type counts struct {
	weight   float64 // how much the features of all replies together count as the ones of each
	features map[string]*feature
	totals   []float64 // by reply
	sum      float64
}

// feature is what is known of one feature.
type feature struct {
	all float64
	by  []share // ascending by reply
}

type share struct {
	reply int
	n     float64
}

func newCounts(replies int, weight float64) *counts {
	return &counts{weight: weight, features: map[string]*feature{}, totals: make([]float64, replies)}
}

// add learns that the features came with a reply, n times.
func (c *counts) add(reply int, features []string, n float64) {
	for _, name := range features {
		f := c.features[name]
		if f == nil {
			f = &feature{}
			c.features[name] = f
		}
		i, ok := slices.BinarySearchFunc(f.by, reply, func(s share, r int) int { return cmp.Compare(s.reply, r) })
		if !ok {
			f.by = slices.Insert(f.by, i, share{reply: reply})
		}
		f.by[i].n += n
		f.all += n
	}
	c.totals[reply] += n * float64(len(features))
	c.sum += n * float64(len(features))
}

// scores returns for each reply how much more the features fit it than they fit any: a
// logarithm of odds, evened out by the number of features, which depend on one another.
// Features that nobody has heard of say nothing.
func (c *counts) scores(features []string) []float64 {
	out := make([]float64, len(c.totals))
	kinds, known := float64(len(c.features)), 0.0
	for _, name := range features {
		f := c.features[name]
		if f == nil {
			continue
		}
		known++
		expected := c.weight * (f.all + 1) / (c.sum + kinds)
		for _, s := range f.by {
			out[s.reply] += math.Log1p(s.n / expected)
		}
	}
	for i := range out {
		out[i] = (out[i] + known*math.Log(c.weight/(c.totals[i]+c.weight))) / math.Sqrt(known+1)
	}
	return out
}
