package cache

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/heed-desk/heed/cache/vault"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/promise"
)

// crowd is how many customers one ledger of this test has who are erased; as many stay.
const crowd = 25

// person is a customer of whom every word is their own.
type person struct {
	n       int
	id      desk.CustomerID
	tickets []desk.TicketID
	words   [][]byte // each of which must be gone with them
	r       *rand.Rand
}

// word is a word that nobody else has. It is noted with them.
func (p *person) word() string {
	const letters = "bcdfghjklmnpqrstvwxz"
	b := []byte{'q'}
	for range 11 {
		b = append(b, letters[p.r.IntN(len(letters))])
	}
	p.words = append(p.words, b)
	return string(b)
}

func (p *person) said() desk.Untrusted { return desk.Foreign("Where is the " + p.word() + "?") }

// page is what the desk knows of them: two tickets with words of both sides, a note, a file.
func (p *person) page() desk.Page {
	name := p.word()
	out := desk.Page{Customers: []desk.Customer{{
		ID: p.id, Version: 1, Name: desk.Foreign(name), Mails: []desk.Untrusted{desk.Foreign(p.word() + "@example.org")},
		Phones: []desk.Untrusted{desk.Foreign("+1 555 " + p.word())}, Place: desk.Foreign(p.word()), Notes: []desk.Untrusted{p.said()},
		Orders: []desk.Order{{Number: desk.Foreign(p.word())}}, Attributes: map[string]desk.Untrusted{"club": desk.Foreign(p.word())},
	}}}
	for i := range 2 {
		n := 2*p.n + i
		t := ticket(n)
		t.Requester, t.RequesterName, t.Subject, t.LastMessage = p.id, desk.Foreign(name), desk.Foreign("About "+p.word()), 3
		t.Reminders = []desk.Reminder{{By: me, At: time.Now().Add(time.Hour), Text: p.said()}}
		out.Tickets = append(out.Tickets, t)
		p.tickets = append(p.tickets, t.ID)
		theirs, note, ours := said(n, 1, "", ""), said(n, 2, me, ""), said(n, 3, me, "")
		theirs.Author = desk.Author{Customer: p.id, Name: desk.Foreign(name)}
		theirs.Attachments = []desk.Attachment{{ID: desk.FileID{byte(n)}, Name: desk.Foreign(p.word() + ".pdf"), Size: 9}}
		theirs.Text, note.Text, ours.Text, note.Kind = p.said(), p.said(), p.said(), desk.InternalNote
		ours.To = []desk.Address{{Channel: desk.Mail, Value: desk.Foreign(p.word() + "@example.org"), Role: desk.AddressCc}}
		out.Messages = append(out.Messages, theirs, note, ours)
	}
	return out
}

// work is what the agent did about them and the desk has not heard of.
func (p *person) work(t testing.TB, l *Ledger) {
	t.Helper()
	draft, sent := attached(t, l, p.word()+".txt", p.word()), attached(t, l, p.word()+".txt", p.word())
	must(t, l.SaveDraft(desk.Draft{Ticket: p.tickets[0], Text: p.said(), Attachments: []desk.Attachment{draft}, At: noon()}))
	must(t, l.SaveDraft(desk.Draft{Ticket: p.tickets[1], Note: true, Text: p.said(), At: noon()}))
	must(t, l.SaveDraft(desk.Draft{Ticket: desk.NewTicketID(), Text: p.said(), Opens: &desk.Opening{Requester: p.id, Channel: desk.Mail, Subject: p.said()}, At: noon()}))
	reply := desk.Op{ID: desk.NewOpID(), Ticket: p.tickets[1], Base: 1, Seen: 3, Actor: me, At: noon(), Intent: desk.Reply{Text: p.said(), Attachments: []desk.Attachment{sent}}}
	must(t, l.Submit(reply, time.Hour))
	note := desk.Op{ID: desk.NewOpID(), Ticket: p.tickets[0], Base: 1, Seen: 3, Actor: me, At: noon(), Intent: desk.Note{Text: p.said()}}
	must(t, l.Submit(note, 0))
	must(t, l.Settle(note.ID, desk.Verdict{Op: note.ID, Outcome: desk.Refused, Problem: desk.Refuse(desk.TicketClosed)}))
	must(t, l.Remember(desk.Deed{Op: reply.ID, Said: "Wrote to " + string(p.words[0]), Did: &reply}))
}

// written is everything that a ledger tells of a customer, to the letter.
func (p *person) written(t testing.TB, l *Ledger) string {
	t.Helper()
	all := []any{got2(l.Customer(p.id)), got2(l.History(p.id, 9))}
	for _, id := range p.tickets {
		th := got2(l.Thread(id, 50))
		all = append(all, th, got2(l.Draft(id, false)), got2(l.Draft(id, true)))
		for _, op := range th.Pending {
			for _, f := range op.Op.Attachments() {
				all = append(all, holds(t, l, f))
			}
		}
	}
	found := got2(l.Search(t.Context(), string(p.words[0]), 9))
	all = append(all, found.Total)
	return string(got2(json.Marshal(all)))
}

