package cache

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/desk"
)

// shiftTickets is how many tickets the desk of a worked profile has.
const shiftTickets = 120

// shiftKey seals worked profiles: it is the same in every run.
func shiftKey() (k seal.StoreKey) {
	copy(k[:], "a key that protects nothing at all")
	return k
}

// shiftOptions are those of a worked profile in a folder.
func shiftOptions(dir string) Options {
	return Options{
		Dir: dir, Key: shiftKey(), Me: desk.Me{ID: me, Groups: []desk.GroupID{"returns"}},
		Rights: desk.RightsOf(desk.RoleAgent), Author: desk.Author{Agent: me, Name: desk.Foreign("Ana")}, Now: noon,
	}
}

// shiftPages are what the desk of a worked profile has said: all of it at first, and what came
// later.
func shiftPages() (first, later []desk.Page) {
	for from := 0; from < shiftTickets; from += 40 {
		first = append(first, page(from, from+40))
	}
	for n := range 12 {
		first[0].Canned = append(first[0].Canned, desk.Canned{
			ID: desk.CannedID{ID: desk.DeriveID("canned", strconv.Itoa(n))}, Version: 1, Name: fmt.Sprintf("on-its-way-%d", n),
			Title: fmt.Sprintf("It is on its way (%d)", n), Text: fmt.Sprintf("Your parcel %d left us this morning.", n),
		})
	}
	for _, id := range []desk.AgentID{me, "tom", "zoe"} {
		first[0].Agents = append(first[0].Agents, desk.Agent{ID: id, Name: desk.Foreign("Colleague " + string(id)), Role: desk.RoleAgent, Version: 1})
	}
	first[0].Filters = []desk.Filter{{ID: "late", Name: desk.Foreign("Late parcels"), Query: "late", By: "tom", Version: 1}}
	for n := range 60 {
		t := ticket(n)
		t.Version, t.LastMessage = 2, 2
		switch n % 4 {
		case 0:
			t.Assignee = me
		case 1:
			t.Status, t.WaitingSince = desk.Pending, time.Time{}
		case 2:
			t.Status, t.WaitingSince, t.SolvedAt = desk.Solved, time.Time{}, noon().Add(-time.Hour)
		}
		p := desk.Page{
			Tickets:  []desk.Ticket{t},
			Messages: []desk.Message{said(n, 2, "tom", fmt.Sprintf("We are looking for parcel %d. %s", n, strings.Repeat("It will be found. ", n)))},
			Next:     desk.Cursor(strconv.Itoa(2 + n)),
		}
		if n%7 == 0 {
			p.Messages = append(p.Messages, said(n, 3, me, fmt.Sprintf("Parcel %d was found.", n)))
			p.Tickets[0].LastMessage = 3
		}
		if n%5 == 0 {
			p.Customers = []desk.Customer{{ID: customerID(n), Version: 2, Name: desk.Foreign(fmt.Sprintf("Casey Quill the %dth", n))}}
		}
		later = append(later, p)
	}
	return first, later
}

// workShift works in a profile: older is called in the middle of it, after the ledger has been
// closed and before it goes on.
func workShift(t testing.TB, dir string, older func()) {
	t.Helper()
	first, later := shiftPages()
	l, err := Open(shiftOptions(dir))
	must(t, err)
	must(t, tellAll(l, first, later[:1]))
	must(t, l.SaveDraft(desk.Draft{Ticket: ticketID(70), Text: desk.Foreign("begun, and what became of it")}))
	must(t, l.Submit(shiftOp(80, "The first reply of the day."), time.Minute))
	for n := range 6 {
		must(t, l.MarkSeen(ticketID(n), 1))
	}
	remember(t, l)
	waitIndexed(t, l, shiftTickets)
	must(t, l.Close())
	older()
	l, err = Open(shiftOptions(dir))
	must(t, err)
	for _, p := range later[1:] {
		must(t, l.Take(p))
	}
	workOutbox(t, l)
	remember(t, l) // once more: bbolt goes a transaction back by itself where the last one is damaged
	waitIndexed(t, l, shiftTickets)
	must(t, l.Close())
}

