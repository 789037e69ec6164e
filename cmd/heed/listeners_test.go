package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/courier"
	"github.com/heed-desk/heed/internal/promise"
)

const (
	listenersEach = 16              // of one account
	slowOf        = 10              // one in so many is slow
	newsWithin    = 5 * time.Second // of a start, the goal
)

// listener is somebody's ledger in memory, behind the courier that everybody's has.
type listener struct {
	mu     sync.Mutex
	cursor desk.Cursor
	newest map[desk.TicketID]desk.Version
}

func (l *listener) Ready(context.Context, time.Time) ([]desk.Op, time.Time, error) {
	return nil, time.Time{}, nil
}
func (l *listener) Claim(desk.OpID) (bool, error)            { return false, nil }
func (l *listener) Release(desk.OpID, time.Time, bool) error { return nil }
func (l *listener) Unsure(desk.OpID) (bool, error)           { return false, nil }
func (l *listener) Settle(desk.OpID, desk.Verdict) error     { return nil }
func (l *listener) Wake() <-chan struct{}                    { return nil }
func (l *listener) Resync(func(desk.Shadow) error) error     { return errAnew }
func (l *listener) Linked(desk.Link)                         {}
func (l *listener) Described(desk.Description) error         { return nil }
func (l *listener) Seen(desk.Presence)                       {}

var errAnew = errors.New("its cursor holds: it has nothing to fetch anew")

func (l *listener) Cursor() desk.Cursor {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.cursor
}

func (l *listener) Take(p desk.Page) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, t := range p.Tickets {
		l.newest[t.ID] = t.Version
	}
	l.cursor = p.Next
	return nil
}

func (l *listener) has(t *desk.Ticket) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.newest[t.ID] >= t.Version
}

// audience is everybody who listens to one desk.
type audience struct {
	*machine
	dir    string
	server *served
	tokens []string // of the accounts, the owner's first
	all    []*listener
	writes *client.Line
	ticket *desk.Ticket
}

// newAudience is a desk with accounts for so many listeners.
func newAudience(t *testing.T, many int) *audience {
	t.Helper()
	c := &audience{machine: newMachine(t)}
	c.dir = filepath.Join(c.home, "desk")
	s, err := backend.Open(c.dir)
	if err != nil {
		t.Fatal(err)
	}
	for n := range 1 + (many+listenersEach-1)/listenersEach {
		a := desk.Agent{ID: desk.AgentID(fmt.Sprintf("agent%02d", n)), Name: desk.Foreign("Robin"), Role: desk.RoleAgent}
		token, err := backend.Token{}, s.AddAgent(t.Context(), a)
		if err == nil {
			token, err = s.NewToken(t.Context(), a.ID, "", 0)
		}
		if err != nil {
			t.Fatal(err)
		}
		c.tokens = append(c.tokens, token.Text)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	c.server = c.serve(c.dir, c.own(), "--as", "agent00")
	c.writes = lineTo(t, c.server.url, c.tokens[0])
	c.wrote(desk.Op{Ticket: desk.NewTicketID(), Intent: desk.Create{Channel: desk.Phone, Requester: desk.CustomerID{ID: desk.NewID()}, Subject: desk.Foreign("A parcel"), Text: desk.Foreign("Where is it?")}})
	return c
}

// wrote carries something out on the desk.
func (c *audience) wrote(op desk.Op) {
	c.t.Helper()
	op.ID, op.Actor, op.At = desk.NewOpID(), "agent00", time.Now().UTC()
	v, err := c.writes.Apply(c.t.Context(), op)
	for again := 0; err != nil && again < 3; again++ { // its connection was to the server that is gone
		v, err = c.writes.Apply(c.t.Context(), op)
	}
	if err != nil || v.Outcome != desk.Applied {
		c.t.Fatal(v.Outcome, v.Problem, err)
	}
	c.ticket = v.Ticket
}

// news writes something that everybody is to hear of.
func (c *audience) news(n int) {
	c.t.Helper()
	for i := range n {
		c.wrote(desk.Op{Ticket: c.ticket.ID, Base: c.ticket.Version, Seen: c.ticket.LastMessage, Intent: desk.Note{Text: desk.Foreign(fmt.Sprint("The depot was called again, ", i))}})
	}
}

// listens has so many listen until ctx ends.
func (c *audience) listens(ctx context.Context, many int, work *sync.WaitGroup) {
	c.t.Helper()
	from := map[string]desk.Cursor{}
	for n := range many {
		token := c.tokens[1+n/listenersEach]
		line := lineTo(c.t, c.server.url, token)
		if from[token] == "" {
			_, next, err := line.Snapshot(ctx, func(int) {}, func(desk.Page) error { return nil })
			if err != nil {
				c.t.Fatal(err)
			}
			from[token] = next
		}
		l := &listener{cursor: from[token], newest: map[desk.TicketID]desk.Version{}}
		c.all = append(c.all, l)
		if n%slowOf == 0 {
			line = c.slowly(token)
		}
		work.Go(func() { _ = courier.New(l, line, courier.Options{}).Run(ctx) }) // until ctx ends
	}
}

// slowly is a line over which hints are taken in a few bytes at a time.
func (c *audience) slowly(token string) *client.Line {
	c.t.Helper()
	way := &http.Transport{}
	c.t.Cleanup(way.CloseIdleConnections)
	line, err := client.New(client.Options{URL: c.server.url, Token: token, Transport: slowHints{way}})
	if err != nil {
		c.t.Fatal(err)
	}
	return line
}

type slowHints struct{ http.RoundTripper }

func (s slowHints) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := s.RoundTripper.RoundTrip(r)
	if err == nil && strings.HasSuffix(r.URL.Path, api.Hints) {
		res.Body = drops{res.Body}
	}
	return res, err
}