func TestOfWhoIsErasedNoWordCanBeHadAndEverybodyElseIsWhole(t *testing.T) {
	t.Parallel()
	c := promise.Counting(t, promise.Erasure)
	runs := promise.Size(t, 5, 50, 1000)
	c.Seeds("1-%d", (runs+crowd-1)/crowd)
	var slowest time.Duration
	for seed := uint64(1); runs > 0; seed++ {
		n := min(runs, crowd)
		runs -= n
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			slowest = max(slowest, eraseAll(t, c, seed, n))
		})
	}
	c.Figure("the slowest of a small desk took %d ms", slowest.Milliseconds())
}

// eraseAll erases some of the customers of a ledger one by one, and returns how long the slowest
// took.
func eraseAll(t *testing.T, c *promise.Count, seed uint64, some int) (slowest time.Duration) {
	opt, home := housed(t)
	l := opened(t, opt)
	all := make([]*person, 2*some)
	var page desk.Page
	for n := range all {
		all[n] = &person{n: n, id: customerID(n), r: rand.New(rand.NewPCG(seed, uint64(n)))}
		p := all[n].page()
		page.Customers, page.Tickets, page.Messages = append(page.Customers, p.Customers...), append(page.Tickets, p.Tickets...), append(page.Messages, p.Messages...)
	}
	others := strangers(len(all))
	page.Tickets, page.Messages = append(page.Tickets, others.Tickets...), append(page.Messages, others.Messages...)
	must(t, l.Resync(func(s desk.Shadow) error { return errors.Join(s.Take(page), s.Done(len(page.Tickets), "1")) }))
	for _, p := range all {
		p.work(t, l)
	}
	waitIndexed(t, l, len(page.Tickets))
	first, stay := swept(t, opt.Dir, opt.Key, nil), map[*person]string{}
	for _, p := range all {
		if found := first.holds(p.words); len(found) != len(p.words) {
			t.Fatalf("the test sees %d of %d words before anybody is erased", len(found), len(p.words))
		}
		stay[p] = p.written(t, l)
	}
	for _, what := range []string{
		partState.String(), partRows.String(), partTickets.String(), partThreads.String(), partCustomers.String(), partSearch.String(),
		bucketDeeds, "ops", "drafts", "parcels", "outbox.log", "a file",
	} {
		if first.opened[what] == 0 {
			t.Fatalf("the test sees nothing of %s", what)
		}
	}
	for i, p := range all[:some] {
		before := filepath.Join(t.TempDir(), "before")
		copied(t, opt.Dir, before)
		delete(stay, p)
		begin := time.Now()
		must(t, l.Take(desk.Page{Gone: []desk.Tombstone{{Kind: desk.RecordCustomer, ID: p.id.String()}}, Next: desk.Cursor(strconv.Itoa(i + 2))}))
		must(t, l.tracesGone(t.Context()))
		slowest = max(slowest, time.Since(begin))
		c.Run(0)
		p.gone(t, c, home.by(opt, opt.Dir), before)
		seen := 0
		for other, was := range stay {
			if seen++; seen > 3 && i < some-1 {
				break // a few of them each time, and all of them in the end
			}
			if is := other.written(t, l); !reflect.DeepEqual(is, was) {
				t.Fatalf("customer %d is not what they were when %d was erased:\n%s\n%s", other.n, p.n, was, is)
			}
		}
	}
	must(t, l.Close())
	if f := got2(verified(t.Context(), home.by(opt, opt.Dir))); !f.Whole() {
		t.Errorf("%+v", f)
	}
	return slowest
}

// strangers are so many tickets that the search index writes a part of itself.
func strangers(from int) desk.Page {
	p := page(2*from, 2*from+600)
	for i := range p.Tickets {
		p.Tickets[i].Requester = customerID(from + i%7)
		p.Messages[i].Author.Customer = p.Tickets[i].Requester
	}
	return p
}

// gone makes sure that with today's keys nothing of them can be had: not from the files, and not
// from a copy of those as they were.
func (p *person) gone(t *testing.T, c *promise.Count, opt Options, before string) {
	t.Helper()
	words := slices.Concat(p.words, [][]byte{p.id.ID[:]})
	now := swept(t, opt.Dir, opt.Key, nil)
	if found := now.holds(words); len(found) > 0 {
		c.Violation()
		t.Errorf("customer %d: %d words can still be had: %q", p.n, len(found), found)
	}
	was := swept(t, before, opt.Key, now.known)
	if found := was.holds(words); len(found) > 0 {
		c.Violation()
		t.Errorf("customer %d: %d words can be had from an old copy: %q", p.n, len(found), found)
	}
	old := opt
	old.Dir = before
	if _, err := verified(t.Context(), old); !errors.Is(err, vault.ErrWrongKey) {
		c.Violation()
		t.Errorf("customer %d: an old copy opens: %v", p.n, err)
	}
}
