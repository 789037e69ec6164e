package words

// deLocked is enLocked in German.
func deLocked() map[string]string {
	return map[string]string{
		"action.lock": "sperren",
		"about.lock":  "heed sperren: Kundendaten sind nicht zu sehen, bis du es wieder öffnest",

		"locked.title":         "gesperrt",
		"locked.since":         "Gesperrt seit {time}.",
		"locked.kept":          "Alles ist, wie du es verlassen hast. Was darauf wartet, gesendet zu werden, geht hinaus.",
		"locked.unread":        "{n} deiner Tickets sind ungelesen.",
		"locked.unread.one":    "1 deiner Tickets ist ungelesen.",
		"locked.attention":     "{n} Sachen, die du gesendet hast, brauchen dich.",
		"locked.attention.one": "Etwas, das du gesendet hast, braucht dich.",
		"locked.waiting":       "{n} Sachen warten darauf, gesendet zu werden.",
		"locked.waiting.one":   "Etwas wartet darauf, gesendet zu werden.",
		"locked.unkept":        "All das ist nur im Speicher: Was du begonnen hast, ist verloren, wenn heed endet.",

		"locked.kept.offline":   "Alles ist, wie du es verlassen hast. Du bist offline: was zu senden ist, geht hinaus, sobald der Desk zu erreichen ist.",
		"locked.kept.denied":    "Alles ist, wie du es verlassen hast. Der Desk kennt dieses Token nicht mehr: Was noch zu senden ist, bleibt hier, bis du heed beendest und dich neu anmeldest.",
		"locked.passphrase":     "Passphrase",
		"locked.looking":        "sieht nach …",
		"locked.wrong":          "Das war nicht die Passphrase.",
		"locked.silent":         "Der Schlüsselbund gibt den Schlüssel gerade nicht heraus. Öffne ihn und drücke die Taste noch einmal.",
		"locked.pause":          "Der nächste Versuch zählt in {span}.",
		"locked.leave":          "{leave} beendet heed",
		"locked.how.passphrase": "{key} öffnet es",
		"locked.how.keyring":    "{key} öffnet es, solange dein Schlüsselbund offen ist",
		"locked.how.key":        "Jede Taste öffnet es: es gibt keine Passphrase zu fragen",
		"locked.how.desk":       "Es öffnet sich von selbst, sobald der Desk antwortet; {sync} fragt ihn jetzt",

		"locked.why.lease":    "Gesperrt: Der Desk war zuletzt {when} zu erreichen. Was er geschickt hat, ist danach 30 Tage lang zu sehen. Nichts ist verloren, und was du geschrieben hast, ist gesichert und geht hinaus.",
		"locked.why.revoked":  "Der Desk hat diesem Konto den Zugang entzogen, darum ist von diesem Computer entfernt, was er geschickt hat. Was du geschrieben hast und noch nicht hinausging, ist gesichert: heed outbox zeigt es.",
		"locked.how.revoked":  "Ein Admin des Desks kann den Zugang wieder freigeben, mit einem neuen Token: Dann hier heed verlassen, damit {sign_in} geben und heed starten",
		"line.revoked":        "Der Desk hat diesem Konto den Zugang entzogen, gesendet oder geholt wird nichts. Was du geschrieben hast, ist gesichert.",
		"line.revoked.unkept": "Der Desk hat diesem Konto den Zugang entzogen, gesendet oder geholt wird nichts. Was du geschrieben hast, ist verloren, wenn heed schließt.",
		"pipe.revoked":        "Der Desk hat diesem Konto den Zugang entzogen. Was er geschickt hat, ist von diesem Computer entfernt; was du geschrieben hast, ist gesichert, und heed outbox zeigt es.",
		"pipe.lease":          "Der Desk war seit mehr als 30 Tagen nicht zu erreichen, darum ist gesperrt, was er geschickt hat. Nichts ist verloren. heed sync öffnet es, sobald der Desk antwortet; heed outbox zeigt, was du geschrieben hast.",

		"pipe.barred":           "heed ist hier gesperrt: entsperr den Arbeitsplatz, oder gib die Passphrase. HEED_PASSPHRASE gibt sie, oder starte heed an einem Terminal, dort fragt es.",
		"pipe.barred_wrong":     "heed ist hier gesperrt, und das ist nicht die Passphrase. Nichts wurde getan.",
		"pipe.barred_pause":     "heed ist hier gesperrt, und nach falschen Passphrasen zählt die nächste in {n} Sekunden. Nichts wurde getan.",
		"pipe.barred_pause.one": "heed ist hier gesperrt, und nach falschen Passphrasen zählt die nächste in 1 Sekunde. Nichts wurde getan.",
		"pipe.barred_ring":      "heed ist hier gesperrt, und der Schlüsselbund gibt den Schlüssel nicht heraus. Entsperr den Schlüsselbund oder den Arbeitsplatz.",
		"doctor.cache.locked":   "Der Arbeitsplatz, der es offen hat, ist gesperrt; es wurde nicht hineingesehen. Entsperr ihn, oder setz HEED_PASSPHRASE.",

		"cli.logout":                "Einen Desk verlassen: sein Profil von diesem Computer entfernen, mit allem Aufbewahrten, Schlüssel und Token",
		"setting.lock_after":        "wie lange niemand eine Taste drückt, bis heed sich sperrt: 1m, 5m, 15m, 30m, 60m oder never (nie)",
		"settings.of.lock_after":    "Wann heed sich sperrt",
		"settings.lock_after.1m":    "nach 1 Minute ohne Taste",
		"settings.lock_after.5m":    "nach 5 Minuten ohne Taste",
		"settings.lock_after.15m":   "nach 15 Minuten ohne Taste",
		"settings.lock_after.30m":   "nach 30 Minuten ohne Taste",
		"settings.lock_after.60m":   "nach einer Stunde ohne Taste",
		"settings.lock_after.never": "nicht von selbst: Das übernimmt die Sperre des Computers",
	}
}
