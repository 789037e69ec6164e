package demo

import (
	"math/rand/v2"
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
)

// matter is a ticket as the traffic finds it: the thread, and what is known of how it
// came about.
type matter struct {
	life   *life
	ticket desk.Ticket
	thread []desk.Message
	play   *play // nil where another run made it
	theme  *theme
	scene  scene
}

func (l *life) look(t desk.Ticket, thread []desk.Message) *matter {
	m := &matter{life: l, ticket: t, thread: thread, play: l.plays[t.ID]}
	m.scene = scene{
		who: l.people[t.Requester], at: time.Now().UTC(), mark: uint64(t.ID.ID[0])<<8 | uint64(t.ID.ID[1]),
	}
	if m.scene.who == nil {
		m.scene.who = &person{lang: "en"} // somebody whose name we were not told
	}
	if m.play != nil {
		m.theme, m.scene.order, m.scene.other = m.play.theme, m.play.order, m.play.other
		return m
	}
	for _, tag := range t.Tags {
		if theme := l.shop.byTheme[tag]; theme != nil {
			m.theme = theme
			break
		}
	}
	return m
}

// speakers is who said the last public word, and how many the customer has said since ours.
func (m *matter) speakers() (last desk.MessageKind, unanswered int) {
	for _, e := range m.thread {
		switch e.Kind {
		case desk.FromCustomer:
			last = e.Kind
			unanswered++
		case desk.FromAgent:
			last, unanswered = e.Kind, 0
		case desk.InternalNote, desk.Happening, desk.PhoneCall:
		}
	}
	return last, unanswered
}

// fresh reports whether a text can be said and has not been.
func (m *matter) fresh(t *template) bool {
	return t != nil && t.fits(&m.scene) && !m.life.said[m.ticket.ID][t]
}

// one picks a text that can be said and has not been; nil where there is none.
func (m *matter) one(texts []*template) *template {
	var can []*template
	for _, t := range texts {
		if m.fresh(t) {
			can = append(can, t)
		}
	}
	return any1(can, m.life.rng)
}

// spoken is a text as the customer, or a colleague, would put it. The same text on the
// same ticket is always put the same way, so that one that was said in an earlier run is
// known again.
func (m *matter) spoken(t *template, agent desk.AgentID) desk.Untrusted {
	rng := rand.New(rand.NewPCG(uint64(m.ticket.ID.ID[3]), uint64(t.size)))
	a := act{beat: beat{text: t}, agent: agent}
	if m.play == nil || m.play.story == nil || !m.play.story.says(t) {
		if agent == "" {
			a.frame = m.life.shop.manners.customer(m.scene.who, m.ticket.Channel, false, rng)
		} else {
			a.frame = m.life.shop.manners.ours(m.scene.who, m.ticket.Channel, m.ticket.FirstReplyAt.IsZero(), rng)
		}
	}
	m.scene.agent, m.scene.colleague = m.life.house.short(agent), m.life.house.short(besides(agent))
	return desk.Foreign(framed(a, m.ticket.Channel, &m.scene))
}

// heard reports whether the thread has this text already.
func (m *matter) heard(text desk.Untrusted) bool {
	return slices.ContainsFunc(m.thread, func(e desk.Message) bool { return e.Text == text })
}

// says reports whether a text is the story's own, which needs no greeting.
func (st *story) says(t *template) bool {
	return slices.ContainsFunc(st.next, func(b beat) bool { return b.text == t })
}

// theirs is what the customer says next; nil where they have nothing to say.
func (m *matter) theirs() *template {
	if m.theme == nil {
		return nil
	}
	last, unanswered := m.speakers()
	if last == desk.FromCustomer {
		return m.impatience(unanswered)
	}
	if m.play != nil && m.play.story != nil {
		for _, b := range m.play.story.next {
			if b.kind == desk.FromCustomer && m.fresh(b.text) {
				return b.text
			}
		}
	}
	if m.play != nil && m.play.branch != nil && m.life.said[m.ticket.ID][m.play.branch.answer] && m.fresh(m.play.branch.reply) {
		return m.play.branch.reply
	}
	for _, t := range m.theme.thanks {
		if m.life.said[m.ticket.ID][t] {
			return nil // who has said thank you has said it
		}
	}
	return m.one(m.theme.thanks)
}

// impatience is what a customer says who waits; now and then it is said in anger.
func (m *matter) impatience(unanswered int) *template {
	if unanswered > 2 {
		return nil
	}
	for _, t := range m.theme.thanks {
		if m.life.said[m.ticket.ID][t] {
			return nil
		}
	}
	if cross := m.scene.who.temper == "cross"; cross || m.life.rng.IntN(4) == 0 {
		if t := m.one(m.theme.angers); t != nil {
			return t
		}
	}
	return m.one(m.theme.chases)
}

// ours is what a colleague says next, and the status that it leaves.
func (m *matter) ours() (*template, desk.Status) {
	if m.play != nil && m.play.story != nil {
		for _, b := range m.play.story.next {
			if b.kind == desk.FromAgent && m.fresh(b.text) {
				return b.text, desk.Pending
			}
		}
	}
	if m.play != nil && m.play.branch != nil {
		b, said := m.play.branch, m.life.said[m.ticket.ID]
		switch {
		case m.fresh(b.answer):
			return b.answer, desk.Pending
		case said[b.reply] && m.fresh(b.close):
			if m.life.rng.IntN(2) == 0 {
				return b.close, desk.Solved
			}
			return b.close, desk.Pending
		}
	}
	return m.one(m.life.shop.manners["ours more"]), desk.Pending
}

// content reports whether the customer's last word was a thank-you.
func (m *matter) content() bool {
	if m.theme == nil {
		return false
	}
	last, _ := m.speakers()
	for _, t := range m.theme.thanks {
		if last == desk.FromCustomer && m.life.said[m.ticket.ID][t] {
			return true
		}
	}
	return false
}
