package replies

import (
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/phrasebook"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/theme"
)

// filling is a reply whose open blanks are asked for, one after the other.
type filling struct {
	canned  desk.Canned
	words   string             // with all its blanks open
	blanks  []phrasebook.Blank // of words
	values  []string           // what was typed for each; empty for one that stays open
	at      int                // the blank that is asked for
	field   *part.Field
	trouble string // why what is typed is not taken
	theme   *theme.Theme
	hint    string
}

// newFilling begins with the first blank of a text that has some.
func newFilling(t *theme.Theme, hint string, c desk.Canned, words string) *filling {
	f := &filling{canned: c, words: words, blanks: phrasebook.Unfilled(words), theme: t, hint: hint}
	f.values = make([]string, len(f.blanks))
	f.ask(0)
	return f
}

// ask asks for a blank, with what was typed for it; else with what was typed for another
// one that is called the same.
func (f *filling) ask(n int) {
	f.at, f.trouble = n, ""
	f.field = part.NewField(f.theme, f.hint)
	value := f.values[n]
	for i := range f.blanks {
		if value == "" && f.blanks[i].Label() == f.blanks[n].Label() {
			value = f.values[i]
		}
	}
	f.field.SetText(value)
}

// keep takes what is typed for the blank that is asked for.
func (f *filling) keep() { f.values[f.at] = f.typed() }

func (f *filling) typed() string { return strings.TrimSpace(f.field.Text()) }

func (f *filling) last() bool { return f.at == len(f.blanks)-1 }

// text is the reply with what was typed; the other blanks are open in it as they were.
func (f *filling) text() string {
	words, _ := told(f.words, f.blanks, func(i int) string {
		if f.values[i] != "" {
			return f.values[i]
		}
		return f.words[f.blanks[i].Span.From:f.blanks[i].Span.To]
	})
	return words
}

// told is a text with words in the place of its blanks, and where those stand in it.
func told(words string, blanks []phrasebook.Blank, with func(i int) string) (string, []text.Span) {
	var out strings.Builder
	spans := make([]text.Span, 0, len(blanks))
	at := 0
	for i, b := range blanks {
		out.WriteString(words[at:b.Span.From])
		from := out.Len()
		out.WriteString(with(i))
		spans = append(spans, text.Span{From: from, To: out.Len()})
		at = b.Span.To
	}
	out.WriteString(words[at:])
	return out.String(), spans
}

// answered takes what was typed. With nothing typed it says how a blank is left open:
// one that was passed over by a slip of the finger would be found only when the reply is
// to be sent.
func (s *Screen) answered() screen.Out {
	if s.filling.typed() == "" {
		s.filling.trouble = s.Book.T("replies.no_words")
		return screen.Out{}
	}
	return s.onward()
}

// leaveOpen goes on with or without words.
func (s *Screen) leaveOpen() screen.Out {
	if s.filling == nil {
		return screen.Out{}
	}
	return s.onward()
}

func (s *Screen) onward() screen.Out {
	f := s.filling
	if strings.Contains(f.typed(), "{{") {
		f.trouble = s.Book.T("replies.braces")
		return screen.Out{}
	}
	f.keep()
	if f.last() {
		return s.done(f.canned, f.text())
	}
	f.ask(f.at + 1)
	return screen.Out{}
}

// previous goes back to the blank before, with what was typed for it.
func (s *Screen) previous() {
	if f := s.filling; f != nil && f.at > 0 {
		f.keep()
		f.ask(f.at - 1)
	}
}

// Label implements screen.Labelled.
func (s *Screen) Label(a keymaps.Action) string {
	f := s.filling
	switch {
	case f == nil && a == keymaps.Accept && s.slot == "":
		return s.Book.T("action.edit_reply")
	case f == nil && a == keymaps.NewReply && s.unfinished() != nil:
		return s.Book.T("phrase.go_on")
	case f == nil:
		return ""
	case a == keymaps.Accept && f.last():
		return s.Book.T("action.accept.insert")
	case a == keymaps.Accept:
		return s.Book.T("action.accept.next")
	case a == keymaps.NextBlank && f.typed() == "":
		return s.Book.T("action.next_blank.open")
	default:
		return ""
	}
}
