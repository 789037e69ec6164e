package words

import "maps"

// enQueue has the texts of the list, and of what is done to many of its tickets.
func enQueue() map[string]string {
	all := enRows()
	maps.Copy(all, enBulk())
	return all
}

func enRows() map[string]string {
	return map[string]string{
		"queue.new":                 "{n} new",
		"queue.reordered":           "changed",
		"queue.unreadable":          "not read",
		"queue.by.priority":         "by due time",
		"queue.by.wake":             "by when they wake",
		"queue.by.solved":           "newest first",
		"queue.by.changed":          "last changed first",
		"queue.filling":             "fetching tickets: {n} so far",
		"queue.filling_of":          "fetching tickets: {n} of {goal}",
		"queue.reading":             "Reading the list. The disk takes its time.",
		"queue.failed":              "The list could not be read from this computer's disk. Nothing is lost on the desk. Press {key} to try again.",
		"queue.first_fill":          "Tickets come in now for the first time. You can start as soon as the first ones stand here.",
		"queue.never_filled":        "There is no connection to the desk yet, and nothing of it is on this computer. Tickets appear here as soon as it can be reached.",
		"queue.lost":                "What was kept here of the desk was damaged and is set aside, so nothing can be shown until the desk is reached: then everything comes again. What you wrote is not touched. {key} tries at once.",
		"queue.lost.comes":          "What was kept here of the desk was damaged and is set aside. Everything comes again now; you can start as soon as the first tickets stand here. What you wrote is not touched.",
		"queue.look_unassigned.one": "One waits for somebody to take it. {key}\u00a0leads\u00a0there.",
		"queue.look_unassigned":     "{n} wait for somebody to take them. {key}\u00a0leads\u00a0there.",
		"queue.waits":               "waits {span}",
		"queue.late":                "late {span}",
		"queue.over":                "over {span}",
		"queue.due":                 "due {span}",
		"queue.wakes":               "wakes {span}",
		"queue.gone.lost":           "no longer here",
		"queue.gone.snoozed":        "snoozed",
		"queue.gone.yours":          "yours now",
		"queue.gone.taken":          "{name} has it",
		"queue.gone.released":       "released",

		"queue.empty.mine":       "Nothing of yours is waiting.",
		"queue.empty.unassigned": "Every ticket has somebody.",
		"queue.empty.groups":     "Nothing waits in your groups.",
		"queue.empty.open":       "Nothing is open. A good moment for tea.",
		"queue.empty.pending":    "No customer owes an answer.",
		"queue.empty.snoozed":    "Nothing sleeps.",
		"queue.empty.solved":     "Nothing has been solved yet.",
		"queue.empty.all":        "There are no tickets yet.",

		"queue.empty.desk": "This desk has no tickets yet. To bring some in, run in another window: heed import --desk DIR FILE. To look around first: heed demo.",

		"list.standing": "{n} of {total}",
		"span.now":      "just now",
		"span.ago":      "{span} ago",

		"view.mine":       "Mine",
		"view.unassigned": "Unassigned",
		"view.groups":     "Groups",
		"view.open":       "Open",
		"view.pending":    "Pending",
		"view.snoozed":    "Snoozed",
		"view.solved":     "Solved",
		"view.all":        "All",

		"mark.held":    "held",
		"mark.refused": "refused",
		"mark.draft":   "draft",
		"mark.here":    "{name} is here",
		"mark.writes":  "{name} writes",

		"why.title":              "Why {ticket} stands here",
		"why.waits":              "the customer waits since",
		"why.changed":            "last changed",
		"why.horizon":            "{priority} priority may wait",
		"why.tier":               "less for {tier}",
		"why.due":                "due",
		"why.left":               "in {span}",
		"why.late":               "late by {span}",
		"why.over":               "over by {span}",
		"why.told.waits":         "The customer has waited since {when}.",
		"why.told.changed":       "Last changed {when}.",
		"why.told.changed.today": "Last changed at {when}.",
		"why.told.horizon":       "{priority} priority may wait {span}.",
		"why.told.tier":          "For {tier} it is {span} less.",
		"why.told.due":           "Due {when}, {left}.",
		"why.told.due.today":     "Due at {when}, {left}.",

		"why.nobody_waits": "Nobody waits for an answer; it stands behind those who do.",
	}
}
