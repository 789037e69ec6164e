package story_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
)

// hall is the desk's server in one run: its store, who works there, and how it is killed and
// started again.
type hall struct {
	dir   string // of the folders of its lives
	lives int

	mu     sync.Mutex
	store  *backend.Store
	server *backend.Server
	carry  http.RoundTripper
	tokens map[desk.AgentID]string // empty for whom it was taken back from

	moved  atomic.Bool            // something may have changed since
	cursor desk.Cursor            // how far the run itself has followed the desk
	news   map[desk.TicketID]news // as it was told; belongs to who plays
}

// staff are those who work at the machines; colleague of them all is "tom", who has none.
var staff = []desk.AgentID{"mia", "ana", "ben", "eva"}

// founded makes a desk with its people and a few tickets, of which every run has a copy.
func founded(dir string) (map[desk.AgentID]string, error) {
	ctx := context.Background()
	store, err := backend.Open(dir)
	if err != nil {
		return nil, err
	}
	tokens := map[desk.AgentID]string{}
	for _, id := range append([]desk.AgentID{"tom"}, staff...) {
		err = errors.Join(err, store.AddAgent(ctx, desk.Agent{ID: id, Name: desk.Foreign("Agent " + string(id)), Role: desk.RoleAgent, Groups: []desk.GroupID{"returns"}}))
		k, terr := store.NewToken(ctx, id, "", 0)
		tokens[id], err = k.Text, errors.Join(err, terr)
	}
	h := &hall{store: store}
	for i := range 3 {
		_, ierr := h.opens(i)
		err = errors.Join(err, ierr)
	}
	return tokens, errors.Join(err, store.Close())
}

// openHall starts a desk from a copy of one that was founded.
func openHall(dir, from string, tokens map[desk.AgentID]string) (*hall, error) {
	h := &hall{dir: dir, tokens: map[desk.AgentID]string{}}
	for id, t := range tokens {
		h.tokens[id] = t
	}
	if err := h.start(from); err != nil {
		return nil, err
	}
	return h, h.beginFollowing()
}

// start opens a copy of the desk in a folder.
func (h *hall) start(from string) error {
	h.mu.Lock()
	h.lives++
	here := filepath.Join(h.dir, "desk"+strconv.Itoa(h.lives), "desk")
	h.mu.Unlock()
	if err := copyFolder(here, from); err != nil {
		return err
	}
	store, err := backend.Open(here)
	if err != nil {
		return err
	}
	server := backend.New(store, backend.Options{Version: "story"})
	h.mu.Lock()
	defer h.mu.Unlock()
	h.store, h.server, h.carry = store, server, server.Transport("")
	return nil
}

// kill ends the desk without a word; what is on its disk is what it starts from again.
// Nothing runs meanwhile: whoever waits for an answer gets none.
func (h *hall) kill() error {
	at := h.store
	was := filepath.Join(h.dir, "desk"+strconv.Itoa(h.lives), "desk")
	server := h.server
	if err := h.start(was); err != nil {
		return err
	}
	server.Close()
	return at.Close()
}

// stop ends the desk in good order.
func (h *hall) stop() error {
	h.server.Close()
	return h.store.Close()
}

// rest ends the desk for a time, and starts it again.
func (h *hall) rest(until func()) error {
	was := filepath.Join(h.dir, "desk"+strconv.Itoa(h.lives), "desk")
	if err := h.stop(); err != nil {
		return err
	}
	until()
	if err := h.start(was); err != nil {
		return err
	}
	return h.beginFollowing() // the cursor may be too old
}

// way is how requests get to the desk as it is now, and the life that it is in.
func (h *hall) way() (http.RoundTripper, int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.carry, h.lives
}

// token is what an agent shows the desk.
func (h *hall) token(id desk.AgentID) string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.tokens[id]
}

