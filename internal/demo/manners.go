package demo

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// manners are how people begin and end, by temper: "greet formal", "close brisk",
// "hello mail" (ours), "bye mail"; how they take an answer, "ack brisk", what they say
// to a question of ours, "answer photo", and what they ask on top, "further", with our
// "further answer" in the same order.
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
	if len(m["further"]) != len(m["further answer"]) {
		return nil, errors.New("manners: a further question has no answer")
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

// voice is how a person begins and ends, and what stands there when they write again; and
// how we do with them: the same way all through a ticket.
type voice struct{ greet, close, again, hello, bye *template }

// voice chooses the voices of a ticket.
func (m manners) voice(p *person, c desk.Channel, rng *rand.Rand) voice {
	switch {
	case c == desk.Phone:
		return voice{
			greet: any1(m["greet phone"], rng), again: any1(m["again phone"], rng), hello: any1(m["hello phone"], rng), bye: any1(m["bye mail"], rng),
		}
	case !written(c):
		v := voice{hello: any1(m["hello talk"], rng)}
		if p.titled() {
			v.hello = m["hello talk"][0]
		}
		switch {
		case p.temper == "thumbs":
			v.greet = any1(m["greet thumbs"], rng)
		case p.temper == "formal":
			v.greet = any1(m["greet talk formal"], rng)
		case rng.IntN(3) > 0:
			v.greet = any1(m["greet talk"], rng)
		}
		return v
	}
	v := voice{greet: any1(m["greet "+p.temper], rng), close: any1(m["close "+p.temper], rng), hello: any1(m["hello mail"], rng), bye: any1(m["bye mail"], rng)}
	v.again = any1(m["close again"], rng)
	if p.titled() || p.temper == "formal" {
		v.hello = any1(m["hello formal"], rng)
	}
	switch p.temper {
	case "formal":
		v.again = v.close
	case "cross":
		v.again = any1(m["close again cross"], rng)
	}
	return v
}

// theirs is how a customer begins and ends a message: who writes again greets no more,
// unless they are formal.
func (v voice) theirs(p *person, c desk.Channel, first bool) frame {
	switch {
	case first || written(c) && p.temper == "formal":
		return frame{before: v.greet, behind: v.close}
	case c == desk.Phone:
		return frame{before: v.again}
	default:
		return frame{behind: v.again}
	}
}

// ours is how we begin and end.
func (v voice) ours(c desk.Channel, first bool) frame {
	if first || written(c) {
		return frame{before: v.hello, behind: v.bye}
	}
	return frame{}
}

func any1(all []*template, rng *rand.Rand) *template {
	if len(all) == 0 {
		return nil
	}
	return all[rng.IntN(len(all))]
}
