package demo

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/heed-desk/heed/desk"
)

// This file is what customers do.

// rowsLooked is how many rows of a view the traffic chooses from.
const rowsLooked = 500

// word lets customers write as often as is due.
func (l *life) word(ctx context.Context) error {
	l.words = min(l.words+1, int(8*l.pace))
	for range most {
		if l.words < 1 {
			return nil
		}
		if wrote, err := l.somebody(ctx); !wrote || err != nil {
			return err
		}
	}
	return nil
}

// somebody lets one customer write, and reports whether one did.
func (l *life) somebody(ctx context.Context) (bool, error) {
	if err := l.glance(ctx); err != nil {
		return false, err
	}
	turns, err := l.turns(ctx)
	if err != nil {
		return false, err
	}
	for _, rows := range turns {
		l.rng.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		slices.SortStableFunc(rows, func(a, b desk.Excerpt) int { return cmp.Compare(seat(a), seat(b)) })
		for _, row := range rows {
			if l.silent[row.ID].holds(row) {
				continue
			}
			l.silent[row.ID] = silence{version: row.Version, until: time.Now().Add(90 * time.Second)}
			wrote, err := l.writeOn(ctx, row.ID)
			if wrote || err != nil {
				return wrote, err
			}
		}
	}
	return false, nil
}

// silence is that a customer had nothing to say to what stood there.
type silence struct {
	version desk.Version
	until   time.Time
}

func (s silence) holds(row desk.Excerpt) bool {
	return s.version == row.Version && time.Now().Before(s.until)
}

// seat puts those who chat before those who write letters.
func seat(row desk.Excerpt) int {
	if row.Channel == desk.Chat {
		return 0
	}
	return 1
}

// turns are the rows on which a customer may write next, those first that matter most.
// While fewer than there were at first wait for their customer, those customers take
// their time, so that the desk stays as it was.
func (l *life) turns(ctx context.Context) ([][]desk.Excerpt, error) {
	pending, open := slices.Clone(l.rows.pending), slices.Clone(l.rows.open)
	solved, err := l.desk.List(ctx, desk.ViewSolved, 40)
	if err != nil {
		return nil, err
	}
	few := len(pending)*10 < len(l.first.pending)*7
	switch r := l.rng.IntN(10); {
	case few && l.swamped() && l.words < int(l.pace):
		return [][]desk.Excerpt{open}, nil
	case few:
		return [][]desk.Excerpt{open, solved}, nil
	case len(pending) > len(l.first.pending):
		return [][]desk.Excerpt{pending, open, solved}, nil
	case r == 0 && !l.swamped():
		return [][]desk.Excerpt{solved, open, pending}, nil
	case l.swamped() && l.words < int(l.pace):
		return [][]desk.Excerpt{open, pending}, nil
	default:
		return [][]desk.Excerpt{open, pending, solved}, nil
	}
}

func (l *life) writeOn(ctx context.Context, id desk.TicketID) (bool, error) {
	if l.typing[id] > 0 {
		return false, nil
	}
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
	l.thankful[id] = slices.Contains(m.acks(), t)
	return l.tell(ctx, m, l.inPieces(m.ticket.Channel, m.scene.who, text, l.thankful[id] && m.ticket.Channel == desk.Chat))
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

// tray is what lies on the desk.
type tray struct {
	open, pending []desk.Excerpt
	free          int // of the open ones, those that are nobody's
}

// glance looks at the desk.
func (l *life) glance(ctx context.Context) error {
	var err error
	if l.rows.open, err = l.desk.List(ctx, desk.ViewOpen, rowsLooked); err != nil {
		return err
	}
	if l.rows.pending, err = l.desk.List(ctx, desk.ViewPending, rowsLooked); err != nil {
		return err
	}
	l.rows.free = 0
	for _, row := range l.rows.open {
		if row.Assignee == "" {
			l.rows.free++
		}
	}
	if l.first.open == nil {
		l.first = l.rows
	}
	return nil
}

// swamped reports whether it is more by a fifth.
func (l *life) swamped() bool { return len(l.rows.open)*5 > len(l.first.open)*6 }

// crowded reports whether more is to be done than there was at first.
func (l *life) crowded() bool { return len(l.rows.open) > len(l.first.open) }

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
	for tries := 0; ; tries++ {
		t := l.shop.themes[l.rng.IntN(len(l.shop.themes))]
		n := l.used[t] + int(p.id.ID[2])
		p.order = l.orderOf(p.who, t, t.classOf(t.opening(n)))
		if len(t.states) > 0 && p.order == nil || !t.suits(p.who) || t.quickOf(t.opening(n)) == nil && l.rng.IntN(2) == 0 {
			continue
		}
		opens := t.opening(n)
		if l.begun[opens.text] > tries/60 { // another one first
			continue
		}
		l.used[t]++
		l.begun[opens.text]++
		p.channel = t.channel(opens, t.branchOf(opens), l.rng)
		for range 2 {
			if written(p.channel) { // most have a small screen at hand
				p.channel = t.channel(opens, t.branchOf(opens), l.rng)
			}
		}
		use := part{opening: n, detail: n%5 - 1, general: n%4 == 0}
		if !written(p.channel) || n%5 > 0 {
			p.more, use.detail = l.shop.afterthoughts(t, p.channel, n, l.rng), -1
		}
		l.shop.compose(p, t, asked, use)
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
	pieces := l.inPieces(p.channel, p.who, desk.Foreign(framed(first, p.channel, &s)), false)
	outcome, err := l.do(ctx, desk.Op{Ticket: p.id, Actor: desk.System, Intent: desk.Create{
		Subject: desk.Foreign(p.subject.fill(&s)), Channel: p.channel, Requester: p.who.id,
		RequesterName: desk.Foreign(p.who.name), Tier: p.who.tier, Text: pieces[0],
		Group: p.group, Urgency: p.urgency, Impact: p.impact, Tags: p.tags,
	}})
	if outcome == desk.Applied {
		l.goOn(p.id, pieces[1:])
	}
	return outcome, err
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
