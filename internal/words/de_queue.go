package words

import "maps"

func deQueue() map[string]string {
	all := deRows()
	maps.Copy(all, deBulk())
	return all
}

func deRows() map[string]string {
	return map[string]string{
		"queue.new":                 "{n} neu",
		"queue.reordered":           "geändert",
		"queue.unreadable":          "nicht gelesen",
		"queue.by.priority":         "nach Frist",
		"queue.by.wake":             "nach Wiederkehr",
		"queue.by.solved":           "Neuestes zuerst",
		"queue.by.changed":          "zuletzt geändert zuerst",
		"queue.filling":             "Tickets werden geholt: {n} bisher",
		"queue.filling_of":          "Tickets werden geholt: {n} von {goal}",
		"queue.reading":             "Die Liste wird gelesen. Die Platte braucht ihre Zeit.",
		"queue.failed":              "Die Liste war von der Platte dieses Computers nicht zu lesen. Auf dem Desk ist nichts verloren. {key} versucht es noch einmal.",
		"queue.first_fill":          "Die Tickets kommen jetzt zum ersten Mal herein. Du kannst anfangen, sobald die ersten hier stehen.",
		"queue.lost":                "Was hier vom Desk lag, war beschädigt und ist beiseitegelegt; es gibt nichts zu zeigen, bis er zu erreichen ist: Dann kommt alles noch einmal. Was du geschrieben hast, ist unberührt. {key} versucht es sofort.",
		"queue.lost.comes":          "Was hier vom Desk lag, war beschädigt und ist beiseitegelegt. Alles kommt jetzt noch einmal; du kannst anfangen, sobald die ersten Tickets hier stehen. Was du geschrieben hast, ist unberührt.",
		"queue.never_filled":        "Noch gibt es keine Verbindung zum Desk, und auf diesem Computer liegt nichts von ihm. Tickets erscheinen hier, sobald er zu erreichen ist.",
		"queue.look_unassigned.one": "Eins wartet darauf, dass es jemand übernimmt. {key}\u00a0führt\u00a0hin.",
		"queue.look_unassigned":     "{n} warten darauf, dass sie jemand übernimmt. {key}\u00a0führt\u00a0hin.",
		"queue.waits":               "wartet {span}",
		"queue.late":                "spät {span}",
		"queue.over":                "{span} drüber",
		"queue.due":                 "fällig {span}",
		"queue.wakes":               "zurück in {span}",
		"queue.gone.lost":           "nicht mehr hier",
		"queue.gone.snoozed":        "zurückgestellt",
		"queue.gone.yours":          "jetzt deins",
		"queue.gone.taken":          "{name} hat es",
		"queue.gone.released":       "freigegeben",

		"queue.empty.mine":       "Von deinen wartet nichts.",
		"queue.empty.unassigned": "Um jedes Ticket kümmert sich jemand.",
		"queue.empty.groups":     "In deinen Gruppen wartet nichts.",
		"queue.empty.open":       "Nichts ist offen. Ein guter Moment für einen Tee.",
		"queue.empty.pending":    "Niemand schuldet uns eine Antwort.",
		"queue.empty.snoozed":    "Nichts ist zurückgestellt.",
		"queue.empty.solved":     "Noch wurde nichts gelöst.",
		"queue.empty.all":        "Noch gibt es keine Tickets.",

		"queue.empty.desk": "Dieser Desk hat noch keine Tickets. Um welche hereinzuholen, starte in einem anderen Fenster: heed import --desk DIR FILE. Um dich erst umzusehen: heed demo.",

		"list.standing": "{n} von {total}",
		"span.now":      "gerade eben",
		"span.ago":      "vor {span}",

		"view.mine":       "Meine",
		"view.unassigned": "Frei",
		"view.groups":     "Gruppen",
		"view.open":       "Offen",
		"view.pending":    "Wartend",
		"view.snoozed":    "Zurückgestellt",
		"view.solved":     "Gelöst",
		"view.all":        "Alle",

		"mark.held":    "zurückgehalten",
		"mark.refused": "abgelehnt",
		"mark.draft":   "Entwurf",
		"mark.here":    "{name} ist hier",
		"mark.writes":  "{name} schreibt",

		"why.title":              "Warum {ticket} hier steht",
		"why.waits":              "der Kunde wartet seit",
		"why.changed":            "zuletzt geändert",
		"why.horizon":            "Priorität {priority} darf warten",
		"why.tier":               "weniger für {tier}",
		"why.due":                "fällig",
		"why.left":               "in {span}",
		"why.late":               "um {span} zu spät",
		"why.over":               "{span} drüber",
		"why.told.waits":         "Der Kunde wartet seit {when}.",
		"why.told.changed":       "Zuletzt geändert: {when}.",
		"why.told.changed.today": "Zuletzt geändert um {when}.",
		"why.told.horizon":       "Priorität {priority} darf {span} warten.",
		"why.told.tier":          "Für {tier} sind es {span} weniger.",
		"why.told.due":           "Fällig {when}, {left}.",
		"why.told.due.today":     "Fällig um {when}, {left}.",

		"why.nobody_waits": "Niemand wartet auf eine Antwort; es steht hinter denen, bei denen jemand wartet.",
	}
}
