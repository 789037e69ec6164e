package words

func enOutbox() map[string]string {
	return map[string]string{
		"outbox.title":         "Outbox",
		"outbox.empty":         "Nothing waits.",
		"outbox.offline":       "no connection; it goes out by itself",
		"outbox.offline_since": "no connection for {span}; it goes out by itself",
		"outbox.offline_next":  "no connection for {span}; next try in {next}, {key} tries now",
		"outbox.holding":       "sending in {span}",
		"outbox.tried":         "↑ waiting, tried {n} times",
		"outbox.tried.one":     "↑ waiting, tried once",
		"outbox.unsure":        "↑ perhaps there already, heed asks",
		"outbox.status":        "Set to {status}",
		"outbox.assigned":      "Give to {name}",
		"outbox.claimed":       "Take the ticket",
		"outbox.released":      "Give back",
		"outbox.yours":         "yours",
		"outbox.yours.to":      "yours, to {who}",
		"outbox.yours.team":    "yours, for the team only",
		"outbox.above":         "{n} lines above",
		"outbox.above.one":     "1 line above",
		"outbox.taken":         "Taken back. A text is a draft again.",
		"outbox.taken_words":   "Taken back. Here are its words.",

		"decide.take_back": "take back",
	}
}
