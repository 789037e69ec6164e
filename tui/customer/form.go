package customer

import (
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

// form asks for an attribute that is structured in lines of names and values. One that lines would
// not hold stays as it is, and that is said.
func (s *Screen) form(c desk.Customer, ch change) screen.Out {
	f, why := text.FormOf(ch.was)
	if why != text.FormFits {
		return screen.Out{Say: &screen.Notice{Text: s.Book.T("customer.form.unfit."+string(why), "what", act.Spoken(ch.name)), Level: screen.Warning}}
	}
	asked := act.Asked{
		Title: s.Book.T("customer.edit.form", "what", act.Spoken(ch.name), "name", s.name()), About: s.Book.T("customer.hint.form"),
		Begun: f.Lines(), Slot: slotEdited, In: s.in(ch), Heir: s.heir(ch),
		Read: func(typed string) (any, desk.Reason) {
			value, flaw := f.Read(typed)
			if flaw != nil {
				return nil, unless(false, "form")
			}
			if value == ch.was {
				return nil, desk.Reason{}
			}
			return attributed(c, ch.name, value), desk.Reason{}
		},
		Flaw: func(typed string) string {
			_, flaw := f.Read(typed)
			return s.flawSaid(flaw)
		},
	}
	return screen.Out{Open: act.NewWords(s.Session, asked, desk.MaxField, s.Book.T("choose.write_down"), s.kept())}
}

// flawSaid is what is wrong with a form, in words.
func (s *Screen) flawSaid(flaw *text.FormFlaw) string {
	if flaw == nil {
		return ""
	}
	said := s.Book.T("customer.form."+string(flaw.Code), "name", text.Line(desk.Foreign(strings.TrimSpace(flaw.Name))))
	if flaw.Line == 0 {
		return said
	}
	return s.Book.T("customer.form.line", "n", flaw.Line, "what", said)
}
