package cache

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/desk"
)

// me is the agent of the ledgers of these tests.
const me desk.AgentID = "ana"

func noon() time.Time { return time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC) }

// options are those of a ledger on the disk, with a clock that stands at noon.
func options(t testing.TB) Options {
	return Options{
		Dir: t.TempDir(), Key: seal.NewStoreKey(), Me: desk.Me{ID: me, Groups: []desk.GroupID{"returns"}},
		Rights: desk.RightsOf(desk.RoleAgent), Author: desk.Author{Agent: me, Name: desk.Foreign("Ana")}, Now: noon,
	}
}

// opened opens a ledger that is closed with the test, and indexes at once.
func opened(t testing.TB, opt Options) *Ledger {
	t.Helper()
	l, err := Open(opt)
	if err != nil {
		t.Fatal(err)
	}
	l.search.awaited()
	t.Cleanup(func() { _ = l.Close() })
	return l
}

// ticketID and customerID name the things of these tests.
func ticketID(n int) desk.TicketID {
	return desk.TicketID{ID: desk.DeriveID("ticket", strconv.Itoa(n))}
}

func customerID(n int) desk.CustomerID {
	return desk.CustomerID{ID: desk.DeriveID("customer", strconv.Itoa(n))}
}

// ticket is the nth ticket of a desk: open, unassigned, its customer waiting n minutes.
func ticket(n int) desk.Ticket {
	return desk.Ticket{
		ID: ticketID(n), Number: int64(1000 + n), Version: 1, Subject: desk.Foreign(fmt.Sprintf("Parcel %d is late", n)),
		Channel: desk.Mail, Status: desk.Open, Requester: customerID(n % 50), RequesterName: desk.Foreign(fmt.Sprintf("Casey Quill %d", n%50)),
		CreatedAt: noon().Add(-time.Duration(n) * time.Minute), UpdatedAt: noon().Add(-time.Duration(n) * time.Minute),
		WaitingSince: noon().Add(-time.Duration(n) * time.Minute), LastMessage: 1,
		Voices: []desk.Voice{{By: desk.CustomerSide, Last: 1}},
	}
}

// said is an entry of the nth ticket's thread.
func said(n int, id desk.MessageID, by desk.AgentID, text string) desk.Message {
	m := desk.Message{
		ID: id, Ticket: ticketID(n), Kind: desk.FromAgent, Author: desk.Author{Agent: by},
		At: noon().Add(time.Duration(id) * time.Second), Text: desk.Foreign(text), Channel: desk.Mail,
	}
	if by == "" {
		m.Kind, m.Author = desk.FromCustomer, desk.Author{Customer: customerID(n % 50), Name: desk.Foreign("Casey")}
	}
	return m
}

// page is the tickets from..to-1, each with the first words of its customer.
func page(from, to int) desk.Page {
	var p desk.Page
	for n := from; n < to; n++ {
		p.Tickets = append(p.Tickets, ticket(n))
		p.Messages = append(p.Messages, said(n, 1, "", fmt.Sprintf("Where is my parcel number %d? It was a gift.", n)))
	}
	for n := from; n < min(to, 50); n++ {
		p.Customers = append(p.Customers, desk.Customer{
			ID: customerID(n), Version: 1, Name: desk.Foreign(fmt.Sprintf("Casey Quill %d", n)),
			Mails: []desk.Untrusted{desk.Foreign(fmt.Sprintf("casey%d@example.org", n))},
		})
	}
	return p
}

// filled is a ledger with n tickets.
func filled(t testing.TB, opt Options, n int) *Ledger {
	t.Helper()
	l := opened(t, opt)
	fill(t, l, n)
	return l
}

func fill(t testing.TB, l *Ledger, n int) {
	t.Helper()
	err := l.Resync(func(s desk.Shadow) error {
		for from := 0; from < n; from += 200 {
			if err := s.Take(page(from, min(from+200, n))); err != nil {
				return err
			}
		}
		return s.Done(n, "1")
	})
	if err != nil {
		t.Fatal(err)
	}
}

// op is an operation of ours on the nth ticket, as a screen makes it.
func op(n int, in desk.Intent) desk.Op {
	return desk.Op{ID: desk.NewOpID(), Ticket: ticketID(n), Base: 1, Seen: 1, Actor: me, At: noon(), Intent: in}
}

func reply(text string) desk.Reply { return desk.Reply{Text: desk.Foreign(text)} }

// must fails the test on an error.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// sizeOf is the size of cache.db.
func sizeOf(t testing.TB, l *Ledger) int64 {
	t.Helper()
	info, err := os.Stat(filepath.Join(l.opt.Dir, "cache.db"))
	must(t, err)
	return info.Size()
}

// hand is the hand of a clock that a test moves while a ledger looks at it.
type hand struct{ at atomic.Pointer[time.Time] }

func handAt(at time.Time) *hand {
	h := &hand{}
	h.at.Store(&at)
	return h
}

func (h *hand) now() time.Time { return *h.at.Load() }

func (h *hand) on(d time.Duration) {
	at := h.now().Add(d)
	h.at.Store(&at)
}
