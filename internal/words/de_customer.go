package words

func deCustomer() map[string]string {
	return map[string]string{
		"customer.title":            "Kunde",
		"customer.orders.title":     "Bestellungen",
		"customer.going_on":         "Auch offen",
		"customer.solved":           "Gelöst",
		"customer.worked":           "Half beim letzten Mal",
		"customer.worked.calls":     "{n} Anrufe",
		"customer.worked.calls.one": "ein Anruf",
		"customer.notes":            "Notizen",
		"customer.attributes":       "Auch bekannt",
		"customer.and_more":         " +{n}",
		"mark.minds":                "▲",
		"customer.refuses":          "nicht per {channel}",
		"customer.refuses.phone":    "keine Anrufe",
		"customer.refuses.sms":      "keine SMS",
		"customer.refuses.mail":     "keine Mails",
		"customer.refuses.chat":     "kein Chat",
		"choose.wants_no_calls":     "will keine Anrufe",
		"customer.entries":          "{n} Einträge",
		"customer.entries.one":      "1 Eintrag",

		"customer.order.placed":   "bestellt {moment}",
		"customer.order.total":    "Summe",
		"customer.order.tracking": "Sendung {code}",
	}
}
