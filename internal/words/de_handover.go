package words

// deHandOver is enHandOver in German.
func deHandOver() map[string]string {
	return map[string]string{
		"action.hand_over": "übergeben",
		"about.hand_over":  "Das Ticket mit einer Notiz an jemanden oder eine Gruppe übergeben",
		"action.remind":    "erinnern",
		"about.remind":     "Zu einem Zeitpunkt an das Ticket erinnert werden",
		"action.done":      "erledigt",
		"about.done":       "Die Erinnerung unter dem Cursor von deinem Tag nehmen",

		"kind.hand_over":         "Übergabe",
		"kind.hand_back":         "Übergabe zurückgenommen",
		"kind.remind":            "Erinnerung",
		"listing.kind.hand_over": "Übergabe",
		"listing.kind.hand_back": "Übergabe zurückgenommen",
		"listing.kind.remind":    "Erinnerung",
		"event.hand_over":        "{who}: an {value} übergeben",
		"event.hand_over.none":   "{who}: Übergabe zurückgenommen",
		"field.reminder":         "die Erinnerung",
		"field.hand_over":        "die Übergabe",

		"act.handed_over": "{ticket} ist an {name} übergeben. Was jetzt kommt, zählt nicht für dich.",
		"act.reminds":     "Du wirst an {ticket} erinnert: {moment}.",
		"act.no_reminder": "Du wirst nicht mehr an {ticket} erinnert.",

		"thread.reminds":  "erinnert dich {moment}",
		"thread.reminded": "hat dich erinnert: {moment}",

		"choose.hand_over":    "{ticket} übergeben an",
		"choose.hand_over_to": "{ticket} an {name} übergeben",
		"choose.what_to_know": "Was dort bekannt sein muss",
		"choose.remind":       "An {ticket} erinnern",
		"choose.remind_at":    "An {ticket} erinnern · {moment}",
		"choose.remind_of":    "Woran? Das kann leer bleiben",
		"choose.no_reminder":  "Nicht mehr",

		"problem.nothing_selected.not_yours":   "Es ist nicht bei dir. {key.assign} gibt es jemandem.",
		"problem.nothing_selected.no_reminder": "Mit einer Taste erledigt wird nur eine Erinnerung. Ein Versprechen hält dein nächstes Wort an den Kunden, oder das Lösen des Tickets.",

		"root.reminder":           "Du wolltest an {ticket} {subject} erinnert werden. {key.day} zeigt deinen Tag.",
		"root.reminder.of":        "Du wolltest an {ticket} {subject} erinnert werden: {words}. {key.day} zeigt deinen Tag.",
		"root.reminders":          "{n} Erinnerungen sind fällig. {key.day} zeigt deinen Tag.",
		"root.call.reminders":     "{n} Erinnerungen",
		"root.call.reminders.one": "1 Erinnerung",

		"day.since_break":     "{span} seit deiner letzten Pause",
		"day.reminders":       "Erinnerungen",
		"day.reminders.none":  "Nichts, woran zu erinnern wäre. {key.remind} auf einem Ticket setzt eine Erinnerung.",
		"day.means.reminders": "Woran du erinnert werden wolltest, nach dem Zeitpunkt. Es steht hier, bis du damit fertig bist; nur du siehst es.",
	}
}
