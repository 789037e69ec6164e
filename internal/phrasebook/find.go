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

// Moment is where in a talk a reply is looked for.
type Moment struct {
	Said     desk.Untrusted // what the customer said last
	Before   desk.CannedID  // the canned reply that was used last in the thread; zero for none
	Language string         // the customer's; empty where it is not known
}

// Now returns the moment that a thread has come to.
func Now(thread []desk.Message, language string) Moment {
	m := Moment{Language: language}
	var said []string
	for _, e := range thread {
		switch e.Kind {
		case desk.FromCustomer:
			said = append(said, text.Block(e.Text))
		case desk.FromAgent:
			said = nil
			if n := len(e.Canned); n > 0 {
				m.Before = e.Canned[n-1]
			}
		case desk.InternalNote, desk.Happening:
		}
	}
	m.Said = desk.Foreign(strings.Join(said, "\n"))
	return m
}

// Match is a canned reply that was found, with the places of what was typed.
type Match struct {
	Canned desk.Canned
	Score  float64 // comparable within one answer
	Name   []desk.Span
	Title  []desk.Span
	Text   []desk.Span
}

// The weights of what a reply is found by. They were tried on recorded searches.
const (
	weighPrior     = 0.5
	weighPriorBare = 1.0 // where nothing is typed
	weighSaid      = 0.3
	weighBefore    = 1.0
	weighBeforBare = 1.5
	bonusExact     = 8.0 // the name itself was typed
	bonusBegun     = 2.0 // the name or a tag begins so
	bonusFuzzy     = 1.0 // the letters stand in name or title in that order
	otherLanguage  = 4.0
	unfit          = -3.0 // the score of what was typed below which a reply is left out
)

// Find returns up to n replies, the best first: by what is typed, and by what the moment
// makes likely. Where nothing is typed, these are suggestions; where what is typed is in
// no reply, there are none.
func (b *Book) Find(typed string, at Moment, n int) []Match {
	words := tokensOf(desk.Foreign(typed))
	scores := b.likely(at, len(words) == 0)
	keep := make([]bool, len(b.pages))
	if len(words) > 0 {
		b.addTyped(scores, keep, strings.TrimSpace(typed), words)
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
			matches[i].mark(strings.TrimSpace(typed), words)
		}
	}
	return matches
}

// weighed is the moment of the last search, which stays while an agent types.
type weighed struct {
	at           Moment
	said, before []float64
}

// likely scores every reply by the moment.
func (b *Book) likely(at Moment, bare bool) []float64 {
	prior, said, before := weighPrior, weighSaid, weighBefore
	if bare {
		prior, said, before = weighPriorBare, 1, weighBeforBare
	}
	if b.last == nil || b.last.at != at {
		b.last = &weighed{at, b.said.scores(featuresOf(at.Said)), b.before.scores([]string{at.Before.String()})}
	}
	bySaid, byBefore := b.last.said, b.last.before
	scores := make([]float64, len(b.pages))
	for i, p := range b.pages {
		scores[i] = prior*p.prior() + said*bySaid[i] + before*byBefore[i]
		if at.Language != "" && p.Language != "" && p.Language != at.Language {
			scores[i] -= otherLanguage
		}
	}
	return scores
}

// addTyped adds to the scores how well what was typed fits, and marks what it fits at
// all: where it fits nothing, nothing is marked.
func (b *Book) addTyped(scores []float64, keep []bool, typed string, words []string) {
	byWords := b.typed.scores(featuresOfWords(words))
	if slices.ContainsFunc(byWords, func(s float64) bool { return s > 0 }) {
		for i, s := range byWords {
			scores[i] += s
			keep[i] = s > unfit
		}
	}
	for i, p := range b.pages {
		bonus := p.bonus(typed, words)
		scores[i] += bonus
		keep[i] = keep[i] || bonus > 0
	}
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

// bonus is what a reply gets where its name or a tag is what was typed.
func (p page) bonus(typed string, words []string) float64 {
	low := strings.ToLower(typed)
	switch name := strings.ToLower(p.Name); {
	case name == low:
		return bonusExact
	case strings.HasPrefix(name, low):
		return bonusBegun
	}
	best := 0.0
	for _, tag := range p.Tags {
		switch {
		case tag == low:
			return bonusBegun
		case len(words) == 1 && strings.HasPrefix(tag, words[0]):
			best = bonusBegun / 2
		}
	}
	return best
}

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
