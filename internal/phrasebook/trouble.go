package phrasebook

import "strings"

// This file hears whether something went wrong for a customer. It is deaf rather than
// jumpy: what could as well be small talk ("I can't wait", "my bad") is not heard.

// isTroubled reports whether a sentence of the customer's tells that something went wrong.
func isTroubled(words []word) bool {
	asking := begins(words, "is are was does do did can could would will may shall should")
	for i, w := range words {
		if vocabulary(" if unless case hopefully hope always whenever ").has(w.text) || w.text == "nothing" && says(words, i+1, "is was") {
			return false // what might be, or what is not
		}
		if !asking && isHarm(words, i) || isFelt(words, i) || isMissed(words, i) || isRepeated(words, i) || phrase(words, i, plights()...) {
			return true
		}
	}
	return false
}

// isHarm reports whether a word is trouble by itself.
func isHarm(words []word, at int) bool {
	switch w := words[at].text; w {
	case "broken", "cracked", "burnt":
		return !says(words, at+1, "heart tooth leg arm nose bone foot wrist ankle english out") && !says(words, at-1, "not never isn't wasn't")
	case "broke":
		return says(words, at-1, "it that which glass lamp handle shade switch") && !says(words, at+1, "my his her our")
	case "delayed", "late":
		ours := says(words, at-2, "i i'm we we're it's too")
		return says(words, at-1, "is was been it's came arrived") && !ours && !says(words, at+1, "for as at")
	default:
		return vocabulary(harms).has(w) && !says(words, at-1, "not never isn't wasn't no i just")
	}
}

const harms = " damaged defective faulty shattered smashed dented leaks leaking leaked overcharged stolen stole scammed fraudulent unacceptable ruined " +
	"misspelt misspelled unauthorised unauthorized "

// isFelt reports whether a word says how the customer feels about it: they, or it, are so.
func isFelt(words []word, at int) bool {
	if !vocabulary(" angry annoyed upset furious frustrated frustrating disappointed disappointing ridiculous disgraceful appalling livid unhappy ").has(words[at].text) ||
		says(words, at+1, "with at") && !says(words, at+2, "you this the your how") {
		return false
	}
	for back := at - 1; back >= max(0, at-3); back-- {
		switch w := words[back].text; {
		case vocabulary(" i'm i we're this that's it's was is am are been feel ").has(w):
			return !says(words, back-1, "she he they who girlfriend boyfriend wife husband mother father boss friend sister brother not will would might")
		case !vocabulary(" very so really quite rather extremely pretty just a bit too beyond absolutely ").has(w):
			return false
		}
	}
	return at == 0
}

// isMissed reports whether a thing did not come, or does not do what it should, or nobody answered.
func isMissed(words []word, at int) bool {
	w := words[at].text
	if w == "nothing" {
		return says(words, at-1, "shows show heard received got") || says(words, at+1, "has have") && says(words, at+2, "come arrived happened changed")
	}
	if w == "nobody" || w == "one" && says(words, at-1, "no") {
		return says(words, at+1, "answered rang called replied came wrote answers replies calls rings")
	}
	if !strings.HasSuffix(w, "n't") && !vocabulary(" not never cannot stopped dont doesnt didnt hasnt havent isnt ").has(w) {
		return false
	}
	subject := at - 1
	for says(words, subject, "has have is was does did had are") {
		subject--
	}
	next := at + 1
	for says(words, next, "even yet still been really actually ever be") {
		next++
	}
	switch {
	case says(words, subject, "i we"):
		return says(words, next, "received") || vocabulary(" can't cannot couldn't ").has(w) && says(words, next, "sign log login access")
	case w == "won't":
		return says(words, subject, things) && says(words, next, "start turn switch open close charge light")
	case vocabulary(" can't cannot couldn't ").has(w):
		return false
	default:
		return says(words, subject, things) && says(words, next, "arrive arrived come delivered work works working worked start fit switch turn show shown")
	}
}

const things = "it this which parcel package order delivery lamp light ride refund money item replacement card invoice link code mail email password page site " +
	"website app switch plug cord bulb shade tracking number ac heating shower"

// isRepeated reports whether it is not the first time, has taken too long, or is not what was bought.
func isRepeated(words []word, at int) bool {
	switch words[at].text {
	case "still":
		return says(words, at+1, "waiting wait") && says(words, at+2, "for") ||
			says(words, at+1, "no") && says(words, at+2, "answer reply news parcel package sign refund update response money lamp tracking order") ||
			says(words, at+1, "not haven't hasn't nothing") && says(words, at+2, "received arrived come here there working been got on") ||
			says(words, at+1, "broken missing")
	case "third", "fourth", "fifth":
		return says(words, at+1, "time") && !says(words, at-1, "a every")
	case "twice":
		return nearby(words, at, "charged billed paid debited charge")
	case "two":
		return says(words, at+1, "charges payments") || says(words, at+1, "times") && nearby(words, at, "charged billed paid debited")
	case "missing":
		return !begins(words, "is are") && says(words, at-1, "is are was were money part piece screws am i'm credits account") && !says(words, at+1, "you out")
	case "lost":
		return says(words, at-1, "is was got been parcel package order") && nearby(words, at, "parcel package order delivery luggage letter shipment")
	case "wrong":
		return says(words, at+1, "item colour color size one product thing order parcel lamp model amount") && !says(words, at-2, "i took gave") && !nearby(words, at, "own") ||
			says(words, at-1, "was is were") && nearby(words, at, "you your invoice bill")
	case "complain":
		return says(words, at-1, "to") && says(words, at-2, "want need like have wish") && !says(words, at-3, "don't not") && (!says(words, at+1, "to") || says(words, at+2, "you"))
	case "complaint":
		return !says(words, at-1, "no")
	}
	return false
}

// nearby reports whether one of those stands within four words of the one at at.
func nearby(words []word, at int, those string) bool {
	for i := max(at-4, 0); i < min(at+5, len(words)); i++ {
		if says(words, i, those) {
			return true
		}
	}
	return false
}

// plights are phrases that tell of trouble.
func plights() []string {
	return []string{
		"locked out", "charged me twice", "double charged", "charged double", "stopped working", "out of order", "worst service", "worst shop",
		"worst company", "worst experience", "waste of time", "fell apart", "came off", "fallen off", "a problem with my", "an issue with my", "there is a problem",
		"there's a problem", "failed again", "lost my parcel", "your mistake", "missing from my account", "withdrawn from my account", "money is gone", "money missing",
		"not what i ordered", "took money from my", "still wait",
	}
}
