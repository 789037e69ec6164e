package words

// enPhrasebook holds what is said under a text that is being written.
func enPhrasebook() map[string]string {
	return map[string]string{
		"check.names_it":        "names what happened",
		"check.names_it.why":    "People feel heard when their own matter comes back to them in a few of their own words.",
		"check.takes_it_on":     "takes it on",
		"check.takes_it_on.why": "Say who does something about it: \"I have asked\", \"we will send\".",
		"check.next_step":       "next step and when",
		"check.next_step.why":   "Say what comes next and by when, so that nobody has to write again to ask.",
		"check.says_sorry":      "says sorry",
		"check.says_sorry.why":  "Something went wrong for them. One plain sorry is enough.",
		"check.open_door":       "leaves the door open",
		"check.open_door.why":   "These words end a talk. Say what you can do instead.",
		"check.add":             "add?",
		"check.mend":            "mend?",

		"reading.words.one": "1 word",
		"reading.words":     "{n} words",
		"reading.easy":      "reads easily",
		"reading.fair":      "takes some effort to read",
		"reading.hard":      "hard to read",
	}
}
