package cache

import (
	"context"
	"errors"
	"strings"
	"unicode"

	"github.com/heed-desk/heed/cache/index"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// leastDigits is from how many digits on what is typed may be a telephone number.
const leastDigits = 3

// Openings are the texts that were begun for new tickets, the last one first.
func (l *Ledger) Openings() ([]desk.Draft, error) { return l.out.Openings(), nil }

// FindCustomers finds customers by the beginnings of words of their names and mail addresses, or
// by a telephone number, among those who have a ticket here: the best limit of them, best
// first. A customer of whom only a ticket is known comes with a name and no address.
func (l *Ledger) FindCustomers(ctx context.Context, typed string, limit int) ([]desk.Customer, error) {
	var all []desk.Customer
	seen := map[desk.CustomerID]bool{}
	for _, query := range peopleQueries(typed) {
		now := l.Now()
		q, err := index.Parse(query, now)
		if err != nil {
			return nil, err
		}
		res, err := l.search.find(ctx, q, mostFound, now)
		if err != nil {
			return nil, err
		}
		err = l.view(func(k *look) error {
			people := l.foreseen(k)
			for _, h := range res.Hits {
				r, _, err := l.rowOver(k, k.over, h.Ticket)
				if err != nil || ctx.Err() != nil {
					return errors.Join(err, ctx.Err())
				}
				if r == nil || seen[r.Requester] || len(all) >= limit {
					continue
				}
				seen[r.Requester] = true
				c, err := people.now(r.Requester)
				if errors.Is(err, desk.ErrNotFound) {
					c, err = desk.Customer{ID: r.Requester, Name: r.Name, Tier: r.Tier}, nil
				}
				if err != nil {
					return err
				}
				if isCalled(&c, typed) && (c.ID == r.Requester || !seen[c.ID]) {
					seen[c.ID] = true
					all = append(all, c)
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// peopleQueries are what the index is asked for what is typed of a person.
func peopleQueries(typed string) []string {
	var all []string
	plain := strings.NewReplacer(`"`, " ", ":", " ").Replace(typed)
	if fields := strings.Fields(plain); len(fields) > 0 {
		all = append(all, "from:"+strings.Join(fields, " from:"))
	}
	if n := digitsOf(typed); len(n) >= leastDigits {
		all = append(all, n)
	}
	return all
}

// digitsOf are the digits of a telephone number; empty for what is none.
func digitsOf(s string) string {
	var n strings.Builder
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			n.WriteRune(r)
		case !unicode.IsSpace(r) && !strings.ContainsRune("+-/().", r):
			return ""
		}
	}
	return n.String()
}

// isCalled reports whether every word typed is in a customer's name or addresses, or all of
// it in a telephone number. What the index found may be in something that was said.
func isCalled(c *desk.Customer, typed string) bool {
	// A number as it is dialled at home stands without its 0 behind its country's code.
	if n := strings.TrimLeft(digitsOf(typed), "0"); len(n) >= leastDigits {
		for _, phone := range c.Phones {
			if strings.Contains(digitsOf(text.Line(phone)), n) {
				return true
			}
		}
	}
	all := []string{text.Line(c.Name)}
	for _, mail := range c.Mails {
		all = append(all, text.Line(mail))
	}
	words := strings.ToLower(strings.Join(all, " "))
	for _, word := range strings.Fields(strings.ToLower(typed)) {
		if !strings.Contains(words, word) {
			return false
		}
	}
	return typed != ""
}
