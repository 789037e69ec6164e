package words

func deLanguage() map[string]string {
	return map[string]string{
		"setting.language": "welche Sprache heed spricht: auto (die von LC_ALL, LC_MESSAGES oder LANG), en oder de",
		"setting.dates":    "wie Zeiten geschrieben werden: auto (nach LC_ALL, LC_TIME oder LANG), 24h, 12h oder us (12h, im Englischen mit dem Monat zuerst)",

		"config.doc.language": "`language` gilt für alles, was heed sagt: die Bildschirme, die Befehle der Shell mit ihrer Hilfe, Handbuchseiten und Fehler. Nicht übersetzt sind: was Menschen geschrieben haben, die Namen von Befehlen, Einstellungen, Status und Ansichten auf der Befehlszeile, in Suchen und in dieser Datei, JSON, diese Dokumentation, die Tickets der Demo und die stille Prüfung unter einem Text, die nur Englisch kann: Die Worte, die sie anbietet, sind englische. Auf Deutsch findet die Befehlspalette einen Befehl auch unter seinem englischen Namen. Worte für eine Zeit (`morgen 9`, `tomorrow 9`) werden in beiden Sprachen verstanden, welche auch eingestellt ist.",

		"cli.help":      "Zeigen, wie ein Befehl gebraucht wird",
		"cli.flag.help": "zeigen, wie das gebraucht wird",

		"cli.no_option":    "Eine Option {name} gibt es hier nicht.",
		"cli.option_bare":  "{name} braucht einen Wert dahinter.",
		"cli.option_value": "{name} kann nicht {value} sein.",

		"usage.usage":      "Aufruf",
		"usage.command":    "BEFEHL",
		"usage.examples":   "Beispiele",
		"usage.commands":   "Befehle",
		"usage.options":    "Optionen",
		"usage.everywhere": "Optionen jedes Befehls",
		"usage.without":    "sonst",
		"usage.more":       "{command} BEFEHL --help sagt mehr über einen Befehl.",
	}
}
