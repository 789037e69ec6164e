package api

import "github.com/heed-desk/heed/desk"

// NewTicket is a matter of a customer's that comes in from elsewhere: a form, an integration.
type NewTicket struct {
	From    Sender         `json:"from"`
	Subject desk.Untrusted `json:"subject"`
	Text    desk.Untrusted `json:"text"`
	// Channel is the way on which it came; form where it is left out.
	Channel desk.Channel `json:"channel,omitempty"`
	Group   desk.GroupID `json:"group,omitempty"`
	Urgency desk.Level   `json:"urgency,omitempty"`
	Impact  desk.Level   `json:"impact,omitempty"`
	Tags    []string     `json:"tags,omitempty"`
	// Attachments are files that were uploaded before.
	Attachments []desk.Attachment `json:"attachments,omitempty"`
}

// Sender is a customer as somebody outside knows them. A customer of the desk who has the
// address or the number is who it is; else the desk meets a new one.
type Sender struct {
	Mail  desk.Untrusted `json:"mail,omitzero"`
	Phone desk.Untrusted `json:"phone,omitzero"`
	Name  desk.Untrusted `json:"name,omitzero"`
}

// NewMessage is a word of the customer's on a ticket.
type NewMessage struct {
	Text desk.Untrusted `json:"text"`
	// Name is who wrote it, where that is not the name by which the desk knows the customer.
	Name        desk.Untrusted    `json:"name,omitzero"`
	Attachments []desk.Attachment `json:"attachments,omitempty"`
}

// TakenIn says what became of what came in.
type TakenIn struct {
	Op      desk.OpID      `json:"op"`
	Ticket  desk.TicketID  `json:"ticket"`
	Number  int64          `json:"number"`
	Message desk.MessageID `json:"message"`
}
