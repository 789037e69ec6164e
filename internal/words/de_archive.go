package words

func deArchive() map[string]string {
	return map[string]string{
		"archive.not_json":      "Zeile {line} ist kein JSON-Objekt und wurde übersprungen.",
		"archive.too_long":      "Zeile {line} ist länger als 8 MiB und wurde übersprungen.",
		"archive.unknown_type":  "Zeile {line} wurde übersprungen: type ist keins von ticket, customer, reply, agent und mailbox.",
		"archive.not_text":      "Zeile {line} wurde übersprungen: In {field} gehört Text.",
		"archive.not_number":    "Zeile {line} wurde übersprungen: In {field} gehört eine ganze Zahl.",
		"archive.not_a_time":    "Zeile {line} wurde übersprungen: In {field} gehört eine Zeit, als Sekunden seit 1970 oder wie 2026-03-01T09:30:00Z.",
		"archive.not_a_list":    "Zeile {line} wurde übersprungen: In {field} gehört eine Liste.",
		"archive.not_an_object": "Zeile {line} wurde übersprungen: In {field} gehört ein Objekt.",
		"archive.unknown_value": "Zeile {line} wurde übersprungen: heed kennt den Wert von {field} nicht.",
		"archive.missing":       "Zeile {line} wurde übersprungen: {field} fehlt.",
		"archive.out_of_range":  "Zeile {line} wurde übersprungen: {field} ist eine zu kleine oder zu große Zahl.",
		"archive.far_time":      "Zeile {line} wurde übersprungen: {field} liegt vor 1900 oder nach 2199. Zeiten sind Sekunden seit 1970; so sehen Millisekunden aus.",
		"archive.bad_address":   "Zeile {line} wurde übersprungen: {field} enthält einen Zeilenumbruch oder ein anderes Steuerzeichen, oder gar nichts. Das hat keine Adresse.",
		"archive.too_many":      "Zeile {line} wurde übersprungen: {field} hat mehr als 100.",
		"archive.long_field":    "Zeile {line} wurde übersprungen: {field} ist ein einzeiliges Feld und enthält mehr als 16 kB.",
		"archive.large_entry":   "Zeile {line} wurde übersprungen: {field} enthält mehr als 1 MB; mehr darf ein Eintrag nicht haben.",
		"archive.large_record":  "Zeile {line} wurde übersprungen: Neben ihren Nachrichten enthält sie mehr als 1 MB; mehr darf ein Datensatz nicht haben. Das meiste steht in {field}.",
	}
}
