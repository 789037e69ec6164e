// Package demo is a small shop with its customers, its tickets and its colleagues, all
// invented: what heed shows before it knows a desk of one's own, and the traffic that
// makes it live. The same seed always gives the same people and words; times go with the
// clock, and the numbers of tickets with their times.
package demo

import (
	"iter"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
)

// Name is what the demo's desk is called.
const Name = "Pellow & Daughters"

// The groups of the shop's desk.
const (
	Orders desk.GroupID = "orders"
	Bench  desk.GroupID = "bench"
	Trade  desk.GroupID = "trade"
)

// Colleagues are the three who work at the desk beside its owner.
func Colleagues() []desk.Agent {
	return []desk.Agent{
		{ID: "ines", Name: desk.Foreign("Inês Duarte"), Role: desk.RoleLead, Groups: []desk.GroupID{Orders, Trade}, Mail: desk.Foreign("ines@pellow.example")},
		{ID: "priya", Name: desk.Foreign("Priya Nair"), Role: desk.RoleAgent, Groups: []desk.GroupID{Trade}, Mail: desk.Foreign("priya@pellow.example")},
		{ID: "tom", Name: desk.Foreign("Tom Okafor"), Role: desk.RoleAgent, Groups: []desk.GroupID{Bench}, Mail: desk.Foreign("tom@pellow.example")},
	}
}

// Mailboxes are the addresses that the shop writes from.
func Mailboxes() []desk.Mailbox {
	return []desk.Mailbox{
		{Channel: desk.Mail, Value: desk.Foreign("hello@pellow.example"), Name: desk.Foreign("Pellow & Daughters")},
		{Channel: desk.Mail, Value: desk.Foreign("bench@pellow.example"), Name: desk.Foreign("The bench"), Groups: []desk.GroupID{Bench}},
		{Channel: desk.Mail, Value: desk.Foreign("trade@pellow.example"), Name: desk.Foreign("Trade desk"), Groups: []desk.GroupID{Trade}},
	}
}

// Owner is the account of whoever opens the demo: they lead, and are in every group but trade.
func Owner(id desk.AgentID) desk.Agent {
	return desk.Agent{ID: id, Name: desk.Foreign(properName(id)), Role: desk.RoleAdmin, Groups: []desk.GroupID{Orders, Bench}}
}

// properName makes a name of a login: "sam" is Sam.
func properName(id desk.AgentID) string {
	first, _, _ := strings.Cut(string(id), ".")
	r, size := utf8.DecodeRuneInString(first)
	if size == 0 {
		return string(id)
	}
	return string(unicode.ToUpper(r)) + first[size:]
}

// Generate yields the desk with n tickets: colleagues with the owner, replies, customers
// with their orders, and tickets, oldest first and numbered in that order. The first two
// hundred are the ones to work with, whatever n is; further ones are mostly history. The
// owner answers for twelve of those two hundred that are not done. What it yields is not
// shared with anything.
func Generate(seed uint64, n int, now time.Time, owner desk.AgentID) iter.Seq[archive.Record] {
	return func(yield func(archive.Record) bool) {
		s := mustOpenShop()
		now := now.UTC().Truncate(time.Second)
		h := house{owner: owner, ownerName: properName(owner)}
		_ = s.yieldHouse(h, yield) && s.yieldDesk(h, seed, max(n, 0), now, yield)
	}
}

func (s *shop) yieldHouse(h house, yield func(archive.Record) bool) bool {
	self := Owner(h.owner)
	if !yield(archive.Record{Agent: &self}) {
		return false
	}
	for _, a := range Colleagues() {
		if a.ID != h.owner && !yield(archive.Record{Agent: &a}) {
			return false
		}
	}
	for _, m := range Mailboxes() {
		if !yield(archive.Record{Mailbox: &m}) {
			return false
		}
	}
	for _, c := range s.replies {
		if !yield(archive.Record{Reply: &c}) {
			return false
		}
	}
	return true
}

func (s *shop) yieldDesk(h house, seed uint64, n int, now time.Time, yield func(archive.Record) bool) bool {
	past := newHistory(s, h, seed, n-frontSize, now)
	front := s.front(h, seed, min(n, frontSize), now)
	for _, c := range front.customers {
		if !yield(archive.Record{Customer: c}) {
			return false
		}
	}
	for i := range past.members {
		if !yield(archive.Record{Customer: past.customer(i)}) {
			return false
		}
	}
	number := int64(firstNumber)
	put := func(t *archive.Ticket) bool {
		t.Number = number
		number++
		return yield(archive.Record{Ticket: t})
	}
	next := 0
	for i := range past.n {
		t := past.ticket(i)
		for ; next < len(front.tickets) && front.tickets[next].CreatedAt.Before(t.CreatedAt); next++ {
			if !put(front.tickets[next]) {
				return false
			}
		}
		if !put(t) {
			return false
		}
	}
	for _, t := range front.tickets[next:] {
		if !put(t) {
			return false
		}
	}
	return true
}

// firstNumber is the number of the oldest ticket.
const firstNumber = 4640
