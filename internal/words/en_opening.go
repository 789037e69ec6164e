package words

func enOpening() map[string]string {
	return map[string]string{
		"action.new_ticket": "new ticket",
		"about.new_ticket":  "Write first to a customer: a new ticket with its first message, or one that was begun",

		"opening.title":        "New ticket",
		"opening.for":          "New ticket for {name}",
		"opening.hint":         "customer: name, mail or phone",
		"opening.quiet":        "Type two letters or more of a name or a mail address, or some digits of a phone number.",
		"opening.nobody":       "Nobody here is called that. Only customers with a ticket on this computer are found.",
		"opening.no_address":   "no address",
		"opening.begun":        "begun {span} ago",
		"opening.subject.hint": "subject",
		"opening.goes":         "{channel} to {address}",

		"problem.nothing_selected.no_subject":  "It needs a subject: a few words that say what it is about.",
		"problem.nothing_selected.no_customer": "Nobody is chosen yet. Type a part of a name, a mail address or a phone number.",
		"problem.nothing_selected.no_address":  "No mail address or phone number of this customer is known here.",
		"problem.nothing_selected.opening":     "This is the first message of a new ticket. Send it first.",

		"composer.opening":            "New ticket for {name}",
		"composer.opening.subject":    "Subject: {subject}",
		"composer.opened":             "Kept and goes out: new ticket for {name}.",
		"root.back_as_opening":        "The text is a draft again. {key.new_ticket} goes on writing.",
		"root.back_as_opening.unkept": "The text is a draft again, in memory only. {key.new_ticket} goes on writing.",
	}
}
