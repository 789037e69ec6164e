package phrasebook

import (
	"math"
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// worthOwn is how much a reply's own words say about what is typed for it, in examples.
const worthOwn = 6

// Book finds canned replies. It is made once for a phrasebook and learns; one goroutine
// uses it at a time.
type Book struct {
	pages  []page
	place  map[desk.CannedID]int
	own    *lexicon // by what the replies say
	typed  *counts  // by what agents typed
	said   *counts  // by what the customer had said
	before *counts  // by the reply that was used before
	learnt float64  // examples
	picked float64  // examples that tell what was typed
	last   *weighed
}

// page is a canned reply made ready.
type page struct {
	desk.Canned
	uses  float64
	does  manner
	words int
}

// Example is one time that somebody picked a canned reply.
type Example struct {
	Typed  string         // what was typed to find it; empty where that is not known
	Said   desk.Untrusted // what the customer had said last
	Before desk.CannedID  // the canned reply that was used before it in the thread; zero for none
	Picked desk.CannedID
}

// New makes a book of canned replies.
func New(canned []desk.Canned) *Book {
	b := &Book{
		place: map[desk.CannedID]int{}, own: newLexicon(canned), typed: newCounts(len(canned), 3000),
		said: newCounts(len(canned), 3000), before: newCounts(len(canned), 5),
	}
	for i, c := range canned {
		p := page{Canned: c, uses: float64(max(c.Uses, 0)), does: mannerOf(c), words: len(strings.Fields(c.Text))}
		b.pages = append(b.pages, p)
		b.place[c.ID] = i
		b.typed.add(i, append(featuresOf(desk.Foreign(plainOf(c))), tagFeatures(c.Tags)...), worthOwn)
	}
	return b
}

// Has reports whether the book has a reply.
func (b *Book) Has(id desk.CannedID) bool {
	_, there := b.place[id]
	return there
}

// plainOf is a reply's words, without its tags and blanks.
func plainOf(c desk.Canned) string {
	var s strings.Builder
	s.WriteString(strings.NewReplacer("-", " ", "_", " ").Replace(c.Name))
	s.WriteString(" " + c.Title + " " + bodyOf(c))
	return s.String()
}

// bodyOf is a reply's text with the labels of its blanks, without their braces.
func bodyOf(c desk.Canned) string {
	var s strings.Builder
	at := 0
	for _, blank := range Unfilled(c.Text) {
		s.WriteString(c.Text[at:blank.Span.From] + " " + blank.Ask + " ")
		at = blank.Span.To
	}
	s.WriteString(c.Text[at:])
	return s.String()
}

// tagFeatures are the words of tags. Their letters do not count: a reply with many tags
// is not one with much to say.
func tagFeatures(tags []string) []string {
	var features []string
	for _, tag := range tags {
		for _, w := range tokensOf(desk.Foreign(tag)) {
			features = append(features, "w"+w)
		}
	}
	return features
}

// Learn takes in an example. One of a reply that the book does not have is passed over.
func (b *Book) Learn(e Example) {
	i, ok := b.place[e.Picked]
	if !ok {
		return
	}
	b.last = nil
	b.pages[i].uses++
	if b.learnt++; e.Typed != "" {
		b.typed.add(i, featuresOf(desk.Foreign(e.Typed)), 1)
		b.picked++
	}
	b.said.add(i, featuresOf(e.Said), 1)
	b.before.add(i, []string{e.Before.String()}, 1)
}

// Lessons returns what a thread teaches: each canned reply that was used in it, with
// what the customer had said before.
func Lessons(thread []desk.Message) []Example {
	var lessons []Example
	var said []string
	var before desk.CannedID
	for _, m := range thread {
		switch m.Kind {
		case desk.FromCustomer:
			said = append(said, text.Block(m.Text))
		case desk.FromAgent:
			for _, id := range m.Canned {
				lessons = append(lessons, Example{Said: desk.Foreign(strings.Join(said, "\n")), Before: before, Picked: id})
				before = id
			}
			said = nil
		case desk.InternalNote, desk.Happening, desk.PhoneCall, desk.Forwarded:
		}
	}
	return lessons
}

// prior is how likely a reply is picked at all.
func (p page) prior() float64 { return math.Log(p.uses + 1) }
