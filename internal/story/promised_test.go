package story_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"
	_ "time/tzdata" // the zones below are known on every machine

	"github.com/heed-desk/heed/cache"
	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
)

// counter is a desk and one machine that works at it, each of which reckons what is promised
// by itself: what one tells the other is carried by hand.
type counter struct {
	t      *testing.T
	rng    *rand.Rand
	store  *backend.Store
	line   *client.Line
	ledger *cache.Ledger
	ann    backend.Principal
	ticket desk.TicketID
}

// chosen is one of several.
func chosen[T any](rng *rand.Rand, of ...T) T { return of[rng.IntN(len(of))] }

// anyPromises are policies and calendars as somebody may have them: several zones with days of
// 23 and 25 hours, several blocks a day, holidays, all targets, in business hours or not.
func anyPromises(rng *rand.Rand) desk.SLA {
	c := desk.Calendar{ID: "hours", Zone: chosen(rng, "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "")}
	for day := range c.Week {
		if rng.IntN(4) == 0 {
			continue
		}
		c.Week[day] = chosen(rng, []desk.Block{{From: 540, To: 1020}}, []desk.Block{{From: 480, To: 720}, {From: 780, To: 1110}}, []desk.Block{desk.DayLong()}, []desk.Block{{From: 90, To: 200}})
	}
	if !c.AllHours() {
		c.Holidays = []desk.Holiday{{On: "2000-03-27"}, {On: "2000-04-21", Hours: desk.Block{From: 720, To: 1440}}}
	}
	var sla desk.SLA
	sla.Calendars = []desk.Calendar{c}
	// Policies that pause otherwise count from when they came to hold for a ticket; only a setup
	// that changes is reckoned from the beginning.
	pauses := chosen(rng, nil, []desk.Status{desk.Pending}, []desk.Status{desk.Pending, desk.OnHold})
	policies := 1 + rng.IntN(3)
	for i := range policies {
		p := desk.Policy{ID: desk.PolicyID(fmt.Sprint("p", i)), Calendar: chosen(rng, c.ID, ""), Pauses: pauses}
		p.For = chosen(rng, desk.Fits{}, desk.Fits{Tags: []string{"vip"}}, desk.Fits{Priorities: []desk.Priority{desk.PriorityHigh, desk.PriorityUrgent}})
		if i == policies-1 {
			p.For = desk.Fits{}
		}
		for _, target := range desk.Targets() {
			for at := desk.PriorityLow; at <= desk.PriorityUrgent; at++ {
				if rng.IntN(4) > 0 {
					p.Promises = append(p.Promises, desk.Promise{Target: target, Priority: at, Within: time.Duration(1+rng.IntN(4000)) * time.Minute, Calendar: rng.IntN(2) == 0})
				}
			}
		}
		sla.Policies = append(sla.Policies, p)
	}
	return sla
}

func openCounter(t *testing.T, rng *rand.Rand) *counter {
	t.Helper()
	c := &counter{t: t, rng: rng, ticket: desk.NewTicketID(), ann: backend.Principal{Agent: "ann", Role: desk.RoleAdmin}}
	var err error
	c.store, err = backend.Open(t.TempDir())
	c.must(err)
	c.must(c.store.AddAgent(t.Context(), desk.Agent{ID: "ann", Name: desk.Foreign("Ann"), Role: desk.RoleAdmin}))
	server := backend.New(c.store, backend.Options{})
	t.Cleanup(func() {
		server.Close()
		c.must(c.store.Close())
	})
	c.line, err = client.New(client.Options{URL: "http://localhost", Transport: server.Transport("ann")})
	c.must(err)
	c.ledger, err = cache.Open(cache.Options{
		Dir: t.TempDir(), Key: key, Me: desk.Me{ID: "ann", Role: desk.RoleAdmin}, Rights: desk.RightsOf(desk.RoleAdmin), Author: desk.Author{Agent: "ann", Name: desk.Foreign("Ann")}, Now: time.Now,
	})
	c.must(err)
	t.Cleanup(func() { c.must(c.ledger.Close()) })
	return c
}

func (c *counter) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

// promise makes what the desk promises another thing, as apply does.
func (c *counter) promise() {
	now, err := c.line.Setup(c.t.Context())
	c.must(err)
	tag, sla := now.Tag(), anyPromises(c.rng)
	now.Policies, now.Calendars = sla.Policies, sla.Calendars
	_, err = c.line.Configure(c.t.Context(), tag, now)
	c.must(err)
}

// hear brings the machine up to what the desk says.
func (c *counter) hear() {
	d, err := c.line.Describe(c.t.Context())
	c.must(err)
	c.must(c.ledger.Described(d))
	if c.ledger.Cursor() == "" {
		c.must(c.ledger.Resync(func(s desk.Shadow) error {
			n, next, err := c.line.Snapshot(c.t.Context(), func(int) {}, s.Take)
			if err != nil {
				return err
			}
			return s.Done(n, next)
		}))
	}
	for more := true; more; {
		page, err := c.line.Changes(c.t.Context(), c.ledger.Cursor())
		c.must(err)
		c.must(c.ledger.Take(page))
		more = page.More
	}
}

// happens is what the customer does.
func (c *counter) happens(in desk.Intent) {
	_, err := c.store.Intake(c.t.Context(), desk.Op{ID: desk.NewOpID(), Ticket: c.ticket, Actor: desk.System, Intent: in})
	c.must(err)
}

// does has ann do something offline; the desk carries it out at the same moment, and both
// have to have come to the same clocks.
func (c *counter) does(in desk.Intent) {
	before, err := c.ledger.Thread(c.ticket, 500)
	c.must(err)
	op := desk.Op{ID: desk.NewOpID(), Ticket: c.ticket, Base: before.Ticket.Version, Seen: before.Ticket.LastMessage, Actor: "ann", At: time.Now(), Intent: in}
	if c.ledger.Submit(op, 0) != nil {
		return // it cannot be done to the ticket as it is
	}
	guess, err := c.ledger.Thread(c.ticket, 500)
	c.must(err)
	v, err := c.store.Do(c.t.Context(), c.ann, op)
	c.must(err)
	if v.Outcome == desk.Applied {
		c.same(fmt.Sprintf("offline after %s", in.Kind()), guess.Ticket.Clocks, v.Ticket.Clocks)
	}
	if claimed, err := c.ledger.Claim(op.ID); err != nil || !claimed {
		c.t.Fatal(claimed, err)
	}
	c.must(c.ledger.Settle(op.ID, v))
}

// agree wants what the desk has, what the machine has, and what both reckon anew from all that
// happened to be the same.
func (c *counter) agree(when string) {
	page, err := c.store.Thread(c.t.Context(), c.ticket)
	c.must(err)
	here, err := c.ledger.Thread(c.ticket, 500)
	c.must(err)
	k := page.Tickets[0]
	c.same(when+", on both sides", here.Ticket.Clocks, k.Clocks)
	if k.Status.Done() {
		return // nothing of it runs out; it is reckoned anew once it is opened
	}
	setup, err := c.line.Setup(c.t.Context())
	c.must(err)
	sla, err := setup.SLA().Checked()
	c.must(err)
	c.same(when+", from the thread", sla.ClocksOf(here.Ticket, here.Messages), k.Clocks)
	p, calendar, ok := sla.Of(k)
	if !ok {
		return
	}
	due := desk.Due(desk.Happened(k, page.Messages), p, calendar)
	for _, clock := range k.Clocks {
		found := clock.Within == 0 // nothing is promised of it as things stand
		for _, d := range due {
			found = found || d.Target == clock.Target && d.From.Equal(clock.From) && d.Due.Equal(clock.Due)
		}
		if !found {
			c.t.Fatalf("%s: of all that happened no clock is %+v: %+v", when, clock, due)
		}
	}
}

func (c *counter) same(when string, here, there []desk.Clock) {
	c.t.Helper()
	a, err := json.Marshal(here)
	c.must(err)
	b, err := json.Marshal(there)
	c.must(err)
	if string(a) != string(b) && len(here)+len(there) > 0 {
		c.t.Fatalf("%s: the machine has\n%s\nthe desk\n%s", when, a, b)
	}
}

// something that ann or the customer may do.
func (c *counter) something() {
	words := desk.Foreign("words")
	switch c.rng.IntN(12) {
	case 0, 1, 2:
		c.happens(desk.Receive{Text: words})
		c.hear()
	case 3, 4, 5:
		c.does(desk.Reply{Text: words, Then: chosen(c.rng, desk.Open, desk.Pending, desk.OnHold, desk.Solved)})
	case 6:
		c.does(desk.Note{Text: words})
	case 7:
		c.does(desk.SetPriority{Urgency: chosen(c.rng, desk.Low, desk.Normal, desk.High), Impact: chosen(c.rng, desk.Low, desk.Normal, desk.High)})
	case 8:
		c.does(desk.SetStatus{Status: chosen(c.rng, desk.Open, desk.Pending, desk.OnHold, desk.Solved)})
	case 9:
		c.does(chosen[desk.Intent](c.rng, desk.Tag{Tags: []string{"vip"}}, desk.Untag{Tags: []string{"vip"}}))
	case 10:
		c.promise()
		c.hear()
	default:
		c.does(desk.LogCall{Way: desk.CallIn, Minutes: 3, Text: words})
	}
}

// promisedTales is how many tickets are followed, and promisedSteps what happens to each.
const (
	promisedTales = 12
	promisedSteps = 14
)

func TestWhatIsPromisedIsTheSameOnTheDeskAndOnAMachine(t *testing.T) {
	for seed := range uint64(promisedTales) {
		synctest.Test(t, func(t *testing.T) {
			days := []time.Time{time.Date(2000, 3, 24, 8, 0, 0, 0, time.UTC), time.Date(2000, 10, 27, 8, 0, 0, 0, time.UTC)}
			time.Sleep(time.Until(days[seed%2])) // two days before clocks are set on, or back
			c := openCounter(t, rand.New(rand.NewPCG(seed, 5)))
			c.promise()
			harper := desk.Customer{ID: desk.CustomerID{ID: desk.NewID()}, Name: desk.Foreign("Harper"), Mails: []desk.Untrusted{desk.Foreign("harper@mail.example")}}
			c.must(c.store.PutCustomer(t.Context(), harper))
			c.happens(desk.Create{Subject: desk.Foreign("the lamp"), Channel: desk.Mail, Requester: harper.ID, RequesterName: harper.Name, Text: desk.Foreign("hello"), Outbound: false})
			c.hear()
			for n := range promisedSteps {
				time.Sleep(time.Duration(c.rng.IntN(600)) * time.Minute)
				c.something()
				c.hear()
				c.agree(fmt.Sprintf("seed %d, step %d", seed, n))
			}
		})
	}
}
