package words

func deShell() map[string]string {
	return map[string]string{
		"cli.completion":         "Ausgeben, was eine Shell braucht, um Zeilen von heed zu ergänzen",
		"cli.completion.example": "  heed completion bash > ~/.local/share/bash-completion/completions/heed\n  heed completion zsh > \"${fpath[1]}/_heed\"\n  heed completion fish > ~/.config/fish/completions/heed.fish",
		"cli.which_shell":        "Sag, welche Shell: {values}.",
		"cli.man":                "Die Handbuchseiten in einen Ordner schreiben",
		"cli.needs_dir":          "Sag, in welchen Ordner: heed man DIR.",

		"man.name":        "Name",
		"man.synopsis":    "Aufruf",
		"man.description": "Beschreibung",
		"man.example":     "Beispiele",
		"man.options":     "Optionen",
		"man.see_also":    "siehe auch",
		"man.files":       "Dateien",
		"man.exit":        "Rückgabewert",
		"man.files.is":    "heed config --path sagt, wo config.toml ist. Profile liegen in heed/profiles im Ordner XDG_STATE_HOME.",
		"man.exit.is":     "0  getan\n1  misslungen\n2  die Befehlszeile ist falsch\n3  nicht erlaubt\n4  offline, oder später versuchen\n5  dieses Ticket, Profil oder diesen Desk gibt es nicht\n6  abgelehnt oder zurückgehalten, wegen dem, was andere inzwischen taten",
	}
}
