package words

// Customer is what a customer is called, of a name that is cleaned already: where nobody
// knows it, what they are.
func (b *Book) Customer(clean string) string {
	if clean == "" {
		return b.T("thread.customer")
	}
	return clean
}
