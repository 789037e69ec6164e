package phrasebook

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// field is a part of a reply in which a word can stand.
type field uint8

const (
	inBody field = iota
	inTag
	inTitle
	inName
	fields
)

// worth is how many times a word counts for what a reply is about, by where it stands.
func (f field) worth() float64 { return [fields]float64{inBody: 1, inTag: 2, inTitle: 3, inName: 1}[f] }

// rank is how much a word typed counts by where it stands.
func (f field) rank() float64 { return [fields]float64{inBody: 2, inTag: 4, inTitle: 6, inName: 8}[f] }

// lexicon is what the replies say by themselves: every word with where it stands.
type lexicon struct {
	words  []entry          // ascending by text
	stems  map[string][]int // the words of a stem
	groups map[int][]string // the stems of a group of kin that occur
	kin    map[string]int
	stop   map[string]bool
	length []float64 // by reply, in weighted words
	mean   float64
}

// entry is a word with the replies that have it.
type entry struct {
	text, stem string
	in         []posting
}

// posting is a place of a word: so many times in one part of a reply.
type posting struct {
	reply int
	at    field
	n     float64
}

func newLexicon(canned []desk.Canned) *lexicon {
	l := &lexicon{stems: map[string][]int{}, groups: map[int][]string{}, kin: kindred(), stop: stopTokens(), length: make([]float64, len(canned))}
	all := map[string][]posting{}
	for i, c := range canned {
		for at, s := range partsOf(c) {
			n := 1.0
			if field(at) == inTag {
				n = 1 / math.Sqrt(float64(max(len(c.Tags), 1))) // a reply with many tags is about none of them
			}
			l.take(all, i, field(at), s, n)
		}
	}
	for w, in := range all {
		l.words = append(l.words, entry{text: w, stem: stemOf(w), in: in})
	}
	slices.SortFunc(l.words, func(a, b entry) int { return cmp.Compare(a.text, b.text) })
	for i, e := range l.words {
		if group, ok := l.kin[e.stem]; ok && l.stems[e.stem] == nil {
			l.groups[group] = append(l.groups[group], e.stem)
		}
		l.stems[e.stem] = append(l.stems[e.stem], i)
	}
	for _, n := range l.length {
		l.mean += n / float64(max(len(canned), 1))
	}
	return l
}

// partsOf are the parts of a reply in the order of the fields.
func partsOf(c desk.Canned) [fields]string {
	return [fields]string{inBody: bodyOf(c), inTag: strings.Join(c.Tags, " "), inTitle: c.Title, inName: c.Name}
}

func (l *lexicon) take(all map[string][]posting, reply int, at field, s string, n float64) {
	for _, t := range text.Tokens(desk.Foreign(s)) {
		in := all[t.Text]
		if k := len(in); k > 0 && in[k-1].reply == reply && in[k-1].at == at {
			in[k-1].n += n
		} else {
			all[t.Text] = append(in, posting{reply, at, n})
		}
		if at != inTag && !l.stop[t.Text] {
			l.length[reply] += at.worth()
		}
	}
}

// stopTokens are the words that say nothing of a matter, as text.Tokens writes them.
func stopTokens() map[string]bool {
	all := map[string]bool{}
	for _, t := range text.Tokens(desk.Foreign(stops)) {
		all[t.Text] = true
	}
	return all
}

// The constants of BM25, and how much a word that is only kin counts.
const (
	saturation = 1.5
	lengthens  = 0.2
	kinWorth   = 0.5
)

// about scores each reply by how well it goes with words said: BM25 over the stems of its
// name, title, tags and text, words that are kin included. Words count as much as their
// weight says. What stands in parts below the least is passed over.
func (l *lexicon) about(said map[string]float64, least field) []float64 {
	scores := make([]float64, len(l.length))
	stems := make([]string, 0, len(said))
	for stem := range said {
		stems = append(stems, stem)
	}
	slices.Sort(stems) // sums of the same numbers in another order differ in their last digits
	for _, stem := range stems {
		found := map[int]float64{}
		l.find(found, stem, 1, least)
		if group, ok := l.kin[stem]; ok {
			for _, other := range l.groups[group] {
				if other != stem {
					l.find(found, other, kinWorth, least)
				}
			}
		}
		if len(found) == 0 {
			continue
		}
		n, of := float64(len(found)), float64(len(l.length))
		rare := math.Log(1 + (of-n+0.5)/(n+0.5))
		for reply, tf := range found {
			norm := 1 - lengthens + lengthens*l.length[reply]/l.mean
			scores[reply] += said[stem] * rare * tf * (saturation + 1) / (tf + saturation*norm)
		}
	}
	return scores
}

// find adds how often a stem stands in each reply, weighted by where.
func (l *lexicon) find(found map[int]float64, stem string, weight float64, least field) {
	for _, w := range l.stems[stem] {
		for _, p := range l.words[w].in {
			if p.at >= least {
				found[p.reply] += weight * p.at.worth() * p.n
			}
		}
	}
}

// weigh adds the words of a text that say something of a matter to said; a word counts
// once, by the highest weight.
func (l *lexicon) weigh(said map[string]float64, words []string, weight float64) {
	for _, w := range words {
		if len(w) > 2 && !l.stop[w] {
			stem := stemOf(w)
			said[stem] = max(said[stem], weight)
		}
	}
}
