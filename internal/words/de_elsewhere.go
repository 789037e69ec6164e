package words

func deElsewhere() map[string]string {
	return map[string]string{
		"where.on_ticket":  "auf einem Ticket",
		"where.queue":      "in der Warteschlange",
		"where.thread":     "im Gespräch",
		"where.customer":   "beim Kunden",
		"where.list":       "in einer Liste",
		"where.outbox":     "im Ausgang",
		"where.day":        "in deinem Tag",
		"where.search":     "in der Suche",
		"where.filters":    "in der Liste der Filter",
		"where.settings":   "in den Einstellungen",
		"where.saving":     "bei einem Anhang",
		"where.paths":      "wo eine Datei gewählt wird",
		"where.composer":   "beim Schreiben",
		"where.addressing": "wo du sagst, an wen es geht",
		"where.filling":    "beim Ausfüllen der Lücken",

		"problem.nothing_selected.elsewhere": "Das geht {where}.",

		"unbound.works":  "{key} ({action}) geht {where}.",
		"unbound.begins": "{key} geht {where}.",
		"unbound":        "Nicht hier: {key} bewirkt nichts.",

		"bulk.from":     "{n} davon sind jetzt bei anderen: {who}.",
		"bulk.from.one": "Eines davon ist jetzt bei jemand anderem: {who}.",

		"problem.nothing_selected.one_at_a_time": "Das geht nur mit einem Ticket auf einmal; markiert: {n}. {key.mark_none} nimmt die Marken weg.",

		"root.all_keys": "alle",

		"queue.with_gone": "{gone} von {n} weg",

		"root.nothing_new": "Es gab nichts Neues.",
		"root.some_new":    "Der Desk hatte Neues; es ist hier.",
	}
}
