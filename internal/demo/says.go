package demo

import (
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
)

// This file is what a customer says next.

// theirs is what the customer says next; nil where they have nothing to say.
func (m *matter) theirs() *template {
	if m.theme == nil || m.content() {
		return nil
	}
	if m.speaker() == desk.FromCustomer {
		if t := m.more(); t != nil {
			return t
		}
		return m.impatience()
	}
	if time.Since(m.lastOfOurs().At) < m.breath() {
		return nil
	}
	ours := m.lastOfOurs()
	own := !m.isShops(ours)
	if own || m.storys(ours) {
		if t := m.tale(desk.FromCustomer); t != nil {
			return t
		}
	}
	if m.play != nil && m.play.branch != nil && m.reads(ours, m.play.branch.answer) && m.fresh(m.play.branch.reply) {
		return m.play.branch.reply
	}
	if own && m.scene.who.lang == "en" {
		if answers := m.answers(ours); answers != nil {
			return m.one(answers)
		}
	}
	if m.life.saidAny(m.ticket.ID, m.acks()) {
		return nil // who has said thank you has said it
	}
	if t := m.one(m.life.shop.manners["further"]); t != nil && m.wonders() {
		return t
	}
	return m.one(m.acks())
}

// wonders reports whether the customer, whose question is answered, has another one.
func (m *matter) wonders() bool {
	return m.ticket.Status == desk.Solved && m.scene.who.lang == "en" && m.play != nil && m.play.story == nil &&
		time.Since(m.ticket.SolvedAt) < time.Hour && !m.life.saidAny(m.ticket.ID, m.life.shop.manners["further"]) && m.life.rng.IntN(5) == 0
}

// tale is what somebody says next in the story of the ticket; nil where there is none, or
// where it is too early for it: nobody has slept through a minute after we wrote.
func (m *matter) tale(who desk.MessageKind) *template {
	if m.play == nil || m.play.story == nil {
		return nil
	}
	for _, b := range m.play.story.next {
		if b.kind == who && m.fresh(b.text) {
			if time.Since(m.lastOfOurs().At) < b.gap {
				return nil
			}
			return b.text
		}
	}
	return nil
}

// storys reports whether an entry is what we say in the story of the ticket.
func (m *matter) storys(e desk.Message) bool {
	if m.play == nil || m.play.story == nil {
		return false
	}
	return slices.ContainsFunc(slices.Concat(m.play.story.beats, m.play.story.next), func(b beat) bool {
		return b.kind == desk.FromAgent && b.text != nil && b.text.fits(&m.scene) && m.reads(e, b.text)
	})
}

// acks is how this customer takes an answer.
func (m *matter) acks() []*template {
	manners, who := m.life.shop.manners, m.scene.who
	switch {
	case who.lang != "en":
		return manners["ack in "+who.lang]
	case !m.promised():
		return manners["ack "+who.temper]
	case len(manners["ack promise "+who.temper]) > 0:
		return manners["ack promise "+who.temper]
	default:
		return manners["ack promise"]
	}
}

// breath is how long somebody takes at least until they write again.
func (m *matter) breath() time.Duration {
	switch m.ticket.Channel {
	case desk.Chat:
		return 12 * time.Second
	case desk.SMS, desk.Social:
		return 40 * time.Second
	default:
		return 2 * time.Minute
	}
}

// more is what the customer adds to what they have asked.
func (m *matter) more() *template {
	if m.play == nil || !m.ticket.FirstReplyAt.IsZero() || time.Since(m.thread[len(m.thread)-1].At) < m.breath() {
		return nil
	}
	for _, t := range m.play.more {
		if m.fresh(t) {
			return t
		}
	}
	return nil
}

// patience is how long a customer waits before they ask again.
func (m *matter) patience() time.Duration {
	if m.ticket.Channel == desk.Chat {
		return 12 * time.Minute / m.life.hurry()
	}
	return 80 * time.Minute / m.life.hurry()
}

// impatience is what a customer says who waits: once, and in anger where that is their way.
func (m *matter) impatience() *template {
	waited := time.Since(m.thread[len(m.thread)-1].At)
	if waited < m.patience() || m.scene.who.lang != "en" || m.ticket.Channel == desk.API ||
		m.life.saidAny(m.ticket.ID, slices.Concat(m.theme.chases, m.theme.angers, m.life.shop.manners["chase"])) {
		return nil
	}
	if m.play == nil || m.play.story != nil {
		return m.one(m.life.shop.manners["chase"]) // what they wait for is their own
	}
	if m.scene.who.temper == "cross" {
		if t := m.one(m.theme.angers); t != nil {
			return t
		}
	}
	return m.one(m.theme.chases)
}

// ends are what the customer says further on in a story without asking anything, as far
// as it will do.
func (st *story) ends(will func(t *template) bool) []*template {
	var all []*template
	for _, b := range st.next {
		if b.kind == desk.FromCustomer && !b.text.speaks("?", "؟", "？") && will(b.text) {
			all = append(all, b.text)
		}
	}
	return all
}
