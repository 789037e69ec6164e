package words

// deReport ist enReport auf Deutsch.
func deReport() map[string]string {
	return map[string]string{
		"cli.report":         "Zusammenfassen, was an einigen Tagen geschah, nach Gruppe, Agent oder Kanal",
		"cli.report.long":    "Fasst zusammen, was an einem Desk hereinkam, beantwortet und gelöst wurde, wie lange das dauerte und wie es bewertet wurde: für Leads und Admins, und für alle, die den Ordner des Desks oder seine Datenbank öffnen dürfen. Gerechnet wird aus den Tickets, wie sie jetzt sind, nach denselben Definitionen wie jede andere Zahl in heed (docs/figures.md).",
		"cli.report.example": "  heed report --from 2026-03-01 --to 2026-03-31 --by agent\n  heed report --by group --format csv > woche.csv",
		"cli.flag.from":      "der erste Tag, etwa 2026-03-01; sonst sechs Tage vor dem letzten",
		"cli.flag.to":        "der letzte Tag; sonst heute",
		"cli.flag.by":        "group, agent oder channel; sonst nur der ganze Desk",
		"cli.flag.format":    "table, csv oder json",
		"cli.flag.clock":     "nach welcher Uhr eine Tabelle Zeiten nennt: calendar oder business",
		"cli.report.which":   "{name} nimmt eines von {values}, nicht {value}.",
		"cli.report.bad_day": "{name} nimmt einen Tag, etwa 2026-03-01, nicht {value}.",
		"cli.report.days":    "Ein Bericht ist über Tage, der erste vor dem letzten, höchstens zehn Jahre davon.",

		"report.head":            "Von {from} bis {to}, in {zone}",
		"report.desk":            "ganzer Desk",
		"report.none":            "keine",
		"report.part.group":      "Gruppe",
		"report.part.agent":      "Agent",
		"report.part.channel":    "Kanal",
		"report.arrived":         "Eingang",
		"report.solved":          "Gelöst",
		"report.first_reply":     "Erste Antwort",
		"report.next_reply":      "Nächste Antwort",
		"report.resolution":      "Lösung",
		"report.service_level":   "Rechtzeitig",
		"report.one_touch":       "Ein Kontakt",
		"report.reopened":        "Wieder geöffnet",
		"report.satisfied":       "Zufrieden",
		"report.took":            "{p50} / {p90} ({n})",
		"report.share":           "{percent} % ({n})",
		"report.percent":         "{percent} %",
		"report.rated":           "{share}, {rate} bewertet",
		"report.legend.calendar": "Zeiten: Median / 90. Perzentil (von wie vielen), nach der Uhr an der Wand. Anteile: Prozent (von wie vielen).",
		"report.legend.business": "Zeiten: Median / 90. Perzentil (von wie vielen), in Geschäftsstunden. Anteile: Prozent (von wie vielen).",
	}
}
