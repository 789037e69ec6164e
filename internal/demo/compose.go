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
	answered                // we did
	pressed                 // and the customer pressed us: chased, or was cross
	told                    // or told us what we had asked
	closed                  // and we closed it
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
	c := composer{s: s, p: p, scene: scene{who: p.who, order: p.order}}
	o := t.opening(use.opening)
	if p.subject = o.subject; use.general {
		p.subject = t.subjects[use.opening%len(t.subjects)]
	}
	c.opening(t, o, use)
	b, quick := t.branchOf(o, p.id), t.quickOf(o, p.id)
	if sh == shortWork && (quick == nil || !quick.fits(&c.scene)) {
		sh = thanked
	}
	p.branch = &b
	switch sh {
	case asked:
	case askedTwice:
		c.theirs(any1(t.chases, p.rng), false)
	case answered:
		c.ours(b.answer)
		c.aside(t)
	case pressed:
		c.ours(b.answer)
		c.aside(t)
		if p.who.temper == "cross" && len(t.angers) > 0 {
			c.theirs(any1(t.angers, p.rng), false)
		} else {
			c.theirs(any1(t.chases, p.rng), false)
		}
	case told:
		c.ours(b.answer)
		c.theirs(b.reply, false)
	case closed, thanked:
		c.ours(b.answer)
		c.theirs(b.reply, false)
		c.aside(t)
		c.ours(b.close)
		if sh == thanked {
			c.thank(t)
		}
	case shortWork:
		c.ours(quick)
		c.thank(t)
	}
}

// composer adds acts to a play.
type composer struct {
	s     *shop
	p     *play
	scene scene
	spoke bool // we have said hello
}

// opening is the customer's first word, with a detail behind it where there is one.
func (c *composer) opening(t *theme, o opening, use part) {
	text := o.text
	if len(t.details) > 0 && use.detail >= 0 && c.p.channel != desk.SMS {
		text = joined(text, t.details[use.detail%len(t.details)], written(c.p.channel))
	}
	c.theirs(text, true)
}

func (c *composer) theirs(t *template, first bool) {
	if t == nil || !t.fits(&c.scene) {
		return
	}
	c.p.acts = append(c.p.acts, act{
		beat:  beat{kind: desk.FromCustomer, gap: -1, text: t},
		frame: c.s.manners.customer(c.p.who, c.p.channel, first, c.p.rng),
	})
}

// thank is the customer's last word, which comes when the thing has come.
func (c *composer) thank(t *theme) {
	n := len(c.p.acts)
	c.theirs(any1(t.thanks, c.p.rng), false)
	if len(c.p.acts) > n {
		c.p.acts[n].gap = time.Duration(5*60+c.p.rng.IntN(3*24*60)) * time.Minute
	}
}

func (c *composer) ours(t *template) {
	if !t.fits(&c.scene) {
		return
	}
	c.p.acts = append(c.p.acts, act{
		beat:  beat{kind: desk.FromAgent, gap: -1, text: t},
		agent: c.p.assignee,
		frame: c.s.manners.ours(c.p.who, c.p.channel, !c.spoke, c.p.rng),
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
	if text == nil || !text.fits(&c.scene) || c.p.rng.IntN(5) < 2 {
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
	for rng.IntN(3) == 0 && len(o.wares) < 4 {
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
