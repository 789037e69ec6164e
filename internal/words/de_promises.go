package words

// dePromises are the words for what a desk promises.
func dePromises() map[string]string {
	return map[string]string{
		"why.promised.first_reply":          "erste Antwort zugesagt bis",
		"why.told.promised.first_reply":     "Die erste Antwort ist bis {when} zugesagt.",
		"why.promised.next_reply":           "Antwort zugesagt bis",
		"why.told.promised.next_reply":      "Die Antwort ist bis {when} zugesagt.",
		"why.promised.periodic_update":      "Zwischenstand zugesagt bis",
		"why.told.promised.periodic_update": "Ein Zwischenstand ist bis {when} zugesagt.",
		"why.promised.resolution":           "Lösung zugesagt bis",
		"why.told.promised.resolution":      "Die Lösung ist bis {when} zugesagt.",

		"thread.update":          "Zwischenstand in {span}",
		"thread.update.late":     "Zwischenstand {span} zu spät",
		"thread.resolution":      "Lösung in {span}",
		"thread.resolution.late": "Lösung {span} zu spät",
		"thread.ranked":          "in der Liste {row}, nach Priorität; {key} sagt, warum",

		"thread.first_reply.promised":      "erste Antwort zugesagt in {span}",
		"thread.first_reply.promised.late": "zugesagte erste Antwort {span} zu spät",
		"thread.reply.promised":            "Antwort zugesagt in {span}",
		"thread.reply.promised.late":       "zugesagte Antwort {span} zu spät",
		"thread.update.promised":           "Zwischenstand zugesagt in {span}",
		"thread.update.promised.late":      "zugesagter Zwischenstand {span} zu spät",
		"thread.resolution.promised":       "Lösung zugesagt in {span}",
		"thread.resolution.promised.late":  "zugesagte Lösung {span} zu spät",

		"thread.update.spoken":          "Zwischenstand: noch {span} Zeit",
		"thread.update.late.spoken":     "Zwischenstand: {span} überfällig",
		"thread.resolution.spoken":      "Lösung: noch {span} Zeit",
		"thread.resolution.late.spoken": "Lösung: {span} überfällig",
	}
}
