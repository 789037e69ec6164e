package words

func deReplies() map[string]string {
	return map[string]string{
		"replies.title":      "Textbausteine",
		"replies.hint":       "ein paar Buchstaben; noch ein ; schreibt ein Semikolon",
		"replies.none":       "Kein Textbaustein hat diese Worte.",
		"replies.empty.lead": "Es gibt noch keine Textbausteine. {key} schreibt den ersten; ein Import bringt viele.",
		"replies.empty":      "Es gibt noch keine Textbausteine. Sie kommen mit einem Import, oder von der Leitung des Desks.",
		"replies.count":      "{n} Bausteine",
		"replies.count.one":  "1 Baustein",
		"replies.blank":      "Lücke {n} von {total}",
		"replies.fill":       "hier schreiben",
		"replies.no_words":   "Noch steht nichts da; {key.next_blank} lässt sie offen.",
		"replies.braces":     "Zwei geschweifte Klammern beginnen eine Lücke und können nicht in einer stehen.",

		"action.accept.next":     "weiter",
		"action.accept.insert":   "einfügen",
		"action.next_blank.open": "offen lassen",
		"action.cancel.filling":  "anderer Baustein",
	}
}
