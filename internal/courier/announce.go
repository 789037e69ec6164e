package courier

import (
	"context"
	"sync"
	"time"

	"github.com/heed-desk/heed/desk"
)

// whereabouts is where the agent is.
type whereabouts struct {
	moved chan struct{}

	mu  sync.Mutex
	now desk.Presence
	set bool
}

func newWhereabouts() *whereabouts { return &whereabouts{moved: make(chan struct{}, 1)} }

// At tells colleagues that the agent looks at or writes in a ticket: at once, and again
// every ten seconds until At says otherwise. Doing Left ends it. It never waits.
func (c *Courier) At(p desk.Presence) {
	c.at.mu.Lock()
	defer c.at.mu.Unlock()
	if c.at.set && c.at.now == p {
		return
	}
	c.at.now, c.at.set = p, true
	wake(c.at.moved)
}

// Here is the ticket that the agent looks at or writes in; zero for none.
func (c *Courier) Here() desk.TicketID {
	if p, ok := c.at.get(); ok && p.Doing != desk.Left {
		return p.Ticket
	}
	return desk.TicketID{}
}

func (w *whereabouts) get() (desk.Presence, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now, w.set
}

// announce tells where the agent is while the connection is up. Nothing is owed here: what
// does not arrive is not tried again.
func (c *Courier) announce(ctx context.Context, a Announcer) {
	var told desk.Presence
	for {
		p, ok := c.at.get()
		if ok && c.link.up() {
			if told.Doing != "" && told.Doing != desk.Left && told.Ticket != p.Ticket {
				told.Doing = desk.Left
				c.tell(ctx, a, told)
			}
			c.tell(ctx, a, p)
			told = p
		}
		var again <-chan time.Time
		if ok && p.Doing != desk.Left {
			again = time.After(desk.PresenceEvery)
		}
		select {
		case <-ctx.Done():
			return
		case <-c.at.moved:
		case <-again:
		}
	}
}

func (c *Courier) tell(ctx context.Context, a Announcer, p desk.Presence) {
	ctx, cancel := context.WithTimeout(ctx, desk.PresenceEvery)
	defer cancel()
	if err := a.Announce(ctx, p); err != nil {
		c.opt.Log.Info("presence not told", "err", err)
	}
}