// drops reads as somebody does whose machine is busy with something else.
type drops struct{ io.ReadCloser }

func (d drops) Read(b []byte) (int, error) {
	<-time.After(50 * time.Millisecond)
	return d.ReadCloser.Read(b[:min(len(b), 40)])
}

// everybody waits until all have what was written last, and returns how long each took from began on.
func (c *audience) everybody(began time.Time) (took []time.Duration) {
	c.t.Helper()
	waiting := slices.Clone(c.all)
	for len(waiting) > 0 {
		waiting = slices.DeleteFunc(waiting, func(l *listener) bool {
			has := l.has(c.ticket)
			if has {
				took = append(took, time.Since(began))
			}
			return has
		})
		if time.Since(began) > 2*patience {
			c.t.Fatalf("%d of %d have no news", len(waiting), len(c.all))
		}
		<-time.After(time.Millisecond)
	}
	return took
}

// TestWhoeverListensHasAllNewsSoonAfterTheDeskHasStartedAgain ends a desk by turns as its owner
// does and as a crash does, with news on both sides of it.
func TestWhoeverListensHasAllNewsSoonAfterTheDeskHasStartedAgain(t *testing.T) {
	t.Parallel()
	many, starts := promise.Size(t, 20, 100, 1000), promise.Size(t, 1, 2, 20)
	p := promise.Counting(t, promise.Streams)
	c := newAudience(t, many)
	ctx, leave := context.WithCancel(t.Context())
	var work sync.WaitGroup
	defer work.Wait()
	defer leave()
	c.listens(ctx, many, &work)
	c.news(1)
	c.everybody(time.Now())
	var all []time.Duration
	for n := range starts {
		c.news(5)
		if n%2 == 0 {
			c.server.kill()
		} else {
			c.server.stop()
		}
		c.server = c.serve(c.dir, strings.TrimPrefix(c.server.url, "http://"), "--as", "agent00")
		began := time.Now()
		c.news(1)
		all = append(all, c.everybody(began)...)
		p.Runs(1, 1+many/slowOf)
	}
	slowest := slices.Max(all)
	if slowest > newsWithin {
		p.Short()
	}
	p.Figure("%d listeners, %d of them slow, after %d starts: %s, all within %s", many, many/slowOf, starts, quantiles(all), slowest.Round(time.Millisecond))
	leave()
	work.Wait()
	c.server.stop()
}
