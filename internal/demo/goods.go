package demo

import (
	"fmt"
	"slices"
	"strings"
)

// article is something that the shop makes.
type article struct {
	name     string
	spoken   string // the name in a sentence: "small Saltglass pendant"
	variants []string
	price    money
	noun     string // what a person calls it
	classes  []string
}

func (a *article) is(class string) bool {
	if class == "" {
		return true
	}
	return slices.Contains(a.classes, class)
}

// spoken is how a name is said: "Saltglass pendant, small" is a small Saltglass pendant.
func spoken(name string) string {
	head, tail, _ := strings.Cut(name, ", ")
	if tail == "small" || tail == "large" {
		return tail + " " + head
	}
	return head
}

// ware is an article in one of its variants.
type ware struct {
	*article
	variant string
}

// label is how a ware stands on an invoice.
func (w ware) label() string { return w.name + ", " + w.variant }

// readGoods reads lines of "name: variants | price | noun | classes".
func readGoods(text string) ([]*article, error) {
	var all []*article
	for line := range content(text) {
		parts := cut(line, "|")
		if len(parts) != 4 {
			return nil, fmt.Errorf("goods: %q", line)
		}
		name, variants, ok := strings.Cut(parts[0], ":")
		price, err := readMoney(parts[1])
		if err != nil || !ok {
			return nil, fmt.Errorf("goods: %q", line)
		}
		all = append(all, &article{
			name: name, spoken: spoken(name), variants: cut(variants, ","), price: price, noun: parts[2], classes: strings.Fields(parts[3]),
		})
	}
	return all, nil
}

// ware finds what a line calls "Ropewalk table lamp, brass".
func (s *shop) ware(label string) (ware, error) {
	for _, a := range s.goods {
		variant, ok := strings.CutPrefix(label, a.name+", ")
		if !ok {
			continue
		}
		for _, v := range a.variants {
			if v == variant {
				return ware{a, v}, nil
			}
		}
	}
	return ware{}, fmt.Errorf("the shop does not make %q", label)
}

// content yields the lines of a file that say something.
func content(text string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for line := range strings.Lines(text) {
			line = strings.TrimRight(line, " \n")
			if line == "" || line[0] == '#' {
				continue
			}
			if !yield(line) {
				return
			}
		}
	}
}

// cut splits and trims.
func cut(s, by string) []string {
	parts := strings.Split(s, by)
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}
