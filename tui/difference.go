package tui

import (
	"cmp"
	"strings"

	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/voice"
)

// difference is what of a speech has not been said.
type difference struct {
	last    *screen.Speech // nil where nothing has been
	now     *screen.Speech
	arrived bool // one has just come to the screen
	whole   bool // all is to be said
}

// back reports whether one has come back to what one left.
func (d difference) back() bool {
	if !d.arrived || d.last == nil || len(d.now.Head) == 0 || len(d.last.Head) == 0 {
		return false
	}
	now, last := d.now.Head[0], d.last.Head[0]
	return cmp.Or(now.Key, now.Text) == cmp.Or(last.Key, last.Text)
}

// parts are the sentences to say.
func (d difference) parts() (head, here []screen.Sentence) {
	switch {
	case d.whole || d.last == nil, d.arrived && !d.back():
		return whole(d.now.Head), whole(d.now.Here)
	case d.arrived:
		head = append(whole(d.now.Head[:1]), fresh(d.now.Head[1:], d.last.Head)...)
		here = whole(d.now.Here)
		if d.now.At == d.last.At && quotes(here) {
			here = fresh(d.now.Here, d.last.Here)
		}
		return head, here
	default:
		head, here = fresh(d.now.Head, d.last.Head), fresh(d.now.Here, d.last.Here)
		switch {
		case d.now.At != d.last.At:
			here = whole(d.now.Here)
		case len(here) > 0 && d.now.Name != "":
			here = append([]screen.Sentence{screen.Say(d.now.Name)}, here...)
		}
		return head, here
	}
}

func (d difference) none() bool {
	head, here := d.parts()
	return len(head)+len(here) == 0 && !d.arrived
}

func (d difference) say(p *paragraphs) {
	head, here := d.parts()
	for _, s := range head {
		p.say(s)
	}
	p.end()
	for _, s := range here {
		p.say(s)
	}
	p.end()
}

// whole is all that is said of something.
func whole(all []screen.Sentence) []screen.Sentence {
	var said []screen.Sentence
	for _, s := range all {
		if !s.Late {
			said = append(said, s)
		}
	}
	return said
}

// fresh is what was not among what was said, but for what changes by itself.
func fresh(now, last []screen.Sentence) []screen.Sentence {
	type is struct{ of, text, quote string }
	as := func(s screen.Sentence) is { return is{s.Of, cmp.Or(s.Key, s.Text), s.Quote} }
	had := make(map[is]bool, len(last))
	for _, s := range last {
		had[as(s)] = true
	}
	var said []screen.Sentence
	for _, s := range now {
		if !s.Ages && !had[as(s)] {
			said = append(said, s)
		}
	}
	return said
}

// quotes reports whether somebody's words are among what is said.
func quotes(all []screen.Sentence) bool {
	for _, s := range all {
		if s.Quote != "" {
			return true
		}
	}
	return false
}

// paragraphs are sentences on their way into lines.
type paragraphs struct {
	all  []voice.Line
	open []string
}

// say adds a sentence to the line under way; what somebody wrote has lines of its own.
func (p *paragraphs) say(s screen.Sentence) {
	if s.Line {
		p.end()
	}
	if s.Text != "" {
		p.open = append(p.open, s.Text)
	}
	if s.Quote == "" {
		return
	}
	p.end()
	for _, line := range strings.Split(s.Quote, "\n") {
		if strings.TrimSpace(line) != "" {
			p.all = append(p.all, voice.Line{Text: line, Quoted: true})
		}
	}
}

// line says a sentence in a line of its own.
func (p *paragraphs) line(s screen.Sentence) {
	p.end()
	p.say(s)
	p.end()
}

func (p *paragraphs) end() {
	if len(p.open) > 0 {
		p.all = append(p.all, voice.Line{Text: strings.Join(p.open, " ")})
		p.open = nil
	}
}

func (p *paragraphs) lines() []voice.Line {
	p.end()
	return p.all
}
