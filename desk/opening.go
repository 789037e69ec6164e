package desk

// Opening is what a ticket that an agent opens is to begin with, besides its first words.
type Opening struct {
	Requester CustomerID `json:"requester"`
	Name      Untrusted  `json:"name"`
	Tier      Tier       `json:"tier,omitempty"`
	Channel   Channel    `json:"channel"`
	Subject   Untrusted  `json:"subject"`
	To        []Address  `json:"to,omitempty"`
}

// Opens is what an operation opens a ticket with where an agent writes first; nil for any other.
func (o Op) Opens() *Opening {
	in, ok := o.Intent.(Create)
	if !ok || !in.Outbound {
		return nil
	}
	return &Opening{
		Requester: in.Requester, Name: in.RequesterName, Tier: in.Tier, Channel: in.Channel,
		Subject: in.Subject, To: o.Recipients,
	}
}

// Requester is whom an operation opens a ticket for; zero where it opens none.
func (o Op) Requester() CustomerID {
	in, _ := o.Intent.(Create)
	return in.Requester
}

// Whom is the customer whom an operation names: it is about them. Zero where only its ticket says who
// that is.
func (o Op) Whom() CustomerID {
	if who := o.Requester(); !who.IsZero() {
		return who
	}
	return o.Customer()
}

// Create is the intent that opens the ticket with its first words, as Opens reads it back.
func (o Opening) Create(text Untrusted) Create {
	return Create{
		Subject: o.Subject, Channel: o.Channel, Requester: o.Requester, RequesterName: o.Name, Tier: o.Tier,
		Text: text, Outbound: true,
	}
}

// Begins is the ticket as it stands while its first words are being written.
func (o Opening) Begins(id TicketID) Ticket {
	return Ticket{
		ID: id, Subject: o.Subject, Channel: o.Channel, Status: New, Requester: o.Requester, RequesterName: o.Name, Tier: o.Tier,
	}
}
