package demo

import (
	"math/rand/v2"
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
)

// shape is how far a conversation has come.
type shape int8

const (
	asked      shape = iota // the customer wrote
	askedTwice              // and again
	answered                // we did, and asked something
	told                    // and the customer told us
	held                    // and we said that we wait for somebody
	pressed                 // or the customer pressed us: chased, or was cross
	closed                  // we closed it
	thanked                 // and the customer thanked us
	shortWork               // one question, one answer, one thank-you
)

// part is which of a theme's texts a composed ticket uses, so that two tickets of one
// theme do not read alike.
type part struct {
	opening, detail int
	general         bool // a subject that says no more than the theme
}

// compose makes the acts of a conversation about a theme.
func (s *shop) compose(p *play, t *theme, sh shape, use part) {
	p.theme, p.group, p.tags = t, t.group, sortedTags(t.tags)
	if p.urgency == desk.Normal && p.impact == desk.Normal {
		p.urgency, p.impact = t.urgency, t.impact
	}
	p.voice = s.manners.voice(p.who, p.channel, p.rng)
	c := composer{s: s, p: p, scene: scene{who: p.who, order: p.order, agent: string(p.assignee)}}
	o := t.opening(use.opening)
	p.opens = o
	if p.subject = o.subject; use.general {
		p.subject = t.subjects[use.opening%len(t.subjects)]
	}
	c.opening(t, o, use)
	b, quick := t.branchOf(o), t.quickOf(o)
	if sh == shortWork && (quick == nil || !quick.fits(&c.scene)) {
		sh = thanked
	}
	p.branch = &b
	if o.settled && (sh == held || sh == pressed) {
		sh = answered
	}
	switch sh {
	case asked:
	case askedTwice:
		c.theirs(any1(t.chases, p.rng))
	case shortWork:
		c.ours(quick)
		c.thank(t, o)
	case answered, told, held, pressed, closed, thanked:
		c.talk(t, o, b, sh)
	}
}

// composer adds acts to a play.
type composer struct {
	s     *shop
	p     *play
	scene scene
	spoke bool // we have said hello
}

// talk is a conversation that has come further than one answer.
func (c *composer) talk(t *theme, o opening, b branch, sh shape) {
	c.ours(b.answer)
	if sh == answered {
		c.aside(t)
		return
	}
	c.theirs(b.reply)
	if sh == held {
		c.aside(t)
		c.ours(any1(t.holds, c.p.rng))
	}
	if sh == pressed {
		c.press(t)
	}
	if sh == closed || sh == thanked {
		c.aside(t)
		c.ours(b.close)
	}
	if sh == thanked {
		c.thank(t, o)
	}
}

// opening is the customer's first word, with a detail behind it where there is one.
func (c *composer) opening(t *theme, o opening, use part) {
	text := o.text
	if len(t.details) > 0 && use.detail >= 0 && c.p.channel != desk.SMS {
		text = joined(text, t.details[use.detail%len(t.details)], written(c.p.channel))
	}
	c.theirs(text)
}

// afterthoughts are what a customer sends behind what they have asked: in a letter one
// detail, in a chat a second one now and then.
func (s *shop) afterthoughts(t *theme, c desk.Channel, n int, rng *rand.Rand) []*template {
	if len(t.details) == 0 {
		return nil
	}
	detail := t.details[n%len(t.details)]
	before := any1(s.manners["more mail"], rng)
	switch {
	case written(c) && before != nil:
		return []*template{joined(before, detail, false)}
	case len(t.details) > 1 && rng.IntN(2) == 0:
		return []*template{detail, t.details[(n+1)%len(t.details)]}
	default:
		return []*template{detail}
	}
}

func (c *composer) theirs(t *template) {
	if t == nil || !t.fits(&c.scene) {
		return
	}
	c.p.acts = append(c.p.acts, act{
		beat:  beat{kind: desk.FromCustomer, gap: -1, text: t},
		frame: c.p.voice.theirs(c.p.who, c.p.channel, len(c.p.acts) == 0), casual: c.p.who.temper == "thumbs",
	})
}

