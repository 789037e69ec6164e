package thread

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/phrasebook"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/screen"
)

const (
	slotContact = "contact"
	recent      = 30 * 24 * time.Hour // a ticket before that is another matter
	mostBefore  = 8                   // tickets that are looked at
	mostEntries = 40                  // of each
	longestDay  = 20                  // letters of a day
)

// contact is how often a customer has come about the same matter.
type contact struct {
	id       desk.TicketID
	n        int       // this time counted; 0 where it is the first
	promised string    // the day that we named last; empty for none
	near     time.Time // the same, where we named it by how near it was
}

// askContact reads whether the customer came before about this.
func (s *Screen) askContact() screen.Out {
	reads, data, zone := s.reads, s.data, s.Local(s.Now()).Location()
	if data.Ticket.Requester.IsZero() {
		return screen.Out{}
	}
	return screen.Out{Ask: []screen.Ask{{Slot: slotContact, Read: func() (any, error) { return countContacts(reads, data, zone) }}}}
}

// countContacts looks through what the customer wrote in the weeks before. It is silent in doubt.
func countContacts(reads Reads, data desk.Thread, zone *time.Location) (contact, error) {
	t := data.Ticket
	c := contact{id: t.ID}
	history, err := reads.History(t.Requester, mostBefore)
	if err != nil {
		return c, err
	}
	history = slices.DeleteFunc(slices.Clone(history), func(r desk.Row) bool {
		return r.ID == t.ID || !r.CreatedAt.Before(t.CreatedAt) || t.CreatedAt.Sub(r.CreatedAt) > recent
	})
	if len(history) == 0 {
		return c, nil
	}
	customer, err := reads.Customer(t.Requester)
	if err != nil && !errors.Is(err, desk.ErrNotFound) {
		return c, err
	}
	orders := ordersOf(customer)
	this, said := matterOf(data, orders), data.Messages
	for _, row := range history { // newest first
		before, err := reads.Thread(row.ID, mostEntries)
		if err != nil {
			continue // it went away meanwhile
		}
		if this.same(matterOf(before, orders)) {
			c.n++
			said = append(slices.Clone(before.Messages), said...)
		}
	}
	if c.n > 0 {
		c.n++
		c.promised, c.near = promised(said, zone)
	}
	return c, nil
}

// promised is the day that our last reply names, where it promises one; one that it names by
// how near it was, as a day of the calendar.
func promised(said []desk.Message, zone *time.Location) (named string, near time.Time) {
	for _, m := range slices.Backward(said) {
		if m.Kind != desk.FromAgent {
			continue
		}
		words := text.Block(m.Text)
		day, ok := phrasebook.PromisedDay(words, "")
		if !ok || day.To-day.From > longestDay {
			break
		}
		if on, ok := phrasebook.PromisedOn(words, "", m.At.In(zone)); ok && phrasebook.Near(words[day.From:day.To]) {
			return "", on // the tomorrow of then is not that of now
		}
		return text.Line(desk.Foreign(words[day.From:day.To])), time.Time{}
	}
	return "", time.Time{}
}

// matter is what a ticket is about, as far as it can be told from its marks.
type matter struct {
	orders []string // of the customer's own, those that they name
	tags   []string
	words  []string // of the subject, those that say something
}

// tellingFrom is how many letters a word has that says something.
const tellingFrom = 4

// openings are words of that length that a subject says whatever it is about.
const openings = " help need want please hello good morning afternoon evening could would like with your have this that from there some about question thanks thank find reserve check status account "

func matterOf(th desk.Thread, known []string) matter {
	m := matter{tags: th.Ticket.Tags}
	for _, w := range wordsOf(th.Ticket.Subject) {
		if len(w) >= tellingFrom && !strings.Contains(openings, " "+w+" ") && !slices.Contains(m.words, w) {
			m.words = append(m.words, w)
		}
	}
	note := func(u desk.Untrusted) {
		for _, w := range wordsOf(u) {
			if slices.Contains(known, w) && !slices.Contains(m.orders, w) {
				m.orders = append(m.orders, w)
			}
		}
	}
	note(th.Ticket.Subject)
	for _, said := range th.Messages {
		if said.Kind == desk.FromCustomer {
			note(said.Text)
		}
	}
	return m
}

// wordsOf are the words of a text, in small letters; the number of an order without its #.
func wordsOf(u desk.Untrusted) []string {
	return strings.FieldsFunc(strings.ToLower(text.Line(u)), func(r rune) bool {
		return strings.ContainsRune(" \t,.;:!?()[]\"'<>#/", r)
	})
}

// ordersOf are the numbers of a customer's orders, as wordsOf has them.
func ordersOf(c desk.Customer) []string {
	var all []string
	for _, o := range c.Orders {
		if number := wordsOf(o.Number); len(number) == 1 {
			all = append(all, number[0])
		}
	}
	return all
}

// same reports whether two tickets are about the same: an order that both name; else, where
// not both name one, a subject in the same words, or words of it and a tag.
func (m matter) same(o matter) bool {
	if shared(m.orders, o.orders) > 0 {
		return true
	}
	if len(m.orders) > 0 && len(o.orders) > 0 {
		return false
	}
	words := shared(m.words, o.words)
	whole := words >= 3 && words == len(m.words) && words == len(o.words)
	return whole || words >= 2 && shared(m.tags, o.tags) > 0
}

func shared(a, b []string) (n int) {
	for _, s := range a {
		if slices.Contains(b, s) {
			n++
		}
	}
	return n
}

// mostNamed is up to which contact there is a word for it.
const mostNamed = 5

// contacted says how often the customer has come about this; empty for the first time.
func (s *Screen) contacted() string {
	c := s.contact
	if c.id != s.data.Ticket.ID || c.n < 2 {
		return ""
	}
	said := s.Book.T("thread.contact", "n", c.n)
	if c.n <= mostNamed {
		said = s.Book.T("thread.contact." + strconv.Itoa(c.n))
	}
	if !c.near.IsZero() {
		c.promised = s.Book.Weekday(c.near.Weekday())
	}
	if c.promised != "" {
		said = s.Book.T("thread.contact.promised", "contact", said, "day", c.promised)
	}
	return said
}
