package part

import (
	"unicode"
	"unicode/utf8"

	"github.com/heed-desk/heed/internal/text"
)

// insert puts clean text at the caret, or in place of what is marked.
func (p *prose) insert(clean string, typing bool) {
	s := stretch{p.caret, p.caret}
	if p.mark != nil {
		s = *p.mark
	}
	p.replace(s, clean, typing)
}

// erase takes away what is marked, or what lies between the caret and a place.
func (p *prose) erase(to place) {
	s := stretch{p.caret, to}
	if p.mark != nil {
		s = *p.mark
	} else if to.before(p.caret) {
		s = stretch{to, p.caret}
	}
	if s.from == s.to {
		return
	}
	p.replace(s, "", false)
}

// move puts the caret somewhere and forgets what is marked.
func (p *prose) move(to place) { p.caret, p.mark = to, nil }

func (p *prose) left() place {
	if p.caret.at > 0 {
		return place{p.caret.line, before(p.line(), p.caret.at)}
	}
	if p.caret.line > 0 {
		return place{p.caret.line - 1, p.size(p.caret.line - 1)}
	}
	return p.caret
}

func (p *prose) right() place {
	if p.caret.at < len(p.line()) {
		return place{p.caret.line, text.Next(p.line(), p.caret.at)}
	}
	if p.caret.line < p.count()-1 {
		return place{p.caret.line + 1, 0}
	}
	return p.caret
}

// wordLeft is the start of the word before the caret.
func (p *prose) wordLeft() place {
	if p.caret.at == 0 {
		return p.left()
	}
	line, at := p.line(), p.caret.at
	for at > 0 && !wordBefore(line, at) {
		at = before(line, at)
	}
	for at > 0 && wordBefore(line, at) {
		at = before(line, at)
	}
	return place{p.caret.line, at}
}

// wordRight is the end of the word behind the caret.
func (p *prose) wordRight() place {
	line, at := p.line(), p.caret.at
	if at == len(line) {
		return p.right()
	}
	for at < len(line) && !wordAt(line, at) {
		at = text.Next(line, at)
	}
	for at < len(line) && wordAt(line, at) {
		at = text.Next(line, at)
	}
	return place{p.caret.line, at}
}

func wordBefore(line string, at int) bool {
	r, _ := utf8.DecodeLastRuneInString(line[:at])
	return inWord(r)
}

func wordAt(line string, at int) bool {
	r, _ := utf8.DecodeRuneInString(line[at:])
	return inWord(r)
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) || r == '\'' || r == '_'
}
