package demo

import (
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// matter is a ticket as the traffic finds it: the thread, and what is known of how it
// came about.
type matter struct {
	life   *life
	ticket desk.Ticket
	thread []desk.Message
	play   *play // nil where another run made it
	theme  *theme
	voice  voice
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
	for _, e := range thread {
		if e.Kind == desk.FromAgent {
			m.scene.agent = l.house.short(e.Author.Agent)
		}
	}
	if m.play != nil {
		m.theme, m.scene.order, m.scene.other, m.voice = m.play.theme, m.play.order, m.play.other, m.play.voice
	}
	if m.voice == (voice{}) { // always the same one for a ticket
		m.voice = l.shop.manners.voice(m.scene.who, t.Channel, rand.New(rand.NewPCG(uint64(t.ID.ID[3]), 0x701ce)))
	}
	for _, tag := range t.Tags {
		if theme := l.shop.byTheme[tag]; m.theme == nil && theme != nil {
			m.theme = theme
		}
	}
	return m
}

// speaker is who said the last public word.
func (m *matter) speaker() desk.MessageKind {
	for _, e := range slices.Backward(m.thread) {
		if e.Kind.Public() {
			return e.Kind
		}
	}
	return ""
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

// spoken is a text as the customer, or a colleague, would put it.
func (m *matter) spoken(t *template, agent desk.AgentID) desk.Untrusted {
	a := act{beat: beat{text: t}, agent: agent}
	if agent != "" {
		m.scene.agent = m.life.house.short(agent)
	}
	m.scene.colleague = m.life.house.short(besides(agent))
	switch {
	case m.play != nil && m.play.story != nil && m.play.story.says(t): // it has its own greeting
	case m.scene.who.lang != "en": // nothing of the manners is in their language
	case agent == "":
		a.frame, a.casual = m.voice.theirs(m.scene.who, m.ticket.Channel, false), m.scene.who.temper == "thumbs"
	default:
		a.frame = m.voice.ours(m.ticket.Channel, m.ticket.FirstReplyAt.IsZero())
	}
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

// lastOfOurs is what we said last.
func (m *matter) lastOfOurs() desk.Message {
	for _, e := range slices.Backward(m.thread) {
		if e.Kind == desk.FromAgent {
			return e
		}
	}
	return desk.Message{}
}

// reads reports whether an entry says a text of the shop's.
func (m *matter) reads(e desk.Message, t *template) bool {
	scene := m.scene
	scene.at = e.At
	return strings.Contains(text.Block(e.Text), t.fill(&scene))
}

// isShops reports whether an entry is a text of the shop's, and not in the words of
// whoever answered.
func (m *matter) isShops(e desk.Message) bool {
	for t := range m.life.said[m.ticket.ID] {
		if m.reads(e, t) {
			return true
		}
	}
	return false
}

// ours is what a colleague says next, and the status that it leaves; nil where they do
// not know what to say.
func (m *matter) ours(agent desk.AgentID) (*template, desk.Status) {
	m.scene.agent = m.life.house.short(agent)
	if t := m.tale(desk.FromAgent); t != nil {
		return t, desk.Pending
	}
	for i, q := range m.life.shop.manners["further"] {
		if t := m.life.shop.manners["further answer"][i]; m.life.said[m.ticket.ID][q] && m.fresh(t) {
			return t, desk.Solved
		}
	}
	if m.play != nil && m.play.branch != nil {
		b, said, quick := m.play.branch, m.life.said[m.ticket.ID], m.theme.quickOf(m.play.opens)
		switch {
		case m.fresh(b.answer) && !said[quick]:
			if m.fresh(quick) && m.life.rng.IntN(10) < m.life.brevity() {
				return quick, desk.Solved
			}
			return b.answer, desk.Pending
		case said[b.reply] && m.fresh(b.close):
			return b.close, desk.Solved
		}
	}
	manners := m.life.shop.manners
	switch {
	case m.scene.who.lang != "en":
		return nil, ""
	case m.told():
		return m.one(manners["ours noted"]), desk.Solved
	case !m.life.saidAny(m.ticket.ID, manners["ours more"]):
		return m.one(manners["ours more"]), desk.Pending
	case !m.life.saidAny(m.ticket.ID, manners["ours done"]): // one promise is enough
		return m.one(manners["ours done"]), desk.Solved
	default:
		return nil, ""
	}
}

// told reports whether the customer has said the last that their story has for them, and
// it is for us to see to it.
func (m *matter) told() bool {
	return m.play != nil && m.play.story != nil && m.life.saidAny(m.ticket.ID, m.play.story.ends(wishes)) &&
		!m.life.saidAny(m.ticket.ID, m.life.shop.manners["ours noted"])
}

// brevity is how many of ten questions are answered at once where they can be: more where
// there is more to do than there was.
func (l *life) brevity() int {
	switch {
	case l.swamped():
		return 10
	case len(l.rows.pending) < len(l.first.pending):
		return 3
	case l.crowded():
		return 9
	default:
		return 6
	}
}

// wishes reports whether the last words of somebody in a story are something that we
// have to see to, rather than the end of it.
func wishes(t *template) bool {
	return t.speaks("please", "Please", "Here is", "Here are", "page sent", "Definitely", "I should like", "has said yes")
}

// content reports whether the customer's last word was a thank-you.
func (m *matter) content() bool {
	if m.speaker() != desk.FromCustomer || m.theme == nil {
		return false
	}
	texts := slices.Concat(m.theme.thanks, m.acks())
	if m.play != nil {
		texts = append(texts, m.play.opens.thanks...)
		if m.play.story != nil && m.tale(desk.FromAgent) == nil {
			texts = append(texts, m.play.story.ends(func(t *template) bool { return m.scene.who.lang != "en" || !wishes(t) })...)
		}
	}
	return m.life.saidAny(m.ticket.ID, texts)
}

// promised reports whether what we said last was only that we shall write again.
func (m *matter) promised() bool {
	ours := m.lastOfOurs()
	texts := m.life.shop.manners["ours more"]
	if m.theme != nil {
		texts = slices.Concat(texts, m.theme.holds)
	}
	return slices.ContainsFunc(texts, func(t *template) bool { return t.fits(&m.scene) && m.reads(ours, t) })
}
