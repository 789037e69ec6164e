package composer

import (
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/internal/phrasebook"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/screen"
)

// Tell implements screen.Teller. What the check says of the text is told to whoever asks
// where they are, and not while they write.
func (s *Screen) Tell(time.Time) screen.Speech {
	b := s.Book
	sp := screen.Speech{Head: []screen.Sentence{screen.Say(b.T("linear.title", "title", s.Title()))}}
	if s.failed != nil && s.editor.Len() == 0 {
		sp.Head = append(sp.Head, screen.Say(b.Err(s.failed)))
		return sp
	}
	if !s.begun {
		return sp
	}
	sp.Head = append(sp.Head, screen.Say(text.Sentence(s.viaSaid())))
	if len(s.with.files) > 0 {
		sp.Head = append(sp.Head, screen.Say(text.Sentence(s.filesSaid())))
	}
	if s.draft.Err != nil {
		sp.Head = append(sp.Head, screen.Say(text.Sentence(b.T("draft.not_saved"))))
	}
	if !s.note && s.newest > s.seen {
		sp.Head = append(sp.Head, screen.Say(text.Sentence(b.T("composer.came", "name", s.wrote()))))
	}
	if s.editor.Len() > 0 {
		sp.Head = append(sp.Head, screen.Sentence{Text: b.N("linear.write.lines", strings.Count(s.editor.Text(), "\n")+1), Ages: true})
	}
	sp.More = s.tellCheck()
	if s.head != nil {
		sp.At, sp.Here, sp.Live = s.tellHeading()
		return sp
	}
	label := "linear.write.reply"
	if s.note {
		label = "linear.write.note"
	}
	words, caret, row, above := s.editor.Line()
	sp.Live = &screen.Live{Label: b.T(label), Text: words, Caret: caret, Row: row, Above: above}
	if from, to, ok := s.editor.Selected(); ok {
		sp.At = "blank " + strconv.Itoa(from)
		sp.Here = []screen.Sentence{screen.Say(b.T("linear.write.blank", "label", blankSaid(s.editor.Text()[from:to])))}
	}
	return sp
}

// tellHeading is the field in which addresses are written, with what completes them.
func (s *Screen) tellHeading() (at string, here []screen.Sentence, live *screen.Live) {
	h, b := s.head, s.Book
	role := rows()[h.at].Key()
	f := h.fields[h.at]
	live = &screen.Live{Label: b.T("address.role." + role), Text: f.Text(), Caret: f.Caret()}
	if h.chosen < 0 || h.chosen >= len(h.offers) {
		return role, nil, live
	}
	c := h.offers[h.chosen]
	row := text.Address(c.to.Value)
	if c.label != "" {
		row = c.label + ", " + row
	}
	row = b.T("linear.pick.row", "n", h.chosen+1, "total", len(h.offers), "row", row+", "+b.T(c.from))
	return role + " " + row, []screen.Sentence{screen.Say(row)}, live
}

// viaSaid is how a text goes out and where to.
func (s *Screen) viaSaid() string {
	said := strings.Split(strings.Trim(s.via(0), " ·"), " · ")
	return strings.Join(said, ", ")
}

// blankSaid is what an open blank asks for.
func blankSaid(words string) string {
	if blanks := phrasebook.Unfilled(words); len(blanks) == 1 {
		return blanks[0].Label()
	}
	return words
}

// tellCheck is the quiet line under the text, in words.
func (s *Screen) tellCheck() []screen.Sentence {
	if !s.checkedNow() {
		return nil
	}
	b := s.Book
	var met, missing []string
	for _, f := range s.checked.findings {
		label := b.T("check." + string(f.Code))
		if f.Met {
			met = append(met, label)
		} else {
			missing = append(missing, label)
		}
	}
	var all []screen.Sentence
	if len(met) > 0 {
		all = append(all, screen.Say(b.T("linear.write.met", "what", strings.Join(met, ", "))))
	}
	if len(missing) > 0 && !s.note {
		all = append(all, screen.Say(b.T("linear.write.missing", "what", strings.Join(missing, ", "))))
	}
	if s.checked.missing() != "" && s.whyNotAdd().None() {
		all = append(all, screen.Say(b.T("linear.write.add", "key", s.Key("add_suggested"))))
	}
	if r := s.checked.reading; r.Words > 0 {
		said := b.N("reading.words", r.Words)
		if r.Level != phrasebook.ReadsNothing {
			said += ", " + b.T("reading."+string(r.Level))
		}
		all = append(all, screen.Say(text.Sentence(said)))
	}
	return all
}
