package demo

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/heed-desk/heed/desk"
)

// Desk is what the traffic needs of a desk.
type Desk interface {
	// List returns up to n rows of a view, in its order.
	List(ctx context.Context, view desk.ViewID, n int) ([]desk.Excerpt, error)
	// Thread returns a ticket with its thread; desk.ErrNotFound.
	Thread(ctx context.Context, id desk.TicketID) (desk.Ticket, []desk.Message, error)
	// Do carries an operation out. Its actor is a colleague, or desk.System for what
	// customers do.
	Do(ctx context.Context, op desk.Op) (desk.Verdict, error)
	// Agents are those who work here, with who is on a break.
	Agents(ctx context.Context) ([]desk.Agent, error)
	// Announce says where a colleague is.
	Announce(ctx context.Context, p desk.Presence) error
}

// Level is how much goes on.
type Level string

// The levels of traffic.
const (
	Off  Level = "off"
	Calm Level = "calm" // a customer writes every 20 s, a new ticket comes every minute, a colleague acts every 30 s
	Busy Level = "busy" // five times that
)

// ErrLevel reports a word that is no level.
var ErrLevel = errors.New("traffic is off, calm or busy")

// ParseLevel reads a level; ErrLevel.
func ParseLevel(s string) (Level, error) {
	switch l := Level(s); l {
	case Off, Calm, Busy:
		return l, nil
	default:
		return "", ErrLevel
	}
}

// The mean time between two of a kind when it is calm. An act is a claim, an answer or a
// note; a change of status by itself, or a merge, counts as half of one.
const (
	betweenWords   = 20 * time.Second
	betweenTickets = time.Minute
	betweenActs    = 30 * time.Second
	betweenBeats   = 10 * time.Second // of presence
)

// TrafficOptions say what traffic there is. The seed is best the one that made the desk:
// then everything that is said fits the orders.
type TrafficOptions struct {
	Level Level
	Seed  uint64
	Owner desk.AgentID // whose tickets colleagues leave alone
}

// Traffic lets customers write and colleagues work until ctx ends, and then returns nil.
// Gaps are exponential, drawn from the seed, and what was due and could not be is made up
// for; so the paces of the levels hold for an hour, give or take a tenth, while about as
// much lies on the desk as at first. A colleague shows where they are before they
// write. What the desk refuses is let be; an error of the desk's ends the traffic.
func Traffic(ctx context.Context, d Desk, o TrafficOptions) error {
	if o.Level == Off || o.Level == "" {
		<-ctx.Done()
		return nil
	}
	l, err := newLife(d, o, time.Now())
	if err != nil {
		return err
	}
	if err := l.run(ctx); err != nil && ctx.Err() == nil {
		return fmt.Errorf("demo traffic: %w", err)
	}
	return nil
}

// life is what goes on at a desk.
type life struct {
	desk   Desk
	shop   *shop
	house  house
	rng    *rand.Rand
	breaks *rand.Rand // apart, so that breaks change nothing of what else happens
	start  string     // sets this run's operations apart from those of other runs
	ops    int
	pace   float64
	agenda agenda
	plays  map[desk.TicketID]*play
	people map[desk.CustomerID]*person
	orders []bought
	said   map[desk.TicketID]map[*template]bool
	at     []whereabouts // of each colleague
	used   map[*theme]int
	begun  map[*template]int // how often somebody began so

	first, rows tray // what lay on the desk at first, and what lies there now
	words       int  // how many are due that have not come yet; fewer than none where they came early
	acts        float64
	typing      map[desk.TicketID]int // how many messages of a row are still to come
	speechless  map[desk.TicketID]int // how often a colleague had nothing to say
	thankful    map[desk.TicketID]bool
	silent      map[desk.TicketID]silence
}

// whereabouts is where a colleague is.
type whereabouts struct {
	agent  desk.AgentID
	ticket desk.TicketID
	doing  desk.Doing
	busy   bool // in the middle of something
	away   bool // on a break
}

