package words

func deCommons() map[string]string {
	return map[string]string{
		"problem.leads_only":       "Filter für alle liegen in der Hand derer, die das Team leiten, darum wurde nichts geteilt. Behalte ihn als eigenen oder frag jemanden von ihnen.",
		"problem.too_many_filters": "Es werden höchstens {n} Filter geteilt, dieser darum nicht. Wer das Team leitet, kann erst einen zurücknehmen.",
		"problem.filter_changed":   "{who} hat diesen geteilten Filter inzwischen geändert, darum bleibt er so. {key.filters} zeigt ihn; ändere ihn dort, wenn er anders sein soll.",

		"problem.leads_only.shared":              "Diesen Filter haben alle, darum ändern ihn nur die, die das Team leiten. Mach dir aus seiner Abfrage einen eigenen, wenn du magst.",
		"problem.nothing_selected.of_desk":       "Das betrifft alle, es gibt kein Ticket dazu.",
		"problem.nothing_selected.shared_filter": "Diesen Filter haben alle. Teile ihn erst nicht mehr ({key.share_filter}), dann lässt er sich verwerfen.",

		"action.share_filter":    "teilen",
		"about.share_filter":     "Den Filter mit allen teilen, oder nicht mehr",
		"filter.share_no_longer": "nicht mehr teilen",
		"filter.shared":          "{name} steht jetzt bei allen hinter den Ansichten.",
		"filter.unshared":        "{name} wird nicht mehr geteilt.",
		"filter.named_for_all":   "Er heißt jetzt bei allen {name}.",
		"filter.was_dropped":     "{name} ist verworfen.",
		"filter.by":              "geteilt von {name}",
		"filter.by_you":          "von dir geteilt",

		"action.break":   "Pause",
		"about.break":    "Pause machen: dir wird nichts zugeteilt, bis dieselbe Taste sagt, dass du zurück bist",
		"break.on":       "in der Pause",
		"break.on_since": "in der Pause seit {time}",
		"break.taken":    "Du hast Pause; dir wird nichts zugeteilt. {key} sagt, dass du zurück bist.",
		"break.ended":    "Du bist zurück aus der Pause.",
		"break.yours":    "seit deiner letzten Pause",

		"kind.share_filter":   "Filter teilen",
		"kind.unshare_filter": "Filter nicht mehr teilen",
		"kind.take_break":     "Pause",
		"kind.end_break":      "Zurück aus der Pause",

		"listing.kind.share_filter":   "Filter geteilt",
		"listing.kind.unshare_filter": "Filter nicht mehr geteilt",
		"listing.kind.take_break":     "Pause",
		"listing.kind.end_break":      "zurück aus der Pause",

		"view.following":        "Verfolgt",
		"queue.empty.following": "Du verfolgst nichts, was offen ist. {key.follow} auf einem Ticket verfolgt es: dann hörst du, was darauf geschieht.",

		"event.follow":      "{who} hat {value} genannt; das Ticket wird dort jetzt verfolgt",
		"event.follow.self": "{who} verfolgt es",
		"event.follow.none": "{who} verfolgt es nicht mehr",

		"follow.mentioned":       "{who} hat dich in einer Notiz zu {ticket} genannt. Du verfolgst es jetzt.",
		"follow.customer":        "{ticket}, das du verfolgst: die Kundin oder der Kunde hat geschrieben.",
		"follow.answered":        "{ticket}, das du verfolgst: {who} hat geantwortet.",
		"follow.noted":           "{ticket}, das du verfolgst: {who} hat eine Notiz hinterlassen.",
		"follow.called":          "{ticket}, das du verfolgst: {who} hat ein Gespräch notiert.",
		"follow.status":          "{ticket}, das du verfolgst, ist jetzt {status}.",
		"follow.changed":         "{ticket}, das du verfolgst, wurde von {who} geändert.",
		"follow.several":         "{n} Tickets, die du verfolgst, haben sich bewegt. {key.notices} listet, was heed gesagt hat.",
		"root.call.followed":     "{n} verfolgte Tickets bewegt",
		"root.call.followed.one": "1 verfolgtes Ticket bewegt",

		"field.filter": "Filter",
		"field.follow": "Mitlesende",
	}
}
