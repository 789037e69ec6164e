package story_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/cache"
	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/courier"
	"github.com/heed-desk/heed/internal/pgtest"
	"github.com/heed-desk/heed/internal/promise"
)

const (
	drillClients = 5
	drillTickets = 6
)

func TestADeskThatIsRestoredFromABackupLosesNothingOfFiveWhoWorkAtItsFile(t *testing.T) {
	drills(t, "a file", inFile{}, promise.Size(t, 1, 1, 50))
}

func TestADeskThatIsRestoredFromABackupLosesNothingOfFiveWhoWorkAtItsDatabase(t *testing.T) {
	drills(t, "PostgreSQL", inPostgres{pgtest.Private(t, pgtest.Options{})}, promise.Size(t, 1, 1, 50))
}

// drills backs a desk up while five agents work, lets them work on, takes all of them off the
// network with what they have not sent and what they have begun, or every other time some of
// them, and restores the desk.
func drills(t *testing.T, where string, on site, n int) {
	count := promise.Counting(t, promise.Restore)
	count.Seeds("1-%d", n)
	var sum drillSum
	for seed := 1; seed <= n; seed++ {
		t.Run(strconv.Itoa(seed), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := newDrill(t, on, uint64(seed))
				d.run()
				if t.Failed() {
					count.Violation()
				}
				count.Run(1 + d.faults)
				sum.add(d.sum)
			})
		})
	}
	count.Figure("on %s: %d operations, %d lost with the desk: %d came back by themselves, %d wait for a decision; %d drafts kept", where, sum.kept, sum.lost, sum.back, sum.named, sum.drafts)
}

// drillSum is what drills went through.
type drillSum struct{ kept, lost, back, named, drafts int }

func (s *drillSum) add(o drillSum) {
	s.kept, s.lost, s.back, s.named, s.drafts = s.kept+o.kept, s.lost+o.lost, s.back+o.back, s.named+o.named, s.drafts+o.drafts
}

// drill is a desk that is lost and restored, and those who work there.
type drill struct {
	t       *testing.T
	rng     *rand.Rand
	shop    *shop
	tickets []desk.TicketID
	clients []*drilled
	offline int // so many are off the network when the desk is lost
	faults  int
	sum     drillSum

	on        site
	at        string             // where the desk that stands stands
	backupHas map[desk.OpID]bool // what the backup knows
}

// drilled is one of them: a ledger and a courier without a screen.
type drilled struct {
	d      *drill
	agent  desk.AgentID
	desk   *standing
	wire   *wire
	dir    string
	ledger *cache.Ledger
	line   *client.Line
	end    context.CancelFunc
	done   chan error
	kept   []desk.Op
	drafts map[desk.TicketID]string
}

// standing is the way to the desk that stands at present.
type standing struct {
	to atomic.Pointer[http.RoundTripper]
}

func (s *standing) turn(to http.RoundTripper) { s.to.Store(&to) }

// RoundTrip implements http.RoundTripper.
func (s *standing) RoundTrip(r *http.Request) (*http.Response, error) {
	return (*s.to.Load()).RoundTrip(r)
}

func newDrill(t *testing.T, on site, seed uint64) *drill {
	t.Helper()
	d := &drill{t: t, rng: rand.New(rand.NewPCG(seed, 21)), on: on, at: on.fresh(t), offline: drillClients}
	if seed%2 == 0 {
		d.offline = d.rng.IntN(drillClients)
	}
	d.open()
	d.shop.ok(d.shop.store.AddAgent(t.Context(), desk.Agent{ID: mia, Name: desk.Foreign("Mia Lopez"), Role: desk.RoleAgent}))
	d.shop.ok(d.shop.store.AddAgent(t.Context(), desk.Agent{ID: "tom", Name: desk.Foreign("Tom Okafor"), Role: desk.RoleAgent}))
	for i := range drillTickets {
		d.tickets = append(d.tickets, d.shop.writes(fmt.Sprint("Customer ", i), fmt.Sprint("Matter ", i), "Hello"))
	}
	for i := range drillClients {
		c := &drilled{d: d, agent: desk.AgentID(fmt.Sprint("agent", i)), desk: &standing{}, dir: filepath.Join(t.TempDir(), strconv.Itoa(i)), drafts: map[desk.TicketID]string{}}
		d.shop.ok(d.shop.store.AddAgent(t.Context(), desk.Agent{ID: c.agent, Name: desk.Foreign("Agent"), Role: desk.RoleAgent}))
		c.desk.turn(d.shop.server.Transport(c.agent))
		c.wire = newWire(c.desk)
		d.clients = append(d.clients, c)
		c.start()
	}
	return d
}

