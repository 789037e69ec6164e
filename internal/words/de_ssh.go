package words

// deSSH has the words of the way to a desk by SSH.
func deSSH() map[string]string {
	return map[string]string{
		"lobby.title":       "Der Desk",
		"lobby.came":        "Du kommst als {login}, mit {with}.",
		"lobby.waiting":     "was wartet",
		"lobby.counting":    "Einen Moment: es wird gezählt.",
		"lobby.as_of":       "Stand {time}",
		"lobby.failed":      "Die Zahlen sind die von vorhin. {why}",
		"lobby.may":         "was du an diesem Desk darfst",
		"lobby.may.agent":   "Alle Tickets sehen und alles mit ihnen tun: antworten, notieren, zuweisen, zurückstellen, zusammenführen, lösen.",
		"lobby.may.trainer": "Alle Tickets sehen und alles mit ihnen tun: antworten, notieren, zuweisen, zurückstellen, zusammenführen, lösen.",
		"lobby.may.lead":    "Alles, was im Service möglich ist, und festlegen, was für alle gilt: gemeinsame Filter, Regeln, Ansichten, Antworten. Du teilst Leute in Gruppen ein.",
		"lobby.may.admin":   "Alles, was die Leitung darf, und die Konten führen: wer hereinkommt, mit welcher Rolle, welchen Schlüsseln und Tokens. Du liest das Protokoll.",
		"lobby.looks":       "Hier sieht man zu. Zum Arbeiten öffne heed auf deinem eigenen Computer mit einem Token dieses Desks.",

		"problem.nothing_selected.looks_only": "Hier sieht man zu. Zum Arbeiten öffne heed auf deinem eigenen Computer.",

		"ssh.idle":      "{span} lang kam keine Taste, deshalb ist die Sitzung gesperrt: sie ist beendet. Komm mit ssh wieder.",
		"ssh.over":      "Die Sitzung war so lang, wie eine sein darf, und ist beendet. Komm mit ssh wieder.",
		"ssh.thrown":    "Womit du gekommen bist, lässt dich nicht mehr herein, oder deine Rolle ist eine andere. Frag, wer den Desk betreibt, oder komm mit ssh wieder.",
		"ssh.stalled":   "Dein Terminal hat zu lange nichts angenommen.",
		"ssh.closing":   "Der Desk schließt. Komm in einem Moment wieder.",
		"ssh.failed":    "Hier ist etwas fehlgeschlagen, und die Sitzung ist beendet. Komm mit ssh wieder; wer den Desk betreibt, findet es im Log.",
		"ssh.full":      "Es sind so viele Sitzungen offen, wie der Desk erlaubt. Komm in einem Moment wieder.",
		"ssh.full_one":  "Dein Konto hat so viele Sitzungen, wie eines haben darf. Beende erst eine davon.",
		"ssh.unnoted":   "Der Desk kann nicht festhalten, dass du da bist, und lässt deshalb niemanden herein. Sag es dem, der ihn betreibt.",
		"ssh.unwelcome": "",
		"ssh.left":      "",

		"cli.flag.ssh":      "Leute unter dieser Adresse mit SSH hereinlassen, etwa 0.0.0.0:2222 (ihre Schlüssel: heed desk user key)",
		"cli.flag.ssh_ca":   "eine Datei mit öffentlichen Schlüsseln, einer je Zeile, deren Zertifikate mit SSH hereinlassen",
		"cli.serving_ssh":   "Mit SSH unter {address}, Host-Schlüssel {fingerprint}",
		"cli.ssh_new_key":   "Ein Host-Schlüssel wurde angelegt: {file}. Bewahre ihn auf: wer kommt, vergleicht seinen Fingerabdruck.",
		"cli.ssh_key_gone":  "Der SSH-Host-Schlüssel dieses Ordners ist weg: {file}. Hol ihn aus einer Sicherung zurück. Ohne ihn wird jeder, der schon da war, vor einem Angriff gewarnt; ist er verloren, so entferne auch {public}, und ein neuer wird angelegt.",
		"cli.ssh_bad_key":   "{file} ist kein SSH-Host-Schlüssel: er muss vom Typ Ed25519 sein, ohne Passphrase.",
		"cli.ssh_no_keys":   "Mit SSH käme niemand herein: kein Konto hat einen öffentlichen Schlüssel. Gib erst einem einen mit: heed desk user key NAME DATEI --desk {dir}",
		"cli.ssh_bad_ca":    "{file} enthält keine öffentlichen Schlüssel einer Zertifizierungsstelle, einen je Zeile.",
		"cli.ssh_trouble":   "SSH: {why}",
		"cli.bad_ssh":       "{value} ist keine Adresse für SSH, wie etwa 0.0.0.0:2222.",
		"cli.ssh_ca_no_ssh": "--ssh-ca sagt, wessen Zertifikate mit SSH hereinlassen, und es gibt kein --ssh.",
	}
}