func newLife(d Desk, o TrafficOptions, now time.Time) (*life, error) {
	s, err := openShop()
	if err != nil {
		return nil, err
	}
	now = now.UTC()
	l := &life{
		desk: d, shop: s, house: house{owner: o.Owner, ownerName: properName(o.Owner)},
		rng: rand.New(rand.NewPCG(o.Seed, 0x7247)), breaks: rand.New(rand.NewPCG(o.Seed, 0x6272)), start: strconv.FormatInt(now.UnixNano(), 36), pace: 1,
		plays: map[desk.TicketID]*play{}, people: map[desk.CustomerID]*person{},
		said: map[desk.TicketID]map[*template]bool{}, used: map[*theme]int{}, begun: map[*template]int{}, typing: map[desk.TicketID]int{},
		speechless: map[desk.TicketID]int{}, thankful: map[desk.TicketID]bool{},
		silent: map[desk.TicketID]silence{},
	}
	if o.Level == Busy {
		l.pace = 5
	}
	c := s.plan(l.house, o.Seed, now)
	l.orders = c.orders
	for _, p := range c.plays {
		l.plays[p.id] = p
		if !p.status.Done() {
			l.begun[p.opens.text]++
		}
		for _, a := range p.acts {
			l.note(p.id, a.text)
		}
	}
	for _, p := range s.people {
		l.people[p.id] = p
	}
	for _, a := range Colleagues() {
		if a.ID != o.Owner {
			l.at = append(l.at, whereabouts{agent: a.ID})
		}
	}
	l.every(now, betweenWords, l.word)
	l.every(now, betweenTickets, l.ticket)
	if len(l.at) > 0 {
		l.every(now, betweenActs, l.work)
		l.agenda.enter(now, l.beat)
		l.agenda.enter(now.Add(firstBreak), l.rest)
	}
	return l, nil
}

// rhythm is something that happens again and again.
type rhythm struct {
	mean  time.Duration
	next  time.Time
	ahead float64 // how many more there were than the mean calls for
}

// every does something again and again, with exponential gaps of a mean. They are drawn
// a little longer after many and a little shorter after few, so that an hour comes out.
func (l *life) every(now time.Time, mean time.Duration, do func(context.Context) error) {
	l.again(rhythm{mean: time.Duration(float64(mean) / l.pace), next: now}, do)
}

func (l *life) again(r rhythm, do func(context.Context) error) {
	gap := l.rng.ExpFloat64() * min(max(1+r.ahead/15, 0.6), 1.6)
	r.ahead += 1 - gap
	r.next = r.next.Add(time.Duration(gap * float64(r.mean)))
	l.agenda.enter(r.next, func(ctx context.Context) error {
		l.again(r, do)
		return do(ctx)
	})
}

// hurry is how much faster people are with one thing when there is a lot to do.
func (l *life) hurry() time.Duration { return time.Duration(min(l.pace, 2.5) * 2) }

// after does something once.
func (l *life) after(from, to time.Duration, do func(context.Context) error) {
	l.agenda.enter(time.Now().Add(l.between(from, to)), do)
}

func (l *life) between(from, to time.Duration) time.Duration {
	return from + time.Duration(l.rng.Int64N(int64(to-from)))
}

func (l *life) run(ctx context.Context) error {
	timer := time.NewTimer(time.Until(l.agenda.next()))
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-timer.C:
		}
		if err := l.agenda.take().do(ctx); err != nil {
			return err
		}
		timer.Reset(time.Until(l.agenda.next()))
	}
}

// do sends an operation; what is refused is let be.
func (l *life) do(ctx context.Context, op desk.Op) (desk.Outcome, error) {
	l.ops++
	op.ID = desk.OpID{ID: desk.DeriveID("demo", "traffic", l.start, strconv.Itoa(l.ops))}
	op.At = time.Now().UTC()
	v, err := l.desk.Do(ctx, op)
	return v.Outcome, err
}

// note remembers that a text was said on a ticket.
func (l *life) note(id desk.TicketID, t *template) {
	if t == nil {
		return
	}
	if l.said[id] == nil {
		l.said[id] = map[*template]bool{}
	}
	l.said[id][t] = true
}

// saidAny reports whether one of the texts was said on a ticket.
func (l *life) saidAny(id desk.TicketID, texts []*template) bool {
	for _, t := range texts {
		if l.said[id][t] {
			return true
		}
	}
	return false
}
