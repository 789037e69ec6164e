package phrasebook

import (
	"strings"

	"github.com/heed-desk/heed/desk"
)

// nextStep finds when something comes, in a sentence that looks ahead.
func nextStep(words []word) []desk.Span {
	ahead := false
	if begins(words, "which when what how is are do does will could would can may shall") {
		return nil // what is asked is no step
	}
	for i, w := range words {
		if vocabulary(" could would can may might if unless ").has(w.text) && !ahead || phrase(words, i, "all day") {
			return nil // what could be is no step, and what lasts is none
		}
		ahead = ahead || vocabulary(" will by within until till before latest shall going should tomorrow tonight next can expect ").has(w.text) ||
			strings.HasSuffix(w.text, "'ll") || w.text == "in" && i+1 < len(words) && isCount(words[i+1].text)
	}
	if !ahead {
		return nil
	}
	var spans []desk.Span
	for i := 0; i < len(words); {
		n := when(words[i:])
		if n == 0 {
			i++
			continue
		}
		if lasts(words, i, n) || says(words, i-1, "until till") || isOrdinal(words[i].text) && !says(words, i-1, "the by on until from") {
			i += n
			continue
		}
		from := i
		for from > 0 && vocabulary(" by on within in until before at the this next end of from ").has(words[from-1].text) {
			from--
		}
		spans = append(spans, desk.Span{From: words[from].from, To: words[i+n-1].to})
		i += n
	}
	return spans
}

// isOrdinal reports whether a word is the 5th: of a month, or of streets.
func isOrdinal(w string) bool {
	return w[0] >= '0' && w[0] <= '9' && vocabulary(" st nd rd th ").has(strings.TrimLeft(w, "0123456789"))
}

// lasts reports whether n words at at say how long something takes, and not when it is:
// "for five minutes", but "in five minutes".
func lasts(words []word, at, n int) bool {
	last := words[at+n-1].text
	if !vocabulary(" minute minutes min mins hour hours h day days week weeks month months ").has(last) || says(words, at, "this next end") {
		return false
	}
	for back := at - 1; back >= max(0, at-3); back-- {
		if vocabulary(" in within ").has(words[back].text) {
			return false
		}
	}
	return true
}

// when returns how many words at the beginning say when; 0 for none.
func when(words []word) int {
	w := words[0].text
	switch {
	case strings.HasPrefix(w, "{{"):
		if strings.Contains(w, "day") || strings.Contains(w, "date") || strings.Contains(w, "when") || strings.Contains(w, "time") {
			return 1
		}
		return 0
	case vocabulary(" today tonight tomorrow noon midday immediately ").has(w), isWeekday(w), isDate(w):
		return 1
	case vocabulary(" this next end ").has(w):
		return until(words, "morning afternoon evening week month day weekend", 4)
	case isCount(w) || w == "few" || w == "couple":
		if isMonth(words, 1) {
			return 2
		}
		return until(words, "minute minutes min mins hour hours h day days week weeks month months", 4)
	case isMonth(words, 0) && len(words) > 1 && isCount(strings.TrimRight(words[1].text, "stndrh")):
		return 2
	default:
		return 0
	}
}

// until returns how many words there are up to one of the units; 0 if it is too far.
func until(words []word, units string, most int) int {
	for i := 1; i < min(most, len(words)); i++ {
		if vocabulary(" " + units + " ").has(words[i].text) {
			return i + 1
		}
		if !vocabulary(" of the working business more to or few ").has(words[i].text) && !isCount(words[i].text) {
			return 0
		}
	}
	return 0
}

func isCount(w string) bool {
	if vocabulary(" one two three four five six seven eight nine ten twelve fourteen twenty thirty forty-eight an ").has(w) {
		return true
	}
	return w != "" && strings.Trim(w, "0123456789-") == "" && w[0] != '-'
}

func isWeekday(w string) bool {
	return vocabulary(" monday tuesday wednesday thursday friday saturday sunday ").has(strings.TrimSuffix(w, "'s"))
}

func isMonth(words []word, at int) bool {
	return at < len(words) && vocabulary(" january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec ").has(words[at].text)
}

// isDate reports whether a word is a date or a time by its shape: 3rd, 26.3., 2026-03-26, 10:30, 5pm.
func isDate(w string) bool {
	if w[0] < '0' || w[0] > '9' {
		return false
	}
	rest := strings.TrimLeft(w, "0123456789")
	switch rest {
	case "st", "nd", "rd", "th", "am", "pm":
		return true
	case "":
		return false
	}
	parts := 0
	for _, r := range rest {
		switch {
		case strings.ContainsRune(":./-", r):
			parts++
		case r < '0' || r > '9':
			return false
		}
	}
	// One dot parts the cents of a price, two part a date.
	return rest[0] == ':' || parts >= 2 || rest[0] == '/'
}
