package demo

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// manners are how people begin and end, by temper: "greet formal", "close brisk",
// "hello mail" (ours), "bye mail".
type manners map[string][]*template

func readManners(text string) (manners, error) {
	m := manners{}
	for _, part := range strings.Split("\n"+text, "\n[")[1:] {
		name, body, _ := strings.Cut(part, "]")
		for _, item := range items(body) {
			t, err := readTemplate(item)
			if err != nil {
				return nil, fmt.Errorf("manners [%s]: %w", name, err)
			}
			m[name] = append(m[name], t)
		}
	}
	return m, nil
}

// written reports whether a channel carries letters rather than talk.
func written(c desk.Channel) bool {
	switch c {
	case desk.Mail, desk.Form, desk.API:
		return true
	default:
		return false
	}
}

// frame is what stands before and behind a text: either may be nil.
type frame struct{ before, behind *template }

// customer is how a person begins and ends on a channel.
func (m manners) customer(p *person, c desk.Channel, first bool, rng *rand.Rand) frame {
	if c == desk.Phone && first {
		return frame{before: any1(m["greet phone"], rng)}
	}
	if !written(c) {
		if first && rng.IntN(3) > 0 {
			return frame{before: any1(m["greet talk"], rng)}
		}
		return frame{}
	}
	return frame{before: any1(m["greet "+p.temper], rng), behind: any1(m["close "+p.temper], rng)}
}

// ours is how we begin and end.
func (m manners) ours(p *person, c desk.Channel, first bool, rng *rand.Rand) frame {
	if c == desk.Phone && first {
		return frame{before: any1(m["hello phone"], rng), behind: any1(m["bye mail"], rng)}
	}
	if !written(c) {
		if first {
			return frame{before: any1(m["hello talk"], rng)}
		}
		return frame{}
	}
	if p.temper == "formal" {
		return frame{before: any1(m["hello formal"], rng), behind: any1(m["bye mail"], rng)}
	}
	return frame{before: any1(m["hello mail"], rng), behind: any1(m["bye mail"], rng)}
}

func any1(all []*template, rng *rand.Rand) *template {
	if len(all) == 0 {
		return nil
	}
	return all[rng.IntN(len(all))]
}
