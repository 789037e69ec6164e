package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"sync"
	"testing"
	"time"

	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
)

// clerks are programs that work at a desk at once, whatever becomes of its servers: each sends
// what it has until there is an answer, the same operation every time.
type clerks struct {
	t    testing.TB
	work sync.WaitGroup
	end  context.CancelFunc

	mu      sync.Mutex
	answers []answered
}

// answered is an operation that was answered.
type answered struct {
	op    desk.Op
	words string
	v     desk.Verdict
	tries int
}

// clerksAt has one for each token work at the servers, by turns, until stop.
func clerksAt(t testing.TB, servers []*served, tokens []string) *clerks {
	t.Helper()
	ctx, end := context.WithCancel(t.Context())
	c := &clerks{t: t, end: end}
	for n, token := range tokens {
		line := lineTo(t, servers[n%len(servers)].url, token)
		c.work.Go(func() { c.one(ctx, line, n) })
	}
	t.Cleanup(c.stop)
	return c
}

func lineTo(t testing.TB, url, token string) *client.Line {
	t.Helper()
	line, err := client.New(client.Options{URL: url, Token: token, Timeout: patience})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = line.Close() }) // it has nothing open that matters
	return line
}

// stop lets all be answered that was begun.
func (c *clerks) stop() {
	c.end()
	c.work.Wait()
}

// one opens tickets and writes on them.
func (c *clerks) one(ctx context.Context, line *client.Line, n int) {
	var k desk.Ticket
	for i := 0; ctx.Err() == nil; i++ {
		words := fmt.Sprintf("clerk %02d, words %06d.", n, i)
		op := desk.Op{ID: desk.NewOpID(), Ticket: k.ID, Base: k.Version, Seen: k.LastMessage, Actor: "owner", At: time.Now().UTC()}
		switch i % 8 {
		case 0:
			op.Ticket, op.Base, op.Seen = desk.NewTicketID(), 0, 0
			op.Intent = desk.Create{Channel: desk.Phone, Requester: desk.CustomerID{ID: desk.NewID()}, RequesterName: desk.Foreign("Harper Moore"), Subject: desk.Foreign("A parcel"), Text: desk.Foreign(words)}
		case 1, 2, 3, 4:
			op.Intent = desk.Note{Text: desk.Foreign(words)}
		default:
			op.Intent = desk.Reply{Text: desk.Foreign(words)}
		}
		v, ok := c.carry(line, op, words)
		if !ok {
			return
		}
		k = *v.Ticket
	}
}

// carry sends an operation until it is answered.
func (c *clerks) carry(line *client.Line, op desk.Op, words string) (desk.Verdict, bool) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*patience) // one try may take patience
	defer cancel()
	for try := 1; ; try++ {
		v, err := line.Apply(ctx, op)
		var later *desk.Temporary
		switch {
		case err == nil && v.Outcome == desk.Applied:
			c.mu.Lock()
			defer c.mu.Unlock()
			c.answers = append(c.answers, answered{op, words, v, try})
			return v, true
		case err == nil:
			c.t.Errorf("%s was answered with %s, %+v", words, v.Outcome, v.Problem)
			return v, false
		case ctx.Err() != nil || !errors.Is(err, desk.ErrAmbiguous) && !errors.As(err, &later):
			c.t.Errorf("%s, after %d tries: %v", words, try, err)
			return v, false
		}
		<-time.After(20 * time.Millisecond) // what is away comes back sooner than it says
	}
}

// count is how many operations were answered.
func (c *clerks) count() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.answers)
}

// goOn waits until so many more were answered.
func (c *clerks) goOn(many int) {
	c.t.Helper()
	until := time.Now().Add(patience)
	for before := c.count(); c.count() < before+many; <-time.After(time.Millisecond) {
		if c.t.Failed() || time.Now().After(until) {
			c.t.Fatal("nobody is answered any more")
		}
	}
}

// lost says which answers do not hold: what was answered is on the desk once, and the same
// question has the same answer.
func (c *clerks) lost(s *backend.Store, all map[entry]string) (wrong []string) {
	c.t.Helper()
	times := map[string]int{}
	for _, words := range all {
		times[words]++
	}
	p, err := s.As(c.t.Context(), "owner")
	if err != nil {
		c.t.Fatal(err)
	}
	for _, a := range c.answers {
		if n := times[a.words]; n != 1 {
			wrong = append(wrong, fmt.Sprintf("%q is on the desk %d times", a.words, n))
		}
		was := asText(c.t, a.v)
		if v, err := s.Lookup(c.t.Context(), p, a.op.ID); err != nil || asText(c.t, v) != was {
			wrong = append(wrong, fmt.Sprintf("%q: the answer was %s, and is %s, %v", a.words, was, asText(c.t, v), err))
		}
		if v, err := s.Do(c.t.Context(), p, a.op); err != nil || asText(c.t, v) != was {
			wrong = append(wrong, fmt.Sprintf("%q once more: the answer was %s, and is %s, %v", a.words, was, asText(c.t, v), err))
		}
	}
	return wrong
}

// again is how many operations were sent more than once.
func (c *clerks) again() (n int) {
	for _, s := range c.answers {
		if s.tries > 1 {
			n++
		}
	}
	return n
}

func asText(t testing.TB, v desk.Verdict) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// entry is one on a ticket.
type entry struct {
	ticket desk.TicketID
	id     desk.MessageID
}

// feeder follows the feed of a desk.
type feeder struct {
	line    *client.Line
	next    desk.Cursor
	entries map[entry]string
	fills   int
}

// fill takes everything in at once.
func (f *feeder) fill(ctx context.Context) error {
	all := map[entry]string{}
	_, next, err := f.line.Snapshot(ctx, func(int) {}, func(p desk.Page) error {
		take(all, p)
		return nil
	})
	if err == nil {
		f.entries, f.next, f.fills = all, next, f.fills+1
	}
	return err
}

func take(all map[entry]string, p desk.Page) {
	for _, m := range p.Messages {
		all[entry{m.Ticket, m.ID}] = m.Text.Raw()
	}
}

// follow pulls until everything has come that there was when done was closed.
func (f *feeder) follow(ctx context.Context, done <-chan struct{}) error {
	for last := false; ; {
		var page desk.Page
		err := f.fillOnce(ctx)
		if err == nil {
			page, err = f.line.Changes(ctx, f.next)
		}
		var later *desk.Temporary
		switch {
		case errors.Is(err, desk.ErrGone):
			f.next = ""
			continue
		case err != nil && !errors.As(err, &later):
			return err
		case err == nil:
			take(f.entries, page)
			f.next = cmp.Or(page.Next, f.next)
			if !page.Bare() {
				continue
			}
			if last {
				return nil
			}
		}
		select {
		case <-done:
			last = err == nil
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// fillOnce fills what was never filled.
func (f *feeder) fillOnce(ctx context.Context) error {
	if f.next != "" {
		return nil
	}
	return f.fill(ctx)
}

// same reports whether two hold the same.
func (f *feeder) same(other *feeder) bool { return maps.Equal(f.entries, other.entries) }
