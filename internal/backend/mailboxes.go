package backend

import (
	"encoding/json"
	"slices"

	"github.com/heed-desk/heed/desk"
)

// MaxMailboxes is the most addresses of its own that a desk has.
const MaxMailboxes = 500

// mailboxes are the desk's own addresses, in the order in which they came.
func mailboxes(q query) ([]desk.Mailbox, error) {
	return decoded[desk.Mailbox](q, `SELECT json FROM mailboxes ORDER BY row`)
}

// mailbox takes in an address of the desk's own. One that is there stays as it is.
func (in *importing) mailbox(m desk.Mailbox) error {
	all, err := mailboxes(in)
	if err != nil {
		return err
	}
	known := slices.ContainsFunc(all, func(k desk.Mailbox) bool { return k.From().Same(m.From()) })
	if known || len(all) >= MaxMailboxes {
		in.sum.Known++
		return nil
	}
	line, err := json.Marshal(m)
	if err != nil {
		return err
	}
	in.sum.Mailboxes++
	return in.exec(`INSERT INTO mailboxes (json) VALUES ($1)`, string(line))
}
