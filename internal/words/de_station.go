package words

func deStation() map[string]string {
	return map[string]string{
		"cli.key_gone":              "Der Schlüssel zu dem, was in {dir} liegt, ist weg; es bleibt zu, und kein anderer Schlüssel kommt an seine Stelle. Leg den Schlüssel zurück, aus einer Sicherung oder dem Schlüsselbund. Um neu anzufangen, gib jenem Ordner einen anderen Namen; was noch nicht gesendet war, ist dann nicht zu lesen.",
		"cli.desk_damaged":          "{file} ist beschädigt oder keine Datei eines Desks; so lässt sich dieser Desk nicht öffnen. Nichts wurde geändert. Leg die Datei aus einer Sicherung zurück; für einen neuen Desk wähl einen anderen Ordner.",
		"cli.stopped":               "Prozess {pid} hat das offen und ist angehalten, wie nach ctrl+z. Hol ihn dort, wo er gestartet wurde, mit fg zurück, oder lass ihn weiterlaufen mit: kill -CONT {pid}.",
		"cli.silent":                "Prozess {pid} hat diesen Desk und antwortet nicht. Gib ihm einen Moment und starte neu, oder beende ihn erst.",
		"cli.desk_sick":             "{file} ist beschädigt; nicht alles von diesem Desk ist zu lesen oder zu schreiben. Leg die Datei aus einer Sicherung zurück.",
		"cli.desk_gone":             "Die Datei dieses Desks, desk.db, ist aus ihrem Ordner verschwunden, und kein neuer Desk kommt an ihre Stelle. Leg die Datei aus einer Sicherung zurück; für einen neuen Desk wähl einen anderen Ordner.",
		"cli.in_the_way":            "{file} ist nicht die Datei, die heed dort hat, und heed rührt sie nicht an. Leg die richtige zurück, oder räum diese weg, dann starte neu.",
		"cli.no_token_kept":         "In diesem Profil liegt kein Token, weil es weder Schlüsselbund noch Passphrase gab. Setz HEED_TOKEN, oder setz HEED_PASSPHRASE und starte heed login URL noch einmal.",
		"cli.remark.disk_full":      "Die Platte dieses Computers hat keinen Platz; bis sie welchen hat, lässt sich nichts einreihen. Was hier ist, lässt sich lesen. Schaff Platz; heed macht von selbst weiter.",
		"cli.remark.token_lost":     "Das Token dieses Profils ist nicht lesbar; gesendet oder geholt wird nichts. Mit dem, was auf diesem Computer ist, kannst du arbeiten. Starte heed login URL --profile {profile}, um es neu zu geben.",
		"cli.remark.token_unkept":   "In diesem Profil liegt kein Token; gesendet oder geholt wird nichts. Mit dem, was auf diesem Computer ist, kannst du arbeiten. Setz HEED_TOKEN, oder starte heed login URL --profile {profile} noch einmal.",
		"cli.token_silent":          "Der Schlüsselbund mit dem Token dieses Profils antwortet nicht; gesendet oder geholt wird nichts. Mit dem, was auf diesem Computer ist, kannst du arbeiten. Entsperr ihn und versuch es noch einmal, oder setz HEED_TOKEN.",
		"cli.disk.denied_file":      "{file} darfst du nicht lesen oder schreiben. Wähl einen anderen Ort, oder lass dich vom Besitzer hinein.",
		"cli.repair.settings":       "Die Einstellungen dieses Profils waren nicht lesbar und wurden neu geschrieben. Die alten liegen in {aside}.",
		"cli.repair.cache":          "Was vom Desk hier lag, war nicht zu gebrauchen und wird neu geholt; es liegt in {aside}. Was du geschrieben hast, ist nicht berührt.",
		"cli.repair.outbox":         "Eine der beiden Kopien des Ausgangs war nicht zu gebrauchen. Sie wurde aus der anderen neu gemacht; sie liegt in {aside}.",
		"cli.repair.outbox_both":    "Beide Kopien des Ausgangs waren so nicht zu gebrauchen. Was davon lesbar war, ist wieder da. Heb {one} und {other} auf: Etwas kann fehlen.",
		"pipe.queued_no_token":      "Das Token dieses Profils ist nicht lesbar. Es liegt als {op} im Ausgang. Starte heed login URL, dann heed sync.",
		"pipe.queued_token_silent":  "Der Schlüsselbund mit dem Token dieses Profils antwortet nicht. Es liegt als {op} im Ausgang. Entsperr den Schlüsselbund, dann starte heed sync.",
		"pipe.queued_other_account": "Das Token gehört zu einem anderen Konto als dieses Profil. Es liegt als {op} im Ausgang. Gib das Token dieses Kontos, dann starte heed sync.",
		"pipe.no_token":             "Das Token dieses Profils ist nicht lesbar; gesendet oder geholt wurde nichts. Starte heed login URL noch einmal.",
		"pipe.token_silent":         "Der Schlüsselbund mit dem Token dieses Profils antwortet nicht; gesendet oder geholt wurde nichts. Entsperr ihn und versuch es noch einmal.",
		"pipe.other_account":        "Das Token gehört zu einem anderen Konto als dieses Profil; gesendet oder geholt wurde nichts. Gib das Token dieses Kontos.",
		"line.no_token":             "Das Token dieses Profils ist nicht lesbar; gesendet oder geholt wird nichts. Was du schreibst, ist gesichert. Beende heed und starte: heed login",
		"line.token_silent":         "Der Schlüsselbund mit dem Token dieses Profils antwortet nicht; gesendet oder geholt wird nichts. Was du schreibst, ist gesichert. Beende heed, entsperr ihn und starte heed neu.",
		"line.other_account":        "Das Token gehört zu einem anderen Konto als dieses Profil; damit wird nichts gesendet oder geholt. Was du schreibst, ist gesichert. Beende heed, und gib das Token dieses Kontos.",
	}
}
