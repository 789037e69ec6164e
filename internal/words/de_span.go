package words

func deSpan() map[string]string {
	return map[string]string{
		"count.thousands": "{n}k",
		"count.millions":  "{n}M",

		"span.s":  "{n} s",
		"span.m":  "{n} min",
		"span.h":  "{n} h",
		"span.d":  "{n} T",
		"span.w":  "{n} W",
		"span.mo": "{n} Mon",
		"span.y":  "{n} J",
		"span.hm": "{h} h {m}",
		"span.dh": "{d} T {h} h",

		"count.point": ",",

		"date.day":    "{day}. {month}",
		"date.day.us": "{day}. {month}",
		"date.year":   "{month} {year}",

		"moment.yesterday": "gestern {time}",
		"moment.tomorrow":  "morgen {time}",
		"moment.year":      "{day}. {month} {year}",
		"moment.year.us":   "{day}. {month} {year}",

		"months":   "Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez",
		"weekdays": "Sonntag Montag Dienstag Mittwoch Donnerstag Freitag Samstag",
	}
}
