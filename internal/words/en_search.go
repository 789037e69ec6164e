package words

func enSearch() map[string]string {
	return map[string]string{
		"search.title":   "Search",
		"search.hint":    "words, a name, a number",
		"search.none":    "Nothing on this computer has these words.",
		"search.growing": "The index is still being made: {n} of {total} tickets are in it.",
		"search.found":   "{n} found, best first",
		"search.listed":  "{n} found, newest first",
		"search.indexed": "{n} of {total} indexed",
		"search.order":   "their order",
		"search.help": `refund lamp = both words, in a subject or in what was said; the last one may be half typed
"three weeks ago" = these words, one after the other
#4821 = a ticket's number; P-41616 finds an order
from:harper = who wrote: a name, an address
status:open = new, open, pending, on_hold, solved or closed; is:open means the same
tag:refund = what it is tagged
channel:chat = mail, chat, phone, sms, social or form
assignee:tom = whose it is; assignee:none or is:unassigned for nobody's
group:bench = of which group
priority:urgent = low, normal, high or urgent
before:2026-03 after:7d = when it was opened`,
	}
}
