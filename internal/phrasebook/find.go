package phrasebook

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sahilm/fuzzy"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// Match is a canned reply that was found, with the places of what was typed.
type Match struct {
	Canned desk.Canned
	Score  float64 // comparable within one answer
	Name   []desk.Span
	Title  []desk.Span
	Text   []desk.Span
}

// The weights of what a reply is found by. They were tried on half of the recorded
// searches.
const (
	weighTyped  = 4.0 // where the words typed stand in it
	weighRuns   = 0.3 // the runs of letters of a few words typed
	weighPrior  = 0.5
	weighSaid   = 0.3
	weighBefore = 1.0
	weighOwn    = 0.6
	weighStage  = 0.3

	bonusFuzzy    = 1.0 // the letters stand in name or title in that order
	bonusExact    = 8.0 // the name itself was typed
	otherLanguage = 4.0
)

// The same where nothing is typed.
const (
	barePrior  = 1.0
	bareSaid   = 1.0
	bareBefore = 1.5
	bareOwn    = 0.6
	bareStage  = 1.0
)

// freshFor is the number of examples a reply at which what was learnt counts as much as
// what the replies say by themselves.
const freshFor = 3.0

// fresh is how much to go by what the replies say by themselves after so many examples.
func (b *Book) fresh(examples float64) float64 {
	return freshFor / (freshFor + examples/float64(len(b.pages)+1))
}

// Find returns up to n replies, the best first: by what is typed, and by what the moment
// makes likely. Where nothing is typed, these are suggestions. A reply that has none of
// what is typed is left out: its name counts most, then its title, its tags, its text.
func (b *Book) Find(typed string, at Moment, n int) []Match {
	words := tokensOf(desk.Foreign(typed))
	typed = strings.TrimSpace(typed)
	scores := b.likely(at, len(words) == 0)
	keep := make([]bool, len(b.pages))
	if len(words) > 0 {
		b.addTyped(scores, keep, words)
		b.addName(scores, keep, typed)
		if !slices.Contains(keep, true) {
			b.addFuzzy(scores, keep, typed)
		}
	}
	matches := make([]Match, 0, len(b.pages))
	for i, p := range b.pages {
		if keep[i] || len(words) == 0 {
			matches = append(matches, Match{Canned: p.Canned, Score: scores[i]})
		}
	}
	slices.SortStableFunc(matches, func(x, y Match) int {
		return cmp.Or(cmp.Compare(y.Score, x.Score), strings.Compare(x.Canned.Name, y.Canned.Name))
	})
	matches = matches[:min(n, len(matches))]
	if len(words) > 0 {
		for i := range matches {
			matches[i].mark(typed, words)
		}
	}
	return matches
}

// weighed is the moment of the last search, which stays while an agent types.
type weighed struct {
	at                       Moment
	own, said, before, stage []float64
}

// likely scores every reply by the moment.
func (b *Book) likely(at Moment, bare bool) []float64 {
	prior, said, before, own, stage := weighPrior, weighSaid, weighBefore, weighOwn, weighStage
	if bare {
		prior, said, before, own, stage = barePrior, bareSaid, bareBefore, bareOwn, bareStage
	}
	if b.last == nil || !b.last.at.same(at) {
		b.last = &weighed{
			at: at, own: b.ownAt(at), stage: b.stages(at),
			said: b.said.scores(featuresOf(at.Said)), before: b.before.scores([]string{at.Before.String()}),
		}
	}
	fresh := b.fresh(b.learnt)
	scores := make([]float64, len(b.pages))
	for i, p := range b.pages {
		scores[i] = prior*p.prior() + said*b.last.said[i] + before*b.last.before[i] + fresh*(own*b.last.own[i]+stage*b.last.stage[i])
		if at.Language != "" && p.Language != "" && p.Language != at.Language {
			scores[i] -= otherLanguage
		}
	}
	return scores
}

// A few words have to be in a reply, most of them at least; of a sentence it is enough
// that some are, since nobody remembers a sentence as it is written.
const (
	aFew       = 2
	mostOfAFew = 0.6
	someOfMany = 0.1
)

