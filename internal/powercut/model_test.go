package powercut_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
)

// step is one thing that is done to the ledger, and whether it is only begun.
type step struct {
	Begun  bool          `json:"begun,omitempty"`
	Do     string        `json:"do"`
	Op     desk.OpID     `json:"op,omitzero"`
	Old    desk.OpID     `json:"old,omitzero"`
	Ticket int           `json:"ticket,omitempty"`
	Note   bool          `json:"note,omitempty"`
	Text   string        `json:"text,omitempty"`
	Files  []desk.FileID `json:"files,omitempty"`
	Wait   time.Duration `json:"wait,omitempty"`
	Unsure bool          `json:"unsure,omitempty"`
	Moved  []int         `json:"moved,omitempty"` // the tickets of a page
	Who    int           `json:"who,omitempty"`
}

// place is where a draft belongs.
type place struct {
	ticket int
	note   bool
}

// words are what somebody wrote, with the files that go along.
type words struct {
	text  string
	files []desk.FileID
}

// behind is words with others after them, a blank line apart.
func (w words) behind(others words) words {
	if others.text == "" {
		return w
	}
	return words{text: w.text + "\n\n" + others.text, files: desk.Together(w.files, others.files)}
}

func (w words) same(o words) bool { return w.text == o.text && slices.Equal(w.files, o.files) }

// queued is an operation that is not at rest.
type queued struct {
	words
	place
	tried   bool // it is being sent, or may have been carried out
	sending bool
	later   bool // it goes out at a moment that is not here yet
	stopped desk.OpState
}

// model is what was promised: the outbox and the records, in plain maps.
type model struct {
	ops    map[desk.OpID]queued
	order  []desk.OpID // of ops
	drafts map[place]words

	versions map[int]desk.Version
	threads  map[int][]string // what the desk has said
	erased   map[int]bool     // customers
	away     map[int]bool     // tickets that were forgotten here alone
	cursor   int
	filled   bool
}

func newModel() *model {
	return &model{ops: map[desk.OpID]queued{}, drafts: map[place]words{}, versions: map[int]desk.Version{}, threads: map[int][]string{}, erased: map[int]bool{}, away: map[int]bool{}}
}

func (m *model) clone() *model {
	c := *m
	c.ops, c.drafts, c.versions, c.erased = maps.Clone(m.ops), maps.Clone(m.drafts), maps.Clone(m.versions), maps.Clone(m.erased)
	c.away = maps.Clone(m.away)
	c.order, c.threads = slices.Clone(m.order), maps.Clone(m.threads)
	return &c
}

// The world of the model: tickets, four to a customer.
const (
	tickets = 48
	theirs  = 4
)

func customerOf(ticket int) int { return ticket / theirs }

func ticketID(n int) desk.TicketID {
	return desk.TicketID{ID: desk.DeriveID("ticket", strconv.Itoa(n))}
}

func customerID(n int) desk.CustomerID {
	return desk.CustomerID{ID: desk.DeriveID("customer", strconv.Itoa(n))}
}

// put queues an operation; what was begun in its place becomes it.
func (m *model) put(s step) {
	at := place{s.Ticket, s.Note}
	m.ops[s.Op] = queued{words: words{s.Text, s.Files}, place: at, later: s.Do == "later"}
	m.order = append(m.order, s.Op)
	if s.Text != "" {
		delete(m.drafts, at)
	}
}

func (m *model) drop(id desk.OpID) {
	delete(m.ops, id)
	m.order = slices.DeleteFunc(m.order, func(o desk.OpID) bool { return o == id })
}

// back makes the words of an operation the draft that they came from.
func (m *model) back(q queued) {
	if q.text != "" {
		m.drafts[q.place] = q.behind(m.drafts[q.place])
	}
}

// said adds what the desk has of a ticket.
func (m *model) said(ticket int, text string) {
	m.versions[ticket]++
	m.threads[ticket] = append(slices.Clip(m.threads[ticket]), text)
}

// do is what a step makes of the model.
func (m *model) do(s step) {
	switch s.Do {
	case "submit", "later":
		m.put(s)
	case "draft":
		at := place{s.Ticket, s.Note}
		if m.drafts[at] = (words{s.Text, s.Files}); s.Text == "" {
			delete(m.drafts, at)
		}
	case "cancel":
		q := m.ops[s.Op]
		m.drop(s.Op)
		m.back(q)
	case "claim", "release", "hold", "refuse", "reopen":
		m.tried(s)
	case "settle":
		if q := m.ops[s.Op]; q.text != "" {
			m.said(q.ticket, q.text)
		} else {
			m.versions[q.ticket]++
		}
		m.drop(s.Op)
	case "discard":
		m.drop(s.Op)
	case "again":
		q := m.ops[s.Old]
		m.order[slices.Index(m.order, s.Old)] = s.Op
		delete(m.ops, s.Old)
		m.ops[s.Op] = queued{words: words{s.Text, q.files}, place: q.place}
	case "take":
		m.cursor++
		for _, n := range s.Moved {
			m.said(n, fmt.Sprintf("Page %d says this of ticket %d.", m.cursor, n))
		}
	case "fill":
		m.fill()
	case "erase":
		m.cursor++
		m.erased[s.Who] = true
		m.forget(s.Who, func(n int) {
			delete(m.versions, n)
			delete(m.threads, n)
		})
	case "forget":
		m.forget(s.Who, func(n int) { m.away[n] = true })
	}
}

// tried is what a step makes of operations that stay.
func (m *model) tried(s step) {
	if s.Do == "reopen" {
		for id, q := range m.ops {
			q.sending = false
			m.ops[id] = q
		}
		return
	}
	q := m.ops[s.Op]
	switch s.Do {
	case "claim":
		q.tried, q.sending = true, true
	case "release":
		q.tried, q.sending = s.Unsure, false
	case "hold":
		q = queued{words: q.words, place: q.place, stopped: desk.OpHeld}
	case "refuse":
		q = queued{words: q.words, place: q.place, stopped: desk.OpRefused}
	}
	m.ops[s.Op] = q
}

func (m *model) fill() {
	m.cursor++
	clear(m.away)
	if m.filled {
		return
	}
	m.filled = true
	for n := range tickets {
		m.versions[n], m.threads[n] = 1, []string{fmt.Sprintf("Where is parcel %d?", n)}
	}
}

// forget drops what waits on the tickets of a customer, and has others do the rest.
func (m *model) forget(who int, ticket func(n int)) {
	for n := who * theirs; n < (who+1)*theirs; n++ {
		ticket(n)
		delete(m.drafts, place{n, false})
		delete(m.drafts, place{n, true})
		for id, q := range m.ops {
			if q.ticket == n {
				m.drop(id)
			}
		}
	}
}

// unheard is the outbox where the process ended before anybody was told that a step was done:
// what was to be sent is a draft again.
func (m *model) unheard(s step) *model {
	c := m.clone()
	if s.Text == "" || s.Do != "submit" && s.Do != "later" && s.Do != "again" {
		return c
	}
	q := queued{words: words{s.Text, s.Files}, place: place{s.Ticket, s.Note}}
	if s.Do == "again" {
		old := m.ops[s.Old]
		q = queued{words: words{s.Text, old.files}, place: old.place}
	} else {
		delete(c.drafts, q.place)
	}
	c.back(q)
	return c
}

// short is a text as a report shows it.
func short(s string) string {
	if len(s) > 60 {
		s = s[:57] + "..."
	}
	return strconv.Quote(strings.ReplaceAll(s, "\n", "/"))
}
