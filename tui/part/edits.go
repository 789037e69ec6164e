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

// letters is what a key writes, if it writes something.
func letters(key tea.KeyPressMsg) (string, bool) {
	if key.Text == "" || key.Mod&(tea.ModCtrl|tea.ModAlt|tea.ModMeta|tea.ModSuper|tea.ModHyper) != 0 {
		return "", false
	}
	clean := text.PasteLine(key.Text)
	if strings.IndexFunc(clean, unicode.IsPrint) < 0 && clean != " " {
		return "", false
	}
	return clean, true
}
