package words

func dePhrasebook() map[string]string {
	return map[string]string{
		"check.names_it":        "nennt, was geschah",
		"check.names_it.why":    "Menschen fühlen sich gehört, wenn ihr eigenes Anliegen mit ein paar ihrer Worte zu ihnen zurückkommt.",
		"check.takes_it_on":     "kümmert sich",
		"check.takes_it_on.why": "Sag, wer etwas tut: \"I have asked\", \"we will send\".",
		"check.next_step":       "was folgt und wann",
		"check.next_step.why":   "Sag, was als Nächstes kommt und bis wann, damit niemand noch einmal fragen muss.",
		"check.says_sorry":      "entschuldigt sich",
		"check.says_sorry.why":  "Für sie ist etwas schiefgegangen. Eine schlichte Entschuldigung genügt.",
		"check.open_door":       "lässt die Tür offen",
		"check.open_door.why":   "Diese Worte beenden ein Gespräch. Sag stattdessen, was du tun kannst.",
		"check.add":             "ergänzen?",
		"check.mend":            "bessern?",

		"reading.words.one": "1 Wort",
		"reading.words":     "{n} Wörter",
		"reading.easy":      "liest sich leicht",
		"reading.fair":      "liest sich mit etwas Mühe",
		"reading.hard":      "liest sich schwer",
	}
}
