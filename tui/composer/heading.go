package composer

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// heading are the fields above a text in which its addresses are changed; nil while they
// are folded.
type heading struct {
	fields []*part.Field // one for each role
	at     int           // the one that has the focus
	offers []candidate
	chosen int  // among the offers; -1 for none
	begun  bool // something was done in the field since the focus came to it
}

// rows are the roles in the order of the fields.
func rows() []desk.AddressRole { return desk.AddressRoles() }

// unfold opens the fields at one of them.
func (s *Screen) unfold(role desk.AddressRole) {
	h := &heading{at: slices.Index(rows(), role), chosen: -1}
	all := s.recipients()
	for _, role := range rows() {
		f := part.NewField(s.Theme, "")
		f.SetText(listed(desk.AddressesIn(all, role)))
		h.fields = append(h.fields, f)
	}
	s.head = h
	s.Resize(s.w, s.h)
}

// fold closes the fields; what stands in them counts.
func (s *Screen) fold() {
	s.head = nil
	s.Resize(s.w, s.h)
}

func listed(all []desk.Address) string {
	values := make([]string, len(all))
	for i, a := range all {
		values[i] = text.Line(a.Value)
	}
	return strings.Join(values, ", ")
}

// token is the address that is being typed in the field with the focus: its last; and where
// it begins.
func (h *heading) token() (typed string, at int) {
	line := h.fields[h.at].Text()
	at = lastPiece(line)
	return strings.TrimSpace(line[at:]), at
}

// reread takes up what stands in the fields now.
func (s *Screen) reread() screen.Out {
	var all []desk.Address
	by := desk.Mail
	if c := s.channel(); c.Copies() {
		by = c
	}
	for i, role := range rows() {
		for _, v := range apart(s.head.fields[i].Text()) {
			a := desk.Address{Channel: by, Value: desk.Foreign(v), Role: role}
			switch box := desk.MailboxAt(s.whom.boxes, a); {
			case role != desk.AddressFrom:
				a.Name = s.nameOf(a)
			case box != nil:
				a = box.From()
			}
			if !slices.ContainsFunc(all, a.Same) {
				all = append(all, a)
			}
		}
	}
	if !sameAddresses(all, s.byItself()) {
		s.whom.to, s.whom.changed = all, true
	} else {
		s.whom.to, s.whom.changed = nil, false
	}
	s.offer()
	return s.edited()
}

// sameAddresses reports whether the same places are meant in the same roles.
func sameAddresses(a, b []desk.Address) bool {
	return slices.EqualFunc(a, b, func(x, y desk.Address) bool { return x.Same(y) && x.Role == y.Role })
}

// offer looks for those who fit what is typed. The first is chosen, but not while what is
// typed is an address already, or nothing.
func (s *Screen) offer() {
	h := s.head
	typed, _ := h.token()
	role := rows()[h.at]
	h.offers, h.chosen = nil, -1
	if typed == "" && h.fields[h.at].Text() != "" {
		s.Resize(s.w, s.h)
		return
	}
	h.offers = s.offers(typed, role)
	if typed != "" && len(h.offers) > 0 && desk.MailFlaw(desk.Foreign(typed)) != desk.NoFlaw {
		h.chosen = 0
	}
	s.Resize(s.w, s.h)
}

// takeOffer completes what is typed with what is chosen; false where nothing is.
func (s *Screen) takeOffer() (screen.Out, bool) {
	h := s.head
	if h.chosen < 0 || h.chosen >= len(h.offers) {
		return screen.Out{}, false
	}
	f, value := h.fields[h.at], text.Line(h.offers[h.chosen].to.Value)
	_, at := h.token()
	begun := strings.TrimRight(f.Text()[:at], " ")
	if rows()[h.at] == desk.AddressFrom || begun == "" {
		begun = ""
	} else {
		begun += " "
	}
	if rows()[h.at] != desk.AddressFrom {
		value += ", "
	}
	f.SetText(begun + value)
	return s.reread(), true
}

// headActs takes an action while the fields are open.
func (s *Screen) headActs(a keymaps.Action) screen.Out {
	h := s.head
	switch a {
	case keymaps.Accept:
		if out, taken := s.takeOffer(); taken {
			return out
		}
		if h.at == len(rows())-1 {
			return s.leaveHead()
		}
		return s.toField(1)
	case keymaps.NextField:
		out, _ := s.takeOffer()
		return out.Merge(s.toField(1))
	case keymaps.PrevField:
		return s.toField(-1)
	case keymaps.Up:
		h.chosen = max(h.chosen-1, -1)
	case keymaps.Down:
		h.chosen = min(h.chosen+1, len(h.offers)-1)
	case keymaps.Addresses, keymaps.Cancel, keymaps.GoBack:
		return s.leaveHead()
	case keymaps.ReplyAll:
		return s.replyAll()
	default:
	}
	return screen.Out{}
}

// leaveHead goes back to the text, and says what is wrong with an address.
func (s *Screen) leaveHead() screen.Out {
	s.fold()
	return screen.Out{Done: true}.Merge(s.sayFlaw())
}

