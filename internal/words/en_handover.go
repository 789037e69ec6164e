package words

// enHandOver has the words of handing a ticket over and of being reminded of one.
func enHandOver() map[string]string {
	return map[string]string{
		"action.hand_over": "hand over",
		"about.hand_over":  "Hand the ticket over to a colleague or a group, with a note",
		"action.remind":    "remind me",
		"about.remind":     "Be reminded of the ticket at a moment",
		"action.done":      "done",
		"about.done":       "Take the reminder under the cursor off your day",

		"kind.hand_over":         "Hand-over",
		"kind.hand_back":         "Hand-over taken back",
		"kind.remind":            "Reminder",
		"listing.kind.hand_over": "hand-over",
		"listing.kind.hand_back": "hand-over taken back",
		"listing.kind.remind":    "reminder",
		"event.hand_over":        "{who} handed it over to {value}",
		"event.hand_over.none":   "{who} took the hand-over back",
		"field.reminder":         "the reminder",
		"field.hand_over":        "the hand-over",

		"act.handed_over": "{ticket} is handed over to {name}. What comes now does not count for you.",
		"act.reminds":     "You will be reminded of {ticket}: {moment}.",
		"act.no_reminder": "You are no longer reminded of {ticket}.",

		"thread.reminds":  "reminds you {moment}",
		"thread.reminded": "reminded you {moment}",

		"choose.hand_over":    "Hand {ticket} over to",
		"choose.hand_over_to": "Hand {ticket} over to {name}",
		"choose.what_to_know": "What they have to know",
		"choose.remind":       "Remind me of {ticket}",
		"choose.remind_at":    "Remind me of {ticket} · {moment}",
		"choose.remind_of":    "Of what? It can be left out",
		"choose.no_reminder":  "No longer",

		"problem.nothing_selected.not_yours":   "It is not with you. {key.assign} gives it to somebody.",
		"problem.nothing_selected.no_reminder": "Only a reminder is done by a key. A promise is kept by your next word to the customer, or by solving the ticket.",

		"root.reminder":           "You wanted to be reminded of {ticket} {subject}. {key.day} shows your day.",
		"root.reminder.of":        "You wanted to be reminded of {ticket} {subject}: {words}. {key.day} shows your day.",
		"root.reminders":          "{n} reminders are due. {key.day} shows your day.",
		"root.call.reminders":     "{n} reminders",
		"root.call.reminders.one": "1 reminder",

		"day.since_break":     "{span} since your last break",
		"day.reminders":       "Reminders",
		"day.reminders.none":  "Nothing to be reminded of. {key.remind} on a ticket sets a reminder.",
		"day.means.reminders": "What you asked to be reminded of, by its moment. It stands here until you are done with it; only you see it.",
	}
}
