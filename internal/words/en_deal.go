package words

// enDeal has the words of what is done to a ticket besides answering it.
func enDeal() map[string]string {
	return map[string]string{
		"kind.unmerge":   "Taking apart",
		"kind.link":      "Link",
		"kind.unlink":    "Link off",
		"kind.set_group": "Group",
		"kind.mark_spam": "Spam",
		"kind.not_spam":  "No spam",
		"kind.log_call":  "Call",
		"kind.escalate":  "Escalation",

		"listing.kind.unmerge":   "taking apart",
		"listing.kind.let_go":    "taking apart",
		"listing.kind.link":      "link",
		"listing.kind.unlink":    "link removed",
		"listing.kind.set_group": "group",
		"listing.kind.mark_spam": "spam",
		"listing.kind.not_spam":  "no spam",
		"listing.kind.log_call":  "call",
		"listing.kind.escalate":  "escalation",

		"event.unmerge":         "{who} took it out of {value} again",
		"event.unmerge.none":    "{who} took {from} out of it again",
		"event.link":            "{who} linked it to {value}",
		"event.link.none":       "{who} took the link to {from} off",
		"event.escalation":      "{who} escalated it to {value}",
		"event.escalation.none": "{who} escalated it",

		"call.in":      "They called, {span}",
		"call.out":     "We called, {span}",
		"call.in.no":   "They called, nobody was reached",
		"call.out.no":  "We called, nobody was reached",
		"call.minutes": "{n} min",

		"field.unmerge":    "merge",
		"field.link":       "link",
		"field.escalation": "escalation",
		"field.call":       "call",
		"field.minutes":    "length of a call",

		"problem.link_to_itself": "A ticket cannot be linked to itself. Choose another one.",
		"problem.too_many_links": "This ticket is linked to as many as it can be. Nothing was changed; take a link off first.",
		"problem.moved_on":       "The two tickets have gone on together since: answered, closed or merged further. They stay as they are; open a new ticket for what is left over.",
	}
}
