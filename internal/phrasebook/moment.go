package phrasebook

import (
	"slices"
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// Moment is where in a talk a reply is looked for. What is not known stays zero.
type Moment struct {
	Subject  desk.Untrusted
	Tags     []string // the ticket's
	Channel  desk.Channel
	Said     desk.Untrusted  // what the customer said since we last answered
	Earlier  desk.Untrusted  // what they had said before that
	Before   desk.CannedID   // the canned reply that was used last in the thread; zero for none
	Used     []desk.CannedID // all that were used in it, oldest first
	Replies  int             // how often we have answered
	Language string          // the customer's; empty where it is not known
}

// Now returns the moment that a thread has come to.
func Now(thread []desk.Message, language string) Moment {
	m := Moment{Language: language}
	var said, earlier []string
	for _, e := range thread {
		switch e.Kind {
		case desk.FromCustomer:
			said = append(said, text.Block(e.Text))
		case desk.FromAgent:
			earlier, said = append(earlier, said...), nil
			m.Replies++
			m.Used = append(m.Used, e.Canned...)
			if n := len(e.Canned); n > 0 {
				m.Before = e.Canned[n-1]
			}
		case desk.InternalNote, desk.Happening, desk.PhoneCall, desk.Forwarded:
		}
	}
	m.Said = desk.Foreign(strings.Join(said, "\n"))
	m.Earlier = desk.Foreign(strings.Join(earlier, "\n"))
	return m
}

// On returns the moment with what the ticket itself says.
func (m Moment) On(t desk.Ticket) Moment {
	m.Subject, m.Tags, m.Channel = t.Subject, t.Tags, t.Channel
	return m
}

// same reports whether two moments are one.
func (m Moment) same(o Moment) bool {
	return m.Said == o.Said && m.Earlier == o.Earlier && m.Subject == o.Subject && m.Channel == o.Channel && m.Before == o.Before &&
		m.Replies == o.Replies && m.Language == o.Language && slices.Equal(m.Used, o.Used) && slices.Equal(m.Tags, o.Tags)
}

// How much the words around a matter count, against those that the customer said last.
const (
	worthTag     = 1.5
	worthSubject = 0.6
	worthEarlier = 0.1
)

// wordsAt returns the stems of what a moment is about, weighted.
func (b *Book) wordsAt(m Moment) map[string]float64 {
	words := map[string]float64{}
	b.own.weigh(words, tokensOf(m.Earlier), worthEarlier)
	b.own.weigh(words, tokensOf(m.Subject), worthSubject)
	b.own.weigh(words, tokensOf(m.Said), 1)
	return words
}

// matterAt returns the stems that name the kind of matter: the ticket's tags.
func (b *Book) matterAt(m Moment) map[string]float64 {
	words := map[string]float64{}
	b.own.weigh(words, tokensOf(desk.Foreign(strings.Join(m.Tags, " "))), worthTag)
	return words
}

// ownAt scores each reply by how well what it says goes with a moment. A tag is looked for in
// what a reply is about, and not in its text: many that speak of a refund are about something else.
func (b *Book) ownAt(m Moment) []float64 {
	scores := b.own.about(b.wordsAt(m), inBody)
	for i, s := range b.own.about(b.matterAt(m), inTag) {
		scores[i] += s
	}
	return scores
}
