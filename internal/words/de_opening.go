package words

func deOpening() map[string]string {
	return map[string]string{
		"action.new_ticket": "neues Ticket",
		"about.new_ticket":  "Zuerst an einen Kunden schreiben: ein neues oder begonnenes Ticket",

		"opening.title":        "Neues Ticket",
		"opening.for":          "Neues Ticket für {name}",
		"opening.hint":         "Kunde: Name, Mail oder Telefon",
		"opening.quiet":        "Schreib zwei oder mehr Buchstaben eines Namens oder einer Mailadresse, oder ein paar Ziffern einer Telefonnummer.",
		"opening.nobody":       "So heißt hier niemand. Gefunden werden nur Kunden mit einem Ticket auf diesem Computer.",
		"opening.no_address":   "keine Adresse",
		"opening.begun":        "vor {span} begonnen",
		"opening.subject.hint": "Betreff",
		"opening.goes":         "{channel} an {address}",

		"problem.nothing_selected.no_subject":  "Es braucht einen Betreff: ein paar Worte, worum es geht.",
		"problem.nothing_selected.no_customer": "Noch ist niemand gewählt. Schreib einen Teil eines Namens, einer Mailadresse oder einer Telefonnummer.",
		"problem.nothing_selected.no_address":  "Von diesem Kunden ist hier weder Mailadresse noch Telefonnummer bekannt.",
		"problem.nothing_selected.opening":     "Das ist die erste Nachricht eines neuen Tickets. Sende sie erst.",

		"composer.opening":            "Neues Ticket für {name}",
		"composer.opening.subject":    "Betreff: {subject}",
		"composer.opened":             "Gesichert, geht hinaus: neues Ticket für {name}.",
		"root.back_as_opening":        "Der Text ist wieder ein Entwurf. {key.new_ticket} schreibt weiter.",
		"root.back_as_opening.unkept": "Der Text ist wieder ein Entwurf, nur im Speicher. {key.new_ticket} schreibt weiter.",
	}
}
