package when

import (
	"strconv"
	"strings"
)

// english puts German words for a time in English: no word means one thing in the one
// language and something else in the other, so both are read, whatever heed speaks.
func english(fields []string) []string {
	var out []string
	for i, field := range fields {
		last := ""
		if len(out) > 0 {
			last = out[len(out)-1]
		}
		switch {
		case field == "uhr":
			out = oClock(out)
		case filler(field, last):
		case isNumber(field) && i > 0 && fields[i-1] == "uhr" && last != "": // "14 uhr 30"
			out[len(out)-1] = strings.TrimSuffix(last, "00") + field
		case field == "halb" && i+1 < len(fields) && isNumber(fields[i+1]): // "halb 9" is 8:30
			hour, _ := strconv.Atoi(fields[i+1]) // a number, as was just seen
			out = append(out, strconv.Itoa((hour+23)%24)+":30")
			fields[i+1] = "um"
		case field == "morgen" && i > 0:
			out = append(out, "morning")
		case strings.HasPrefix(field, "halbe") && i+1 < len(fields) && strings.HasPrefix(fields[i+1], "stunde"):
			out = append(out, "30") // of "in einer halben stunde" nothing else counts
			fields[i+1] = "min"
			if last == "1" {
				out = append(out[:len(out)-2], "30")
			}
		default:
			out = append(out, word(field))
		}
	}
	return out
}

// filler reports whether a word says nothing: "um 9", "am freitag", "bis montag". "9 am" is English.
func filler(field, last string) bool {
	switch field {
	case "um", "bis", "gegen", "ab", "diesen", "kommenden":
		return true
	case "am":
		return last == "" || last[0] < '0' || last[0] > '9'
	}
	return false
}

// oClock is what "uhr" makes of the number before it: an hour, which a bare number is not.
func oClock(out []string) []string {
	if len(out) > 0 && isNumber(out[len(out)-1]) {
		out[len(out)-1] += ":00"
	}
	return out
}

// word is a German word in English; any other one is left as it is. "2std" and "9uhr" are
// taken apart.
func word(field string) string {
	if n, unit, rest := leading(field); n >= 0 && unit != "" {
		switch name := strings.TrimSuffix(unit, "."); {
		case name == "uhr" && rest == "":
			return strconv.Itoa(n) + ":00"
		case units()[name] != "":
			return strconv.Itoa(n) + units()[name] + rest
		}
		return field
	}
	bare := strings.TrimSuffix(field, ".")
	for _, known := range []map[string]string{units(), terms()} {
		if said := known[bare]; said != "" {
			return said
		}
	}
	for i, name := range []string{"sonntag", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend"} {
		if len(bare) >= 2 && strings.HasPrefix(name, bare) {
			return []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat", "sat"}[i]
		}
	}
	return field
}

func units() map[string]string {
	return map[string]string{
		"std": "h", "stunde": "h", "stunden": "h", "minute": "m", "minuten": "m",
		"t": "d", "tg": "d", "tag": "d", "tage": "d", "tagen": "d", "wo": "w", "woche": "w", "wochen": "w",
	}
}

func terms() map[string]string {
	return map[string]string{
		"heute": "today", "morgen": "tomorrow", "übermorgen": "overmorrow", "uebermorgen": "overmorrow",
		"früh": "morning", "frueh": "morning", "morgens": "morning", "vormittag": "morning", "vormittags": "morning",
		"mittag": "noon", "mittags": "noon", "nachmittag": "afternoon", "nachmittags": "afternoon", "abend": "evening", "abends": "evening",
		"nächste": "next", "nächsten": "next", "nächster": "next", "naechste": "next", "naechsten": "next",
		"ein": "1", "eine": "1", "einer": "1", "einem": "1", "zwei": "2", "drei": "3",
		"jänner": "jan", "märz": "mar", "mär": "mar", "maerz": "mar", "mai": "may", "juni": "jun", "juli": "jul",
		"oktober": "oct", "okt": "oct", "dezember": "dec", "dez": "dec",
	}
}
