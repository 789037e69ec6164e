package demo

import (
	"math/rand/v2"
	"time"

	"github.com/heed-desk/heed/desk"
)

// theme is what customers write about, in parts that fit each other. Its name is the tag
// that its tickets carry.
type theme struct {
	name     string
	tags     []string
	group    desk.GroupID
	states   []string // of the order that it is about; none where it is about no order
	class    string   // of the goods in it
	abroad   bool     // only customers abroad write about it
	home     bool     // only customers at home write about it
	alone    bool     // the order has one thing in it
	channels []desk.Channel
	urgency  desk.Level
	impact   desk.Level
	after    time.Duration // how long it takes, as a rule, until the customer has reason to thank us

	subjects []*template
	openings []opening
	details  []*template
	branches []branch
	quicks   []*template // an answer that needs nothing more
	holds    []*template // our word while we wait for somebody else
	chases   []*template // the customer asks again
	angers   []*template // and is cross
	thanks   []*template // when the thing has come
	notes    []*template
	events   []*template
}

// opening is what a customer may begin with. One that has no branch of its own goes with
// every branch and every quick answer of the theme, and with its thanks.
type opening struct {
	class   string // of the goods that it can be about, where not all of the theme's will do
	subject *template
	text    *template
	own     *branch
	quick   *template   // an answer that needs nothing more; nil where there is none
	thanks  []*template // when the thing has come; the theme's where there are none
	settled bool        // once the customer has answered us, nothing is left that they wait for
	nth     int         // of its theme
}

// branch is a way in which a conversation goes: what we answer, what the customer says
// to that, how we close it.
type branch struct{ answer, reply, close *template }

// branchOf is the way in which a conversation goes that began so. Openings beside each
// other go different ways, so that two tickets of one theme do not read alike.
func (t *theme) branchOf(o opening) branch {
	if o.own != nil {
		return *o.own
	}
	return t.branches[o.nth%len(t.branches)]
}

// opening is the opening of a number; any number will do.
func (t *theme) opening(n int) opening { return t.openings[n%len(t.openings)] }

// classOf is the class of the goods that an opening can be about.
func (t *theme) classOf(o opening) string {
	if o.class != "" {
		return o.class
	}
	return t.class
}

// suits reports whether a person could write about the theme.
func (t *theme) suits(p *person) bool { return (!t.abroad || p.abroad()) && (!t.home || !p.abroad()) }

// quickOf is an answer to an opening that needs nothing more; nil where there is none.
func (t *theme) quickOf(o opening) *template {
	if o.quick != nil || o.own != nil || len(t.quicks) == 0 {
		return o.quick
	}
	return t.quicks[o.nth%len(t.quicks)]
}

// thanksFor is what a customer says who began so, when the thing has come.
func (t *theme) thanksFor(o opening) []*template {
	if len(o.thanks) > 0 {
		return o.thanks
	}
	return t.thanks
}

// longestTalk is the most letters that somebody writes on a small screen.
const longestTalk = 190

// channel is a way on which somebody could begin so: a long letter is no text message,
// and what we attach or print needs a letter.
func (t *theme) channel(o opening, b branch, rng *rand.Rand) desk.Channel {
	c := t.channels[rng.IntN(len(t.channels))]
	if c != desk.SMS && c != desk.Social {
		return c
	}
	for _, tpl := range []*template{o.text, b.answer, b.close, o.quick} {
		if tpl != nil && (tpl == o.text && tpl.size > longestTalk || tpl.speaks("attach", "label", "enclosed")) {
			return t.channels[0]
		}
	}
	return c
}