// addTyped adds to the scores how well what was typed fits, and marks what it fits at all.
func (b *Book) addTyped(scores []float64, keep []bool, words []string) {
	fits, runs := b.own.fits(words), b.typed.scores(featuresOfWords(words))
	fresh := b.fresh(b.picked)
	many := len(b.own.telling(words)) > aFew
	enough, weigh := mostOfAFew, 1-fresh*(1-weighRuns)
	if many {
		enough, weigh = someOfMany, 1
	}
	best := 0.0
	for _, f := range fits {
		best = max(best, f.share)
	}
	for i, f := range fits {
		inIt := f.share > 0 && f.share >= best*enough
		learnt := (b.picked > 0 || many) && runs[i] > 0
		if inIt || learnt {
			keep[i] = true
			scores[i] += weighTyped*fresh*f.worth*f.share + weigh*runs[i]
		}
	}
}

// addName marks a reply whose very name is typed, or begun.
func (b *Book) addName(scores []float64, keep []bool, typed string) {
	low := strings.ToLower(typed)
	for i, p := range b.pages {
		name := strings.ToLower(p.Name)
		if !strings.HasPrefix(name, low) {
			continue
		}
		if !keep[i] {
			scores[i] += weighTyped * begun * inName.rank()
		}
		keep[i] = true
		if name == low {
			scores[i] += bonusExact
		}
	}
}

// addFuzzy marks replies that have the letters typed in their order: it is the last
// resort, where no word is as typed.
func (b *Book) addFuzzy(scores []float64, keep []bool, typed string) {
	if utf8.RuneCountInString(typed) > maxFuzzy {
		return
	}
	for _, part := range []func(int) string{b.nameAt, b.titleAt} {
		for _, m := range fuzzy.FindFromNoSort(typed, lines{part, len(b.pages)}) {
			if isTight(m) {
				keep[m.Index] = true
				scores[m.Index] += bonusFuzzy
			}
		}
	}
}

// maxFuzzy is the most letters that are looked for out of their words: what is longer is
// a sentence, and its letters stand in order in anything.
const maxFuzzy = 24

// isTight reports whether the letters found stand close enough to be meant: half of them
// beside another or at the beginning of a word.
func isTight(m fuzzy.Match) bool {
	good := 0
	for i, at := range m.MatchedIndexes {
		switch {
		case at == 0, strings.IndexByte("-_ .:/", m.Str[at-1]) >= 0, i > 0 && m.MatchedIndexes[i-1] == at-1:
			good++
		}
	}
	return good*2 >= len(m.MatchedIndexes)
}

func (b *Book) nameAt(i int) string  { return b.pages[i].Name }
func (b *Book) titleAt(i int) string { return b.pages[i].Title }

// lines is what fuzzy matching goes through.
type lines struct {
	at func(int) string
	n  int
}

// String implements fuzzy.Source.
func (l lines) String(i int) string { return l.at(i) }

// Len implements fuzzy.Source.
func (l lines) Len() int { return l.n }

// mark finds the places of what was typed.
func (m *Match) mark(typed string, words []string) {
	m.Name = spansIn(m.Canned.Name, words)
	m.Title = spansIn(m.Canned.Title, words)
	m.Text = spansIn(m.Canned.Text, words)
	if len(m.Name)+len(m.Title) > 0 || utf8.RuneCountInString(typed) > maxFuzzy {
		return
	}
	m.Name = fuzzySpans(typed, m.Canned.Name)
	m.Title = fuzzySpans(typed, m.Canned.Title)
}

// spansIn returns the words of s that begin with one of the words typed.
func spansIn(s string, words []string) []desk.Span {
	var spans []desk.Span
	for _, t := range text.Tokens(desk.Foreign(s)) {
		if slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(t.Text, w) }) {
			spans = append(spans, desk.Span{From: t.From, To: t.To})
		}
	}
	return tidy(spans)
}

func fuzzySpans(typed, s string) []desk.Span {
	var spans []desk.Span
	for _, m := range fuzzy.Find(typed, []string{s}) {
		if !isTight(m) {
			continue
		}
		for _, at := range m.MatchedIndexes {
			_, size := utf8.DecodeRuneInString(s[at:])
			spans = append(spans, desk.Span{From: at, To: at + size})
		}
	}
	return tidy(spans)
}
