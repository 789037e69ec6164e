package phrasebook

import (
	"slices"
	"strings"

	"github.com/heed-desk/heed/internal/near"
	"github.com/heed-desk/heed/internal/text"
)

// Doubt is a blank of a canned reply that is hardly what its writer meant.
type Doubt struct {
	Name string // what stands in it
	Near string // the nearest that heed fills in; empty for none
	Open bool   // it is begun and never ends
	At   int    // where it begins, in bytes
}

// Known are the facts that blanks are filled with.
func Known() []string {
	return []string{
		"customer.first", "customer.name", "customer.mail", "customer.place", "ticket.number", "ticket.subject", "agent.first", "agent.name",
		"order.number", "order.status", "order.item", "order.total", "order.tracking",
	}
}

// Doubtful is the first blank of a text of which one may doubt.
func Doubtful(s string) (Doubt, bool) {
	all := Doubts(s)
	if len(all) == 0 {
		return Doubt{}, false
	}
	return all[0], true
}

// Doubts are the blanks of a text of which one may doubt: one that names something that heed
// never fills in, or that never ends. Such a reply is one all the same: an agent is asked for what
// is not filled in, and two braces may be what a customer is to paste.
func Doubts(s string) (all []Doubt) {
	for _, b := range Unfilled(s) {
		if b.Name != "" && !slices.Contains(Known(), b.Name) {
			all = append(all, Doubt{Name: b.Name, Near: meant(b.Name), At: b.Span.From})
		}
	}
	i := strings.LastIndex(s, "{{")
	if i < 0 {
		return all
	}
	line, _, _ := strings.Cut(s[i:], "\n")
	if strings.Contains(line, "}") {
		return all
	}
	return append(all, Doubt{Name: text.Truncate(line, mostNamed), Open: true, At: i})
}

// mostNamed is how much of a blank without an end is told, in cells.
const mostNamed = 24

// meant is the fact whose name is most like another one, or ends alike.
func meant(name string) string {
	if strings.HasSuffix(name, "first_name") { // as others write it
		return meant(strings.TrimSuffix(name, "_name"))
	}
	if k := near.Name(name, Known()); k != "" {
		return k
	}
	_, last, _ := strings.Cut(name, ".")
	for _, k := range Known() {
		if _, end, _ := strings.Cut(k, "."); end == last || end == name {
			return k
		}
	}
	return ""
}
