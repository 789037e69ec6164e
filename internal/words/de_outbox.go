package words

func deOutbox() map[string]string {
	return map[string]string{
		"outbox.title":         "Ausgang",
		"outbox.empty":         "Nichts wartet.",
		"outbox.offline":       "keine Verbindung; es geht von selbst hinaus",
		"outbox.offline_since": "seit {span} keine Verbindung; es geht von selbst hinaus",
		"outbox.offline_next":  "seit {span} keine Verbindung; nächster Versuch in {next}, {key} versucht es jetzt",
		"outbox.holding":       "geht in {span} hinaus",
		"outbox.tried":         "↑ wartet, {n}-mal versucht",
		"outbox.tried.one":     "↑ wartet, einmal versucht",
		"outbox.unsure":        "↑ vielleicht schon dort, heed fragt nach",
		"outbox.status":        "Auf {status} setzen",
		"outbox.assigned":      "An {name} geben",
		"outbox.claimed":       "Das Ticket übernehmen",
		"outbox.released":      "Freigeben",
		"outbox.yours":         "deins",
		"outbox.yours.to":      "deins, an {who}",
		"outbox.yours.team":    "deins, nur für das Team",
		"outbox.above":         "{n} Zeilen darüber",
		"outbox.above.one":     "1 Zeile darüber",
		"outbox.taken_words":   "Zurückgenommen. Hier sind die Worte.",
		"outbox.taken":         "Zurückgenommen. Ein Text ist wieder ein Entwurf.",

		"decide.take_back": "zurücknehmen",
	}
}
