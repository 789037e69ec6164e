package customer

import (
	"slices"
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

// edit is the change of the record that makes something what was typed; one that takes it away where
// that is nothing.
func (ch change) edit(c desk.Customer, typed string) (any, desk.Reason) {
	typed = strings.TrimSpace(typed)
	is := desk.Foreign(typed)
	if typed == strings.TrimSpace(text.Editable(ch.was)) && typed != "" {
		return nil, desk.Reason{} // it stays as it is
	}
	var gone, add []desk.Untrusted
	if !ch.was.IsEmpty() {
		gone = []desk.Untrusted{ch.was}
	}
	if typed != "" {
		add = []desk.Untrusted{is}
	}
	in := desk.EditCustomer{Was: &desk.CustomerWas{Name: c.Name}}
	switch ch.part {
	case aName:
		in.Name = is
		return in, unless(typed != "", "name")
	case aMail:
		in.Mails, in.Unmail = add, gone
		flaw := desk.MailFlaw(is)
		return in, unless(len(add)+len(gone) > 0 && (typed == "" || flaw == desk.NoFlaw || flaw == desk.FlawNoDot), "mail")
	case aPhone:
		in.Phones, in.Unphone = add, gone
		return in, unless(len(add)+len(gone) > 0 && (typed == "" || isNumber(is)), "phone")
	case aNote:
		in.Notes, in.Unnote = add, gone
		return in, unless(len(add)+len(gone) > 0, "note")
	default:
		name, value := ch.name, is
		if name == "" {
			before, after, found := strings.Cut(typed, ":")
			name, value = strings.TrimSpace(before), desk.Foreign(strings.TrimSpace(after))
			if !found || name == "" || value.IsEmpty() {
				return nil, unless(false, "attribute")
			}
		}
		return attributed(c, name, value), desk.Reason{}
	}
}

// isNumber reports whether something is a telephone number that the desk takes: what nobody sees in it,
// as behind a drawn telephone, would be refused there with the next sync.
func isNumber(typed desk.Untrusted) bool {
	to := desk.Address{Channel: desk.Phone, Value: typed}
	return to.Flaw() == desk.NoFlaw && strings.ContainsAny(text.Editable(typed), "0123456789")
}

// attributed is the change by which an attribute is something else from now on.
func attributed(c desk.Customer, name string, value desk.Untrusted) desk.EditCustomer {
	return desk.EditCustomer{
		Attributes: map[string]desk.Untrusted{name: value},
		Was:        &desk.CustomerWas{Name: c.Name, Attributes: map[string]desk.Untrusted{name: c.Attributes[name]}},
	}
}

// unless is the reason that something typed is not what is asked for, where it is not.
func unless(fits bool, what string) desk.Reason {
	if fits {
		return desk.Reason{}
	}
	return desk.Reason{Code: desk.NothingSelected, Args: []string{"customer_" + what}}
}

// readPurpose reads what a customer is asked for: "call recording".
func readPurpose(typed string) (any, desk.Reason) {
	purpose := strings.Join(strings.Fields(strings.ToLower(typed)), "_")
	return change{part: aConsent, name: purpose}, unless(desk.ValidPurpose(purpose), "purpose")
}

// toggled is the change by which they do not want to hear from us by a channel, or do again.
func toggled(c desk.Customer, by desk.Channel) desk.EditCustomer {
	if c.WantsNo(by) {
		return desk.EditCustomer{Accepts: []desk.Channel{by}}
	}
	return desk.EditCustomer{Refuses: []desk.Channel{by}}
}

// learnChange takes what was asked for, and what came of it; false where the slot is none of these.
func (s *Screen) learnChange(slot string, v any) (screen.Out, bool) {
	switch slot {
	case slotWhat, slotPurpose:
		if ch, ok := v.(change); ok {
			return s.askFor(ch), true
		}
	case slotAnswer:
		if said, ok := v.(desk.Consent); ok {
			return screen.Out{Open: s.howSaid(said)}, true
		}
	case slotEdited:
		if in, ok := v.(desk.EditCustomer); ok {
			return s.submit(s.data.customer, in), true
		}
		return screen.Out{Say: &screen.Notice{Text: s.Book.T("customer.as_it_was")}}, true
	case slotOther:
		if other, ok := v.(desk.Customer); ok {
			return screen.Out{Open: s.joining(other)}, true
		}
	case slotMerge:
		if in, ok := v.(merger); ok {
			return s.merge(in), true
		}
	case slotDone:
		switch v := v.(type) {
		case screen.Notice:
			return screen.Out{Say: &v}, true
		case error:
			return screen.Out{Say: &screen.Notice{Text: s.Book.Err(v), Level: screen.Failure, Unkept: true}}, true
		}
	default:
		return screen.Out{}, false
	}
	return screen.Out{}, true
}

// submit changes the record, and says so with what takes it back. What nothing takes back once the
// desk has it waits for as long as a mail does.
func (s *Screen) submit(c desk.Customer, in desk.EditCustomer) screen.Out {
	in.Customer = c.ID
	op := desk.Op{ID: desk.NewOpID(), Base: c.Version, Actor: s.Me.ID, At: s.Now(), Intent: in}
	n := screen.Notice{Level: screen.Good, Undo: op.ID}
	said := act.Saying(s.Book, in)
	var what, fields []string
	for _, one := range said {
		what = append(what, one.Name+": "+one.Value)
		if !slices.Contains(fields, one.Name) {
			fields = append(fields, one.Name)
		}
	}
	n.Text = s.Book.T("customer.changed", "name", s.name(), "what", text.Truncate(strings.Join(what, ", "), mostSaid))
	n.Name = s.Book.T("undo.customer.changed", "name", s.name(), "what", text.Truncate(strings.Join(fields, ", "), mostSaid))
	back, can := act.SetBack(c, in)
	if can {
		undo := op
		undo.Intent = back
		n.Back, n.Did = &undo, &op
		return s.write(op, n, false)
	}
	return s.write(op, n, true)
}

// mostSaid is how much of what was changed is said of it.
const mostSaid = 60

// write gives an operation to the outbox, and says so when that has it.
func (s *Screen) write(op desk.Op, n screen.Notice, held bool) screen.Out {
	writes, hold := s.writes, desk.Mail.UndoHold()
	if held {
		n.Until, n.Noted = op.At.Add(hold), true
	} else {
		hold = 0
	}
	return screen.Out{Write: []screen.Write{{Slot: slotDone, Run: func() (any, error) { return n, writes.Submit(op, hold) }}}}
}
