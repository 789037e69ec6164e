package demo

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
)

// crowd is what the customers beyond the first sixty are made of.
type crowd struct {
	first, last []string
	places      []spot
}

// spot is a place where customers live.
type spot struct{ place, country, zone, phone string }

func readCrowd(text string) (crowd, error) {
	var c crowd
	for line := range content(text) {
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			return c, fmt.Errorf("crowd: %q", line)
		}
		switch key {
		case "first":
			c.first = append(c.first, cut(value, ",")...)
		case "last":
			c.last = append(c.last, cut(value, ",")...)
		case "place":
			parts := cut(value, "|")
			if len(parts) != 4 {
				return c, fmt.Errorf("crowd: %q", line)
			}
			c.places = append(c.places, spot{place: parts[0], country: parts[1], zone: parts[2], phone: parts[3]})
		default:
			return c, fmt.Errorf("crowd: %q", line)
		}
	}
	if len(c.first) == 0 || len(c.last) == 0 || len(c.places) == 0 {
		return c, fmt.Errorf("crowd: nobody comes from nowhere")
	}
	return c, nil
}

// member is the customer of a number: always the same one for a seed.
func (c *crowd) member(seed uint64, number int, now time.Time) *person {
	rng := rand.New(rand.NewPCG(seed, 0xc0ffee<<32|uint64(number)))
	first, last := c.first[rng.IntN(len(c.first))], c.last[rng.IntN(len(c.last))]
	at := c.places[rng.IntN(len(c.places))]
	n := strconv.Itoa(number)
	p := &person{
		key: "crowd-" + n, name: first + " " + last, call: first, mail: mailbox(first, last, n),
		phone: at.phone + fmt3(rng.IntN(1000)), place: at.place, country: at.country, zone: at.zone, lang: "en",
		temper: pick(rng, "plain", "plain", "plain", "formal", "brisk", "brisk", "chatty", "chatty", "thumbs", "cross"),
		tier:   desk.Tier(pick(rng, "", "", "", "bronze", "bronze", "silver", "gold")),
		since:  now.AddDate(0, 0, -40-rng.IntN(2600)).Truncate(24 * time.Hour),
		id:     desk.CustomerID{ID: desk.DeriveID("demo", "crowd", strconv.FormatUint(seed, 16), n)},
	}
	return p
}

func mailbox(first, last, n string) string {
	b := make([]byte, 0, len(first)+len(last)+len(n)+14)
	for _, r := range first + "." + last {
		switch {
		case r >= 'A' && r <= 'Z':
			b = append(b, byte(r-'A'+'a'))
		case r >= 'a' && r <= 'z', r == '.':
			b = append(b, byte(r))
		}
	}
	return string(append(append(b, n...), "@example.com"...))
}

func fmt3(n int) string {
	return string([]byte{byte('0' + n/100%10), byte('0' + n/10%10), byte('0' + n%10)})
}

func pick(rng *rand.Rand, from ...string) string { return from[rng.IntN(len(from))] }
