package words

func enComposer() map[string]string {
	return map[string]string{
		"composer.reply":                     "Reply to {name}",
		"composer.note":                      "Note for colleagues",
		"composer.unseen":                    "{name} does not see it",
		"composer.to":                        "to {address}",
		"draft.saved":                        "draft saved",
		"draft.saving":                       "saving",
		"draft.not_saved":                    "draft not saved",
		"draft.unsaved":                      "This computer's disk does not take the draft. The text is safe only while heed runs; heed goes on trying. Free some space.",
		"draft.handing":                      "handing over",
		"composer.came":                      "{name} wrote meanwhile",
		"composer.newer":                     "{name} wrote while you were writing. Read it above; {key.send} again sends yours as it is.",
		"composer.crossed":                   "{name} wrote meanwhile: read it above; {key.send} again sends yours",
		"composer.came_back":                 "Words that were taken back are in your text now. Read it; {key.send} again sends all of it.",
		"composer.sent":                      "Reply to {ticket} is kept and goes out.",
		"composer.noted":                     "Note on {ticket} is kept.",
		"composer.emptied":                   "Emptied. {key} brings it back.",
		"composer.too_long":                  "The text has {size} now and a message holds {most}. All of it is kept here; {key} takes the paste out again.",
		"composer.too_much":                  "That paste is {over} too much: a draft holds {most} in all. It was not taken, and your text is as it was. Paste a part of it.",
		"draft.too_long":                     "The text is longer than the {most} that a draft holds. Shorten it; until then only what was there before is on disk.",
		"problem.nothing_selected.beginning": "What was begun here before is still being read. Once more in a moment.",
		"problem.nothing_selected.handing":   "This is being handed over already.",
		"composer.size":                      "{size} of {most}",
		"composer.add":                       "{what}: add? ({key})",

		"check.takes_it_on.sentence": "I am looking into this myself.",
		"check.next_step.sentence":   "You will hear from me by {{?when you will write again}}.",
		"check.says_sorry.sentence":  "I am sorry that this happened to you.",
	}
}
