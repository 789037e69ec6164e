package words

func deComposer() map[string]string {
	return map[string]string{
		"composer.reply":                     "Antwort an {name}",
		"composer.note":                      "Notiz fürs Team",
		"composer.unseen":                    "{name} sieht sie nicht",
		"composer.to":                        "an {address}",
		"draft.saved":                        "Entwurf gesichert",
		"draft.saving":                       "wird gesichert",
		"draft.not_saved":                    "Entwurf nicht gesichert",
		"draft.unsaved":                      "Die Platte dieses Computers nimmt den Entwurf nicht an. Der Text ist nur sicher, solange heed läuft; heed versucht es weiter. Schaff etwas Platz.",
		"draft.handing":                      "wird übergeben",
		"composer.came":                      "{name} hat inzwischen geschrieben",
		"composer.newer":                     "{name} hat geschrieben, während du schriebst. Lies es oben; noch einmal {key.send} sendet deinen Text, wie er ist.",
		"composer.crossed":                   "{name} hat inzwischen geschrieben: lies es oben; noch einmal {key.send} sendet deins",
		"composer.came_back":                 "Zurückgenommene Worte stehen jetzt in deinem Text. Lies ihn; noch einmal {key.send} sendet alles.",
		"composer.sent":                      "Antwort zu {ticket} ist gesichert und geht hinaus.",
		"composer.noted":                     "Notiz zu {ticket} ist gesichert.",
		"composer.emptied":                   "Geleert. {key} holt es zurück.",
		"composer.too_long":                  "Der Text hat jetzt {size}, eine Nachricht fasst {most}. Alles bleibt hier gesichert; {key} nimmt das Eingefügte wieder heraus.",
		"composer.too_much":                  "Das Eingefügte ist um {over} zu viel: Ein Entwurf fasst insgesamt {most}. Es wurde nicht übernommen, und dein Text ist, wie er war. Füg einen Teil davon ein.",
		"draft.too_long":                     "Der Text ist länger als die {most}, die ein Entwurf fasst. Kürz ihn; bis dahin liegt nur auf der Platte, was vorher da war.",
		"problem.nothing_selected.beginning": "Was hier schon begonnen war, wird noch gelesen. Gleich noch einmal.",
		"problem.nothing_selected.handing":   "Das wird schon übergeben.",
		"composer.size":                      "{size} von {most}",
		"composer.add":                       "{what}: ergänzen? ({key})",

		// These go into a reply, and the check that offers them knows English only.
		"check.takes_it_on.sentence": "I am looking into this myself.",
		"check.next_step.sentence":   "You will hear from me by {{?when you will write again}}.",
		"check.says_sorry.sentence":  "I am sorry that this happened to you.",
	}
}
