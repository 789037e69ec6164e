package words

func deUnkept() map[string]string {
	return map[string]string{
		"root.in_memory":       "nur im Speicher",
		"root.in_memory.short": "im Speicher",

		"leave.unsent":     "{n} Sachen, die du geschrieben oder getan hast, sind noch nicht auf dem Desk, und auf diesem Computer wird nichts behalten. Noch einmal {key} beendet heed und verliert sie.",
		"leave.unsent.one": "Etwas, das du geschrieben oder getan hast, ist noch nicht auf dem Desk, und auf diesem Computer wird nichts behalten. Noch einmal {key} beendet heed und verliert es.",

		"about.quit.unkept":               "heed beenden; was nicht gesendet ist, geht verloren",
		"about.back.unkept":               "Einen Schritt zurück; Geschriebenes bleibt, bis heed schließt",
		"root.kept.unkept":                "Dein Text ist noch hier.",
		"root.goes_out_later.unkept":      "nur im Speicher; geht hinaus, wenn der Desk zu erreichen ist",
		"root.kept_for_later.unkept":      "nur im Speicher; verloren, wenn heed schließt",
		"root.back_as_draft.unkept":       "Der Text ist wieder ein Entwurf, nur im Speicher. {key.reply} schreibt weiter.",
		"root.back_as_note.unkept":        "Der Text ist wieder ein Entwurf, nur im Speicher. {key.note} schreibt weiter.",
		"draft.saved.unkept":              "nur im Speicher",
		"composer.sent.unkept":            "Antwort zu {ticket} wartet nur im Speicher, bis der Desk sie hat; schließt heed vorher, ist sie verloren.",
		"composer.noted.unkept":           "Notiz zu {ticket} wartet nur im Speicher, bis der Desk sie hat; schließt heed vorher, ist sie verloren.",
		"composer.too_long.unkept":        "Der Text hat jetzt {size}, eine Nachricht fasst {most}. Alles ist noch hier; {key} nimmt das Eingefügte wieder heraus.",
		"problem.no_such_ticket.unkept":   "Dieses Ticket ist nicht mehr auf dem Desk. Vielleicht wurde es entfernt; dein Text ist im Ausgang, bis heed schließt.",
		"problem.account_disabled.unkept": "Dein Konto auf diesem Desk ist abgeschaltet, gesendet wird nichts. Deine Texte sind hier, bis heed schließt; frag die Leitung des Desks.",
		"problem.server_refused.unkept":   "Der Desk hat das ohne Grund abgelehnt. Dein Text ist hier, bis heed schließt; du kannst ihn noch einmal senden.",
		"problem.other.unkept":            "Das wurde nicht getan, und den Grund, den der Desk nennt, kennt dieses heed nicht. Dein Text ist hier, bis heed schließt.",
		"line.unauthorized.unkept":        "Der Desk kennt dieses Token nicht, gesendet oder geholt wird nichts. Was du schreibst, ist verloren, wenn heed schließt. Beende heed und starte: {sign_in}",
		"line.no_token.unkept":            "Es gibt kein Token; gesendet oder geholt wird nichts. Was du schreibst, ist verloren, wenn heed schließt. Beende heed und starte: {sign_in}",
		"line.other_account.unkept":       "Das Token gehört zu einem anderen Konto als dieses Profil; damit wird nichts gesendet oder geholt. Was du schreibst, ist verloren, wenn heed schließt. Beende heed, und gib das Token dieses Kontos.",
		"line.not_a_desk.unkept":          "Was dort antwortet, ist kein Desk: vielleicht eine Anmeldeseite dieses Netzes, oder eine falsche Adresse. Was du schreibst, geht später hinaus, wenn heed bis dahin offen bleibt.",
		"line.temporary.unkept":           "Der Desk ist gerade nicht zu erreichen. Was du schreibst, geht von selbst hinaus, wenn heed bis dahin offen bleibt.",
		"line.wait.unkept":                "Der Desk bittet, {span} zu warten. Was du schreibst, geht von selbst hinaus, wenn heed bis dahin offen bleibt.",
		"line.gone.unkept":                "Der Desk bittet um eine frische Kopie von allem. Sie wird geholt; Entwürfe und Ausgang bleiben, bis heed schließt.",
	}
}
