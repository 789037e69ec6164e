package act

import (
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/internal/words"
)

// Minds is what is to be minded with a customer, as a person reads it: the channels by
// which they do not want to hear from us first; none where there is nothing.
func Minds(b *words.Book, c desk.Customer) []string {
	var all []string
	for _, channel := range c.Refuses {
		all = append(all, refused(b, channel))
	}
	for _, n := range c.Needs {
		if said := text.Line(n); said != "" {
			all = append(all, said)
		}
	}
	return all
}

func refused(b *words.Book, by desk.Channel) string {
	if key := "customer.refuses." + string(by); b.Has(key) {
		return b.T(key)
	}
	return b.T("customer.refuses", "channel", text.Line(desk.Foreign(string(by))))
}

// Minded is a line of what is to be minded, with its mark; empty where there is nothing.
func Minded(b *words.Book, c desk.Customer) string {
	all := Minds(b, c)
	if len(all) == 0 {
		return ""
	}
	return b.T("mark.minds") + " " + strings.Join(all, " · ")
}
