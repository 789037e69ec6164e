package words

func deAway() map[string]string {
	return map[string]string{
		"away.unknown":        "Der Desk ist gerade nicht zu erreichen.",
		"away.nobody":         "Unter der Adresse des Desks antwortet niemand: Er läuft nicht, oder die Adresse ist falsch.",
		"away.no_host":        "Der Name in der Adresse des Desks führt nirgendwohin: Er ist falsch, oder dieser Computer hat kein Netz.",
		"away.no_road":        "Dieser Computer hat kein Netz, das zum Desk führt.",
		"away.silent":         "Der Desk hat nicht rechtzeitig geantwortet.",
		"away.cut":            "Die Verbindung zum Desk ist abgerissen.",
		"away.no_trust":       "Das Zertifikat unter der Adresse des Desks beweist nichts: Es ist abgelaufen, gehört einem anderen Computer, oder dieser Computer kennt nicht, wer es ausgestellt hat.",
		"away.unknown_issuer": "Das Zertifikat unter der Adresse des Desks hat niemand ausgestellt, den dieser Computer kennt, vielleicht der Server dort selbst. Wer den Desk betreibt, kann ihm eines von einer bekannten Stelle geben, oder du nimmst diese Stelle unter die auf, denen dieser Computer vertraut.",
		"away.other_name":     "Das Zertifikat unter der Adresse des Desks gilt für einen anderen Namen. Sieh nach, ob die Adresse so geschrieben ist, wie du sie bekommen hast; wenn ja, braucht der Desk ein Zertifikat für diesen Namen.",
		"away.expired":        "Das Zertifikat unter der Adresse des Desks gilt jetzt nicht: Es ist abgelaufen oder gilt noch nicht. Sieh nach, ob die Uhr dieses Computers stimmt; wenn ja, muss es erneuern, wer den Desk betreibt.",
		"away.no_tls":         "Was dort antwortet, spricht http, und die Adresse des Desks sagt https.",
		"away.trouble":        "Der Desk antwortet, dass bei ihm etwas nicht stimmt.",
		"away.busy":           "Der Desk bittet zu warten.",
		"away.full":           "Die Platte des Servers, auf dem der Desk läuft, ist voll; dort wurde nichts geändert.",
		"away.store":          "Der Server des Desks erreicht seine Datenbank nicht.",
		"away.no_verdict":     "Der Desk hat noch nicht gesagt, was daraus wird.",
		"away.too_much":       "Was dort antwortet, schickt auf einmal mehr, als je ein Desk tut.",
	}
}
