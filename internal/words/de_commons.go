package words

func deCommons() map[string]string {
	return map[string]string{
		"problem.leads_only":       "Filter für alle liegen in der Hand derer, die das Team leiten, darum wurde nichts geteilt. Behalte ihn als eigenen oder frag jemanden von ihnen.",
		"problem.too_many_filters": "Es werden höchstens {n} Filter geteilt, dieser darum nicht. Wer das Team leitet, kann erst einen zurücknehmen.",
		"problem.filter_changed":   "{who} hat diesen geteilten Filter inzwischen geändert, darum bleibt er so. {key.filters} zeigt ihn; ändere ihn dort, wenn er anders sein soll.",

		"kind.share_filter":   "Filter teilen",
		"kind.unshare_filter": "Filter nicht mehr teilen",
		"kind.take_break":     "Pause",
		"kind.end_break":      "Zurück aus der Pause",

		"listing.kind.share_filter":   "Filter geteilt",
		"listing.kind.unshare_filter": "Filter nicht mehr geteilt",
		"listing.kind.take_break":     "Pause",
		"listing.kind.end_break":      "zurück aus der Pause",

		"field.filter": "Filter",
		"field.follow": "Mitlesende",
	}
}
