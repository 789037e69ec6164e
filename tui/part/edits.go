package part

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/internal/text"
)

// result is what a key did to a text.
type result int

const (
	notAnEdit result = iota
	moved
	edited
)

// edit does what a plain editing key says to a text; the keys that need to know rows are the editor's.
func edit(p *prose, key string) result {
	switch key {
	case "left", "right", "alt+left", "alt+right", "home", "end":
		p.move(target(p, key))
		return moved
	case "backspace":
		p.erase(p.left())
	case "delete":
		p.erase(p.right())
	case "alt+backspace":
		p.erase(p.wordLeft())
	case "alt+delete":
		p.erase(p.wordRight())
	case "ctrl+u":
		p.erase(place{p.caret.line, 0})
	case "ctrl+k":
		p.eraseToEnd()
	case "ctrl+z":
		p.undo()
	case "ctrl+y":
		p.redo()
	default:
		return notAnEdit
	}
	return edited
}

func target(p *prose, key string) place {
	switch key {
	case "left":
		return p.left()
	case "right":
		return p.right()
	case "alt+left":
		return p.wordLeft()
	case "alt+right":
		return p.wordRight()
	case "home":
		return place{p.caret.line, 0}
	default:
		return place{p.caret.line, len(p.line())}
	}
}

// eraseToEnd takes the rest of the paragraph away, or joins the next one to it.
func (p *prose) eraseToEnd() {
	if p.caret.at == len(p.line()) {
		p.erase(p.right())
		return
	}
	p.erase(place{p.caret.line, len(p.line())})
}

// written is what a key writes, as it came; nothing where it writes nothing.
func written(key tea.KeyPressMsg) string {
	if key.Mod&(tea.ModCtrl|tea.ModAlt|tea.ModMeta|tea.ModSuper|tea.ModHyper) != 0 {
		return ""
	}
	return key.Text
}

// letters is what a key writes, if it writes something that stands by itself.
func letters(key tea.KeyPressMsg) (string, bool) {
	clean := text.PasteLine(written(key))
	if strings.IndexFunc(clean, unicode.IsPrint) < 0 && clean != " " {
		return "", false
	}
	return clean, true
}

// join puts what was typed to the letter before the caret, where it joins that: vowel signs,
// points and accents come by keys of their own. It says from where on the line is another one.
func (p *prose) join(came string) (from int, ok bool) {
	if glued, is := p.glued(came); is {
		came = glued
	}
	if p.mark != nil || p.caret.at == 0 || came == "" || text.Next(" "+came, 0) == 1 {
		return 0, false
	}
	line, at := p.line(), p.caret.at
	from = before(line, at)
	letter := line[from:at]
	s := stretch{place{p.caret.line, from}, p.caret}
	whole := text.PasteLine(letter + came)
	if came == joiner && whole == letter {
		here := p.caret
		p.glue = &here
		return from, true // it is kept until what it joins comes, as it may by a key of its own
	}
	if more, grown := strings.CutPrefix(whole, letter); grown {
		s.from, whole = p.caret, more
	}
	p.replace(s, whole, true)
	return from, true
}

// joiner makes one picture of two letters: a woman and a laptop are somebody who works with one.
const joiner = "\u200d"

// glued is what was typed with the joiner that came just before it, where the two make one letter
// with the one before the caret. A joiner that joins nothing is forgotten.
func (p *prose) glued(came string) (with string, is bool) {
	at := p.glue
	p.glue = nil
	if at == nil || *at != p.caret || came == joiner {
		return "", false
	}
	line := p.line()
	whole := line[before(line, p.caret.at):p.caret.at] + joiner + came
	if text.PasteLine(whole) != whole || text.Next(whole, 0) != len(whole) {
		return "", false
	}
	return joiner + came, true
}
