package words

func deFiles() map[string]string {
	return map[string]string{
		"problem.no_such_file":   "Eine Datei, die dazugehört, fehlt beim Desk und liegt auch hier nicht mehr. Füge sie neu hinzu und sende dann.",
		"problem.file_too_large": "Die Datei ist zu groß: Ein Desk nimmt höchstens 25 MB an. Nichts wurde hinzugefügt.",
		"problem.file_empty":     "Die Datei ist leer, es gibt nichts zu senden. Nichts wurde hinzugefügt.",
		"problem.too_many_files": "Eine Nachricht hat höchstens 20 Dateien. Nichts wurde hinzugefügt; den Rest nimmt eine zweite Nachricht mit.",

		"field.attachment": "Anhang",
	}
}