// remember keeps what undo begins with, which no desk knows.
func remember(t testing.TB, l *Ledger) {
	t.Helper()
	must(t, l.Remember(desk.Deed{Op: desk.OpID{ID: desk.DeriveID("op", "x")}, Said: "Reply 81 was sent."}))
}

// tellAll has a ledger filled anew with what a desk says, and then with what came later.
func tellAll(l *Ledger, first, later []desk.Page) error {
	if err := l.Resync(func(s desk.Shadow) error {
		for _, p := range first {
			if err := s.Take(p); err != nil {
				return err
			}
		}
		return s.Done(shiftTickets, "1")
	}); err != nil {
		return err
	}
	l.Cursor() // as the courier asks before it follows
	for _, p := range later {
		if err := l.Take(p); err != nil {
			return err
		}
	}
	return nil
}

// shiftOp is a reply with an id that is the same in every run.
func shiftOp(n int, text string) desk.Op {
	o := op(n, reply(text))
	o.ID = desk.OpID{ID: desk.DeriveID("op", text)}
	return o
}

// workOutbox leaves an outbox in which everything has happened.
func workOutbox(t testing.TB, l *Ledger) {
	t.Helper()
	var files []desk.Attachment
	for n, size := range []int{900, 200_000} {
		b := bytes.Repeat([]byte(fmt.Sprintf("page %d of a label. ", n)), size/19)
		id, size, err := l.AddFile(bytes.NewReader(b))
		must(t, err)
		files = append(files, desk.Attachment{ID: id, Name: desk.Foreign(fmt.Sprintf("label-%d.pdf", n)), Type: "application/pdf", Size: size})
	}
	must(t, l.SaveDraft(desk.Draft{Ticket: ticketID(70), Text: desk.Foreign("It comes on Monday, with a label."), Attachments: files[:1], At: noon()}))
	must(t, l.SaveDraft(desk.Draft{Ticket: ticketID(71), Note: true, Text: desk.Foreign("Ask the depot first."), At: noon()}))
	for n := 81; n < 93; n++ {
		o := shiftOp(n, fmt.Sprintf("Reply %d: the parcel comes on Monday.", n))
		if n == 90 {
			o.Intent = desk.Reply{Text: desk.Foreign("Reply 90: here is the label."), Attachments: files[1:]}
		}
		must(t, l.Submit(o, 0))
		if n%3 == 0 {
			continue
		}
		_, err := l.Claim(o.ID)
		must(t, err)
		switch n % 3 {
		case 1:
			must(t, l.Settle(o.ID, desk.Verdict{Op: o.ID, Outcome: desk.Refused, Problem: desk.Refuse(desk.TicketClosed)}))
		default:
			must(t, l.Release(o.ID, time.Time{}, true))
		}
	}
	must(t, l.SaveFilter(desk.Filter{ID: "mine", Name: desk.Foreign("My parcels"), Query: "parcel"}))
	last := shiftOp(95, "The last reply of the day.")
	must(t, l.Submit(last, 0)) // the last step is one that was said to be queued
}

// image is what stands in the files of a folder, by their paths in it.
type image map[string]content

// content is what stands in a file, up to the last page that is not empty, and its size: files
// of pages are larger than what is in them.
type content struct {
	b    []byte
	size int64
}

func imageOf(t testing.TB, dir string) image {
	t.Helper()
	all := image{}
	must(t, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		all[strings.TrimPrefix(path, dir+"/")], err = contentOf(path)
		return err
	}))
	return all
}

func contentOf(path string) (c content, err error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return c, err
	}
	c = content{b, int64(len(b))}
	n := len(bytes.TrimRight(b, "\x00"))
	if n += pageSize - 1; strings.HasSuffix(path, ".db") {
		c.b = slices.Clone(b[:min(n-n%pageSize, len(b))])
	}
	return c, nil
}

// lay puts the files into a folder.
func (i image) lay(t testing.TB, dir string) {
	t.Helper()
	for name, c := range i {
		path := filepath.Join(dir, name)
		must(t, os.MkdirAll(filepath.Dir(path), 0o700))
		must(t, os.WriteFile(path, c.b, 0o600))
		must(t, os.Truncate(path, c.size))
	}
}