func (c *drilled) start() {
	c.d.t.Helper()
	var err error
	c.ledger, err = cache.Open(cache.Options{Dir: c.dir, Key: key, Me: desk.Me{ID: c.agent}, Rights: desk.RightsOf(desk.RoleAgent), Author: desk.Author{Agent: c.agent}})
	c.d.shop.ok(err)
	c.line, err = client.New(client.Options{URL: "http://localhost", Transport: c.wire})
	c.d.shop.ok(err)
	ctx, end := context.WithCancel(c.d.t.Context())
	c.end, c.done = end, make(chan error, 1)
	var mu sync.Mutex
	jitter := rand.New(rand.NewPCG(c.d.rng.Uint64(), 22))
	run := courier.New(c.ledger, c.line, courier.Options{Agent: c.agent, Rand: func() float64 {
		mu.Lock()
		defer mu.Unlock()
		return jitter.Float64()
	}})
	go func() { c.done <- run.Run(ctx) }()
	synctest.Wait()
}

func (c *drilled) stop() {
	c.end()
	if err := <-c.done; !errors.Is(err, context.Canceled) {
		c.d.t.Errorf("the courier ended with %v", err)
	}
	c.d.shop.ok(c.line.Close())
	c.d.shop.ok(c.ledger.Close())
}

// open opens the desk.
func (d *drill) open() {
	d.t.Helper()
	store, err := d.on.open(d.at, false)
	d.shop = &shop{t: d.t}
	d.shop.ok(err)
	d.shop.store, d.shop.server = store, backend.New(store, backend.Options{Version: "story"})
}

// run is the drill from beginning to end.
func (d *drill) run() {
	d.work(30)
	file := d.backedUp()
	d.work(40) // what is done now is lost with the desk
	lost := d.onDesk()
	for _, c := range d.clients[:d.offline] {
		c.wire.turn(cut)
		d.faults++
		ticket := d.tickets[d.rng.IntN(drillTickets)]
		c.does(ticket)
		c.begins(ticket)
	}
	d.work(20)
	d.restore(file)
	d.work(10)
	for _, i := range d.rng.Perm(drillClients) {
		d.clients[i].wire.turn(fair)
		d.work(3)
	}
	time.Sleep(30 * time.Minute)
	synctest.Wait()
	d.check(lost)
	for _, c := range d.clients {
		c.stop()
	}
	d.shop.close()
}

// work is n things that happen.
func (d *drill) work(n int) {
	for range n {
		c, ticket := d.clients[d.rng.IntN(drillClients)], d.tickets[d.rng.IntN(drillTickets)]
		switch d.rng.IntN(12) {
		case 0:
			d.shop.adds(ticket, "And another thing")
		case 1:
			c.begins(ticket)
		case 2, 3:
			time.Sleep(time.Duration(d.rng.IntN(70)) * time.Second)
		case 4: // its process ends and comes again
			c.stop()
			c.start()
		default:
			c.does(ticket)
		}
		synctest.Wait()
	}
}

// begins is an agent who begins a text and does not send it.
func (c *drilled) begins(ticket desk.TicketID) {
	words := fmt.Sprintf("begun %s %03d", c.agent, len(c.kept))
	c.d.shop.ok(c.ledger.SaveDraft(desk.Draft{Ticket: ticket, Note: true, Text: desk.Foreign(words)}))
	c.drafts[ticket] = words
}

// does is an agent at work, with what the machine shows.
func (c *drilled) does(ticket desk.TicketID) {
	th, err := c.ledger.Thread(ticket, 1)
	if err != nil {
		return // not fetched yet
	}
	words := desk.Foreign(fmt.Sprintf("words %s %03d.", c.agent, len(c.kept)))
	intents := []desk.Intent{
		desk.Reply{Text: words},
		desk.Note{Text: words},
		desk.Note{Text: words},
		desk.SetStatus{Status: desk.OnHold},
		desk.Tag{Tags: []string{"t" + strconv.Itoa(c.d.rng.IntN(3))}},
	}
	op := desk.Op{ID: desk.NewOpID(), Ticket: ticket, Base: th.Base, Seen: th.Seen, Actor: c.agent, At: c.ledger.Now(), Intent: intents[c.d.rng.IntN(len(intents))]}
	if note, ok := op.Intent.(desk.Note); ok && c.drafts[ticket] != "" {
		note.Text = desk.Foreign(c.drafts[ticket] + "; " + words.Raw()) // the draft becomes the note
		op.Intent = note
		delete(c.drafts, ticket)
	}
	c.d.shop.ok(c.ledger.Submit(op, 0))
	c.kept = append(c.kept, op)
}

// backedUp is a backup of the desk as it is at this moment, while it is served.
func (d *drill) backedUp() string {
	synctest.Wait()
	d.backupHas = d.onDesk()
	src, err := d.on.look(d.at)
	d.shop.ok(err)
	file := filepath.Join(d.t.TempDir(), "backup")
	_, err = src.Backup(d.t.Context(), file)
	d.shop.ok(errors.Join(err, src.Close()))
	return file
}