// press is a customer who has told us what we asked, and has heard nothing since.
func (c *composer) press(t *theme) {
	texts := t.chases
	if c.p.who.temper == "cross" && len(t.angers) > 0 {
		texts = t.angers
	}
	n := len(c.p.acts)
	c.theirs(any1(texts, c.p.rng))
	if len(c.p.acts) > n && c.p.channel != desk.Chat {
		c.p.acts[n].gap = time.Duration(18*60+c.p.rng.IntN(30*60)) * time.Minute
	}
}

// thank is the customer's last word. In a chat it comes at once; else it comes when the
// thing has come.
func (c *composer) thank(t *theme, o opening) {
	if c.p.channel == desk.Chat {
		c.theirs(any1(c.s.manners["ack "+c.p.who.temper], c.p.rng))
		return
	}
	n := len(c.p.acts)
	c.theirs(any1(t.thanksFor(o), c.p.rng))
	if len(c.p.acts) > n {
		c.p.acts[n].gap = t.after + time.Duration(c.p.rng.IntN(3*24*60))*time.Minute
	}
}

func (c *composer) ours(t *template) {
	if t == nil || !t.fits(&c.scene) {
		return
	}
	c.p.acts = append(c.p.acts, act{
		beat:  beat{kind: desk.FromAgent, gap: -1, text: t},
		agent: c.p.assignee,
		frame: c.p.voice.ours(c.p.channel, !c.spoke),
	})
	c.spoke = true
}

// aside is now and then a note, or a step in another system.
func (c *composer) aside(t *theme) {
	kind, from := desk.InternalNote, t.notes
	if c.p.rng.IntN(2) == 0 {
		kind, from = desk.Happening, t.events
	}
	text := any1(from, c.p.rng)
	if text == nil || !text.fits(&c.scene) || c.p.rng.IntN(2) == 0 {
		return
	}
	a := act{beat: beat{kind: kind, gap: -1, text: text}}
	if kind == desk.InternalNote {
		a.agent = c.p.assignee
	}
	c.p.acts = append(c.p.acts, a)
}

// joined puts a text behind another.
func joined(a, b *template, apart bool) *template {
	gap := " "
	if apart {
		gap = "\n\n"
	}
	t := &template{needs: a.needs | b.needs, size: a.size + b.size}
	t.pieces = make([]piece, 0, len(a.pieces)+len(b.pieces)+1)
	t.pieces = append(append(append(t.pieces, a.pieces...), piece{lit: gap}), b.pieces...)
	return t
}

func sortedTags(tags []string) []string {
	all := slices.Clone(tags)
	slices.Sort(all)
	return slices.Compact(all)
}

// orderFor makes the order that an opening is about; nil where its theme is about none.
func (s *shop) orderFor(t *theme, opens opening, began time.Time, who *person, done bool, rng *rand.Rand) *order {
	if len(t.states) == 0 {
		return nil
	}
	o := &order{state: t.states[rng.IntN(len(t.states))]}
	o.wares = append(o.wares, s.anyWare(t.classOf(opens), rng))
	for !t.alone && rng.IntN(3) == 0 && len(o.wares) < 4 {
		o.wares = append(o.wares, s.anyWare("", rng))
	}
	age := map[string]int{preparing: 1, onItsWay: 5, delivered: 9, returned: 24, atBench: 16}[o.state]
	o.at = began.Add(-time.Duration(age*24+rng.IntN(age*24+12)) * time.Hour)
	if done {
		o.state = after(o.state)
	}
	o.settle(who.abroad(), rng)
	return o
}

// after is what has become of an order when all is done.
func after(state string) string {
	switch state {
	case preparing, onItsWay, atBench:
		return delivered
	case returned:
		return refunded
	default:
		return state
	}
}

func (s *shop) anyWare(class string, rng *rand.Rand) ware {
	for {
		a := s.goods[rng.IntN(len(s.goods))]
		if a.is(class) {
			return ware{a, a.variants[rng.IntN(len(a.variants))]}
		}
	}
}
