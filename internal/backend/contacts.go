package backend

import (
	"slices"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// hashesOf name the addresses and numbers of a customer, however they are written.
func hashesOf(c desk.Customer) []desk.ID {
	var all []desk.ID
	for _, mail := range c.Mails {
		all = append(all, desk.DeriveID("mail", strings.ToLower(strings.TrimSpace(mail.Raw()))))
	}
	for _, phone := range c.Phones {
		digits := strings.Map(func(r rune) rune {
			if r == '+' || r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, phone.Raw())
		all = append(all, desk.DeriveID("phone", digits))
	}
	return all
}

// saveContacts notes by what a customer is found.
func (w *writer) saveContacts(c desk.Customer) error {
	if err := w.exec(`DELETE FROM contacts WHERE customer = $1`, c.ID.ID[:]); err != nil {
		return err
	}
	for _, hash := range hashesOf(c) {
		if err := w.exec(`INSERT INTO contacts (hash, customer) VALUES ($1, $2) ON CONFLICT DO NOTHING`, hash[:], c.ID.ID[:]); err != nil {
			return err
		}
	}
	return nil
}

// fillContacts notes them for the customers of an earlier heed.
func (w *writer) fillContacts() error {
	ids, err := column[[]byte](w, `SELECT id FROM customers`)
	for _, id := range ids {
		if err != nil {
			return err
		}
		var c desk.Customer
		if c, err = one[desk.Customer](w, selectCustomer, id); err == nil {
			err = w.saveContacts(c)
		}
	}
	return err
}

// same finds the customer who has an address or a number of another record: the one who was met
// first. It is that record itself where there is none.
func (t *tx) same(c desk.Customer) (desk.Customer, error) {
	for _, hash := range hashesOf(c) {
		all, err := decoded[desk.Customer](t, `SELECT json FROM customers JOIN contacts ON customer = id WHERE hash = $1`, hash[:])
		if err != nil {
			return c, err
		}
		slices.SortFunc(all, func(a, b desk.Customer) int {
			if n := a.Since.Compare(b.Since); n != 0 {
				return n
			}
			return strings.Compare(a.ID.String(), b.ID.String())
		})
		if len(all) > 0 {
			return all[0], nil
		}
	}
	return c, nil
}