// onDesk are the operations that the desk has carried out by now.
func (d *drill) onDesk() map[desk.OpID]bool {
	done := map[desk.OpID]bool{}
	for _, c := range d.clients {
		for _, op := range c.kept {
			if v, err := c.verdict(op.ID); err == nil && v.Outcome == desk.Applied {
				done[op.ID] = true
			}
		}
	}
	return done
}

func (c *drilled) verdict(id desk.OpID) (desk.Verdict, error) {
	p, err := c.d.shop.store.As(context.Background(), c.agent)
	c.d.shop.ok(err)
	return c.d.shop.store.Lookup(context.Background(), p, id)
}

// restore loses the desk, and restores it from a backup elsewhere.
func (d *drill) restore(file string) {
	d.faults++
	d.shop.close()
	d.at = d.on.fresh(d.t)
	src, _, err := backend.OpenBackup(d.t.Context(), file)
	d.shop.ok(err)
	empty, err := d.on.open(d.at, true)
	d.shop.ok(err)
	_, err = src.Restore(d.t.Context(), empty, d.t.TempDir())
	d.shop.ok(errors.Join(err, empty.Finish(d.t.Context()), empty.Close(), src.Close()))
	d.open()
	for _, c := range d.clients {
		c.desk.turn(d.shop.server.Transport(c.agent))
	}
}

// check holds that nothing of anybody's is lost or doubled.
func (d *drill) check(before map[desk.OpID]bool) {
	d.t.Helper()
	threads := map[desk.TicketID]desk.Page{}
	for _, id := range d.tickets {
		page, err := d.shop.store.Thread(context.Background(), id)
		d.shop.ok(err)
		threads[id] = page
	}
	for _, c := range d.clients {
		waiting := map[desk.OpID]desk.PendingOp{}
		ops, err := c.ledger.Outbox()
		d.shop.ok(err)
		for _, p := range ops {
			waiting[p.Op.ID] = p
		}
		for _, op := range c.kept {
			c.fate(op, waiting[op.ID], threads[op.Ticket], before[op.ID])
		}
		for _, id := range d.tickets {
			c.inOrder(id, threads[id])
			c.holds(id, threads[id])
		}
		for id, words := range c.drafts {
			d.sum.drafts++
			if draft, err := c.ledger.Draft(id, true); err != nil || draft == nil || draft.Text.Raw() != words {
				d.t.Errorf("the draft %q of %s is gone (%v)", words, c.agent, err)
			}
		}
	}
}

// fate holds that an operation happened once, or waits with its reason.
func (c *drilled) fate(op desk.Op, p desk.PendingOp, page desk.Page, before bool) {
	c.d.t.Helper()
	c.d.sum.kept++
	v, err := c.verdict(op.ID)
	applied := err == nil && v.Outcome == desk.Applied
	named := p.State == desk.OpHeld || p.State == desk.OpRefused || p.State == desk.OpParked
	if applied == named {
		c.d.t.Errorf("%s of %s: on the desk %q (%v), in the outbox %q", op.ID, c.agent, v.Outcome, err, p.State)
	}
	if before && !c.d.backupHas[op.ID] {
		c.d.sum.lost++
		if applied {
			c.d.sum.back++
		} else {
			c.d.sum.named++
		}
	}
	words, _ := op.Text()
	if words.IsEmpty() {
		return
	}
	n := 0
	for _, m := range page.Messages {
		if m.Text == words {
			n++
		}
	}
	if applied != (n == 1) || n > 1 {
		c.d.t.Errorf("the words of %s stand on the desk %d times", op.ID, n)
	}
}

// inOrder holds that what an agent did on a ticket happened in the order in which it was done.
func (c *drilled) inOrder(id desk.TicketID, page desk.Page) {
	c.d.t.Helper()
	var made []desk.OpID
	for _, op := range c.kept {
		if op.Ticket == id {
			made = append(made, op.ID)
		}
	}
	at := -1
	for _, m := range page.Messages {
		if i := slices.Index(made, m.Op); i >= 0 {
			if i < at {
				c.d.t.Errorf("on %s something of %s overtook what was done before", id, c.agent)
			}
			at = i
		}
	}
}

// holds holds that the machine has what the desk has, and nothing else.
func (c *drilled) holds(id desk.TicketID, page desk.Page) {
	c.d.t.Helper()
	th, err := c.ledger.Thread(id, 10_000)
	c.d.shop.ok(err)
	if th.Base != page.Tickets[0].Version {
		c.d.t.Errorf("%s: %s has version %d, the desk %d", id, c.agent, th.Base, page.Tickets[0].Version)
	}
	at := slices.IndexFunc(th.Messages, func(m desk.Message) bool { return m.ID > th.Seen })
	if at < 0 {
		at = len(th.Messages)
	}
	if !slices.EqualFunc(th.Messages[:at], page.Messages, func(a, b desk.Message) bool { return a.ID == b.ID && a.Text == b.Text && a.Op == b.Op }) {
		c.d.t.Errorf("%s: %s has %d entries that are not the desk's %d", id, c.agent, at, len(page.Messages))
	}
}
