package demo

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/heed-desk/heed/desk"
)

// This file is what customers do.

// rowsLooked is how many rows of a view the traffic chooses from.
const rowsLooked = 200

// word lets a customer write on a ticket.
func (l *life) word(ctx context.Context) error {
	rows, err := l.rowsToWriteOn(ctx)
	if err != nil {
		return err
	}
	l.rng.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	for _, row := range rows[:min(len(rows), 12)] {
		wrote, err := l.writeOn(ctx, row.ID)
		if wrote || err != nil {
			return err
		}
	}
	return nil
}

// rowsToWriteOn are mostly those where it is the customer's turn, now and then one that
// was solved a moment ago. While fewer than there were at first wait for their customer,
// most customers take their time, so that the desk stays as it was.
func (l *life) rowsToWriteOn(ctx context.Context) ([]desk.Excerpt, error) {
	pending, err := l.desk.List(ctx, desk.ViewPending, rowsLooked)
	if err != nil {
		return nil, err
	}
	if l.pending == 0 {
		l.pending = max(len(pending), 1)
	}
	turn := 14
	if len(pending) < l.pending {
		turn = 4
	}
	if l.low = len(pending)*10 < l.pending*9; l.low {
		turn = 1
	}
	switch r := l.rng.IntN(20); {
	case r == 19:
		rows, err := l.desk.List(ctx, desk.ViewSolved, 10)
		if len(rows) > 0 || err != nil {
			return rows, err
		}
	case r < turn && len(pending) > 0:
		return pending, nil
	}
	return l.desk.List(ctx, desk.ViewOpen, rowsLooked)
}

func (l *life) writeOn(ctx context.Context, id desk.TicketID) (bool, error) {
	m, err := l.matter(ctx, id)
	if m == nil || err != nil {
		return false, err
	}
	t := m.theirs()
	if t == nil {
		return false, nil
	}
	text := m.spoken(t, "")
	l.note(id, t)
	if m.heard(text) {
		return false, nil
	}
	outcome, err := l.do(ctx, desk.Op{
		Ticket: id, Base: m.ticket.Version, Seen: m.ticket.LastMessage, Actor: desk.System,
		Intent: desk.Receive{From: desk.Author{Customer: m.ticket.Requester, Name: m.ticket.RequesterName}, Text: text},
	})
	return outcome == desk.Applied, err
}

// matter reads a ticket; nil where it has gone.
func (l *life) matter(ctx context.Context, id desk.TicketID) (*matter, error) {
	t, thread, err := l.desk.Thread(ctx, id)
	if errors.Is(err, desk.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return l.look(t, thread), nil
}

// ticket lets a customer begin something new; now and then it is what they have written
// about already, and a colleague puts the two together.
func (l *life) ticket(ctx context.Context) error {
	if l.rng.IntN(12) == 0 && len(l.at) > 0 {
		wrote, err := l.writeTwice(ctx)
		if wrote || err != nil {
			return err
		}
	}
	p := l.newPlay()
	l.scenePart(p)
	_, err := l.create(ctx, p)
	return err
}

// newPlay makes a ticket of one of the sixty.
func (l *life) newPlay() *play {
	p := &play{id: l.newTicketID(), rng: l.rng, status: desk.New}
	for p.who == nil || p.who.lang != "en" || p.who.key == "lightbox" {
		p.who = l.shop.people[l.rng.IntN(len(l.shop.people))]
	}
	return p
}

func (l *life) newTicketID() desk.TicketID {
	l.ops++
	return desk.TicketID{ID: desk.DeriveID("demo", "ticket", l.start, strconv.Itoa(l.ops))}
}

// scenePart gives a play a theme that goes with what its customer has bought.
func (l *life) scenePart(p *play) {
	for {
		t := l.shop.themes[l.rng.IntN(len(l.shop.themes))]
		n := l.used[t] + int(p.id.ID[2])
		p.order = l.orderOf(p.who, t, t.classOf(t.opening(n)))
		if len(t.states) > 0 && p.order == nil || !t.suits(p.who) {
			continue
		}
		l.used[t]++
		opens := t.opening(n)
		p.channel = t.channel(opens, t.branchOf(opens), l.rng)
		l.shop.compose(p, t, asked, part{opening: n, detail: n%5 - 1, general: n%4 == 0})
		return
	}
}

// orderOf finds an order of a person's that a theme could be about.
func (l *life) orderOf(who *person, t *theme, class string) *order {
	var fits []*order
	for _, b := range l.orders {
		if b.who == who && b.wares[0].is(class) && slices.Contains(t.states, b.state) {
			fits = append(fits, b.order)
		}
	}
	if len(fits) == 0 {
		return nil
	}
	return fits[l.rng.IntN(len(fits))]
}

// create opens the ticket of a play on the desk.
func (l *life) create(ctx context.Context, p *play) (desk.Outcome, error) {
	s := scene{who: p.who, order: p.order, at: time.Now().UTC(), mark: uint64(p.id.ID[0])<<8 | uint64(p.id.ID[1])}
	first := p.acts[0]
	l.plays[p.id] = p
	l.note(p.id, first.text)
	return l.do(ctx, desk.Op{Ticket: p.id, Actor: desk.System, Intent: desk.Create{
		Subject: desk.Foreign(p.subject.fill(&s)), Channel: p.channel, Requester: p.who.id,
		RequesterName: desk.Foreign(p.who.name), Tier: p.who.tier, Text: desk.Foreign(framed(first, p.channel, &s)),
		Group: p.group, Urgency: p.urgency, Impact: p.impact, Tags: p.tags,
	}})
}

// writeTwice lets a customer who waits open a second ticket about the first. A colleague
// finds out and merges it.
func (l *life) writeTwice(ctx context.Context) (bool, error) {
	rows, err := l.desk.List(ctx, desk.ViewOpen, rowsLooked)
	if err != nil || len(rows) == 0 {
		return false, err
	}
	first := rows[l.rng.IntN(len(rows))]
	who, known := l.people[first.Requester], l.plays[first.ID]
	subject, text := any1(l.shop.manners["twice subject"], l.rng), any1(l.shop.manners["twice"], l.rng)
	if who == nil || who.lang != "en" || known == nil || subject == nil || text == nil {
		return false, nil
	}
	p := &play{
		id: l.newTicketID(), who: who, channel: first.Channel, status: desk.New, subject: subject, theme: known.theme,
		group: known.group, tags: first.Tags, urgency: known.urgency, impact: known.impact, rng: l.rng,
		acts: []act{{beat: beat{kind: desk.FromCustomer, text: text}}},
	}
	outcome, err := l.create(ctx, p)
	if err != nil || outcome != desk.Applied {
		return false, err
	}
	l.after(60*time.Second, 150*time.Second, func(ctx context.Context) error { return l.join(ctx, p.id, first) })
	return true, nil
}