// revoke takes the tokens of an agent back, or gives a new one where that has happened.
func (h *hall) revoke(id desk.AgentID) error {
	text := ""
	if h.token(id) == "" {
		k, err := h.store.NewToken(context.Background(), id, "", 0)
		if err != nil {
			return err
		}
		text = k.Text
	} else if err := h.store.RevokeTokens(context.Background(), id); err != nil {
		return err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.tokens[id] = text
	return nil
}

// opens is a customer who opens a ticket.
func (h *hall) opens(n int) (desk.TicketID, error) {
	ctx, id := context.Background(), desk.NewTicketID()
	who := desk.Customer{
		ID: desk.CustomerID{ID: desk.NewID()}, Name: desk.Foreign(fmt.Sprint("Customer ", n)),
		Mails: []desk.Untrusted{desk.Foreign(fmt.Sprintf("customer%d@mail.example", n))},
	}
	if err := h.store.PutCustomer(ctx, who); err != nil {
		return id, err
	}
	return id, h.intake(id, desk.Create{
		Subject: desk.Foreign(fmt.Sprint("Matter ", n)), Channel: desk.Mail, Requester: who.ID, RequesterName: who.Name, Text: desk.Foreign("Hello"), Group: "returns",
	})
}

func (h *hall) intake(id desk.TicketID, in desk.Intent) error {
	h.moved.Store(true)
	_, err := h.store.Intake(context.Background(), desk.Op{ID: desk.NewOpID(), Ticket: id, Actor: desk.System, Intent: in})
	return err // a closed ticket takes nothing more: that is a verdict
}

// does is tom, who works where the desk is, with what it has.
func (h *hall) does(id desk.TicketID, in desk.Intent) error {
	ctx := context.Background()
	p, err := h.store.As(ctx, "tom")
	if err != nil {
		return err
	}
	page, err := h.store.Thread(ctx, id)
	if errors.Is(err, desk.ErrNotFound) {
		return nil // who opened it has not told the desk yet
	}
	if err != nil {
		return err
	}
	t := page.Tickets[0]
	h.moved.Store(true)
	_, err = h.store.Do(ctx, p, desk.Op{ID: desk.NewOpID(), Ticket: id, Actor: "tom", Base: t.Version, Seen: t.LastMessage, Intent: in})
	return err
}

// verdict is what the desk has recorded of an operation; false for nothing.
func (h *hall) verdict(by desk.AgentID, id desk.OpID) (desk.Verdict, bool, error) {
	v, err := h.store.Lookup(context.Background(), backend.Principal{Agent: by, Role: desk.RoleAgent}, id)
	if errors.Is(err, desk.ErrNotFound) {
		return v, false, nil
	}
	return v, err == nil, err
}

// all is everything that an agent may see, as the desk has it.
func (h *hall) all(as desk.AgentID) (desk.Page, error) {
	var all desk.Page
	line, err := client.New(client.Options{URL: "http://localhost", Transport: h.server.Transport(as)})
	if err != nil {
		return all, err
	}
	_, _, err = line.Snapshot(context.Background(), func(int) {}, func(p desk.Page) error {
		all.Tickets, all.Messages = append(all.Tickets, p.Tickets...), append(all.Messages, p.Messages...)
		all.Customers, all.Agents = append(all.Customers, p.Customers...), append(all.Agents, p.Agents...)
		return nil
	})
	return all, err
}

// news is what the desk has told of a ticket: as it is, and the change by which it became so.
type news struct {
	desk.Ticket
	by uint64
}

// follow notes what has changed at the desk since the last time.
func (h *hall) follow() error {
	if !h.moved.Swap(false) {
		return nil
	}
	for {
		page, err := h.store.Changes(context.Background(), backend.Principal{Agent: "tom", Role: desk.RoleAgent}, h.cursor)
		if err != nil {
			return err
		}
		by, _ := placeIn(page.Next)
		for _, t := range page.Tickets {
			h.news[t.ID] = news{t, by}
		}
		if h.cursor = page.Next; !page.More {
			return nil
		}
	}
}

// beginFollowing begins where the desk is now.
func (h *hall) beginFollowing() error {
	line, err := client.New(client.Options{URL: "http://localhost", Transport: h.server.Transport("tom")})
	if err != nil {
		return err
	}
	h.news = map[desk.TicketID]news{}
	_, h.cursor, err = line.Snapshot(context.Background(), func(int) {}, func(p desk.Page) error {
		for _, t := range p.Tickets {
			h.news[t.ID] = news{Ticket: t}
		}
		return nil
	})
	if err != nil {
		return err
	}
	h.moved.Store(true) // what came while it was told may be in it: it counts from behind that on
	if err := h.follow(); err != nil {
		return err
	}
	by, _ := placeIn(h.cursor)
	for id, n := range h.news {
		h.news[id] = news{n.Ticket, by}
	}
	return nil
}
