package demo

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
)

// frontSize is how many tickets are made to be worked with.
const frontSize = 200

// front is the desk as it stands today.
type front struct {
	customers []*desk.Customer
	tickets   []*archive.Ticket // oldest first
}

// bought is an order and who bought it.
type bought struct {
	who *person
	*order
}

// cast is who plays what on the first two hundred tickets.
type cast struct {
	plays  []*play
	orders []bought // of the sixty, numbered
}

// plan makes the plays of the first two hundred tickets. Orders that do not hang on the
// seed have the same numbers for every seed.
func (s *shop) plan(h house, seed uint64, now time.Time) cast {
	rng := rand.New(rand.NewPCG(seed, 0xf207))
	var c cast
	for _, st := range s.stories {
		p, bs := s.tell(st, h, seed, now)
		c.plays, c.orders = append(c.plays, p), append(c.orders, bs...)
	}
	c.orders = append(c.orders, s.oldOrders(now)...)
	numberOrders(c.orders, firstOrder)
	var composed []bought
	for i, part := range s.casting(c.plays, h.owner, rng) {
		p, b := s.cast(part, i, h, seed, now, rng)
		c.plays = append(c.plays, p)
		if b.order != nil {
			composed = append(composed, b)
		}
	}
	numberOrders(composed, laterOrder)
	c.orders = append(c.orders, composed...)
	return c
}

// front makes the first tickets, n at most two hundred.
func (s *shop) front(h house, seed uint64, n int, now time.Time) front {
	c := s.plan(h, seed, now)
	var f front
	for _, i := range sample(len(c.plays), n) {
		f.tickets = append(f.tickets, h.stage(c.plays[i], now))
	}
	slices.SortStableFunc(f.tickets, func(a, b *archive.Ticket) int { return a.CreatedAt.Compare(b.CreatedAt) })
	f.customers = s.regulars(c.orders)
	return f
}

// regulars are the sixty with their orders, newest first.
func (s *shop) regulars(orders []bought) []*desk.Customer {
	var all []*desk.Customer
	for _, p := range s.people {
		var own []*order
		for _, b := range orders {
			if b.who == p {
				own = append(own, b.order)
			}
		}
		slices.SortStableFunc(own, func(a, b *order) int { return b.at.Compare(a.at) })
		all = append(all, p.record(own))
	}
	return all
}

// sample picks n of so many, always the same ones, so that a small desk is a mixed one too.
func sample(of, n int) []int {
	order := rand.New(rand.NewPCG(1974, 1)).Perm(of)
	picked := order[:min(n, of)]
	slices.Sort(picked)
	return picked
}

// tell makes a play of a story.
func (s *shop) tell(st *story, h house, seed uint64, now time.Time) (*play, []bought) {
	t := s.byTheme[st.theme]
	p := &play{
		id: storyID(st.name), subject: st.subject, who: s.person(st.who), channel: st.via, status: st.status,
		assignee: h.agent(st.owner), group: t.group, tags: sortedTags(append(slices.Clone(t.tags), st.tags...)),
		urgency: st.urgency, impact: st.impact, rating: st.rating, snooze: st.snooze, theme: t, story: st,
	}
	p.rng = rand.New(rand.NewPCG(seed, uint64(p.id.ID[0])<<8|uint64(p.id.ID[1])))
	if st.hasDue {
		p.due = &st.due
	} else {
		p.age = &st.age
	}
	var orders []bought
	for _, w := range st.orders {
		o := &order{state: w.state, at: now.Add(-w.age), wares: w.wares}
		o.settle(p.who.abroad(), p.rng)
		orders = append(orders, bought{p.who, o})
	}
	if len(orders) > 0 {
		p.order, p.other = orders[0].order, orders[len(orders)-1].order
	}
	for _, b := range st.beats {
		p.acts = append(p.acts, act{beat: b, agent: h.agent(b.who)})
	}
	return p, orders
}

// numberOrders numbers orders by their day.
func numberOrders(orders []bought, first int) {
	slices.SortStableFunc(orders, func(a, b bought) int { return a.at.Compare(b.at) })
	for i, o := range orders {
		first += 3 + (i*7)%11
		o.number = orderNumber(first)
	}
}

// Where the numbers of orders begin: what the sixty bought in their own right, what the
// composed tickets are about, and everything beyond.
const (
	firstOrder = 40000
	laterOrder = 47000
	crowdOrder = 100000
)

func orderNumber(n int) string { return "P-" + strconv.Itoa(n) }

// oldOrders are what the regulars bought before, so that there is something to look back on.
func (s *shop) oldOrders(now time.Time) []bought {
	var all []bought
	for i, p := range s.people {
		rng := rand.New(rand.NewPCG(uint64(i), 0x01d))
		months := max(2, int(now.Sub(p.since).Hours()/24/30))
		for range 1 + rng.IntN(min(4, 1+months/6)) {
			o := &order{state: delivered, at: now.AddDate(0, 0, -40-rng.IntN(max(1, months*30-40)))}
			if rng.IntN(7) == 0 {
				o.state = refunded
			}
			for range 1 + rng.IntN(3) {
				o.wares = append(o.wares, s.anyWare("", rng))
			}
			o.settle(p.abroad(), rng)
			all = append(all, bought{p, o})
		}
	}
	return all
}
