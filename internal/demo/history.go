package demo

import (
	"math"
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
)

// history is everything beyond the first two hundred tickets. Nothing of it is kept:
// every ticket and every customer is made from its number when it is its turn.
type history struct {
	shop    *shop
	house   house
	seed    uint64
	now     time.Time
	n       int           // tickets
	members int           // customers
	span    time.Duration // how far it goes back
	rng     *rand.Rand    // reseeded for each thing that is made
	source  *rand.PCG
}

func newHistory(s *shop, h house, seed uint64, n int, now time.Time) *history {
	n = max(n, 0)
	days := min(max(70, n/90), 1100)
	source := rand.NewPCG(seed, 0)
	return &history{
		shop: s, house: h, seed: seed, now: now, n: n, members: (n + 3) / 4,
		span: time.Duration(days) * 24 * time.Hour, source: source, rng: rand.New(source),
	}
}

// outline is what a ticket is about and whose it is, without its words.
type outline struct {
	who     *person
	theme   *theme
	began   time.Time
	order   *order
	status  desk.Status
	channel desk.Channel
	opening int
}

// outline makes the outline of ticket i; its draws go on in h.rng.
func (h *history) outline(i int) outline {
	h.source.Seed(h.seed, uint64(i)<<8|0x77)
	m := outline{who: h.shop.crowd.member(h.seed, i%h.members, h.now), opening: h.rng.IntN(64)}
	for m.theme == nil || !m.theme.suits(m.who) {
		m.theme = h.shop.themes[h.rng.IntN(len(h.shop.themes))]
	}
	opens := m.theme.opening(m.opening)
	m.channel = m.theme.channel(opens, m.theme.branchOf(opens), h.rng)
	back := time.Duration(float64(h.span) * float64(h.n-i) / float64(h.n))
	m.began = byHours(h.now.Add(-back), h.now).Truncate(time.Second)
	m.status = h.status(back)
	m.order = h.shop.orderFor(m.theme, opens, m.began, m.who, m.status.Done(), h.rng)
	if m.order != nil {
		m.order.number = orderNumber(crowdOrder + i)
	}
	return m
}

// status is how far a ticket has come that began so long ago: most are solved within days.
func (h *history) status(back time.Duration) desk.Status {
	age := back.Hours() / 24
	if h.rng.Float64() > 0.9*math.Exp(-age/4) {
		if age > 14 {
			return desk.Closed
		}
		return desk.Solved
	}
	switch r := h.rng.IntN(10); {
	case age < 0.5 && r < 4:
		return desk.New
	case r < 5:
		return desk.Open
	case r < 9:
		return desk.Pending
	default:
		return desk.OnHold
	}
}

func (h *history) id(i int) desk.TicketID {
	return desk.TicketID{ID: desk.DeriveID("demo", "ticket", strconv.FormatUint(h.seed, 16), strconv.Itoa(i))}
}

// ticket makes ticket i.
func (h *history) ticket(i int) *archive.Ticket {
	m := h.outline(i)
	p := &play{
		id: h.id(i), who: m.who, channel: m.channel, status: m.status, order: m.order, created: m.began, rng: h.rng,
		assignee: h.assignee(m.status),
	}
	use := part{opening: m.opening, detail: h.rng.IntN(8) - 3, general: h.rng.IntN(3) == 0}
	sh := h.shape(m.status)
	if m.status.Done() && h.rng.IntN(8) == 0 {
		p.rating = h.shop.verdict([]int{5, 4, 5, 5, 3, 5, 4, 2, 5, 1}[h.rng.IntN(10)], h.rng.IntN(64))
		if p.rating.Score < 3 {
			sh = closed // who is content says so
		}
	}
	h.shop.compose(p, m.theme, sh, use)
	if !m.status.Done() {
		p.last = h.now.Add(-time.Duration(3+h.rng.IntN(400)) * time.Minute)
		if p.last.Before(m.began) {
			p.last = time.Time{}
		}
	}
	return h.house.stage(p, h.now)
}

func (h *history) assignee(st desk.Status) desk.AgentID {
	r := h.rng.IntN(100)
	switch {
	case st == desk.New:
		return ""
	case !st.Done() && r < 3, st.Done() && r < 20:
		return h.house.owner
	case r < 45:
		return "ines"
	case r < 72:
		return "tom"
	default:
		return "priya"
	}
}

func (h *history) shape(st desk.Status) shape {
	switch st {
	case desk.New:
		return asked
	case desk.Open:
		if h.rng.IntN(2) == 0 {
			return told
		}
		return pressed
	case desk.Pending:
		return answered
	case desk.OnHold:
		return held
	default:
		return []shape{thanked, thanked, closed, shortWork}[h.rng.IntN(4)]
	}
}

// customer makes customer j with the orders that their tickets are about.
func (h *history) customer(j int) *desk.Customer {
	var who *person
	var orders []*order
	for i := j; i < h.n; i += h.members {
		m := h.outline(i)
		who = m.who
		if m.order != nil {
			orders = append([]*order{m.order}, orders...)
		}
	}
	return who.record(orders)
}
