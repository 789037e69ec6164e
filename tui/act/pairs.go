package act

import (
	"errors"
	"strconv"
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// mostTickets is how many of a customer's tickets are offered.
const mostTickets = 50

// mergeDialog chooses the ticket that goes on for both: one of the same customer that is
// open, or any by its number.
func (a *Acts) mergeDialog(t Target) *Choose {
	return a.otherTicket(t, "choose.merge", true, func(r desk.Row) option {
		return option{intent: desk.Merge{Into: r.ID, IntoNumber: r.Number}, then: slotSure}
	})
}

// linkDialog chooses a ticket that this one has to do with.
func (a *Acts) linkDialog(t Target) *Choose {
	return a.otherTicket(t, "choose.link", false, func(r desk.Row) option {
		return option{intent: desk.LinkTo{To: r.ID, Number: r.Number}}
	})
}

// otherTicket chooses another ticket: the customer's own are listed, every other one is
// found by its number.
func (a *Acts) otherTicket(t Target, title string, open bool, with func(desk.Row) option) *Choose {
	c := a.choose(t, title, "choose.type_a_number", nil, nil)
	ledger := a.Ledger
	c.loose = true
	c.quiet = a.Book.T("choose.no_other")
	offered := func(r desk.Row) bool {
		return r.ID != t.ID && r.Number > 0 && (open && r.Status != desk.Closed || !open && !linked(t, r.ID))
	}
	draw := func(r desk.Row) option {
		o := with(r)
		o.label = Target{Number: r.Number}.Label() + " " + text.Line(r.Subject)
		o.hint = a.Book.T("status." + string(r.Status))
		if r.Requester != t.Requester {
			o.other = a.whose(r.Name)
			o.hint = a.Book.T("choose.another_customer", "name", o.other) + " · " + o.hint
		}
		return o
	}
	c.load = func() (any, error) { return ledger.History(t.Requester, mostTickets) }
	c.laid = func(v any) (options []option) {
		rows, _ := v.([]desk.Row)
		for _, r := range rows {
			if offered(r) && (!open || !r.Status.Done()) {
				options = append(options, draw(r))
			}
		}
		return options
	}
	c.seek = func(typed string) func() (any, error) {
		number, err := strconv.ParseInt(strings.TrimPrefix(typed, "#"), 10, 64)
		if err != nil || number <= 0 {
			return nil
		}
		return func() (any, error) { return rowOf(ledger, number) }
	}
	c.sought = func(v any) ([]option, string) {
		r, _ := v.(desk.Row)
		switch {
		case r.ID.IsZero():
			return nil, a.Book.T("choose.no_number")
		case !offered(r):
			return nil, a.Book.T(title + ".not")
		case c.lists(r.Number):
			return nil, ""
		}
		return []option{draw(r)}, ""
	}
	return c
}

// whose is the name of a customer in a sentence.
func (a *Acts) whose(name desk.Untrusted) string {
	if name.IsEmpty() {
		return a.Book.T("choose.no_name")
	}
	return text.Line(name)
}

// lists reports whether a ticket stands among what is listed by itself, and fits what is typed.
func (c *Choose) lists(number int64) bool {
	for _, o := range c.shown {
		switch in := o.intent.(type) {
		case desk.Merge:
			if in.IntoNumber == number {
				return true
			}
		case desk.LinkTo:
			if in.Number == number {
				return true
			}
		}
	}
	return false
}

// rowOf is the ticket of a number; none where nobody has heard of it.
func rowOf(l Ledger, number int64) (desk.Row, error) {
	id, err := l.Find(number)
	if errors.Is(err, desk.ErrNotFound) {
		return desk.Row{}, nil
	}
	if err != nil {
		return desk.Row{}, err
	}
	rows, err := l.Rows(desk.ViewAll, []desk.TicketID{id})
	if err != nil || len(rows) == 0 {
		return desk.Row{}, err
	}
	return rows[0], nil
}

func linked(t Target, id desk.TicketID) bool {
	for _, l := range t.Links {
		if l.Ticket == id {
			return true
		}
	}
	return false
}

// unlinkDialog chooses the link that goes.
func (a *Acts) unlinkDialog(t Target) *Choose {
	var options []option
	for _, l := range t.Links {
		options = append(options, option{label: Target{Number: l.Number}.Label(), intent: desk.Unlink{To: l.Ticket, Number: l.Number}})
	}
	c := a.choose(t, "choose.unlink", "choose.type_to_find", options, nil)
	c.loose = true
	return c
}
