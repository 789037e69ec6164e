package hostile

import "fmt"

// Classes is how many classes there are, from 1 on.
const Classes = 26

// Payload is a text that somebody sends to harm the one who reads it.
type Payload struct {
	Class int // 0 for what comes from HEED_DATA
	Name  string
	Text  string
}

// maxShort is the most bytes of a payload that costs nothing to be shown again and again.
const maxShort = 1 << 10

// All are the payloads of every class that are made here, also those of a million letters.
func All() []Payload {
	var all list
	all.controls()
	all.sequences()
	all.letters()
	all.invisible()
	all.huge()
	all.nested()
	all.encoded()
	return all
}

// Short are those of All that are no longer than a paragraph.
func Short() []Payload {
	var short []Payload
	for _, p := range All() {
		if len(p.Text) <= maxShort {
			short = append(short, p)
		}
	}
	return short
}

// OfEach are the first n short payloads of each class, spread over its forms.
func OfEach(n int) []Payload {
	classes := make([][]Payload, Classes+1)
	for _, p := range Short() {
		classes[p.Class] = append(classes[p.Class], p)
	}
	var some []Payload
	for _, all := range classes {
		step := max(len(all)/max(n, 1), 1)
		for i := 0; i < len(all) && i < n*step; i += step {
			some = append(some, all[i])
		}
	}
	return some
}

// Halves are sequences cut in two, as when one stands in two messages or on two pages.
func Halves() [][2]string {
	var halves [][2]string
	for _, s := range sequences() {
		halves = append(halves, [2]string{s[:1], s[1:]}, [2]string{s[:len(s)/2], s[len(s)/2:]}, [2]string{s[:len(s)-1], s[len(s)-1:]})
	}
	return halves
}

// list is what is being put together.
type list []Payload

func (l *list) add(class int, name string, texts ...string) {
	for i, s := range texts {
		*l = append(*l, Payload{class, fmt.Sprintf("%02d %s %d", class, name, i), s})
	}
}
