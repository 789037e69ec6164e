package words

// deEditor, deFailure, deJump, deKeymap, deLater, deLeave and deMacro are short enough to
// stand together.
func deEditor() map[string]string {
	return map[string]string{
		"action.editor":  "eigener Editor",
		"about.editor":   "In dem Editor weiterschreiben, den $VISUAL oder $EDITOR nennt",
		"setting.editor": "ob $VISUAL oder $EDITOR auf einem Text geöffnet werden kann: auto (nicht über SSH), on oder off",

		"problem.nothing_selected.no_editor": "Hier lässt sich kein eigener Editor öffnen: $VISUAL und $EDITOR nennen keinen, oder heed läuft über SSH (die Einstellung editor sagt es).",
		"editor.failed":                      "Der Editor gab keinen Text zurück ({why}). Deiner ist, wie er war.",
	}
}

func deFailure() map[string]string {
	return map[string]string{
		"failure.disk": "Die Platte dieses Computers hat es nicht angenommen, gesendet wurde also nichts. Dein Text ist noch hier; schaff etwas Platz und versuch es noch einmal.",
	}
}

func deJump() map[string]string {
	return map[string]string{
		"action.jump": "zur Nummer",
		"about.jump":  "Zu einem Ticket über seine Nummer gehen; 4821# geht gleich hin",

		"jump.title":  "Zu einem Ticket gehen",
		"jump.hint":   "seine Nummer",
		"jump.ticket": "Zu Ticket #{n} gehen",
		"jump.none":   "Ein Ticket #{n} gibt es hier nicht. Vielleicht ist es älter als das, was auf diesem Computer liegt.",

		"count.times": "mal",
		"count.drop":  "Zahl fallen lassen",
	}
}

func deKeymap() map[string]string {
	return map[string]string{
		"keymap.default":  "Buchstaben für das Häufigste, Pfeile zum Bewegen.",
		"keymap.vim":      "Wie default, mit den Bewegungen von vi darüber.",
		"keymap.emacs":    "Wie default, für Hände, die emacs kennen. `ctrl+x` und `ctrl+c` beginnen Tastenfolgen, heed beendet also `ctrl+x ctrl+c`.",
		"keymap.one-hand": "Alles unter der linken Hand, auf QWERTY, QWERTZ und AZERTY gleich: die Buchstaben Q W E R T, A S D F G, X C V B, dazu tab, esc, Leertaste und F1 bis F5. Kein z, kein y und keine Ziffer, die auf manchen woanders liegen. Nur was du selbst schreibst, braucht die ganze Tastatur; fertige Textbausteine nicht.",
	}
}

func deLater() map[string]string {
	return map[string]string{
		"action.send_later": "später senden",
		"about.send_later":  "Später senden: zu deiner Zeit, oder wenn heed danach wieder läuft",

		"later.title":                    "Wann soll es hinausgehen?",
		"problem.nothing_selected.later": "Das ist keine Zeit zum Senden. Sag es wie 2h, morgen 9, freitag 14:30 oder 2026-03-14.",
		"problem.nothing_selected.notes": "Eine Notiz geht an niemanden, da gibt es nichts aufzuschieben.",
		"composer.later":                 "An {name}: geht {when} hinaus, wenn heed dann läuft.",
		"state.later":                    "geht {when} hinaus · {key} nimmt es zurück",
		"outbox.later":                   "geht {when} hinaus",
	}
}

func deLeave() map[string]string {
	return map[string]string{
		"root.not_saved_yet": "Deine Worte sind noch nicht auf der Platte: Sie nimmt nichts an. Sie sind noch hier, an ihrem Ticket, und heed versucht es weiter. Schaff etwas Platz.",
		"root.saved_at_last": "Deine Worte sind jetzt auf der Platte.",
		"leave.not_kept":     "{why} Noch einmal {key} beendet heed ohne sie.",
		"leave.not_saved":    "Nicht gesichert: Die Platte nimmt deine letzten Worte nicht an. Noch einmal {key} beendet heed trotzdem.",
	}
}

func deMacro() map[string]string {
	return map[string]string{
		"macro.mine":            "dir",
		"replies.then":          "und dann, beim Senden: {what}",
		"composer.does":         "dann: {what}",
		"composer.sms":          "{n} SMS",
		"composer.sms.one":      "1 SMS",
		"composer.sms.left":     "{n} Zeichen frei",
		"composer.sms.left.one": "1 Zeichen frei",
		"composer.drops":        "Geleert, mit dem, was es am Ticket getan hätte. {key} holt den Text zurück.",
	}
}
