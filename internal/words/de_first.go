package words

// deFirst is enFirst in German.
func deFirst() map[string]string {
	return map[string]string{
		"first.title":        "Erster Start",
		"first.welcome":      "Willkommen",
		"first.ask":          "Woran möchtest du arbeiten?",
		"first.nothing_yet":  "Vor dem letzten Schritt wird nichts festgehalten. {key.cancel} geht einen Schritt zurück, und was du geschrieben hast, bleibt.",
		"first.go_on":        "weiter",
		"first.begin":        "anfangen",
		"first.other_field":  "anderes Feld",
		"first.field_before": "Feld davor",
		"first.looking":      "schaue nach …",

		"first.demo":      "Die Vorführung",
		"first.demo.is":   "eine kleine Lampenmanufaktur, ganz erfunden; nichts davon bleibt",
		"first.served":    "Ein Desk anderswo",
		"first.served.is": "du hast seine Adresse und ein Token bekommen",
		"first.folder":    "Ein Desk auf diesem Computer",
		"first.folder.is": "in einem Ordner: ein neuer, oder einer, den es schon gibt",

		"first.served.tell":      "Seine Adresse und dein Token. Das Token lässt sich einfügen; es wird nicht gezeigt.",
		"first.served.field.one": "Adresse",
		"first.served.field.two": "Token",
		"first.url.hint":         "https://desk.example:8470",
		"first.token.hint":       "",
		"first.served.reached":   "Dort antwortet ein Desk von heed. Nun dein Token.",
		"first.served.hello":     "{desk} kennt dich als {name}.",
		"first.served.stranger":  "Der Desk antwortet, kennt dieses Token aber nicht. Ist es vollständig?",
		"first.served.other":     "Es gibt schon ein Profil eines anderen Kontos. heed --profile NAME öffnet es, heed login --profile NAME URL legt noch eines an.",

		"first.folder.tell":      "Der Ordner, und dein Name, wenn der Desk neu ist.",
		"first.folder.field.one": "Ordner",
		"first.folder.field.two": "Name",
		"first.dir.hint":         "~/desk",
		"first.name.hint":        "wie Kunden ihn lesen",
		"first.folder.there":     "Dort ist ein Desk. Du öffnest ihn als {name}.",
		"first.folder.new":       "Dort entsteht ein neuer Desk, und er gehört dir: {name} ({login}).",
		"first.folder.nameless":  "Dort entsteht ein neuer Desk. Nun dein Name.",
		"first.folder.bad_name":  "heed macht deinen Anmeldenamen aus Buchstaben von a bis z und Ziffern, und findet in diesem Namen keine.",
		"first.folder.long_name": "Das ist zu lang für einen Namen.",
		"first.folder.a_file":    "Das ist eine Datei. Nenne einen Ordner.",
		"first.folder.ownerless": "Dort ist ein Desk, und er sagt nicht, wem er gehört. Starte heed --desk ORDNER --as NAME.",
		"first.folder.damaged":   "Was dort liegt, lässt sich nicht als Desk öffnen. heed doctor --desk ORDNER sagt mehr.",
		"first.folder.full":      "In diesem Ordner liegt anderes. Nenne einen leeren, oder einen, den es noch nicht gibt.",

		"first.looks":      "Farben und Tasten",
		"first.looks.tell": "Auf und ab probiert sie aus; {key.next_pane} wechselt die Seite. Beides lässt sich jederzeit ändern.",

		"first.unkept_choice": "{name} konnte nicht in {file} festgehalten werden; es gilt für jetzt.",

		"problem.nothing_selected.no_shell":    "Hier hat keine Shell heed gestartet, also kann auch keine es zurückholen: Es bleibt.",
		"problem.nothing_selected.first_run":   "Sag zuerst, woran du arbeiten möchtest.",
		"problem.nothing_selected.first_busy":  "Es wird gerade nachgesehen. Gleich noch einmal.",
		"problem.nothing_selected.first_wrong": "Daran lässt sich noch nicht arbeiten; darunter steht, warum.",
		"problem.nothing_selected.first_empty": "Dort steht noch nichts.",
	}
}
