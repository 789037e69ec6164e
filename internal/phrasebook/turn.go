package phrasebook

import (
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// turn is what the customer's last words do.
type turn uint8

const (
	tells  turn = iota
	greets      // only says hello
	thanks      // only says thank you
	leaves      // has nothing more to say: no, bye
	agrees      // says yes
	asks
)

// longTurn is the number of words from which a turn is more than a courtesy.
const longTurn = 14

// turnOf reads the customer's last words.
func turnOf(said desk.Untrusted) turn {
	raw := text.Block(said)
	if len(raw) > maxSaid {
		raw = raw[:maxSaid]
	}
	words := wordsOf(raw)
	switch {
	case strings.Contains(raw, "?"):
		return asks
	case len(words) > longTurn:
		return tells
	}
	counts, matter := map[turn]int{}, 0
	for i := range words {
		if t := courtesy(words, i); t != tells {
			counts[t]++
		} else if w := words[i].text; len(w) > 2 && !isStop(w) {
			matter++
		}
	}
	switch {
	case counts[leaves] > 0 && matter <= 1:
		return leaves
	case counts[thanks] > 0 && matter <= 4:
		return thanks
	case counts[greets] > 0 && matter <= 1:
		return greets
	case counts[agrees] > 0 && matter <= 3:
		return agrees
	default:
		return tells
	}
}

// courtesy is what the word at at does; tells where it is no courtesy.
func courtesy(words []word, at int) turn {
	w := words[at].text
	switch {
	case vocabulary(" hello hi hey hiya morning afternoon evening ").has(w):
		return greets
	case strings.HasPrefix(w, "thank"), vocabulary(" thx ta cheers ").has(w):
		return thanks
	case vocabulary(" bye goodbye ").has(w), at == 0 && vocabulary(" no nope nothing ").has(w),
		phrase(words, at, "that's all", "that is all", "that's it", "that will be all", "all good"):
		return leaves
	case at == 0 && vocabulary(" yes yeah yep sure ok okay please ").has(w),
		at < 4 && phrase(words, at, "go ahead", "sounds good", "that works", "do it"):
		return agrees
	default:
		return tells
	}
}

// manner is what a reply does, as far as its own words show.
type manner uint16

const (
	saysHello  manner = 1 << iota
	saysBye           // ends the talk
	saysThanks        // answers a thank-you
	asksMore          // asks whether there is anything else
	asksWho           // asks who it is: a name, a number
	wantsMore         // asks for anything
	regrets           // says that something cannot be had
	tellsDone         // tells of something that has been done
)

func (m manner) has(one manner) bool { return m&one != 0 }

// mannerOf reads what a reply does.
func mannerOf(c desk.Canned) manner {
	body := strings.TrimSpace(bodyOf(c))
	words := wordsOf(c.Title + ". " + body)
	var m manner
	for i := range words {
		m |= mannerAt(words, i)
	}
	for _, w := range append(strings.Split(c.Name, "-"), c.Tags...) {
		if w == "thanks" {
			m |= saysThanks
		}
	}
	if strings.HasSuffix(body, "?") || strings.HasPrefix(strings.ToLower(body), "please") {
		return m | wantsMore
	}
	return m &^ asksWho // it speaks of a name, and asks for none
}

func mannerAt(words []word, i int) manner {
	w := words[i].text
	switch {
	case i < 6 && len(words) < 12 && vocabulary(" hello hi welcome ").has(w), phrase(words, i, "can i help", "may i help", "can we help"):
		return saysHello
	case vocabulary(" bye goodbye ").has(w), phrase(words, i, "have a nice", "have a lovely", "take care"):
		return saysBye
	case phrase(words, i, "anything else"):
		return asksMore
	case w == "unfortunately", phrase(words, i, "sorry but", "not able to", "cannot find", "i don't"):
		return regrets
	case vocabulary(" successfully confirmed booked reserved submitted cancelled changed sent done completed ").has(w) && isTold(words, i):
		return tellsDone
	case phrase(words, i, whos()...):
		return asksWho
	default:
		return 0
	}
}

// isTold reports whether the deed at at is told as done: "is changed", "I've just sent".
func isTold(words []word, at int) bool {
	if at == 0 {
		return false
	}
	before := words[at-1].text
	return vocabulary(auxiliaries+" is now all ").has(before) || strings.HasSuffix(before, "'ve") ||
		at > 1 && says(words, at-2, "have has is been")
}

// whos are the ways of asking who somebody is.
func whos() []string {
	return []string{
		"your name", "me your name", "your address", "your email", "your account", "order number", "account number", "customer number",
		"booking id", "date of birth", "your pin", "who you are", "confirm your",
	}
}
