package words

func enElsewhere() map[string]string {
	return map[string]string{
		"where.on_ticket":  "on a ticket",
		"where.queue":      "in the queue",
		"where.thread":     "in the conversation",
		"where.customer":   "at a customer",
		"where.list":       "in a list",
		"where.outbox":     "in the outbox",
		"where.day":        "in your day",
		"where.search":     "in the search",
		"where.filters":    "in the list of filters",
		"where.settings":   "in the settings",
		"where.saving":     "where an attachment is shown",
		"where.paths":      "where a file is chosen",
		"where.composer":   "while you write",
		"where.addressing": "where you say whom it goes to",
		"where.filling":    "while blanks are filled",

		"problem.nothing_selected.elsewhere": "This works {where}.",

		"unbound.works":  "{key} ({action}) works {where}.",
		"unbound.begins": "{key} works {where}.",
		"unbound":        "Not here: {key} does nothing.",

		"bulk.from":     "{n} of them are with colleagues now: {who}.",
		"bulk.from.one": "One of them is with a colleague now: {who}.",

		"problem.nothing_selected.one_at_a_time": "This is done to one ticket at a time; marked: {n}. {key.mark_none} takes the marks off.",

		"root.all_keys": "all",

		"queue.with_gone": "{gone} gone of {n}",

		"root.nothing_new": "Nothing was new.",
		"root.some_new":    "The desk had news; they are here.",
	}
}
