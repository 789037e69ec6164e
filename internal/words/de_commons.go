package words

func deCommons() map[string]string {
	return map[string]string{
		"problem.leads_only":       "Filter für alle liegen in der Hand derer, die das Team leiten, darum wurde nichts geteilt. Behalte ihn als eigenen oder frag jemanden von ihnen.",
		"problem.too_many_filters": "Es werden höchstens {n} Filter geteilt, dieser darum nicht. Wer das Team leitet, kann erst einen zurücknehmen.",
		"problem.too_many_replies": "Ein Desk hat höchstens {n} Antworten und Makros, darum wurde nichts geändert. Wer das Team leitet, kann erst welche wegnehmen.",
		"problem.filter_changed":   "{who} hat diesen geteilten Filter inzwischen geändert, darum bleibt er so. {key.filters} zeigt ihn; ändere ihn dort, wenn er anders sein soll.",

		"problem.leads_only.shared":              "Diesen Filter haben alle, darum ändern ihn nur die, die das Team leiten. Mach dir aus seiner Abfrage einen eigenen, wenn du magst.",
		"problem.nothing_selected.of_desk":       "Das betrifft alle, es gibt kein Ticket dazu.",
		"problem.nothing_selected.shared_filter": "Diesen Filter haben alle. Teile ihn erst nicht mehr ({key.share_filter}), dann lässt er sich entfernen.",

		"action.share_filter":    "teilen",
		"about.share_filter":     "Den Filter mit allen teilen, oder nicht mehr",
		"filter.share_no_longer": "nicht mehr teilen",
		"filter.shared":          "{name} steht jetzt bei allen hinter den Ansichten.",
		"filter.unshared":        "{name} wird nicht mehr geteilt.",
		"filter.named_for_all":   "Er heißt jetzt bei allen {name}.",
		"filter.was_dropped":     "{name} ist entfernt.",
		"filter.by":              "geteilt von {name}",
		"filter.by_you":          "von dir geteilt",

		"mark.away":      "{name} hat Pause",
		"action.break":   "Pause",
		"about.break":    "Pause machen, ohne dass dir etwas zugeteilt wird, oder zurückkommen",
		"break.on":       "in der Pause",
		"break.on_since": "in der Pause seit {time}",
		"break.taken":    "Du hast Pause; dir wird nichts zugeteilt. {key} sagt, dass du zurück bist.",
		"break.ended":    "Du bist zurück aus der Pause.",

		"kind.share_filter":   "Filter teilen",
		"kind.unshare_filter": "Filter nicht mehr teilen",
		"kind.edit_customer":  "Kundenblatt ändern",
		"kind.merge_customer": "Zwei Kundenblätter zusammenführen",
		"kind.take_break":     "Pause",
		"kind.end_break":      "Zurück aus der Pause",

		"listing.kind.share_filter":   "Filter geteilt",
		"listing.kind.unshare_filter": "Filter nicht mehr geteilt",
		"listing.kind.edit_customer":  "Kundenblatt geändert",
		"listing.kind.merge_customer": "Kundenblätter zusammengeführt",
		"listing.kind.take_break":     "Pause",
		"listing.kind.end_break":      "zurück aus der Pause",

		"view.following":        "Gefolgt",
		"queue.empty.following": "Du folgst keinem offenen Ticket. Mit {key.follow} folgst du einem: dann hörst du, was darauf geschieht.",

		"event.follow":      "{who}: {value} genannt, folgt jetzt",
		"event.follow.self": "{who}: folgt jetzt",
		"event.follow.none": "{who}: folgt nicht mehr",

		"follow.mentioned":       "{who} hat dich in einer Notiz zu {ticket} genannt. Du folgst ihm jetzt.",
		"follow.customer":        "{ticket}, dem du folgst: der Kunde hat geschrieben.",
		"follow.answered":        "{ticket}, dem du folgst: {who} hat geantwortet.",
		"follow.noted":           "{ticket}, dem du folgst: {who} hat eine Notiz hinterlassen.",
		"follow.called":          "{ticket}, dem du folgst: {who} hat ein Gespräch notiert.",
		"follow.forwarded":       "{ticket}, dem du folgst: {who} hat es nach außen weitergeleitet.",
		"follow.status":          "{ticket}, dem du folgst, ist jetzt {status}.",
		"follow.changed":         "{ticket}, dem du folgst, wurde von {who} geändert.",
		"follow.several":         "{n} Tickets, denen du folgst, haben sich bewegt. {key.notices} listet, was dazu gesagt wurde.",
		"root.call.followed":     "{n} gefolgte Tickets bewegt",
		"root.call.followed.one": "1 gefolgtes Ticket bewegt",

		"field.filter": "den Filter",
		"field.follow": "die Mitlesenden",
		"field.note":   "die Notiz",
	}
}
