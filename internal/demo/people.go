package demo

import (
	"fmt"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
)

// person is a customer of the shop.
type person struct {
	key     string
	id      desk.CustomerID
	name    string
	call    string // how we speak to them
	mail    string
	phone   string
	place   string
	country string
	zone    string
	lang    string
	tier    desk.Tier
	since   time.Time
	temper  string
	notes   []string
	needs   []string
	refuses []desk.Channel
}

func (p *person) abroad() bool { return p.country != "GB" }

// titled reports whether we call them by their family name.
func (p *person) titled() bool { return strings.HasPrefix(p.call, "Mr") }

// record is the customer's record with their orders, newest first.
func (p *person) record(orders []*order) *desk.Customer {
	c := &desk.Customer{
		ID: p.id, Name: desk.Foreign(p.name), Mails: []desk.Untrusted{desk.Foreign(p.mail)},
		Phones: []desk.Untrusted{desk.Foreign(p.phone)}, Place: desk.Foreign(p.place), Zone: p.zone,
		Language: p.lang, Tier: p.tier, Since: p.since, Refuses: p.refuses,
	}
	for _, n := range p.needs {
		c.Needs = append(c.Needs, desk.Foreign(n))
	}
	for _, n := range p.notes {
		c.Notes = append(c.Notes, desk.Foreign(n))
	}
	for _, o := range orders {
		c.Orders = append(c.Orders, o.record())
	}
	return c
}

// readPeople reads people.txt.
func readPeople(text string) ([]*person, error) {
	var all []*person
	for line := range content(text) {
		if note, ok := strings.CutPrefix(line, "  ! "); ok && len(all) > 0 {
			last := all[len(all)-1]
			last.notes = append(last.notes, note)
			continue
		}
		if need, ok := strings.CutPrefix(line, "  ~ "); ok && len(all) > 0 {
			last := all[len(all)-1]
			last.needs = append(last.needs, need)
			continue
		}
		if channel, ok := strings.CutPrefix(line, "  / "); ok && len(all) > 0 {
			last := all[len(all)-1]
			last.refuses = append(last.refuses, desk.Channel(channel))
			continue
		}
		p, err := readPerson(cut(line, "|"))
		if err != nil {
			return nil, fmt.Errorf("people: %q: %w", line, err)
		}
		all = append(all, p)
	}
	return all, nil
}

func readPerson(parts []string) (*person, error) {
	if len(parts) < 11 {
		return nil, fmt.Errorf("%d parts of 11", len(parts))
	}
	since, err := time.Parse("2006-01", parts[9])
	if err != nil {
		return nil, err
	}
	p := &person{
		key: parts[0], name: parts[1], mail: parts[2], phone: parts[3], place: parts[4], country: parts[5], zone: parts[6],
		lang: parts[7], tier: desk.Tier(parts[8]), since: since, temper: parts[10],
		id: desk.CustomerID{ID: desk.DeriveID("demo", "customer", parts[0])},
	}
	p.call, _, _ = strings.Cut(p.name, " ")
	if len(parts) > 11 {
		p.call = parts[11]
	}
	return p, nil
}
