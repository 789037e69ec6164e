package words

func enSpan() map[string]string {
	return map[string]string{
		"count.thousands": "{n}k",
		"count.millions":  "{n}M",

		"span.s":  "{n} s",
		"span.m":  "{n} m",
		"span.h":  "{n} h",
		"span.d":  "{n} d",
		"span.w":  "{n} w",
		"span.mo": "{n} mo",
		"span.y":  "{n} y",
		"span.hm": "{h} h {m}",
		"span.dh": "{d} d {h} h",

		"count.point": ".",

		"date.day":    "{day} {month}",
		"date.day.us": "{month} {day}",
		"date.year":   "{month} {year}",

		"moment.yesterday": "yesterday {time}",
		"moment.tomorrow":  "tomorrow {time}",
		"moment.year":      "{day} {month} {year}",
		"moment.year.us":   "{month} {day}, {year}",

		"months":   "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
		"weekdays": "Sunday Monday Tuesday Wednesday Thursday Friday Saturday",
	}
}
