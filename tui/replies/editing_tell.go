package replies

import (
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

// Tell implements screen.Teller: the field with the focus, and to whoever asks where they are
// the whole reply.
func (e *Editing) Tell(time.Time) screen.Speech {
	b := e.Book
	sp := screen.Speech{Head: []screen.Sentence{screen.Say(b.T("linear.title", "title", e.Title()))}}
	switch {
	case e.failed != nil:
		sp.Head = append(sp.Head, screen.Say(b.Err(e.failed)))
		return sp
	case !e.begun:
		return sp
	}
	if stale, gone := e.stale(); stale || gone {
		sp.Head = append(sp.Head, screen.Say(text.Sentence(e.warning())))
	}
	if e.showing {
		is, _ := e.current()
		sp.At = "theirs"
		sp.Here = e.tellReply(is)
		return sp
	}
	p := e.form.at
	sp.At, sp.More = p.key(), e.tellReply(e.form.reply(e.id))
	if said, doubt := e.remark(); doubt {
		sp.Here = append(sp.Here, screen.Say(text.Sentence(said)))
	} else {
		sp.More = append(sp.More, screen.Say(text.Sentence(said)))
	}
	label := b.T(p.key())
	switch field := e.form.lines[p]; {
	case field != nil:
		sp.Live = &screen.Live{Label: label, Text: field.Text(), Caret: field.Caret()}
	case e.form.choices[p] != nil:
		sp.At += " " + e.form.choices[p].value()
		sp.Here = append(sp.Here, screen.Say(b.T("linear.phrase.choice", "field", label, "value", e.value(p))))
	default:
		words, caret, row, above := e.form.editor.Line()
		sp.Live = &screen.Live{Label: label, Text: words, Caret: caret, Row: row, Above: above}
	}
	return sp
}

// tellReply says a reply in full.
func (e *Editing) tellReply(c desk.Canned) []screen.Sentence {
	b := e.Book
	var said []screen.Sentence
	add := func(p place, value string) {
		if clean := text.Line(desk.Foreign(value)); clean != "" {
			said = append(said, screen.Say(text.Sentence(b.T("linear.phrase.choice", "field", b.T(p.key()), "value", clean))))
		}
	}
	add(inName, c.Name)
	add(inTitle, c.Title)
	add(inTags, strings.Join(c.Tags, ", "))
	add(inLanguage, c.Language)
	if does := act.Does(e.Session, c.Then); does != "" {
		said = append(said, screen.Say(text.Sentence(b.T("replies.then", "what", does))))
	}
	if strings.TrimSpace(c.Text) != "" {
		said = append(said, screen.Sentence{Text: b.T("linear.replies.says"), Quote: strings.TrimSpace(text.Block(desk.Foreign(c.Text)))})
	}
	return said
}
