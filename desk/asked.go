package desk

// Asked says which dialog words were begun in: a note on a customer, why a ticket is escalated, a
// tag. The same dialog on the same record finds them again.
type Asked struct {
	Dialog   string     `json:"dialog"`            // what is asked for; empty for a dialog whose words nobody keeps
	Ticket   TicketID   `json:"ticket,omitzero"`   // what it is about; zero for none
	Customer CustomerID `json:"customer,omitzero"` // whom it is about; zero for nobody
	Of       string     `json:"of,omitempty"`      // tells apart what is asked for of one record
	Was      string     `json:"was,omitempty"`     // what stood there when they were begun, by Stood; empty for nothing
}

// Stood stands for what the words of a dialog are to take the place of. It names no draft: the same dialog
// finds its words also where somebody has changed that since.
func Stood(is string) string {
	if is == "" {
		return ""
	}
	return DeriveID("stood", is).String()
}

// None reports whether it is a dialog whose words nobody keeps.
func (a Asked) None() bool { return a.Dialog == "" }

// DraftKey names the draft of a dialog. It lies where a ticket's notes would, under an id that no
// ticket has.
func (a Asked) DraftKey() DraftKey {
	return DraftKey{Ticket: TicketID{DeriveID("asked", a.Dialog, a.Ticket.String(), a.Customer.String(), a.Of)}, Note: true}
}

// Draft is words as they were begun in the dialog; without any it drops what is kept of it.
func (a Asked) Draft(words Untrusted) Draft {
	return Draft{Ticket: a.DraftKey().Ticket, Note: true, Text: words, Caret: words.Len(), Asked: &a}
}

// About reports whether what was begun is about one of some tickets, or of some customers.
func (d Draft) About(ticket func(TicketID) bool, customer func(CustomerID) bool) bool {
	return ticket(d.Ticket) || d.Opens != nil && customer(d.Opens.Requester) ||
		d.Asked != nil && (ticket(d.Asked.Ticket) || customer(d.Asked.Customer))
}