func (s *Screen) sayFlaw() screen.Out {
	if a, flaw := s.flawed(); flaw != desk.NoFlaw && flaw != desk.FlawNobody {
		return screen.Out{Say: &screen.Notice{Text: s.flawSaid(a, flaw), Level: screen.Warning}}
	}
	return screen.Out{}
}

// toField goes to the next field, or the one before; from the last to the first.
func (s *Screen) toField(by int) screen.Out {
	s.head.at = (s.head.at + by + len(rows())) % len(rows())
	s.head.begun = false
	s.offer()
	return s.sayFlaw()
}

// replyAll addresses everybody who got the newest word, or the customer alone again.
func (s *Screen) replyAll() screen.Out {
	said := "address.to_all"
	if s.toAll() {
		s.whom.to, s.whom.changed, said = nil, false, "address.to_one"
	} else {
		s.whom.to, s.whom.changed = s.everybody(), true
	}
	if s.head != nil {
		s.unfold(rows()[s.head.at])
	}
	return s.edited().Merge(screen.Out{Say: &screen.Notice{Text: s.Book.T(said, "n", len(s.whom.all), "name", s.customerName())}})
}

// typeHead gives a key to the field that has the focus.
func (s *Screen) typeHead(k tea.KeyPressMsg) screen.Out {
	f := s.head.fields[s.head.at]
	was := f.Text()
	if letter := k.Text; letter != "" && k.Mod&(tea.ModCtrl|tea.ModAlt) == 0 && !strings.ContainsAny(letter, ",;") {
		s.head.next()
	}
	s.head.begun = true
	if !f.Type(k) || f.Text() == was {
		return screen.Out{}
	}
	return s.reread()
}

// next begins another address where the caret stands behind a whole one that was there when
// the focus came: who types then means one more, and not that one to be longer.
func (h *heading) next() {
	f := h.fields[h.at]
	line := f.Text()
	if h.begun || rows()[h.at] == desk.AddressFrom || f.Caret() < len(line) {
		return
	}
	if last, _ := h.token(); desk.MailFlaw(desk.Foreign(bare(last))) == desk.NoFlaw {
		f.SetText(strings.TrimRight(line, " ") + ", ")
	}
}

// whyNotAddress is the reason why it cannot be said whom it goes to.
func (s *Screen) whyNotAddress(a keymaps.Action) desk.Reason {
	why, busy := s.busy()
	switch {
	case busy:
		return why
	case s.note:
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"note_stays"}}
	case !s.channel().Copies():
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"one_end"}}
	case a == keymaps.ReplyAll && (s.opens != nil || s.forward != nil || len(s.whom.all) == 0):
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"nobody_else"}}
	default:
		return desk.Reason{}
	}
}

// headRows is how many fields are in sight: all of them, or the one with the focus.
func (s *Screen) headRows() int {
	switch {
	case s.head == nil:
		return 0
	case s.h >= 12:
		return len(rows())
	default:
		return 1
	}
}

// offerRows is how many offers are in sight.
func (s *Screen) offerRows() int {
	if s.head == nil {
		return 0
	}
	return max(min(len(s.head.offers), s.h-s.headRows()-6), 0)
}

// drawHead draws the fields and what is offered, and says where the caret stands.
func (s *Screen) drawHead(from int) (lines []string, caret paint.Point) {
	h := s.head
	label := 0
	for _, role := range rows() {
		label = max(label, text.Width(s.Book.T("address.role."+role.Key())))
	}
	label = min(label+2, max(s.w/2, 1))
	for i, role := range rows() {
		if s.headRows() == 1 && i != h.at {
			continue
		}
		name := part.Pad(" "+s.Book.T("address.role."+role.Key()), label)
		if i == h.at {
			name = s.Theme.Strong.Render(name)
		} else {
			name = s.Theme.Dim.Render(name)
		}
		line, x := h.fields[i].View(max(s.w-label-1, 1))
		if i == h.at {
			caret = paint.Point{X: min(label+x, max(s.w-1, 0)), Y: from + len(lines)}
		}
		lines = append(lines, part.Pad(name+line, s.w))
	}
	first := max(h.chosen-s.offerRows()+1, 0)
	for i := first; i < first+s.offerRows(); i++ {
		lines = append(lines, s.drawOffer(h.offers[i], i == h.chosen, label))
	}
	return lines, caret
}

func (s *Screen) drawOffer(c candidate, chosen bool, lead int) string {
	ink, mark := s.Theme.Dim, " "
	if chosen {
		ink, mark = s.Theme.Strong, "›"
	}
	line := text.Address(c.to.Value)
	if c.label != "" {
		line = c.label + " · " + line
	}
	left := strings.Repeat(" ", max(lead-2, 0)) + mark + " " + line
	return part.Spread(ink.Render(text.Truncate(left, max(s.w-1, 0))), s.Theme.Dim.Render(s.Book.T(c.from))+" ", s.w)
}
