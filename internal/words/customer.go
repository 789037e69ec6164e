package words

// Customer is what a customer is called, of a name that is cleaned already: where nobody
// knows it, what they are.
func (b *Book) Customer(clean string) string {
	if clean == "" {
		return b.T("thread.customer")
	}
	return clean
}

// Subject is what a ticket is about, of a subject that is cleaned already: where it has none, or
// none of it can be seen, that.
func (b *Book) Subject(clean string) string {
	if clean == "" {
		return b.T("ticket.no_subject")
	}
	return clean
}
